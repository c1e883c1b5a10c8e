/** What each kind of topic shows: the heart's view of the hall, and beside it what is not in the hall. */
import type { Hall } from '../hall/hall.ts'
import type { CounterId, Instant } from '../hall/ids.ts'
import { lentTo } from '../hall/number-block.ts'
import { interruptionOf, resumedAt, type StoodStill, withoutDark } from '../hall/standstill.ts'
import type { SystemAlarmCode } from '../hall/system-alarm.ts'
import { boardView } from '../hall/views/board.ts'
import { floorView } from '../hall/views/floor.ts'
import { guideView } from '../hall/views/guide.ts'
import { padView } from '../hall/views/pad.ts'
import { kioskView, stripView, visitorView } from '../hall/views/public.ts'
import { type CounterView, counterView } from '../hall/views/window.ts'
import { windowsView } from '../hall/views/windows.ts'
import type { DeviceRow, Topic, TopicKind, Views } from '../hall/wire.ts'
import type { Edges } from './edge/edges.ts'
import type { PresentedHere } from './edge/presented.ts'
import type { Log } from './log.ts'
import type { PastVisits } from './past-visits.ts'
import type { DeviceInfo, People } from './people/people.ts'
import type { Printing } from './printing/printing.ts'
import type { SystemAlarms } from './system-alarms.ts'

/** What screens show that is not in today's hall: the machines, the days that are past, the edges, what is just presented. */
export type Beside = {
  readonly machines: () => readonly DeviceInfo[]
  readonly clerk: People['clerk']
  readonly past: Pick<PastVisits, 'earlierAt' | 'viewOf'>
  readonly edges: Pick<Edges, 'view' | 'onChange'>
  readonly presented: Pick<PresentedHere, 'at' | 'onChange'>
  readonly alarms: Pick<SystemAlarms, 'list' | 'onChange'>
  /** Absent where nobody reads it. */
  readonly log?: Log
  /** What the hall stood still before this start; absent where nobody watches for it. */
  readonly standstill?: (() => StoodStill | undefined) | undefined
}

/** The newest of what was presented where this screen stands. */
const newest = (presented: Beside['presented'], topic: Topic) => {
  const [first] = presented.at(topic)
  return first ? { presented: first } : {}
}

/** Who serves there, while the window is open (A11). */
const clerkAt = (hall: Hall, counter: CounterId, clerk: Beside['clerk']) => {
  const state = hall.counters.get(counter)
  const card = state?.status === 'open' ? clerk(state.staffId) : undefined
  return card ? { clerk: card } : {}
}

/** What a window is told where the visit in front of it was interrupted (Z34). */
const interruptedAt = (hall: Hall, { ticket, calls }: CounterView, standstill: StoodStill | undefined) => {
  if (!standstill || !ticket) return {}
  const interrupted = interruptionOf(hall, ticket.id, standstill)
  return {
    ticket: withoutDark(ticket, standstill, calls.gapSeconds * 1_000),
    ...(interrupted ? { interrupted } : {}),
  }
}

type ViewParts = Omit<Beside, 'machines'> & {
  readonly devices: () => readonly DeviceRow[]
  readonly screen: (machine: string) => Views['screen'] | undefined
  readonly now: Instant
}

/** The view of a topic, or undefined for one that this hall does not have. */
/** While one of these stands no number is given, and a kiosk says so before anybody tries (Z17, Z18). */
const NO_NUMBERS: ReadonlySet<SystemAlarmCode> = new Set<SystemAlarmCode>(['disk-stop', 'read-only'])

export const viewOf = (
  kind: TopicKind,
  id: string,
  hall: Hall,
  printing: Printing,
  { past, edges, presented, devices, clerk, screen, alarms, standstill, now }: ViewParts,
): Views[TopicKind] | undefined => {
  switch (kind) {
    case 'kiosk':
      return {
        ...kioskView(hall),
        paper: printing.paperAt(id),
        ...newest(presented, `kiosk:${id}`),
        ...(alarms.list().some(({ code }) => NO_NUMBERS.has(code)) ? { stopped: true as const } : {}),
        ...lentTo(hall, id),
      }
    case 'board': {
      if (id !== 'all' && !hall.catalogue?.zones.some((zone) => zone.id === id)) return undefined
      const still = standstill?.()
      const resumed = still && resumedAt(hall, now, still)
      return { ...boardView(hall, id), ...(resumed === undefined ? {} : { resumed }) }
    }
    case 'strip': {
      const view = stripView(hall, id)
      return view && { ...view, ...clerkAt(hall, id, clerk) }
    }
    case 'counter': {
      const view = counterView(hall, id)
      return (
        view && {
          ...view,
          earlier: past.earlierAt(hall, id),
          ...newest(presented, `counter:${id}`),
          ...interruptedAt(hall, view, standstill?.()),
        }
      )
    }
    case 'windows':
      return windowsView(hall)
    case 'pad': {
      const view = padView(hall, id)
      return view && { ...view, ...clerkAt(hall, id, clerk) }
    }
    case 'guide':
      return {
        ...guideView(hall),
        printers: printing.rows(),
        devices: devices(),
        presented: presented.at('guide'),
        system: alarms.list(),
      }
    case 'floor':
      return { ...floorView(hall), printers: printing.rows(), devices: devices(), system: alarms.list() }
    case 'ticket': {
      // The topic names the secret, never the ticket's own id, which staff know.
      const ticket = hall.bySecret.get(id)
      return ticket === undefined ? past.viewOf(hall, id) : visitorView(hall, ticket)
    }
    case 'paper':
      return printing.paper(id)
    case 'edge':
      return edges.view(id)
    case 'screen':
      return screen(id)
  }
}
