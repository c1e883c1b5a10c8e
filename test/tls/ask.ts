/** Asks a server over HTTP or HTTPS, with an authority to believe or without, or in raw bytes. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'

export type Heard = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}
export type Asked = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly ca?: string
  readonly servername?: string
}

/** Asks over HTTP or HTTPS, as the address says; rejects where the certificate is not to be trusted. */
export const ask = (url: string, { method = 'GET', headers = {}, body, ca, servername }: Asked = {}): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...headers },
      agent: false as const,
      ...(ca && { ca }),
      ...(servername && { servername }),
    }
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, options, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
        }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })

/** Sends bytes as they are and gives back all that comes until the line is closed, within a time. */
export const rawTalk = (port: number, bytes: string, withinMs = 3_000): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let heard = ''
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`Not closed within ${withinMs} ms; heard: ${heard.slice(0, 200)}`))
    }, withinMs)
    socket.on('data', (piece) => {
      heard += piece.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(late)
      resolve(heard)
    })
  })
