/**
 * Servers of one hall tell each other which line they write, at every start before they serve and every few seconds after.
 * One question carries both statements, so whoever is behind learns of it from either side of a line that was parted.
 */
import { z } from 'zod'
import type { HallId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import { fetchTrusting } from '../tls/trust.ts'
import { STATEMENT_LENGTH_MAX } from './statement.ts'

/** A server beside this one answers in milliseconds; one that is off must not hold up a start. ms */
const ANSWER_WITHIN_MS = 1_500
const ASK_EVERY_MS = 3_000

const answered = z.object({ hall: z.string(), statement: z.string().max(STATEMENT_LENGTH_MAX).optional() })
export type PeerAnswer = z.infer<typeof answered>

/**
 * Asks one server where it stands, and says where this one does. Undefined where none answers. A standby speaks plain HTTP
 * until it serves, so both ways are tried; what is said carries its own proof either way.
 * @param ca the hall's authority as PEM, where it has one
 */
export const askPeer = async (
  url: string,
  hall: HallId,
  statement: string | undefined,
  ca?: string,
): Promise<PeerAnswer | undefined> => {
  const { host } = new URL(url)
  const ways = ca === undefined ? [url] : [`https://${host}`, `http://${host}`]
  const answers = await Promise.all(ways.map((way) => askOnce(way, hall, statement, ca)))
  return answers.find((answer) => answer !== undefined)
}

const askOnce = async (
  origin: string,
  hall: HallId,
  statement: string | undefined,
  ca: string | undefined,
): Promise<PeerAnswer | undefined> => {
  try {
    const response = await fetchTrusting(origin.startsWith('https:') ? ca : undefined)(`${origin}/api/standing`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hall, ...(statement === undefined ? {} : { statement }) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const answer = answered.safeParse(await response.json())
    return answer.success && answer.data.hall === hall ? answer.data : undefined
  } catch {
    // Off, parted or another program: for the question who writes, all the same.
    return undefined
  }
}

export type Peers = {
  /** One round; resolves when all have answered or are late. */
  readonly ask: () => Promise<void>
  readonly stop: () => void
}

type Asking = {
  readonly hall: HallId
  readonly standing: {
    readonly peers: () => readonly string[]
    readonly statement: () => string | undefined
    readonly hear: (text: string) => boolean
  }
  readonly ca: () => string | undefined
  readonly clock: Clock
}

/** Asks all peers again and again until it is stopped. */
export const askPeers = ({ hall, standing, ca, clock }: Asking): Peers => {
  let stopped = false
  let cancel = () => {}
  const ask = async (): Promise<void> => {
    const answers = await Promise.all(standing.peers().map((url) => askPeer(url, hall, standing.statement(), ca())))
    for (const answer of answers) if (!stopped && answer?.statement !== undefined) standing.hear(answer.statement)
  }
  const round = (): void => {
    cancel = clock.after(ASK_EVERY_MS, () => {
      void ask().then(() => {
        if (!stopped) round()
      })
    })
  }
  round()
  return {
    ask,
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
