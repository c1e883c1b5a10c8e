/**
 * A print queue of the operating system (CUPS), for notices on A4. The page is drawn from the very bytes a slip printer
 * would get. A queue says `completed` when its socket closed, not when paper came out, so nothing here is ever `printed`.
 */
import { spawn } from 'node:child_process'
import { oneAtATime } from './one-at-a-time.ts'
import { systemTimers, type Timers } from './timers.ts'
import type { PrintOutcome, Transport } from './transport.ts'

export type CupsOptions = {
  readonly queue: string
  /** Draws the page, or throws when it cannot be drawn on this machine. */
  readonly draw: (job: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** Within how many ms the queue must have taken the page. */
  readonly deadline?: number
  readonly timers?: Timers
}

/** A queue on another machine may be slow; `lp` itself waits much longer. */
const DEADLINE_MS = 15_000

const notSent = (reason: 'absent' | 'no-library' | 'unreachable', detail: string): PrintOutcome => ({
  result: 'not_sent',
  reason,
  detail,
  nearEnd: false,
})
const unknown = (reason: 'unconfirmable' | 'stalled' | 'closed', detail: string): PrintOutcome => ({
  result: 'unknown',
  reason,
  detail,
  nearEnd: false,
})

/** The one line of what a program said. */
const lineOf = (parts: readonly Buffer[]): string =>
  Buffer.concat(parts)
    .toString()
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')

const refusal = (queue: string, said: string): PrintOutcome =>
  /does not exist|no such/i.test(said)
    ? notSent('absent', `there is no print queue ${queue}: add it with lpadmin (${said})`)
    : notSent('unreachable', said || 'lp refused the page and did not say why')

/** Hands a page to `lp`. Never rejects. */
const handOver = (page: Uint8Array, id: string, options: CupsOptions): Promise<PrintOutcome> =>
  new Promise((resolve) => {
    const { queue, deadline = DEADLINE_MS, timers = systemTimers } = options
    // The program gets its words one by one, so nothing in them can become a command of a shell.
    // It is asked to speak English, whatever the system speaks: what it says is read below.
    const env = { ...process.env, LC_ALL: 'C' }
    const lp = spawn('lp', ['-d', queue, '-t', id, '-'], { stdio: ['pipe', 'pipe', 'pipe'], env })
    const said: Buffer[] = []
    const complained: Buffer[] = []
    const settle = (outcome: PrintOutcome): void => {
      cancel()
      resolve(outcome)
    }
    const cancel = timers.after(deadline, () => {
      lp.kill('SIGKILL')
      settle(unknown('stalled', `lp did not end within ${deadline} ms`))
    })
    lp.stdout.on('data', (chunk: Buffer) => void said.push(chunk))
    lp.stderr.on('data', (chunk: Buffer) => void complained.push(chunk))
    lp.on('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT'
      settle(notSent('no-library', missing ? 'lp is missing: apt install cups-client' : `lp: ${error.message}`))
    })
    lp.on('close', (code, signal) => {
      if (code === 0) settle(unknown('unconfirmable', lineOf(said)))
      else if (signal !== null) settle(unknown('closed', `lp was ended by ${signal}`))
      else settle(refusal(queue, lineOf(complained)))
    })
    // It may end before it has read the page; how it ended is what counts.
    lp.stdin.on('error', () => undefined)
    lp.stdin.end(page)
  })

/** A transport to a print queue. It never says how the printer is, nor that paper came out (P52). */
export const cupsTransport = (options: CupsOptions): Transport => {
  const inTurn = oneAtATime()
  return {
    send: (job, id) =>
      inTurn(async () => {
        try {
          return await handOver(await options.draw(job), id, options)
        } catch (error) {
          return notSent('no-library', `the page cannot be drawn: ${error instanceof Error ? error.message : error}`)
        }
      }),
    status: async () => ({ answer: 'none', reason: 'blind' }),
  }
}
