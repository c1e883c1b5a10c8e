/**
 * How every paired screen is and which of them speaks, looked at again every two seconds and whenever something moved: a
 * line that broke, a report, settings, a published catalogue (S11–S13).
 */
import type { Catalogue } from '../hall/catalogue.ts'
import type { Instant } from '../hall/ids.ts'
import {
  conditionOf,
  type KnownHealth,
  type ScreenCondition,
  type ScreenSettings,
  type ScreenView,
} from '../hall/screen.ts'
import { voiceOf } from '../hall/voice.ts'
import type { Clock } from './clock.ts'
import type { DeviceInfo } from './people/people.ts'
import { openScreenHealths } from './screen-health.ts'
import { electSpeakers, type Speaker } from './screen-turn.ts'

const LOOK_EVERY_MS = 2_000

export type ScreenState = {
  readonly condition: ScreenCondition
  readonly speaks: boolean
  readonly health?: KnownHealth
}

export type ScreenWatch = {
  /** Takes what a machine says of itself; false where it is no screen or that is no report. */
  readonly hear: (machine: string, said: unknown) => boolean
  /** What the machine itself is told; undefined for one that is no screen. */
  readonly viewOf: (machine: string) => ScreenView | undefined
  /** How it is, for whoever looks after it; undefined for one that is no screen. */
  readonly stateOf: (machine: string) => ScreenState | undefined
  /** Something about machines, their lines or the catalogue moved. */
  readonly look: () => void
  readonly close: () => void
}

type Parts = {
  readonly clock: Clock
  readonly machines: () => readonly DeviceInfo[]
  readonly presence: (machine: string) => { readonly online: boolean; readonly seenAt?: Instant }
  readonly hall: () => { readonly position: number; readonly catalogue?: Catalogue | null | undefined }
  /** Called when the word for a screen or the turn to speak changed, or a screen's settings may have. */
  readonly onChange: () => void
}

/** Kiosks, boards, strips and pads hang where nobody watches them; a window computer and an edge have somebody beside them. */
const isScreen = ({ role, paired }: DeviceInfo): boolean =>
  paired && (role === 'kiosk' || role === 'display' || role === 'pad')

/** A hall board speaks unless it is told not to; a strip belongs to a window and is read from close by. */
const isBoard = ({ role, counter }: DeviceInfo): boolean => role === 'display' && counter === undefined
const wantsToSpeak = (device: DeviceInfo, { face, voice }: ScreenSettings = device.screen ?? {}): boolean =>
  isBoard(device) && face !== 'entrance' && voice !== 'off'

export const openScreenWatch = ({ clock, machines, presence, hall, onChange }: Parts): ScreenWatch => {
  const healths = openScreenHealths(clock, () => hall().position)
  const failedAt = new Map<string, Instant>()
  let states: ReadonlyMap<string, ScreenState> = new Map()

  const stateNow = (device: DeviceInfo, now: Instant): ScreenState & { readonly maySpeak: boolean } => {
    const { online, seenAt = 0 } = presence(device.id)
    const heard = healths.of(device.id)
    const zone = device.zone ?? 'all'
    const maySpeak = wantsToSpeak(device) && voiceOf(hall().catalogue?.voice, zone).silent !== true
    const facts = { online, since: seenAt, health: heard?.health, due: heard?.due ?? 0, maySpeak }
    return { condition: conditionOf(facts, now), speaks: false, maySpeak, ...(heard ? { health: heard.health } : {}) }
  }

  const look = (): void => {
    const now = clock.now()
    const screens = machines().filter(isScreen)
    const fresh = new Map(screens.map((device) => [device.id, stateNow(device, now)]))
    healths.keepOnly(new Set(fresh.keys()))
    for (const id of failedAt.keys()) if (!fresh.has(id)) failedAt.delete(id)
    const speakers = screens.flatMap((device): Speaker[] => {
      const state = fresh.get(device.id)
      if (!state?.maySpeak) return []
      const sound = state.health?.sound
      if (sound === 'blocked' || sound === 'broken') failedAt.set(device.id, now)
      if (sound === 'on') failedAt.delete(device.id)
      const failed = failedAt.get(device.id)
      const { condition } = state
      const zone = device.zone ?? 'all'
      return [{ id: device.id, zone, condition, sound, ...(failed === undefined ? {} : { failedAt: failed }) }]
    })
    const before = new Set([...states].flatMap(([id, { speaks }]) => (speaks ? [id] : [])))
    const elected = electSpeakers(speakers, before, now)
    const old = states
    states = new Map(
      [...fresh].map(([id, { maySpeak: _may, ...state }]) => [id, { ...state, speaks: elected.has(id) }]),
    )
    const moved = [...states].some(([id, { condition, speaks }]) => {
      const was = old.get(id)
      return was?.condition !== condition || was.speaks !== speaks
    })
    if (moved || old.size !== states.size) onChange()
  }

  let stop = () => {}
  const lookAgain = (): void => {
    healths.mark()
    look()
    stop = clock.after(LOOK_EVERY_MS, lookAgain)
  }
  lookAgain()

  return {
    hear: (machine, said) => {
      if (!machines().some((device) => device.id === machine && isScreen(device))) return false
      const taken = healths.hear(machine, said)
      if (taken) look()
      return taken
    },
    viewOf: (machine) => {
      const device = machines().find(({ id }) => id === machine)
      if (!device || !isScreen(device)) return undefined
      const speaks = states.get(machine)?.speaks ?? false
      return { name: device.name, settings: device.screen ?? {}, speaks }
    },
    stateOf: (machine) => states.get(machine),
    look,
    close: () => stop(),
  }
}
