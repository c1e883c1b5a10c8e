/**
 * The hall's side of its edges: which are here, what each has in hand, what each says of its printers and peripherals. A
 * job stands in its edge's view until the edge says that it has begun, so no broken line loses one; each end counts once.
 */
import type { Hall } from '../../hall/hall.ts'
import type { EdgeId, Instant, PeripheralId, PrinterId } from '../../hall/ids.ts'
import type { PeripheralHealth } from '../../hall/peripheral.ts'
import {
  type EdgeJob,
  type EdgeView,
  OWN_EDGE,
  ownedBy,
  POKE_LIVES_MS,
  type Poke,
  showsOf,
} from '../../hall/views/edge.ts'
import type { PrinterStatus, PrintOutcome, Transport } from '../../printer/transport.ts'
import { type Clock, mintSecret } from '../clock.ts'
import type { EdgeReport, JobEnd } from './report.ts'

/**
 * How long a job waits for an edge that was lost in the middle of it, ms. A line that broke is back in a second, a program
 * that was restarted in ten, a switch that was unplugged in thirty; after that whoever stands at the printer has gone.
 */
export const RETURN_WITHIN_MS = 30_000
/** A whole picture at 9600 baud takes 51 s (measured), a confirmation 10; an edge here that says nothing for this long is broken. */
export const OUTCOME_WITHIN_MS = 180_000

type InHand = {
  readonly edge: EdgeId
  readonly job: EdgeJob
  readonly end: (outcome: PrintOutcome) => void
  /** The edge has it, and answers for it from its own record whatever happens. */
  begun: boolean
}
/** A machine that runs an edge, and how many lines it has open. */
type Runner = { readonly machine: string; lines: number }

export type Edges = {
  /** A printer of an edge. Away: not sent, at once. */
  readonly transport: (edge: EdgeId, printer: PrinterId) => Transport
  readonly came: (edge: EdgeId, machine: string) => void
  readonly went: (edge: EdgeId, machine: string) => void
  /** The token of this machine is no longer good: what it had in hand nobody will hear of. */
  readonly dismissed: (machine: string) => void
  readonly isHere: (edge: EdgeId) => boolean
  /** What an edge hears; undefined for one that the catalogue does not have. `OWN_EDGE`: the hall server's own. */
  readonly view: (edge: EdgeId) => EdgeView | undefined
  /** Takes in what an edge says of what is its own, and answers with the ids of what is not (E1). */
  readonly report: (edge: EdgeId, report: EdgeReport) => readonly string[]
  readonly heard: (health: readonly PeripheralHealth[]) => void
  readonly healthOf: (peripheral: PeripheralId) => (PeripheralHealth & { readonly seenAt: Instant }) | undefined
  readonly versionOf: (edge: EdgeId) => string | undefined
  /** Asks a peripheral to make itself noticed. */
  readonly poke: (peripheral: PeripheralId) => 'ok' | 'unknown' | 'away'
  /** An edge has something new to hear, came or went. */
  readonly onChange: (listener: (edge: EdgeId) => void) => void
  /** A printer of an edge is no longer as it was. */
  readonly onStatus: (listener: (printer: PrinterId) => void) => void
  /** How a job ended that nobody waits for any more: after a restart, or after its deadline (P51). */
  readonly onLate: (listener: (end: JobEnd) => void) => void
  /** What is in hand ends unknown; the edges' later reports are for the next start. */
  readonly close: () => void
}

const lost = (reason: 'closed' | 'no-confirmation' | 'restarted', detail: string): PrintOutcome => ({
  result: 'unknown',
  reason,
  detail,
  nearEnd: false,
})

