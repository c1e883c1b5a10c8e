/**
 * What every screen shows. Views are computed once per topic, only for topics that somebody watches, and told at most ten
 * times a second; between changes each is told again every few seconds, so that silence means a broken line.
 */
import type { Actor } from '../hall/actor.ts'
import type { Hall } from '../hall/hall.ts'
import type { Instant } from '../hall/ids.ts'
import { DEVICES_SHOWN_MAX, HEARTBEAT_MS, TELL_EVERY_MS } from '../hall/limits.ts'
import { OWN_EDGE } from '../hall/views/edge.ts'
import { floorView } from '../hall/views/floor.ts'
import { guideView } from '../hall/views/guide.ts'
import { padView } from '../hall/views/pad.ts'
import { boardView, kioskView, stripView, visitorView } from '../hall/views/public.ts'
import { counterView } from '../hall/views/window.ts'
import { windowsView } from '../hall/views/windows.ts'
import { type DeviceRow, parseTopic, type Topic, type TopicKind, type ViewMessage, type Views } from '../hall/wire.ts'
import type { Clock } from './clock.ts'
import type { Edges } from './edge/edges.ts'
import type { PresentedHere } from './edge/presented.ts'
import type { LiveHall } from './live-hall.ts'
import type { PastVisits } from './past-visits.ts'
import type { DeviceInfo } from './people/people.ts'
import type { Printing } from './printing/printing.ts'

export type Tell = (message: ViewMessage) => void

export type Presence = { readonly online: boolean; readonly seenAt?: Instant; readonly version?: string }

export type Screens = {
  /** The whole present of a topic, or undefined for one that this hall does not have. */
  readonly present: (topic: Topic) => ViewMessage | undefined
  readonly watch: (topic: Topic) => void
  readonly unwatch: (topic: Topic) => void
  /** Whether a machine has a screen connected, and when it last had. */
  readonly presence: (device: string) => Presence
  /** `version`: of its program, where it says so. */
  readonly came: (principal: string, version?: string) => void
  readonly went: (principal: string) => void
  /** Every listener hears every view that is told. */
  readonly onTell: (tell: Tell) => void
  readonly close: () => void
}

type Watched = { watchers: number; toldAt: Instant; told: string; due: boolean }

/** Which topics an actor may watch. Pads show a ticket's secret, so nobody else may watch them (I15). */
export const mayWatch = (actor: Actor, topic: Topic): boolean => {
  const parsed = parseTopic(topic)
  if (!parsed) return false
  const { kind, id } = parsed
  switch (actor.role) {
    case 'system':
      return true
    case 'kiosk':
      return kind === 'kiosk' && id === actor.id
    case 'display':
      return kind === 'board' || kind === 'strip'
    case 'counter':
      return (kind === 'counter' || kind === 'strip') && id === actor.counter
    case 'window':
      // The board tells a clerk who transfers how long people wait elsewhere; everybody in the room sees it.
      return (
        kind === 'board' || kind === 'windows' || ((kind === 'counter' || kind === 'strip') && id === actor.counter)
      )
    case 'pad':
      return kind === 'pad' && id === actor.counter
    case 'guide':
      return kind === 'guide' || kind === 'board' || kind === 'windows' || kind === 'paper'
    case 'manager':
    case 'inspector':
      // What an edge hears holds the bytes of tickets, and so their secrets.
      return kind !== 'pad' && kind !== 'ticket' && kind !== 'edge'
    case 'edge':
      return kind === 'edge' && id !== OWN_EDGE && id === actor.edge
    case 'visitor':
      return false
  }
}

/** What screens show that is not in today's hall: the machines, the days that are past, the edges, what is just presented. */
export type Beside = {
  readonly machines: () => readonly DeviceInfo[]
  readonly past: Pick<PastVisits, 'earlierAt' | 'viewOf'>
  readonly edges: Pick<Edges, 'view' | 'onChange'>
  readonly presented: Pick<PresentedHere, 'at' | 'onChange'>
}

/** The newest of what was presented where this screen stands. */
const newest = (presented: Beside['presented'], topic: Topic) => {
  const [first] = presented.at(topic)
  return first ? { presented: first } : {}
}

const viewOf = (
  kind: TopicKind,
  id: string,
  hall: Hall,
  printing: Printing,
  { past, edges, presented, devices }: Omit<Beside, 'machines'> & { readonly devices: () => readonly DeviceRow[] },
): Views[TopicKind] | undefined => {
  switch (kind) {
    case 'kiosk':
      return { ...kioskView(hall), paper: printing.paperAt(id), ...newest(presented, `kiosk:${id}`) }
    case 'board':
      return id === 'all' || hall.catalogue?.zones.some((zone) => zone.id === id) ? boardView(hall, id) : undefined
    case 'strip':
      return stripView(hall, id)
    case 'counter': {
      const view = counterView(hall, id)
      return view && { ...view, earlier: past.earlierAt(hall, id), ...newest(presented, `counter:${id}`) }
    }
    case 'windows':
      return windowsView(hall)
    case 'pad':
      return padView(hall, id)
    case 'guide':
      return {
        ...guideView(hall),
        printers: printing.rows(),
        devices: devices(),
        presented: presented.at('guide'),
      }
    case 'floor':
      return { ...floorView(hall), printers: printing.rows(), devices: devices() }
    case 'ticket': {
      // The topic names the secret, never the ticket's own id, which staff know.
      const ticket = hall.bySecret.get(id)
      return ticket === undefined ? past.viewOf(hall, id) : visitorView(hall, ticket)
    }
    case 'paper':
      return printing.paper(id)
    case 'edge':
      return edges.view(id)
  }
}

