/** What a standby keeps of its pairing with the hall it follows: a file that only its owner can read, since it holds the token. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { reasonOf } from '../log.ts'
import { fetchAuthority, fetchTrusting } from '../tls/trust.ts'
import { LEDGER_FILE } from './copies.ts'
import { writeWhole } from './papers.ts'

export const PAIRING_FILE = 'standby.json'
const ANSWER_WITHIN_MS = 5_000

const word = z.string().min(1)
const stored = z.object({ url: word, hall: word, token: word, name: word, ca: word.exactOptional() })
export type StandbyPairing = z.infer<typeof stored>
const granted = z.object({ token: word, identity: z.object({ role: word, name: word }) })
const sign = z.object({ hall: word })

export const keepPairing = (dir: string, pairing: StandbyPairing): void =>
  writeWhole(join(dir, PAIRING_FILE), `${JSON.stringify(pairing, undefined, 2)}\n`)

/** The pairing of a folder, or undefined where there is none. Throws with a sentence where it cannot be read. */
export const readStandbyPairing = (dir: string): StandbyPairing | undefined => {
  const file = join(dir, PAIRING_FILE)
  if (!existsSync(file)) return undefined
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} is damaged. Make a fresh code on the page 系统 and pair this standby again.`, { cause })
  }
}

const ask = async (url: string, ca: string | undefined, path: string, body?: object): Promise<unknown> => {
  try {
    const response = await fetchTrusting(ca)(`${url}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return await response.json()
  } catch (cause) {
    const why = cause instanceof Error && cause.cause !== undefined ? reasonOf(cause.cause) : reasonOf(cause)
    throw new Error(`The hall at ${url} does not answer (${why}). Check the address and the network.`, { cause })
  }
}

/**
 * Turns a code into a pairing and keeps it. Throws with a sentence that says what to do.
 * @param pin fingerprint of the hall's authority where it has one: read from the manager's page (X28)
 */
export const pairStandby = async (
  dir: string,
  address: string,
  code: string,
  pin?: string,
): Promise<StandbyPairing> => {
  const at = URL.canParse(address) ? new URL(address) : undefined
  if (at?.protocol !== 'http:' && at?.protocol !== 'https:')
    throw new Error(`"${address}" is no address of a hall. Write it like https://192.168.1.10:8080`)
  if (existsSync(join(dir, LEDGER_FILE)) && !existsSync(join(dir, PAIRING_FILE)))
    throw new Error(
      `${dir} holds a hall that was served from there. Keep that folder, it may hold what nobody else has, and choose an empty one.`,
    )
  const ca =
    at.protocol === 'https:' && pin !== undefined ? await fetchAuthority(at.origin, pin, ANSWER_WITHIN_MS) : undefined
  const hall = sign.safeParse(await ask(at.origin, ca, '/api/hall'))
  if (!hall.success) throw new Error(`Another program answers at ${at.origin}. Check the address and the port.`)
  const pair = granted.safeParse(await ask(at.origin, ca, '/api/pair', { code }))
  if (!pair.success)
    throw new Error('The code is wrong, was used, or is older than ten minutes. Make a fresh one on the page 系统.')
  const { token, identity } = pair.data
  if (identity.role !== 'standby')
    throw new Error(`That code is of another kind of machine (${identity.role}). Add a standby on the page 系统.`)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const pairing = {
    url: at.origin,
    hall: hall.data.hall,
    token,
    name: identity.name,
    ...(ca === undefined ? {} : { ca }),
  }
  keepPairing(dir, pairing)
  return pairing
}
