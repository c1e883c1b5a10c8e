/**
 * What plain HTTP is answered on a hall that speaks TLS: pages are sent on, requests of programs are refused (a redirect would
 * only hide that they spoke in the clear, ASVS V4.1.2), and the authority's certificate is handed out with its fingerprint.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Guard } from '../http/guard.ts'
import { plainHeaders } from '../http/headers.ts'
import type { CertificateState } from './certificates.ts'

export const AUTHORITY_FILE = '/hall-ca.crt'
export const AUTHORITY_PAGE = '/hall-ca'
export const AUTHORITY_TYPE = 'application/x-x509-ca-cert'

const STYLE =
  'body{max-width:44rem;margin:3rem auto;padding:0 1.5rem;font:1.0625rem/1.7 system-ui,sans-serif}code{font-size:1.125rem;word-break:break-all}li{margin:.6rem 0}'
/** The page's own look, and nothing else that could load or run. */
export const AUTHORITY_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** Says how to trust the hall, and how to know that it is this hall. @param fingerprint SHA-256 of the root */
export const authorityPage = (fingerprint: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>大厅根证书</title><style>${STYLE}</style></head><body>
<h1>大厅根证书</h1>
<p>大厅内的屏幕、窗口电脑装上这张证书后，才能确认连到的是本大厅的服务器。它只能为本大厅的名称和地址作证。</p>
<ol><li>请管理员打开管理页“系统 → 网络与证书”，逐字核对下面的指纹。不一致就不要安装。</li>
<li>一致时下载：<a href="${AUTHORITY_FILE}">hall-ca.crt</a></li>
<li>装进系统或浏览器的“受信任的根证书颁发机构”，然后重启浏览器。</li></ol>
<p>SHA-256 指纹 fingerprint<br><code>${fingerprint}</code></p>
<hr><p lang="en">The hall’s own certificate authority. Compare the fingerprint with the manager’s page (System → Line and certificate) before you install it: anyone on the network could have changed this page. It can vouch for this hall’s names and addresses only.</p>
</body></html>`

type Answer = { readonly status: number; readonly type?: string; readonly headers?: object; readonly body: string }

const refusal = (status: number, code: string, title: string): Answer => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ ok: false, type: 'about:blank', status, code, title }),
})

const answerOf = (
  { method = '', url = '/', headers }: IncomingMessage,
  guard: Guard,
  state: CertificateState,
): Answer => {
  const { host } = headers
  if (host === undefined || !guard.knowsHost(host))
    return refusal(421, 'foreign-host', "Use one of the hall's own names; more can be set in HALL_HOSTS.")
  const [path = '/'] = url.split('?')
  const reads = method === 'GET' || method === 'HEAD'
  if (reads && state.authority && path === AUTHORITY_FILE)
    return { status: 200, type: AUTHORITY_TYPE, body: state.authority.pem }
  if (reads && state.authority && path === AUTHORITY_PAGE)
    return {
      status: 200,
      type: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': AUTHORITY_POLICY },
      body: authorityPage(state.authority.fingerprint),
    }
  // Only a path goes on: `//elsewhere` and full addresses would lead out of the hall.
  if (!reads || path.startsWith('/api/') || path.startsWith('/socket.io/') || !/^\/(?!\/)/.test(url))
    return refusal(403, 'tls-needed', `Plain HTTP is refused here: use https://${host}.`)
  return { status: 307, headers: { location: `https://${host}${url}` }, body: '' }
}

/** @param state what is shown now, asked at every request */
export const signpost =
  (guard: Guard, state: () => CertificateState): RequestListener =>
  (request: IncomingMessage, response: ServerResponse) => {
    const { status, type, headers = {}, body } = answerOf(request, guard, state())
    response.writeHead(status, {
      ...plainHeaders,
      ...(type === undefined ? {} : { 'content-type': type }),
      ...headers,
      connection: 'close',
      'content-length': Buffer.byteLength(body),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
