/**
 * What a screen is told about itself, and what it says of itself: how large it is and from how far it is read; whether it
 * is seen, heard and awake. Nothing of this is in the ledger: it is about machines.
 */
import type { Instant } from './ids.ts'

/** What a display shows: the calls of a zone, or the way in for everybody who enters. */
export const BOARD_FACES = ['calls', 'entrance'] as const
export type BoardFace = (typeof BOARD_FACES)[number]

/** Set by the manager for one machine; whatever is absent is as usual for its kind. */
export type ScreenSettings = {
  /** Diagonal of the panel, inches. */
  readonly inches?: number
  /** From how far it must be read, metres. */
  readonly metres?: number
  /** How high the lower edge of the picture stands above the floor, mm (kiosks). */
  readonly lowerEdge?: number
  readonly face?: BoardFace
  /** `off`: never speaks, though its zone does. */
  readonly voice?: 'auto' | 'off'
}

/** The topic `screen:<machine>`: what this machine is told about itself. */
export type ScreenView = {
  readonly name: string
  readonly settings: ScreenSettings
  /** Whether this is the screen that speaks for its zone now (S13). */
  readonly speaks: boolean
}

/**
 * Whether calls can be heard here. `on`; `blocked`: the browser wants a touch first; `broken`: no engine could speak, or no
 * loudspeaker; `silent`: neither wanted nor its turn.
 */
export const SOUNDS = ['on', 'blocked', 'broken', 'silent'] as const
export type Sound = (typeof SOUNDS)[number]

/** What a screen says of itself every few seconds (S12). */
export type ScreenHealth = {
  /** The position of the newest view that was painted. */
  readonly shown: number
  /** The position of the last call that was spoken to its end; absent: none yet. */
  readonly spoken?: number
  readonly sound: Sound
  /** False while the page lies behind another one or the panel is off, as far as the browser knows. */
  readonly visible: boolean
  /** Pictures painted in the last second; 0 while the machine sleeps. */
  readonly frames: number
  /** CSS pixels, and dots in one of them. */
  readonly width: number
  readonly height: number
  readonly density: number
  /** Whether the page is a secure context: service worker and wake lock need one. */
  readonly secure: boolean
  /** What it cannot do, in one word of its own: `layout` (too small to be read), `media`, … */
  readonly trouble?: string
}

/** A word for how a screen is, the worst first. */
export const SCREEN_CONDITIONS = ['away', 'asleep', 'hidden', 'mute', 'refused', 'behind', 'well'] as const
export type ScreenCondition = (typeof SCREEN_CONDITIONS)[number]

/** How often a screen says how it is, ms. */
export const HEALTH_EVERY_MS = 5_000
/** One whose line stands but that said nothing for this long is asleep, ms. */
export const ASLEEP_AFTER_MS = 15_000

export type KnownHealth = ScreenHealth & { readonly at: Instant }

/** A screen that lags this far behind the hall is behind, ms: two tellings and the second in which pictures are counted. */
export const BEHIND_AFTER_MS = 10_000

/** All there is to know about a screen, for one word about it. */
export type ScreenFacts = {
  /** Whether its line stands, and since when it does or does not. */
  readonly online: boolean
  readonly since: Instant
  readonly health: KnownHealth | undefined
  /** The position the hall had `BEHIND_AFTER_MS` before it last spoke. */
  readonly due: number
  /** Whether calls are to be heard from it: it shows calls, its zone is not silent, and nobody made it so. */
  readonly maySpeak: boolean
}

/** A browser slows a hidden page down until it is nearly still; as long as its line stands it is hidden, not asleep. */
const isAsleep = ({ since, health }: ScreenFacts, now: Instant): boolean => {
  if (health?.visible === false) return false
  if (now - Math.max(since, health?.at ?? since) >= ASLEEP_AFTER_MS) return true
  return health?.frames === 0
}

/** How a screen is, the worst of what is true (S12). One that has only just come is given the time to say how it is. */
export const conditionOf = (facts: ScreenFacts, now: Instant): ScreenCondition => {
  const { online, health, due, maySpeak } = facts
  if (!online) return 'away'
  if (isAsleep(facts, now)) return 'asleep'
  if (!health) return 'well'
  if (!health.visible) return 'hidden'
  if (maySpeak && (health.sound === 'blocked' || health.sound === 'broken')) return 'mute'
  if (health.trouble !== undefined) return 'refused'
  return health.shown < due ? 'behind' : 'well'
}
