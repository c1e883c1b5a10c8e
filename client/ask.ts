/** One HTTP question with a deadline. Answers come back as values; only a defect throws. */
export type Problem = {
  readonly ok: false
  /** A refusal code of the hall, an error code of the server, or `unreachable` when nobody answered. */
  readonly code: string
  readonly status: number
  readonly [detail: string]: unknown
}
export type Answer<T> = ({ readonly ok: true } & T) | Problem

const DEADLINE_MS = 8_000

type Question = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly token?: string | undefined
}

const unreachable: Problem = { ok: false, code: 'unreachable', status: 0 }

/** Asks the hall's server. `unreachable` means that nobody knows whether it arrived: ask again with the same ids. */
export const ask = async <T>(path: string, { method = 'GET', body, token }: Question = {}): Promise<Answer<T>> => {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  try {
    const response = await fetch(path, {
      method,
      headers,
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const value: unknown = await response.json()
    if (typeof value !== 'object' || value === null) return unreachable
    return response.ok
      ? ({ ...value, ok: true } as Answer<T>)
      : { code: 'unknown', ...value, ok: false, status: response.status }
  } catch {
    // No answer, a cut line or a proxy's page: all the same to the screen, which says so and asks again.
    return unreachable
  }
}