/** @param hall the hall as it is now: what an edge owns is read from the catalogue in force at each word */
export const openEdges = (hall: () => Hall, clock: Clock): Edges => {
  const inHand = new Map<string, InHand>()
  const runners = new Map<EdgeId, Runner>()
  /** Calls off the wait for an edge's return. */
  const returning = new Map<EdgeId, () => void>()
  const statuses = new Map<PrinterId, PrinterStatus>()
  const healths = new Map<PeripheralId, PeripheralHealth & { readonly seenAt: Instant }>()
  const versions = new Map<EdgeId, string>()
  let pokes: readonly Poke[] = []
  const onChange = new Set<(edge: EdgeId) => void>()
  const onStatus = new Set<(printer: PrinterId) => void>()
  const onLate = new Set<(end: JobEnd) => void>()

  const changed = (edge: EdgeId): void => {
    for (const listener of onChange) listener(edge)
  }
  const isHere = (edge: EdgeId): boolean => edge === OWN_EDGE || (runners.get(edge)?.lines ?? 0) > 0
  const handed = (edge: EdgeId): readonly InHand[] => [...inHand.values()].filter((each) => each.edge === edge)

  /** Everything an edge had in hand ends like this. */
  const endAll = (edge: EdgeId, outcome: PrintOutcome): void => {
    for (const each of handed(edge)) each.end(outcome)
  }

  const printersOf = (edge: EdgeId): readonly PrinterId[] =>
    ownedBy(hall().catalogue, edge).printers.map(({ id }) => id)

  /** The printers of an edge are not as they were: it came, went or was let go. */
  const tellStatuses = (edge: EdgeId): void => {
    for (const printer of printersOf(edge)) for (const listener of onStatus) listener(printer)
  }

  const send = (edge: EdgeId, printer: PrinterId, bytes: Uint8Array, id: string): Promise<PrintOutcome> =>
    new Promise((resolve) => {
      if (!isHere(edge)) return resolve({ result: 'not_sent', reason: 'away', nearEnd: false })
      const turn = mintSecret()
      const tooLong = clock.after(OUTCOME_WITHIN_MS, () => end(lost('no-confirmation', 'the edge said nothing')))
      const end = (outcome: PrintOutcome): void => {
        if (!inHand.delete(turn)) return
        tooLong()
        changed(edge)
        resolve(outcome)
      }
      const job: EdgeJob = { id, turn, printer, bytes: Buffer.from(bytes).toString('base64') }
      inHand.set(turn, { edge, job, end, begun: false })
      changed(edge)
    })

  const takeEnd = (edge: EdgeId, end: JobEnd, own: readonly PrinterId[]): boolean => {
    const each = inHand.get(end.turn)
    if (each && each.edge === edge && each.job.id === end.job && each.job.printer === end.printer) {
      each.end(end.outcome)
      return true
    }
    if (!own.includes(end.printer)) return false
    for (const listener of onLate) listener(end)
    return true
  }

  const takeStatus = (printer: PrinterId, status: PrinterStatus): void => {
    const before = JSON.stringify(statuses.get(printer))
    statuses.set(printer, status)
    if (before !== JSON.stringify(status)) for (const listener of onStatus) listener(printer)
  }

  const heard: Edges['heard'] = (health) => {
    for (const each of health) healths.set(each.peripheral, { ...each, seenAt: clock.now() })
  }

  return {
    transport: (edge, printer) => ({
      send: (bytes, id) => send(edge, printer, bytes, id),
      status: async () => (isHere(edge) && statuses.get(printer)) || { answer: 'none', reason: 'away' },
    }),
    came: (edge, machine) => {
      const known = runners.get(edge)
      if (known?.machine === machine) known.lines += 1
      else runners.set(edge, { machine, lines: 1 })
      returning.get(edge)?.()
      returning.delete(edge)
      changed(edge)
      tellStatuses(edge)
    },
    went: (edge, machine) => {
      const known = runners.get(edge)
      if (known?.machine !== machine) return
      known.lines = Math.max(0, known.lines - 1)
      if (known.lines > 0) return
      // What it said last is no longer true for certain.
      for (const printer of printersOf(edge)) statuses.delete(printer)
      const giveUp = (): void => endAll(edge, lost('closed', 'the edge went away in the middle of the job'))
      returning.set(edge, clock.after(RETURN_WITHIN_MS, giveUp))
      changed(edge)
      tellStatuses(edge)
    },
    dismissed: (machine) => {
      for (const [edge, runner] of runners) {
        if (runner.machine !== machine) continue
        endAll(edge, lost('closed', 'the edge was unpaired in the middle of the job'))
        runners.delete(edge)
        for (const printer of printersOf(edge)) statuses.delete(printer)
        tellStatuses(edge)
      }
    },
    isHere,
    view: (edge) => {
      const { catalogue } = hall()
      if (edge !== OWN_EDGE && !catalogue?.edges?.some(({ id }) => id === edge)) return undefined
      const own = ownedBy(catalogue, edge)
      const fresh = clock.now() - POKE_LIVES_MS
      return {
        ...own,
        shows: showsOf(hall(), own.peripherals),
        jobs: handed(edge).flatMap(({ job, begun }) => (begun ? [] : [job])),
        pokes: pokes.filter(({ at, peripheral }) => at >= fresh && own.peripherals.some(({ id }) => id === peripheral)),
      }
    },
    report: (edge, { version, begun, ends, printers, peripherals }) => {
      const own = ownedBy(hall().catalogue, edge)
      const ownPrinters = own.printers.map(({ id }) => id)
      const isOwn = ({ peripheral }: PeripheralHealth): boolean => own.peripherals.some(({ id }) => id === peripheral)
      versions.set(edge, version)
      for (const turn of begun) {
        const each = inHand.get(turn)
        if (each?.edge === edge) each.begun = true
      }
      const foreignEnds = ends.filter((end) => !takeEnd(edge, end, ownPrinters)).map(({ job }) => job)
      for (const { printer, status } of printers) if (ownPrinters.includes(printer)) takeStatus(printer, status)
      heard(peripherals.filter(isOwn))
      return [
        ...foreignEnds,
        ...printers.flatMap(({ printer }) => (ownPrinters.includes(printer) ? [] : [printer])),
        ...peripherals.flatMap((health) => (isOwn(health) ? [] : [health.peripheral])),
      ]
    },
    heard,
    healthOf: (peripheral) => healths.get(peripheral),
    versionOf: (edge) => versions.get(edge),
    poke: (peripheral) => {
      const setting = hall().catalogue?.peripherals?.find(({ id }) => id === peripheral)
      if (!setting) return 'unknown'
      const edge = setting.edge ?? OWN_EDGE
      if (!isHere(edge)) return 'away'
      const now = clock.now()
      pokes = [...pokes.filter(({ at }) => at >= now - POKE_LIVES_MS), { id: mintSecret(), peripheral, at: now }]
      changed(edge)
      return 'ok'
    },
    onChange: (listener) => void onChange.add(listener),
    onStatus: (listener) => void onStatus.add(listener),
    onLate: (listener) => void onLate.add(listener),
    close: () => {
      for (const callOff of returning.values()) callOff()
      for (const each of [...inHand.values()]) each.end(lost('restarted', 'the hall stopped'))
    },
  }
}
