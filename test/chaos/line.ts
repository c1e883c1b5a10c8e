/** The wire of a chaos run: plain HTTP that says "no answer" instead of throwing, as a kiosk must take it. */
import { Agent, request } from 'node:http'

const ANSWER_WITHIN_MS = 5_000

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** Keeps connections open, as browsers do; all of them break when the server is killed. */
export type Line = {
  /** Sends JSON; undefined when no answer came, so that nobody knows whether it was done. */
  readonly post: (path: string, body: unknown, token?: string) => Promise<Answer | undefined>
  readonly close: () => void
}

export const openLine = (url: string): Line => {
  const agent = new Agent({ keepAlive: true })
  return {
    close: () => agent.destroy(),
    post: (path, body, token) =>
      new Promise((resolve) => {
        const text = JSON.stringify(body)
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        }
        const asked = request(
          `${url}${path}`,
          { method: 'POST', agent, headers, timeout: ANSWER_WITHIN_MS },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('error', () => resolve(undefined))
            response.on('close', () => {
              // An answer cut off half way is no answer.
              if (!response.complete) resolve(undefined)
              else
                resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
            })
          },
        )
        asked.on('timeout', () => asked.destroy())
        asked.on('error', () => resolve(undefined))
        asked.end(text)
      }),
  }
}

/** Posts and insists on success, for setting a hall up. */
export const mustPost = async (line: Line, path: string, body: unknown, token?: string): Promise<Answer['body']> => {
  const answer = await line.post(path, body, token)
  if (answer?.status !== 200) throw new Error(`${path} was not done: ${JSON.stringify(answer)}`)
  return answer.body
}
