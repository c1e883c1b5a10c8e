/**
 * One keep-alive connection to a server, asking one thing at a time. Written on a bare socket, because a whole HTTP client
 * beside the server would measure itself: `fetch` reaches a tenth of what the servers here answer.
 */
import type { Socket } from 'node:net'
import { openSocket } from './open-socket.ts'
import type { Target } from './target.ts'

export type Answer = { readonly status: number; readonly body: string }
export type HttpLine = {
  readonly post: (path: string, body: string, token?: string) => Promise<Answer>
  readonly get: (path: string, token?: string) => Promise<Answer>
  readonly close: () => void
}

const BREAK = '\r\n\r\n'
const LENGTH = /\r\ncontent-length: *(\d+)/i

type Asked = {
  readonly request: string
  /** Sent a second time already. Commands carry an id, so the second sending of one changes nothing. */
  readonly again: boolean
  readonly answer: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

/** The first whole answer in some bytes and where it ends; undefined while it is not all there. */
const answerIn = (bytes: Buffer): { readonly answer: Answer; readonly end: number } | undefined => {
  const headEnd = bytes.indexOf(BREAK)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  // What node says of itself to a connection it gives up, it says without a body.
  const end = headEnd + BREAK.length + Number(LENGTH.exec(head)?.[1] ?? 0)
  if (bytes.length < end) return undefined
  const body = bytes.toString('utf8', headEnd + BREAK.length, end)
  return { answer: { status: Number(head.slice(9, 12)), body }, end }
}

/**
 * Connects when first asked, and anew when the server closed the line while it was idle.
 * @param from the address it comes from, as machines have one each.
 * @param ca the authority it believes, where the server speaks TLS.
 */
export const openLine = (port: number, from?: string, ca?: string): HttpLine => {
  let socket: Socket | undefined
  let asked: Asked | undefined

  const open = (): Socket => {
    const opened = openSocket({ port, ...(from === undefined ? {} : { from }), ...(ca === undefined ? {} : { ca }) })
    let heard: Buffer = Buffer.alloc(0)
    opened.on('data', (chunk: Buffer) => {
      heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk])
      const found = answerIn(heard)
      if (!found) return
      heard = heard.subarray(found.end)
      // A line that was idle too long; it is closed next, and what was just asked on it is asked again.
      if (found.answer.status === 408) return
      const first = asked
      asked = undefined
      first?.answer(found.answer)
    })
    let reason = 'it was closed'
    opened.on('error', (error) => {
      reason = error.message
    })
    opened.on('close', () => {
      if (socket !== opened) return
      socket = undefined
      const lost = asked
      if (!lost) return
      if (lost.again) lost.fail(new Error(`The server on port ${port} cut the line while it was asked: ${reason}`))
      else send({ ...lost, again: true })
    })
    return opened
  }
  const send = (next: Asked): void => {
    asked = next
    if (!socket?.writable) socket = open()
    socket.write(next.request)
  }
  const ask = (request: string): Promise<Answer> =>
    new Promise((answer, fail) => send({ request, again: false, answer, fail }))
  const headOf = (method: string, path: string, token: string | undefined): string =>
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${token === undefined ? '' : `authorization: Bearer ${token}\r\n`}`
  return {
    post: (path, body, token) =>
      ask(
        `${headOf('POST', path, token)}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}${BREAK}${body}`,
      ),
    get: (path, token) => ask(`${headOf('GET', path, token)}\r\n`),
    close: () => {
      const last = socket
      const lost = asked
      socket = undefined
      asked = undefined
      last?.destroy()
      lost?.fail(new Error('The line was closed by whoever asked.'))
    },
  }
}

/** The board as the hall tells it now, as text. */
export const boardOf = async ({ port, path, topic, token }: Target): Promise<string> => {
  const line = openLine(port)
  const { status, body } = await line.get(path.replace('commands', `views/${topic}`), token)
  line.close()
  if (status !== 200) throw new Error(`The board could not be read: ${status} ${body}`)
  return body
}

/** Gives the twin a board to tell, so that both send messages of one size. */
export const giveTemplate = async ({ port }: Target, board: string): Promise<void> => {
  const line = openLine(port)
  await line.post('/template', board)
  line.close()
}
