/** What an edge keeps of its pairing: a file of its own folder that only its owner can read, since it holds the token. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { reasonOf } from '../log.ts'
import { fetchAuthority, fetchTrusting } from '../tls/trust.ts'
import type { Pairing } from './line.ts'

const FILE = 'pairing.json'
const OWNER_ONLY = 0o600
const ANSWER_WITHIN_MS = 5_000

const word = z.string().min(1)
const stored = z.object({ url: word, hall: word, token: word, edge: word, name: word, ca: word.exactOptional() })
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
      `This edge is not paired yet (no ${file}). Add an edge on the manager's page, then: npm run edge -- pair https://hall:8080 CODE`,
    )
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} is damaged. Make a fresh code on the manager's page and pair this edge again.`, { cause })
  }
}

/** Writes the pairing down, on disk when it returns. */
export const writePairing = (dir: string, pairing: Pairing): void => {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, FILE)
  // Whole or not at all, and never readable by others in between.
  writeFileSync(`${file}.new`, `${JSON.stringify(pairing, undefined, 2)}\n`, { mode: OWNER_ONLY, flush: true })
  renameSync(`${file}.new`, file)
  // The new name as well: after a power cut an edge with a retired token would be taken for a thief.
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** An answer of the hall, or a sentence that says why there is none. */
const ask = async (url: string, ca: string | undefined, path: string, body?: object): Promise<unknown> => {
  const about = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  try {
    const response = await fetchTrusting(ca)(`${url}${path}`, {
      ...about,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
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
    throw new Error(`"${text}" is no address of a hall. Write it like https://192.168.1.10:8080`)
  return url.origin
}

/** Whether this computer believes the hall's certificate already, as where it is from elsewhere. */
const isBelieved = async (url: string): Promise<boolean> => {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return true
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    // What else went wrong is said by the question that follows.
    return !/CERT|SIGNATURE|ISSUER/.test(code)
  }
}

/**
 * Turns a code into a pairing and keeps it. Throws with a sentence that says what to do.
 * @param pin fingerprint of the hall's authority, where it has one: read from the manager's page
 */
export const pairWith = async (dir: string, address: string, code: string, pin?: string): Promise<Pairing> => {
  const url = addressOf(address)
  const wantsTrust = url.startsWith('https:') && (pin !== undefined || !(await isBelieved(url)))
  const ca = wantsTrust ? await fetchAuthority(url, pin, ANSWER_WITHIN_MS) : undefined
  const at = sign.safeParse(await ask(url, ca, '/api/hall'))
  if (!at.success)
    throw new Error(`Another program answers at ${url}. Check the address and the port of the hall server.`)
  const answer = await ask(url, ca, '/api/pair', { code })
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
  const pairing: Pairing = {
    url,
    hall: at.data.hall,
    token,
    edge: identity.edge,
    name: identity.name,
    ...(ca === undefined ? {} : { ca }),
  }
  writePairing(dir, pairing)
  return pairing
}
