/** Commands from a stream that arrives in pieces, as a printer reads it. */
import { type Token, tokenAt } from './scan.ts'

export type Reader = {
  /** Takes the next piece. */
  readonly read: (piece: Uint8Array) => void
}

export type ReaderEvents = {
  /** A question, whole. */
  readonly question: (token: Token) => void
  /** Bytes of a job; returns whether to go on. After `false` nothing more is read. */
  readonly job: (bytes: Uint8Array) => boolean
}

const QUESTIONS = new Set(['DLE EOT', 'DLE ENQ', 'GS r', 'GS a', 'GS I'])
const PROCESS_ID_BYTES = 11

const isQuestion = ({ name, length, args }: Token): boolean =>
  QUESTIONS.has(name) || (name === 'GS (' && args[0] === 0x48 && length === PROCESS_ID_BYTES)

/**
 * Tells questions from the job. A picture's data is counted off and never read as commands, however it is cut into pieces,
 * and only the unfinished head of a command is ever held back.
 */
export const streamReader = ({ question, job }: ReaderEvents): Reader => {
  let held: Uint8Array = new Uint8Array()
  /** Bytes of the current command that have yet to arrive. */
  let rest = 0
  let stopped = false

  const pass = (bytes: Uint8Array) => {
    if (bytes.length > 0 && !job(bytes)) stopped = true
  }

  return {
    read: (piece) => {
      const bytes = held.length === 0 ? piece : Uint8Array.from([...held, ...piece])
      let at = Math.min(rest, bytes.length)
      rest -= at
      pass(bytes.subarray(0, at))
      while (at < bytes.length && !stopped) {
        const token = tokenAt(bytes, at)
        if (!token) break
        const end = Math.min(at + token.length, bytes.length)
        const asks = isQuestion(token)
        if (asks && end < at + token.length) break
        if (asks) question(token)
        else pass(bytes.subarray(at, end))
        rest = at + token.length - end
        at = end
      }
      held = bytes.slice(at)
    },
  }
}
