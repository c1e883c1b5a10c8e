/**
 * Printing over a line of bytes, whatever it is made of. The order of steps is what makes three outcomes possible: ask
 * before the first byte (nothing sent yet), send in pieces, ask for a confirmation that only comes after everything, then
 * hang up gently.
 */
import { askAbout, askStatus, CLEAR_AFTER_ERROR, CONFIRM, processId } from './commands.ts'
import { type Conversation, converse, type Line, type LineFailure } from './conversation.ts'
import type { PrinterModel } from './models.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { ERROR, NEAR_END, processIdOf, type Reply, sensor, troubleIn } from './status.ts'
import { systemTimers, type Timers } from './timers.ts'
import type { About, PrinterStatus, PrintOutcome, Transport } from './transport.ts'

/** All in milliseconds. */
export type Deadlines = {
  /** For the line to open. */
  readonly connect: number
  /** For each status question. */
  readonly status: number
  /** For each piece to be taken. */
  readonly stall: number
  /** From the last byte to the confirmation. */
  readonly confirm: number
  /** For the printer to hang up after we did. */
  readonly close: number
}

export const DEADLINES: Deadlines = { connect: 3000, status: 1500, stall: 5000, confirm: 10_000, close: 1000 }

/** While a confirmation is awaited, a printer is asked this often what keeps it, ms: the desk hears within two seconds. */
const WATCH_EVERY_MS = 1500

/** An idle printer that answers `GS I` does so at once, and the others should not keep a job waiting, ms. */
const ABOUT_MS = 500

export type StreamOptions = {
  /** Opens the line within so many ms, or says why not. Never rejects. */
  readonly open: (ms: number) => Promise<Line | LineFailure>
  readonly model: PrinterModel
  readonly deadlines?: Partial<Deadlines>
  readonly timers?: Timers
}

/** A transport that also tells what it learns on the way. */
export type TellingTransport = Transport & {
  /** Hears what the printer says of itself while a job is in hand. */
  readonly onStatus: (listener: (status: PrinterStatus) => void) => void
}

/** What a printer that was reached says, or that it says nothing. */
type Answer =
  | Exclude<PrinterStatus, { answer: 'none' }>
  | { answer: 'none'; reason: 'mute' | 'closed'; detail?: string }

const statusByte = (reply: Reply): number | undefined => (reply.kind === 'status' ? reply.byte : undefined)
const sensorByte = (reply: Reply): number | undefined => (reply.kind === 'sensor' ? reply.byte : undefined)
const aboutText = (reply: Reply): { text: string } | undefined => (reply.kind === 'about' ? reply : undefined)
/** A process id is answered when everything was processed: nothing is left to say of the paper. */
const processed =
  (id: string) =>
  (reply: Reply): number | undefined =>
    reply.kind === 'process' && reply.id === id ? 0 : undefined

