/**
 * What every screen shows. Views are computed once per topic, only for topics that somebody watches, and told at most ten
 * times a second; between changes each is told again every few seconds, so that silence means a broken line.
 */
import type { Actor } from '../hall/actor.ts'
import type { Instant } from '../hall/ids.ts'
import { DEVICES_SHOWN_MAX, HEARTBEAT_MS, TELL_EVERY_MS } from '../hall/limits.ts'
import { OWN_EDGE } from '../hall/views/edge.ts'
import { type DeviceRow, parseTopic, type Topic, type ViewMessage } from '../hall/wire.ts'
import type { Clock } from './clock.ts'
import type { LiveHall } from './live-hall.ts'
import { reasonOf, silentLog } from './log.ts'
import type { Printing } from './printing/printing.ts'
import { openScreenWatch, type ScreenState } from './screen-watch.ts'
import { type Beside, viewOf } from './view-of.ts'

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
  /** Takes what a machine says of itself; false where it is no screen or that is no report (S12). */
  readonly hear: (machine: string, said: unknown) => boolean
  /** How a screen is; undefined for a machine that is none. */
  readonly stateOf: (machine: string) => ScreenState | undefined
  /** A machine's settings or somebody's profile changed. */
  readonly look: () => void
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
  const own = kind === 'screen' && id === actor.id
  switch (actor.role) {
    case 'system':
      return true
    case 'kiosk':
      return own || (kind === 'kiosk' && id === actor.id)
    case 'display':
      return own || kind === 'board' || kind === 'strip'
    case 'counter':
      return (kind === 'counter' || kind === 'strip') && id === actor.counter
    case 'window':
      // The board tells a clerk who transfers how long people wait elsewhere; everybody in the room sees it.
      return (
        kind === 'board' || kind === 'windows' || ((kind === 'counter' || kind === 'strip') && id === actor.counter)
      )
    case 'pad':
      return own || (kind === 'pad' && id === actor.counter)
    case 'guide':
      return kind === 'guide' || kind === 'board' || kind === 'windows' || kind === 'paper'
    case 'sysadmin':
    case 'secadmin':
      // Their page stands on it; what people were given is not theirs.
      return kind === 'floor'
    case 'manager':
    case 'inspector':
    case 'auditor':
      // What an edge hears holds the bytes of tickets, and so their secrets.
      return kind !== 'pad' && kind !== 'ticket' && kind !== 'edge'
    case 'edge':
      return kind === 'edge' && id !== OWN_EDGE && id === actor.edge
    case 'standby':
    case 'visitor':
      return false
  }
}

/** Silent machines first, then those whose screen is not well, so that the list may be cut at its end. */
const troubleOf = ({ online, condition = 'well' }: DeviceRow): number => (!online ? 2 : condition === 'well' ? 0 : 1)

/** @param soon runs something in a turn of its own, after what is under way. */
export const openScreens = (
  live: LiveHall,
  printing: Printing,
  clock: Clock,
  { machines, clerk, past, edges, presented, alarms, standstill, log = silentLog }: Beside,
  soon: (then: () => void) => void = setImmediate,
): Screens => {
  const watched = new Map<Topic, Watched>()
  const connections = new Map<string, { count: number; seenAt: Instant; version?: string }>()
  const presence: Screens['presence'] = (device) => {
    const seen = connections.get(device)
    if (!seen) return { online: false }
    const { count, seenAt, version } = seen
    return { online: count > 0, seenAt, ...(version === undefined ? {} : { version }) }
  }
  const wordOf = (id: string): Pick<DeviceRow, 'condition' | 'speaks'> => {
    const state = screenWatch.stateOf(id)
    return state ? { condition: state.condition, ...(state.speaks ? { speaks: true } : {}) } : {}
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
        ...wordOf(id),
      }))
      .sort((a, b) => troubleOf(b) - troubleOf(a))
      .slice(0, DEVICES_SHOWN_MAX)
  const present = (topic: Topic): ViewMessage | undefined => {
    const parsed = parseTopic(topic)
    const hall = live.hall()
    const now = live.time()
    const view =
      parsed &&
      viewOf(parsed.kind, parsed.id, hall, printing, {
        past,
        edges,
        presented,
        alarms,
        clerk,
        devices,
        screen: screenWatch.viewOf,
        standstill,
        now,
      })
    // The hall's time: by a machine's clock that went back, calls would be of the future, and a page that begins anew would
    // call them out once more.
    return view && { topic, position: hall.position, now, view }
  }
  const listeners = new Set<Tell>()
  const tell: Tell = (message) => {
    for (const listener of listeners) listener(message)
  }
  let scheduled = false
  let closed = false

  /** One view that cannot be made is one screen without news, which says so itself; all others are told (I21). */
  const presentOr = (topic: Topic): ViewMessage | undefined => {
    try {
      return present(topic)
    } catch (error) {
      // The kind alone: a topic may hold a secret.
      log('error', 'view-failed', { kind: parseTopic(topic)?.kind, reason: reasonOf(error) })
      return undefined
    }
  }

  const tellTopic = (topic: Topic, slot: Watched, evenUnchanged: boolean): void => {
    const message = presentOr(topic)
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
    if (ms <= 0) soon(tellDue)
    else clock.after(ms, tellDue)
  }

  const changed = (concerns: (topic: Topic) => boolean): void => {
    for (const [topic, slot] of watched) if (concerns(topic)) slot.due = true
    schedule(0)
  }

  const screenWatch = openScreenWatch({
    clock,
    machines,
    presence,
    hall: live.hall,
    onChange: () => changed((topic) => topic === 'guide' || topic === 'floor' || topic.startsWith('screen:')),
  })

  live.listen(() => changed((topic) => !topic.startsWith('paper:')))
  printing.onChange((printer) =>
    changed(
      (topic) => topic === `paper:${printer}` || topic === 'floor' || topic === 'guide' || topic.startsWith('kiosk:'),
    ),
  )

  edges.onChange((edge) => changed((topic) => topic === `edge:${edge}`))
  presented.onChange((where) => changed((topic) => topic === where))
  alarms.onChange(() => changed((topic) => topic === 'guide' || topic === 'floor' || topic.startsWith('kiosk:')))

  /** One connection more or less of a machine or person. */
  const moved = (principal: string, by: 1 | -1, version = connections.get(principal)?.version): void => {
    const count = Math.max(0, (connections.get(principal)?.count ?? 0) + by)
    connections.set(principal, { count, seenAt: clock.now(), ...(version === undefined ? {} : { version }) })
    changed((topic) => topic === 'guide' || topic === 'floor')
    screenWatch.look()
  }

  let stopBeating = () => {}
  const beat = (): void => {
    const now = clock.now()
    // What was told in the future was told before the machine's clock went back; waiting for that moment would be silence.
    const isSilent = ({ toldAt }: Watched): boolean => now - toldAt >= HEARTBEAT_MS || toldAt > now
    for (const [topic, slot] of watched) if (isSilent(slot)) tellTopic(topic, slot, true)
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
    hear: screenWatch.hear,
    stateOf: screenWatch.stateOf,
    look: () => {
      screenWatch.look()
      changed((topic) => !topic.startsWith('paper:'))
    },
    came: (principal, version) => moved(principal, 1, version),
    went: (principal) => moved(principal, -1),
    onTell: (listener) => void listeners.add(listener),
    close: () => {
      closed = true
      screenWatch.close()
      stopBeating()
    },
  }
}
