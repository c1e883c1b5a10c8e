/**
 * What a standby shows and answers until it serves: how far it is, for whoever opens its address, and where it stands, for
 * the other servers. Only a program on this machine that can read its folder may tell it to take over.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StandbyReport, StandbyState } from './standby.ts'

const BODY_MAX = 2_000
const LAST_WORDS_MS = 200

const STATE_WORDS: Record<StandbyState, readonly [zh: string, en: string]> = {
  beginning: ['正在复制台账', 'Copying the ledger'],
  'catching-up': ['正在追赶', 'Catching up'],
  following: ['同步中', 'Following'],
  lost: ['主机没有应答', 'The hall does not answer'],
  unpaired: ['配对已失效，请重新配对', 'No longer paired: pair it again'],
  diverged: [
    '本机台账与主机不一致，未合并。请保留此文件夹，换空文件夹重新配对',
    'Its ledger is not the hall’s; nothing was merged. Keep the folder, and pair again with an empty one',
  ],
  'too-old': ['离开太久，请换空文件夹重新配对', 'Away for too long: pair again with an empty folder'],
  broken: ['收到的台账不连续，请换空文件夹重新配对', 'What came does not chain: pair again with an empty folder'],
  moved: ['已有另一台服务器接管大厅', 'Another server has taken the hall over'],
  serving: ['已接管，正在启动服务', 'Has taken over; the server starts'],
}

const STYLE =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:40em;margin:12vh auto;padding:0 2em}h1{font-size:1.5em}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.4em 2em}dt{opacity:.7}dd{margin:0}code{user-select:all}small{opacity:.7}'
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const row = (zh: string, en: string, value: string): string => `<dt>${zh} <small>${en}</small></dt><dd>${value}</dd>`

/** The page of now; it asks for itself anew every two seconds. */
export const standbyPage = (name: string, dir: string, report: StandbyReport): string => {
  const [zh, en] = STATE_WORDS[report.state]
  const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const time = (at: number | undefined): string => (at === undefined ? '—' : new Date(at).toLocaleTimeString('zh-CN'))
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>备机 ${safe(name)}</title><style>${STYLE}</style><h1>备机 ${safe(name)}</h1><p><strong>${zh}</strong><br><small>${en}</small></p><dl>${row('台账位置', 'Position', String(report.position))}${row('落后条数', 'Behind', String(report.behind))}${row('最近一次听到主机', 'Heard at', time(report.heardAt))}${row('其余数据复制于', 'Everything else as of', time(report.filesAt))}</dl><p>主机无法恢复时，在本机运行： <small>When the hall's server is gone, run here:</small><br><code>npm run standby -- --take-over --data ${safe(dir)}</code></p></html>`
}

export type PageOptions = {
  readonly host: string
  readonly port: number
  readonly name: string
  readonly dir: string
  /** What a program of this machine shows to tell it to take over. */
  readonly secret: string
  readonly report: () => StandbyReport
  /** The answer to another server of the hall; undefined where it asks about another hall. */
  readonly standing: (asked: unknown) => object | undefined
  readonly takeOver: (anyway: boolean) => Promise<object>
}
export type Page = { readonly port: number; readonly close: () => Promise<void> }

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > BODY_MAX) return undefined
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Listens; rejects with the reason where it cannot. */
export const openPage = async (options: PageOptions): Promise<Page> => {
  const { host, port, name, dir, secret, report, standing, takeOver } = options
  const isKnown = (said: string | undefined): boolean => {
    const given = Buffer.from(said ?? '')
    const due = Buffer.from(`Bearer ${secret}`)
    return given.length === due.length && timingSafeEqual(given, due)
  }
  const json = (response: ServerResponse, status: number, value: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(value))
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url } = request
    if (method === 'GET' && url === '/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      response.end(standbyPage(name, dir, report()))
      return
    }
    if (method === 'POST' && url === '/api/standing') {
      const said = standing(await bodyOf(request))
      return said ? json(response, 200, said) : json(response, 422, { ok: false, code: 'malformed' })
    }
    if (method === 'POST' && url?.startsWith('/take-over') && isKnown(request.headers.authorization))
      return json(response, 200, await takeOver(url.endsWith('?anyway')))
    // Screens that come too early ask again, since nobody serves here yet.
    json(response, 503, { ok: false, code: 'standby', title: 'This machine is a standby and serves nobody yet.' })
  }
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 8_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        // Whoever is being answered may hear the end of it.
        setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS)
      }),
  }
}