export const openScreens = (
  live: LiveHall,
  printing: Printing,
  clock: Clock,
  { machines, past, edges, presented }: Beside,
): Screens => {
  const watched = new Map<Topic, Watched>()
  const connections = new Map<string, { count: number; seenAt: Instant; version?: string }>()
  const presence: Screens['presence'] = (device) => {
    const seen = connections.get(device)
    if (!seen) return { online: false }
    const { count, seenAt, version } = seen
    return { online: count > 0, seenAt, ...(version === undefined ? {} : { version }) }
  }
  const devices = (): readonly DeviceRow[] =>
    machines()
      .filter(({ paired }) => paired)
      .map(({ id, name, role, counter, edge }) => ({
        id,
        name,
        role,
        ...(counter === undefined ? {} : { counter }),
        ...(edge === undefined ? {} : { edge }),
        ...presence(id),
      }))
      .sort((a, b) => Number(a.online) - Number(b.online))
      .slice(0, DEVICES_SHOWN_MAX)
  const present = (topic: Topic): ViewMessage | undefined => {
    const parsed = parseTopic(topic)
    const hall = live.hall()
    const view = parsed && viewOf(parsed.kind, parsed.id, hall, printing, { past, edges, presented, devices })
    return view && { topic, position: hall.position, now: clock.now(), view }
  }
  const listeners = new Set<Tell>()
  const tell: Tell = (message) => {
    for (const listener of listeners) listener(message)
  }
  let scheduled = false
  let closed = false

  const tellTopic = (topic: Topic, slot: Watched, evenUnchanged: boolean): void => {
    const message = present(topic)
    slot.due = false
    if (!message) return
    const text = JSON.stringify(message.view)
    if (text === slot.told && !evenUnchanged) return
    slot.told = text
    slot.toldAt = clock.now()
    tell(message)
  }

  /** Tells whatever is due and was quiet long enough, and comes back for the rest. */
  const tellDue = (): void => {
    scheduled = false
    if (closed) return
    const now = clock.now()
    let next = Number.POSITIVE_INFINITY
    for (const [topic, slot] of watched) {
      if (!slot.due) continue
      const ready = slot.toldAt + TELL_EVERY_MS
      if (ready <= now || ready > now + TELL_EVERY_MS) tellTopic(topic, slot, false)
      else next = Math.min(next, ready)
    }
    if (next !== Number.POSITIVE_INFINITY) schedule(next - now)
  }

  const schedule = (ms: number): void => {
    if (scheduled) return
    scheduled = true
    // After the replies: whoever asked is answered before anybody is told.
    if (ms <= 0) setImmediate(tellDue)
    else clock.after(ms, tellDue)
  }

  const changed = (concerns: (topic: Topic) => boolean): void => {
    for (const [topic, slot] of watched) if (concerns(topic)) slot.due = true
    schedule(0)
  }

  live.listen(() => changed((topic) => !topic.startsWith('paper:')))
  printing.onChange((printer) =>
    changed(
      (topic) => topic === `paper:${printer}` || topic === 'floor' || topic === 'guide' || topic.startsWith('kiosk:'),
    ),
  )

  edges.onChange((edge) => changed((topic) => topic === `edge:${edge}`))
  presented.onChange((where) => changed((topic) => topic === where))

  /** One connection more or less of a machine or person. */
  const moved = (principal: string, by: 1 | -1, version = connections.get(principal)?.version): void => {
    const count = Math.max(0, (connections.get(principal)?.count ?? 0) + by)
    connections.set(principal, { count, seenAt: clock.now(), ...(version === undefined ? {} : { version }) })
    changed((topic) => topic === 'guide' || topic === 'floor')
  }

  let stopBeating = () => {}
  const beat = (): void => {
    const now = clock.now()
    for (const [topic, slot] of watched) if (now - slot.toldAt >= HEARTBEAT_MS) tellTopic(topic, slot, true)
    stopBeating = clock.after(HEARTBEAT_MS / 2, beat)
  }
  beat()

  return {
    present,
    watch: (topic) => {
      const slot = watched.get(topic) ?? { watchers: 0, toldAt: 0, told: '', due: false }
      slot.watchers += 1
      watched.set(topic, slot)
    },
    unwatch: (topic) => {
      const slot = watched.get(topic)
      if (!slot) return
      slot.watchers -= 1
      if (slot.watchers <= 0) watched.delete(topic)
    },
    presence,
    came: (principal, version) => moved(principal, 1, version),
    went: (principal) => moved(principal, -1),
    onTell: (listener) => void listeners.add(listener),
    close: () => {
      closed = true
      stopBeating()
    },
  }
}
