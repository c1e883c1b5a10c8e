/**
 * One JSON line a happening, to standard error. What came from outside can neither forge a line nor turn a reader's screen
 * around (reliability §3.2 S23, ASVS V16.4.1), and what must be in no log is taken out here, whoever put it in (I17).
 */
import { hidePersonal } from '../hall/personal-data.ts'

type Level = 'info' | 'warn' | 'error'
type Detail = Readonly<Record<string, unknown>>
export type Log = (level: Level, what: string, detail?: Detail) => void

/** JSON escapes what is below a blank; terminals also obey these: C1, the other line ends, and whatever Unicode calls a format. */
const UNRULY = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** As JSON writes it: a sign beyond the first 65,536 as its two halves. */
const escaped = (sign: string): string =>
  sign
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

const SECRET = /^(?:token|secret|password|authorization|cookie|key)$/i

const withoutSecrets = (name: string, value: unknown): unknown => {
  if (SECRET.test(name)) return '[secret]'
  return typeof value === 'string' ? hidePersonal(value) : value
}

/** The line of a happening, without its end. When, how grave and what stand first, and no detail takes their place. */
export const logLine = (at: Date, level: Level, what: string, detail: Detail = {}): string => {
  const head = { at: at.toISOString(), level, what }
  return JSON.stringify({ ...head, ...detail, ...head }, withoutSecrets).replace(UNRULY, escaped)
}

export const jsonLog: Log = (level, what, detail) => {
  process.stderr.write(`${logLine(new Date(), level, what, detail)}\n`)
}

export const silentLog: Log = () => {}

/** What to say of an error without its stack. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
