/**
 * The program on a kiosk or counter PC (前置机): it owns the printers and peripherals that the catalogue gives its edge, does
 * what the hall's view says, and reports until the hall has acknowledged.
 */
import type { Instant, PeripheralId } from '../../hall/ids.ts'
import type { PeripheralInput } from '../../hall/peripheral.ts'
import { type Clock, systemClock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { openPeripherals } from '../peripherals/peripherals.ts'
import type { PeripheralEars, Peripherals } from '../peripherals/port.ts'
import { openTransport } from '../printing/reach.ts'
import { openEdgePrinters, type Reach } from './edge-printers.ts'
import { followPeripherals } from './follow.ts'
import { type LineState, openLine, type Pairing } from './line.ts'
import type { EdgeRecord } from './record.ts'
import { type EdgeReport, INPUT_LIVES_MS, withShortLines } from './report.ts'

/** Everything is told again this often, so that the device page says when it was last seen, ms. */
const REPORT_EVERY_MS = 10_000
const AGAIN_AFTER_MS = 1_000
/** After a report that the hall would not read: the next may be other, and the log is not filled meanwhile, ms. */
const REFUSED_PAUSE_MS = 5_000
const PRESS_AGAIN_AFTER_MS = 300

export type AgentOptions = {
  readonly pairing: Pairing
  readonly record: EdgeRecord
  readonly version: string
  readonly log: Log
  /** The line came, went, or ended for good. */
  readonly onState: (state: LineState, detail: string) => void
  readonly clock?: Clock
  /** Writes the next token down, on disk when it returns. */
  readonly keepToken?: (token: string) => void
  /** Tests put in their own. */
  readonly reach?: Reach
  readonly open?: (ears: PeripheralEars) => Peripherals
}

export type Agent = {
  /** Ends after the jobs in hand; the record stays its owner's to close. */
  readonly close: () => Promise<void>
}

/** Starts an edge with its pairing and its record. */
export const openAgent = (options: AgentOptions): Agent => {
  const { pairing, record, version, log, onState, clock = systemClock, reach = openTransport } = options
  const { open = openPeripherals } = options
  /** The hall's clock less this machine's, as last heard. */
  let offset: number | undefined
  let unreported = false
  let reporting = false
  let closed = false

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))
  const failed = (what: string) => (error: unknown) => log('error', what, { reason: reasonOf(error) })

  const whole = (): EdgeReport =>
    withShortLines({
      version,
      begun: record.begun(),
      ends: record.untold(),
      printers: printers.statuses(),
      peripherals: peripherals.health(),
    })

  /** Reports until all is acknowledged. What the hall says is not this edge's is acknowledged too: nobody else will ask. */
  const work = async (): Promise<void> => {
    while (unreported && !closed) {
      unreported = false
      const report = whole()
      const told = await line.report(report)
      // The record may be shut by now; what is not acknowledged there is told at the next start.
      if (closed) return
      if (told.answer === 'ok') {
        record.told(report.ends)
        if (told.refused.length > 0) log('warn', 'not-this-edges', { ids: told.refused })
        // There may be more than fits into one report.
        unreported ||= record.untold().length > 0
        continue
      }
      if (told.answer === 'no') log('error', 'report-refused', { code: told.code, problems: told.problems })
      unreported = true
      await pause(told.answer === 'no' ? REFUSED_PAUSE_MS : AGAIN_AFTER_MS)
    }
    reporting = false
  }
  const report = (): void => {
    unreported = true
    if (reporting || closed) return
    reporting = true
    // A moment later: what changes together is told together.
    void Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        reporting = false
        failed('report-failed')(error)
      })
  }

  /** Tells of a press while it is fresh; a press must not act late, so after some seconds it is dropped and the pad told. */
  const press = async (peripheral: PeripheralId, input: PeripheralInput, id: string): Promise<void> => {
    const pressedAt = clock.now()
    const fresh = (): boolean => !closed && clock.now() - pressedAt < INPUT_LIVES_MS
    while (offset !== undefined && fresh()) {
      const at: Instant = pressedAt + offset
      const told = await line.tell({ id, peripheral, at, input })
      if (told.answer === 'no') log('info', 'press-refused', { peripheral, code: told.code })
      if (told.answer !== 'later') return
      await pause(PRESS_AGAIN_AFTER_MS)
    }
    // Never what was pressed or read: it may be somebody's card.
    log('warn', 'press-dropped', { peripheral })
    peripherals.poke(peripheral)
  }

  const peripherals = open({
    input: (peripheral, input, id) => void press(peripheral, input, id).catch(failed('press-failed')),
    health: report,
  })
  const follow = followPeripherals(peripherals, failed('peripherals-not-arranged'))
  const printers = openEdgePrinters({ reach, record, clock, log, changed: report })
  const line = openLine(pairing, version, clock, {
    view: (view, now) => {
      offset = now - clock.now()
      printers.follow(view.printers, view.jobs)
      follow(view, now)
    },
    ...(options.keepToken ? { renewed: options.keepToken } : {}),
    state: (state, detail) => {
      onState(state, detail)
      if (state === 'connected') report()
    },
  })
  let stopBeating = () => {}
  const beat = (): void => {
    report()
    stopBeating = clock.after(REPORT_EVERY_MS, beat)
  }
  beat()

  return {
    close: async () => {
      stopBeating()
      await printers.close()
      await peripherals.close()
      closed = true
      // Once; what is not acknowledged now is told at the next start.
      const last = whole()
      if ((await line.report(last)).answer === 'ok') record.told(last.ends)
      line.close()
    },
  }
}
