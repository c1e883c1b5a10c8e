/** One JSON line a happening, to standard error. Control characters cannot forge a line, since JSON escapes them. */
type Level = 'info' | 'warn' | 'error'
export type Log = (level: Level, what: string, detail?: Readonly<Record<string, unknown>>) => void

export const jsonLog: Log = (level, what, detail = {}) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, what, ...detail })}\n`)
}

export const silentLog: Log = () => {}

/** What to say of an error without its stack. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
