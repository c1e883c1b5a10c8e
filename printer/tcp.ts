/**
 * A network printer (raw TCP, port 9100). The order of steps is what makes three outcomes possible: ask before the first
 * byte (nothing sent yet), send in pieces, ask for a confirmation that only comes after everything, then hang up gently.
 */
import { askStatus, CLEAR_AFTER_ERROR, CONFIRM } from './commands.ts'
import { type Conversation, openConversation } from './conversation.ts'
import type { PrinterModel } from './models.ts'
import { ERROR, NEAR_END, sensor, troubleIn } from './status.ts'
import { systemTimers, type Timers } from './timers.ts'
import type { PrinterStatus, PrintOutcome, Transport } from './transport.ts'

/** All in milliseconds. */
export type Deadlines = {
  readonly connect: number
  /** For each status question. */
  readonly status: number
  /** For each piece of 4 KB to be taken. */
  readonly stall: number
  /** From the last byte to the confirmation. */
  readonly confirm: number
  /** For the printer to hang up after we did. */
  readonly close: number
}

export const DEADLINES: Deadlines = { connect: 3000, status: 1500, stall: 5000, confirm: 10_000, close: 1000 }

const PIECE_BYTES = 4096

export type TcpOptions = {
  readonly host: string
  readonly port: number
  readonly model: PrinterModel
  readonly deadlines?: Partial<Deadlines>
  readonly timers?: Timers
}

/** What a printer that was reached says, or that it says nothing. */
type Answer =
  | Exclude<PrinterStatus, { answer: 'none' }>
  | { answer: 'none'; reason: 'mute' | 'closed'; detail?: string }

/** A transport to a network printer. */
export const tcpTransport = (options: TcpOptions): Transport => {
  const { host, port, model } = options
  const deadlines = { ...DEADLINES, ...options.deadlines }
  const timers = options.timers ?? systemTimers
  /** The last job's end is not known: something of it may still be in the printer. */
  let leftovers = false
  let last: Promise<unknown> = Promise.resolve()

  const oneAtATime = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task)
    last = result.catch(() => undefined)
    return result
  }

  const question = async (to: Conversation): Promise<Answer> => {
    const ask = (n: 2 | 3 | 4) => to.ask(askStatus(n), 'status', deadlines.status)
    const silence = (answer: 'silent' | 'reset' | 'closed'): Answer =>
      answer === 'silent' ? { answer: 'none', reason: 'mute' } : { answer: 'none', reason: 'closed', detail: answer }
    const offline = await ask(2)
    if (typeof offline !== 'number') return silence(offline)
    const paper = await ask(4)
    if (typeof paper !== 'number') return silence(paper)
    const error = offline & ERROR ? await ask(3) : 0
    if (typeof error !== 'number') return silence(error)
    const nearEnd = (paper & NEAR_END) > 0
    const trouble = troubleIn({ offline, error, paper })
    return trouble ? { answer: 'trouble', trouble, nearEnd } : { answer: 'ready', nearEnd }
  }

  const sendPieces = async (to: Conversation, job: Uint8Array) => {
    for (let at = 0; at < job.length; at += PIECE_BYTES) {
      const taken = await to.write(job.subarray(at, at + PIECE_BYTES), deadlines.stall)
      if (taken !== 'written') return taken
    }
    return 'written'
  }

  /** No confirmation came: the printer may still say in real time what stopped it. */
  const whyUnconfirmed = async (to: Conversation, nearEnd: boolean): Promise<PrintOutcome> => {
    const now = await question(to)
    const reason = now.answer === 'trouble' ? now.trouble : 'no-confirmation'
    return { result: 'unknown', reason, nearEnd: now.answer === 'none' ? nearEnd : now.nearEnd }
  }

  const confirmation = async (to: Conversation, nearEnd: boolean): Promise<PrintOutcome> => {
    if (model.confirm === 'none') return { result: 'unknown', reason: 'unconfirmable', nearEnd }
    const answer = await to.ask(CONFIRM, 'sensor', deadlines.confirm)
    if (answer === 'silent') return whyUnconfirmed(to, nearEnd)
    if (typeof answer !== 'number') return { result: 'unknown', reason: answer, nearEnd }
    const paper = sensor(answer)
    if (paper.paperOut) return { result: 'unknown', reason: 'paper-out', nearEnd: true }
    return { result: 'printed', nearEnd: nearEnd || paper.nearEnd }
  }

  const transmit = async (to: Conversation, job: Uint8Array): Promise<PrintOutcome> => {
    const before: Answer = model.blind ? { answer: 'ready', nearEnd: false } : await question(to)
    if (before.answer !== 'ready') {
      const reason = before.answer === 'trouble' ? before.trouble : before.reason
      await to.finish(deadlines.close)
      return { result: 'not_sent', reason, nearEnd: before.answer === 'trouble' && before.nearEnd }
    }
    const { nearEnd } = before
    const whole = leftovers && !model.blind ? Uint8Array.from([...CLEAR_AFTER_ERROR, ...job]) : job
    const sent = await sendPieces(to, whole)
    if (sent !== 'written') {
      to.abandon()
      return { result: 'unknown', reason: sent, nearEnd }
    }
    const outcome = await confirmation(to, nearEnd)
    // A printer that never confirms may be slow as well, so it gets as long to take the rest as a confirmation would.
    await to.finish(outcome.result === 'printed' ? deadlines.close : deadlines.confirm)
    return outcome
  }

  return {
    send: (job) =>
      oneAtATime(async () => {
        const to = await openConversation(host, port, deadlines.connect, timers)
        if ('failed' in to) return { result: 'not_sent', reason: to.failed, detail: to.detail, nearEnd: false }
        const outcome = await transmit(to, job)
        if (outcome.result === 'printed') leftovers = false
        if (outcome.result === 'unknown') leftovers = outcome.reason !== 'unconfirmable'
        return outcome
      }),
    status: () =>
      oneAtATime(async () => {
        if (model.blind) return { answer: 'none', reason: 'blind' }
        const to = await openConversation(host, port, deadlines.connect, timers)
        if ('failed' in to) return { answer: 'none', reason: to.failed, detail: to.detail }
        const now = await question(to)
        await to.finish(deadlines.close)
        return now
      }),
  }
}
