/** A standby's line to the server it follows: every word over HTTP with its own token, and every wait bounded. */
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { z } from 'zod'
import { reasonOf } from '../log.ts'
import { fetchTrusting } from '../tls/trust.ts'
import type { CopiedFile } from './copies.ts'
import type { FeedAnswer, FeedQuestion } from './feed.ts'
import type { StandbyPairing } from './pairing.ts'

/** An answer of the feed comes within a second and a bit; a day's worth on a slow line within these. ms */
const ANSWER_WITHIN_MS = 4_000
const COPY_WITHIN_MS = 10 * 60_000
const OWNER_ONLY = 0o600
/** No part of a path leads up. */
const SAFE = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+){0,4}$/

const rotated = z.object({ token: z.string().optional(), waitMs: z.number() })

/** Why the server did not give what was asked. `silent`: nobody answered; anything else is a word of its own. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly code: string
  constructor(code: string, why: string) {
    super(why)
    this.code = code
  }
}

export type PrimaryLine = {
  /** Throws NoAnswer. */
  readonly feed: (question: FeedQuestion, ownUrl: string | undefined) => Promise<FeedAnswer>
  readonly files: () => Promise<{ readonly now: number; readonly files: readonly CopiedFile[] }>
  /** Copies one file into a folder, whole or not at all. */
  readonly copy: (name: string, dir: string) => Promise<void>
  /** The next token where this one is a day old (X8), and when to ask again, ms. */
  readonly rotate: () => Promise<{ readonly token?: string | undefined; readonly waitMs: number }>
  /** Asks the server to write nothing for a moment. */
  readonly hold: () => Promise<void>
  /** Breaks off what is on its way. */
  readonly close: () => void
}

export const openPrimaryLine = (pairing: () => StandbyPairing): PrimaryLine => {
  const closing = new AbortController()

  const askAt = async (address: string, withinMs: number, body?: object): Promise<Response> => {
    const { url, token, ca } = pairing()
    try {
      return await fetchTrusting(ca)(`${url}${address}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(withinMs)]),
      })
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
      throw new NoAnswer('silent', reasonOf(cause))
    }
  }
  const ask = (path: string, withinMs: number, body?: object): Promise<Response> =>
    askAt(`/api/halls/${pairing().hall}/feed${path}`, withinMs, body)
  const json = async (response: Response): Promise<Record<string, unknown>> => {
    try {
      return (await response.json()) as Record<string, unknown>
    } catch (error) {
      throw new NoAnswer('silent', reasonOf(error))
    }
  }
  const good = async (response: Response): Promise<Record<string, unknown>> => {
    const answer = await json(response)
    if (response.ok) return answer
    throw new NoAnswer(String(answer.code ?? response.status), String(answer.title ?? response.status))
  }

  return {
    feed: async (question, ownUrl) => {
      const body = { ...question, ...(ownUrl === undefined ? {} : { url: ownUrl }) }
      const response = await ask('', ANSWER_WITHIN_MS, body)
      const answer = await json(response)
      if (response.ok || response.status === 409) return answer as FeedAnswer
      throw new NoAnswer(String(answer.code ?? response.status), String(answer.title ?? response.status))
    },
    files: async () => (await good(await ask('/files', ANSWER_WITHIN_MS))) as Awaited<ReturnType<PrimaryLine['files']>>,
    copy: async (name, dir) => {
      if (!SAFE.test(name)) throw new Error(`The server named a file "${name}" that no data folder has.`)
      const response = await ask(`/file?name=${encodeURIComponent(name)}`, COPY_WITHIN_MS)
      if (!response.ok || response.body === null) throw new NoAnswer(String(response.status), `No copy of ${name}.`)
      const file = join(dir, name)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const part = `${file}.part`
      try {
        await pipeline(Readable.fromWeb(response.body as WebStream), createWriteStream(part, { mode: OWNER_ONLY }))
        const handle = await open(part, 'r+')
        await handle.sync()
        await handle.close()
      } catch (error) {
        rmSync(part, { force: true })
        throw new NoAnswer('silent', reasonOf(error))
      }
      // What an older copy left beside its file belongs to that one.
      for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true })
      await rename(part, file)
    },
    rotate: async () => rotated.parse(await good(await askAt('/api/rotate', ANSWER_WITHIN_MS, {}))),
    hold: async () => void (await good(await ask('/hold', ANSWER_WITHIN_MS, {}))),
    close: () => closing.abort(),
  }
}
