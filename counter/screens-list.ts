/** The screens of the hall, the worst first, and the others where they hang. Pure but for the language. */
import { fill, say, type Word } from '../client/language.ts'
import type { Catalogue } from '../hall/catalogue.ts'
import { SCREEN_CONDITIONS, type ScreenCondition } from '../hall/screen.ts'
import { kindOf } from './device-kind.ts'
import type { Device } from './machines.ts'
import { named } from './names.ts'
import { SCREENS } from './screens-words.ts'

export type Screen = Device & { readonly condition: ScreenCondition }

/** Kiosks, boards, strips and pads that were paired; the server says how each is. */
export const screensOf = (devices: readonly Device[]): readonly Screen[] =>
  devices.flatMap((device) => (device.paired && device.condition !== undefined ? [device as Screen] : []))

const KINDS = ['board', 'kiosk', 'strip', 'pad', 'window', 'edge', 'standby'] as const
const kindRank = (screen: Screen): number => KINDS.indexOf(kindOf(screen))
const rank = ({ condition }: Screen): number => SCREEN_CONDITIONS.indexOf(condition)
const worstFirst = (a: Screen, b: Screen): number =>
  rank(a) - rank(b) || kindRank(a) - kindRank(b) || a.name.localeCompare(b.name, 'zh-Hans-CN', { numeric: true })

export const troubled = (screens: readonly Screen[]): readonly Screen[] =>
  screens.filter(({ condition }) => condition !== 'well').sort(worstFirst)

export type Wall = { readonly key: string; readonly name: string; readonly screens: readonly Screen[] }

type Book = Pick<Catalogue, 'zones' | 'counters'> | undefined

/** The zone a screen hangs in: its own, or that of its window; undefined for the whole hall. */
export const zoneOf = ({ zone, counter }: Device, book: Book): string | undefined =>
  zone ?? book?.counters.find(({ id }) => id === counter)?.zone

/** Where screens hang: the whole hall, then the zones as the catalogue has them. */
export const wallsOf = (screens: readonly Screen[], book: Book): readonly Wall[] => {
  const known = [
    { key: '', name: say(SCREENS.wholeHall) },
    ...(book?.zones ?? []).map((zone) => ({ key: zone.id, name: named(zone) })),
  ]
  const keyOf = (screen: Screen): string => zoneOf(screen, book) ?? ''
  // A zone that the catalogue in force no longer has still has its screens on the wall.
  const others = [...new Set(screens.map(keyOf))]
    .filter((key) => !known.some((wall) => wall.key === key))
    .map((key) => ({ key, name: key }))
  return [...known, ...others]
    .map((wall) => ({ ...wall, screens: screens.filter((screen) => keyOf(screen) === wall.key).sort(worstFirst) }))
    .filter((wall) => wall.screens.length > 0)
}

/** How many are of each condition, the worst first; only those there are. */
export const countsOf = (screens: readonly Screen[]): readonly (readonly [ScreenCondition, number])[] =>
  SCREEN_CONDITIONS.flatMap((condition) => {
    const count = screens.filter((screen) => screen.condition === condition).length
    return count === 0 ? [] : [[condition, count] as const]
  })

/** `55″ · 8 m`, or that nobody has measured what must be read from afar. */
export const sizeText = (device: Device): string => {
  const { inches, metres } = device.screen ?? {}
  if (inches === undefined) return kindOf(device) === 'pad' ? '' : say(SCREENS.unknownSize)
  return metres === undefined ? fill(SCREENS.inchesOnly, { inches }) : fill(SCREENS.size, { inches, metres })
}

/** The newest of the hall, or the position it stopped at; nothing while it never said. */
export const shownText = ({ condition, health }: Screen): string => {
  if (!health) return ''
  const old = condition === 'behind' || condition === 'away' || condition === 'asleep'
  return old ? fill(SCREENS.stood, { position: health.shown }) : say(SCREENS.newest)
}

/** Whether it is heard, where calls may be heard from it: boards alone, and not one that shows the way in. */
export const voiceWord = (screen: Screen): Word | undefined => {
  if (screen.speaks) return SCREENS.speaks
  const { face, voice } = screen.screen ?? {}
  return kindOf(screen) === 'board' && face !== 'entrance' && voice !== 'off' ? SCREENS.maySpeak : undefined
}
