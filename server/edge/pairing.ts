/** What an edge keeps of its pairing: a file of its own folder that only its owner can read, since it holds the token. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { reasonOf } from '../log.ts'
import type { Pairing } from './line.ts'

const FILE = 'pairing.json'
const OWNER_ONLY = 0o600
const ANSWER_WITHIN_MS = 5_000

const word = z.string().min(1)
const stored = z.object({ url: word, hall: word, token: word, edge: word, name: word })
const granted = z.object({
  token: word,
  identity: z.object({ role: word, name: word, edge: word.optional() }),
})
const sign = z.object({ hall: word })
const refused = z.object({ code: z.string() })

/** Reads the pairing. Throws with a sentence that says what to do when there is none. */
export const readPairing = (dir: string): Pairing => {
  const file = join(dir, FILE)
  if (!existsSync(file))
    throw new Error(
      `This edge is not paired yet (no ${file}). Add an edge on the manager's page, then: npm run edge -- pair http://hall:8080 CODE`,
    )
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} is damaged. Make a fresh code on the manager's page and pair this edge again.`, { cause })
  }
}

const writePairing = (dir: string, pairing: Pairing): void => {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, FILE)
  // Whole or not at all, and never readable by others in between.
  writeFileSync(`${file}.new`, `${JSON.stringify(pairing, undefined, 2)}\n`, { mode: OWNER_ONLY })
  renameSync(`${file}.new`, file)
}

/** An answer of the hall, or a sentence that says why there is none. */
const ask = async (url: string, path: string, body?: object): Promise<unknown> => {
  const about = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  try {
    const response = await fetch(`${url}${path}`, { ...about, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return await response.json()
  } catch (cause) {
    const why = cause instanceof Error && cause.cause !== undefined ? reasonOf(cause.cause) : reasonOf(cause)
    throw new Error(`The hall at ${url} does not answer (${why}). Check the address and the network.`, { cause })
  }
}

/** The hall's address without path, or a sentence that says what one looks like. */
const addressOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error(`"${text}" is no address of a hall. Write it like http://192.168.1.10:8080`)
  return url.origin
}

/** Turns a code into a pairing and keeps it. Throws with a sentence that says what to do. */
export const pairWith = async (dir: string, address: string, code: string): Promise<Pairing> => {
  const url = addressOf(address)
  const at = sign.safeParse(await ask(url, '/api/hall'))
  if (!at.success)
    throw new Error(`Another program answers at ${url}. Check the address and the port of the hall server.`)
  const answer = await ask(url, '/api/pair', { code })
  if (refused.safeParse(answer).data?.code === 'too-many')
    throw new Error('Too many wrong codes came from this machine: wait a minute, then try again.')
  const pair = granted.safeParse(answer)
  if (!pair.success)
    throw new Error(
      'The code is wrong, was used, or is older than ten minutes. Make a fresh one on the manager’s page.',
    )
  const { token, identity } = pair.data
  if (identity.role !== 'edge' || identity.edge === undefined)
    throw new Error(
      `That code is of another kind of machine (${identity.role}). Add an edge on the manager’s page and use its code.`,
    )
  const pairing: Pairing = { url, hall: at.data.hall, token, edge: identity.edge, name: identity.name }
  writePairing(dir, pairing)
  return pairing
}
