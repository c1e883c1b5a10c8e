/** The small files of a server that may take over or be taken over from: its secret, and where it stands. */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readRoot } from '../tls/authority.ts'

export const STANDING_KEY_FILE = 'standing.key'
export const STANDING_FILE = 'standing.json'
const OWNER_ONLY = 0o600

const standing = z.object({
  /** This server, in eight characters that no other server has. */
  server: z.string().regex(/^[\w-]{8}$/),
  /** The line it wrote last, for the time when the event of that has left the ledger. */
  own: z.string().optional(),
  /** The later line that ended its own. */
  deposedBy: z.string().optional(),
  /** Addresses of the other servers of this hall. */
  peers: z.array(z.string()).default([]),
})
export type StandingPaper = z.infer<typeof standing>

/** Writes a file whole and durably, or not at all; only its owner may read it. */
export const writeWhole = (file: string, text: string): void => {
  const handle = openSync(`${file}.new`, 'w', OWNER_ONLY)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
}

/** The secret that the servers of a hall share; made at first need. */
export const standingKey = (dataDir: string): string => {
  const file = join(dataDir, STANDING_KEY_FILE)
  if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('base64url'))
  return readFileSync(file, 'utf8').trim()
}

/** Where this server stands. Throws with a sentence where the file is damaged: guessing could make two servers write. */
export const readStanding = (dataDir: string): StandingPaper => {
  const file = join(dataDir, STANDING_FILE)
  if (!existsSync(file)) return { server: randomBytes(6).toString('base64url'), peers: [] }
  try {
    return standing.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(
      `${file} is damaged. If this server serves the hall now, delete that file and start again; if another does, leave this one off.`,
      { cause },
    )
  }
}

export const writeStanding = (dataDir: string, paper: StandingPaper): void =>
  writeWhole(join(dataDir, STANDING_FILE), `${JSON.stringify(paper, undefined, 2)}\n`)

/** The hall's certificate authority as PEM, where the folder has one. */
export const authorityOf = (dataDir: string): string | undefined => readRoot(join(dataDir, 'tls'))?.toString()
