/**
 * One keep-alive connection to a server, asking one thing at a time. Written on a bare socket, because a whole HTTP client
 * beside the server would measure itself: `fetch` reaches a tenth of what the servers here answer.
 */
import { connect } from 'node:net'
import type { Target } from './target.ts'

export type Answer = { readonly status: number; readonly body: string }
export type HttpLine = {
  readonly post: (path: string, body: string, token?: string) => Promise<Answer>
  readonly get: (path: string, token?: string) => Promise<Answer>
  readonly close: () => void
}

const BREAK = '\r\n\r\n'
const LENGTH = /\r\ncontent-length: *(\d+)/i

type Asked = { readonly answer: (answer: Answer) => void; readonly fail: (error: Error) => void }

export const openLine = async (port: number): Promise<HttpLine> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let asked: Asked | undefined
  let heard: Buffer = Buffer.alloc(0)

  const read = (): void => {
    const end = heard.indexOf(BREAK)
    if (end < 0) return
    const head = heard.toString('latin1', 0, end)
    const length = LENGTH.exec(head)?.[1]
    if (length === undefined) throw new Error(`An answer without a length cannot be read here: ${head}`)
    const total = end + BREAK.length + Number(length)
    if (heard.length < total) return
    const answer = { status: Number(head.slice(9, 12)), body: heard.toString('utf8', end + BREAK.length, total) }
    heard = heard.subarray(total)
    const first = asked
    asked = undefined
    first?.answer(answer)
  }
  socket.on('data', (chunk: Buffer) => {
    heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk])
    read()
  })
  const gone = (): void => asked?.fail(new Error('The server closed a connection while it was asked.'))
  socket.on('error', gone).on('close', gone)

  const ask = (head: string, body: string): Promise<Answer> =>
    new Promise((answer, fail) => {
      asked = { answer, fail }
      socket.write(head + body)
    })
  const headOf = (method: string, path: string, token: string | undefined): string =>
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${token === undefined ? '' : `authorization: Bearer ${token}\r\n`}`
  return {
    post: (path, body, token) =>
      ask(
        `${headOf('POST', path, token)}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}${BREAK}`,
        body,
      ),
    get: (path, token) => ask(`${headOf('GET', path, token)}\r\n`, ''),
    close: () => socket.destroy(),
  }
}

/** The board as the hall tells it now, as text. */
export const boardOf = async ({ port, path, topic, token }: Target): Promise<string> => {
  const line = await openLine(port)
  const { status, body } = await line.get(path.replace('commands', `views/${topic}`), token)
  line.close()
  if (status !== 200) throw new Error(`The board could not be read: ${status} ${body}`)
  return body
}

/** Gives the twin a board to tell, so that both send messages of one size. */
export const giveTemplate = async ({ port }: Target, board: string): Promise<void> => {
  const line = await openLine(port)
  await line.post('/template', board)
  line.close()
}