const question = async (to: Conversation, ms: number): Promise<Answer> => {
  const ask = (n: 2 | 3 | 4) => to.ask(askStatus(n), statusByte, ms)
  const silence = (answer: 'silent' | 'reset' | 'closed'): Answer =>
    answer === 'silent'
      ? { answer: 'none', reason: 'mute' }
      : { answer: 'none', reason: 'closed', detail: to.whyGone() ?? answer }
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

/** What it says it is; a printer that does not answer the first question is not asked the second. */
const introduction = async (to: Conversation, ms: number): Promise<About> => {
  const model = await to.ask(askAbout('model'), aboutText, ms)
  if (typeof model !== 'object') return {}
  const firmware = await to.ask(askAbout('firmware'), aboutText, ms)
  return { model: model.text, ...(typeof firmware === 'object' ? { firmware: firmware.text } : {}) }
}

/** A transport to one printer over the lines that `open` opens, one for each job or question. */
export const streamTransport = (options: StreamOptions): TellingTransport => {
  const { model, open } = options
  const deadlines = { ...DEADLINES, ...options.deadlines }
  const timers = options.timers ?? systemTimers
  const listeners = new Set<(status: PrinterStatus) => void>()
  /** The last job's end is not known: something of it may still be in the printer. */
  let leftovers = false
  /** Asked once, and again after the printer was away, for it may be another one then. */
  let about: About | undefined
  const inTurn = oneAtATime()

  const tell = (now: Answer) => {
    if (now.answer !== 'none') for (const listener of listeners) listener(now)
  }

  /** Asks and tells until the returned function is called, which waits for the question in hand. */
  const watch = (to: Conversation): (() => Promise<void>) => {
    let asking = Promise.resolve()
    let stopped = false
    let cancel = () => {}
    const again = () => {
      if (stopped) return
      cancel = timers.after(WATCH_EVERY_MS, () => {
        asking = question(to, deadlines.status).then(tell).then(again)
      })
    }
    again()
    return () => {
      stopped = true
      cancel()
      return asking
    }
  }

  const sendPieces = async (to: Conversation, job: Uint8Array, pieceBytes: number) => {
    for (let at = 0; at < job.length; at += pieceBytes) {
      const taken = await to.write(job.subarray(at, at + pieceBytes), deadlines.stall)
      if (taken !== 'written') return taken
    }
    return 'written'
  }

  /** No confirmation came: the printer may still say in real time what stopped it. */
  const whyUnconfirmed = async (to: Conversation, nearEnd: boolean): Promise<PrintOutcome> => {
    const now = await question(to, deadlines.status)
    tell(now)
    const reason = now.answer === 'trouble' ? now.trouble : 'no-confirmation'
    return { result: 'unknown', reason, nearEnd: now.answer === 'none' ? nearEnd : now.nearEnd }
  }

  const gone = (to: Conversation, reason: 'reset' | 'closed', nearEnd: boolean): PrintOutcome => {
    const detail = to.whyGone()
    return { result: 'unknown', reason, nearEnd, ...(detail === undefined ? {} : { detail }) }
  }

  const confirmation = async (to: Conversation, id: string, nearEnd: boolean): Promise<PrintOutcome> => {
    if (model.confirm === 'none') return { result: 'unknown', reason: 'unconfirmable', nearEnd }
    const mine = processIdOf(id)
    const unwatch = watch(to)
    const answer =
      model.confirm === 'process-id'
        ? await to.ask(processId(mine), processed(mine), deadlines.confirm)
        : await to.ask(CONFIRM, sensorByte, deadlines.confirm)
    await unwatch()
    if (answer === 'silent') return whyUnconfirmed(to, nearEnd)
    if (typeof answer !== 'number') return gone(to, answer, nearEnd)
    const paper = sensor(answer)
    if (paper.paperOut) return { result: 'unknown', reason: 'paper-out', nearEnd: true }
    return { result: 'printed', nearEnd: nearEnd || paper.nearEnd }
  }

  const transmit = async (to: Conversation, job: Uint8Array, id: string, pieceBytes: number): Promise<PrintOutcome> => {
    const before: Answer = model.blind ? { answer: 'ready', nearEnd: false } : await question(to, deadlines.status)
    if (before.answer !== 'ready') {
      await to.finish(deadlines.close)
      if (before.answer === 'trouble') return { result: 'not_sent', reason: before.trouble, nearEnd: before.nearEnd }
      const { reason, detail } = before
      return { result: 'not_sent', reason, nearEnd: false, ...(detail === undefined ? {} : { detail }) }
    }
    const { nearEnd } = before
    const whole = leftovers && !model.blind ? Uint8Array.from([...CLEAR_AFTER_ERROR, ...job]) : job
    const sent = await sendPieces(to, whole, pieceBytes)
    if (sent !== 'written') {
      await to.abandon()
      return sent === 'stalled' ? { result: 'unknown', reason: sent, nearEnd } : gone(to, sent, nearEnd)
    }
    const outcome = await confirmation(to, id, nearEnd)
    // A printer that never confirms may be slow as well, so it gets as long to take the rest as a confirmation would.
    await to.finish(outcome.result === 'printed' ? deadlines.close : deadlines.confirm)
    return outcome
  }

  return {
    onStatus: (listener) => void listeners.add(listener),
    send: (job, id) =>
      inTurn(async () => {
        const line = await open(deadlines.connect)
        if ('failed' in line) return { result: 'not_sent', reason: line.failed, detail: line.detail, nearEnd: false }
        const outcome = await transmit(converse(line, timers), job, id, line.pieceBytes)
        if (outcome.result === 'printed') leftovers = false
        if (outcome.result === 'unknown') leftovers = outcome.reason !== 'unconfirmable'
        return outcome
      }),
    status: () =>
      inTurn(async () => {
        if (model.blind) return { answer: 'none', reason: 'blind' }
        const line = await open(deadlines.connect)
        if ('failed' in line) {
          about = undefined
          return { answer: 'none', reason: line.failed, detail: line.detail }
        }
        const to = converse(line, timers)
        const now = await question(to, deadlines.status)
        if (now.answer === 'ready') about ??= await introduction(to, Math.min(deadlines.status, ABOUT_MS))
        await to.finish(deadlines.close)
        return now.answer === 'ready' && about?.model !== undefined ? { ...now, about } : now
      }),
  }
}
