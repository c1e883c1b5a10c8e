/** Where the visitor is in the kiosk, and how they want to see it. All of it is forgotten when they leave. */
import { computed, signal } from '@preact/signals'
import { language, speak } from '../client/language.ts'
import type { PriorityGround } from '../hall/commands.ts'
import type { Estimate } from '../hall/estimate.ts'
import type { UnknownWhy } from '../hall/forecast/closed-form.ts'
import type { PersonKey, ServiceId, ThemeId, TicketId } from '../hall/ids.ts'
import type { ServedToday } from '../hall/served-today.ts'

/** The matters of one number, in order. */
export type Matters = readonly [ServiceId, ...ServiceId[]]

export type Taken = {
  readonly number: string
  readonly secret: string
  readonly matters?: Matters
  readonly ground?: PriorityGround
  readonly maskedName?: string
  /** 代办: somebody came for another. */
  readonly forAnother?: true
  readonly today?: ServedToday
  /** How many come before, and how long that takes; unknown for a ticket found again after a restart. */
  readonly ahead?: number
  readonly estimate?: Estimate | null
  readonly unknown?: UnknownWhy
}

/** The number somebody has already; the ticket and whose it is only where they showed the document it was taken with. */
export type Queued = {
  readonly number: string
  readonly service: ServiceId
  readonly ticket?: TicketId
  readonly person?: PersonKey
  readonly ahead?: number
}

export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'theme'; readonly theme: ThemeId }
  | { readonly at: 'search' }
  /** What a service needs; `from` is where the way back leads. */
  | { readonly at: 'guide'; readonly service: ServiceId; readonly from: Place }
  /** The matters ticked, before one number is taken for all of them. */
  | { readonly at: 'basket'; readonly from: Place }
  /** On which ground somebody goes first. */
  | { readonly at: 'precedence'; readonly from: Place }
  /** What is not handled here: all of it, or one. */
  | { readonly at: 'elsewhere'; readonly id?: ServiceId; readonly from: Place }
  /** Whose matter it is, before these matters get a number. */
  | { readonly at: 'identity'; readonly matters: Matters; readonly from: Place }
  /** They have a number for this already. */
  | { readonly at: 'queued'; readonly queued: Queued; readonly from: Place }
  | { readonly at: 'taken'; readonly taken: Taken }

export type Audience = 'all' | 'person' | 'company'

export const HOME: Place = { at: 'home' }
export const place = signal<Place>(HOME)
/** 长辈大字版 */
export const elder = signal(false)
/** 轮椅模式: everything to be touched is within reach of a seat. */
export const seated = signal(false)
/** 高对比 */
export const contrast = signal(false)
/** 语音播报: pages and what is in focus are said aloud. */
export const spoken = signal(false)
export const audience = signal<Audience>('all')
/** What was typed into the search. */
export const typed = signal('')
/** 语音播报 was asked for, and neither the hall nor this machine has a voice. */
export const voiceless = signal(false)
/** Touches, keys and cards since the last start; each one begins the quiet time anew. */
export const touches = signal(0)
/** While 还需要时间吗 stands there only its own buttons answer: a touch elsewhere would take it away under the finger. */
export const asking = signal(false)
/** Counts the people who stood here; whatever a page keeps of its own is thrown away with its number. */
export const visit = signal(0)

/** Somebody is here. */
export const touched = (): void => {
  if (!asking.value) touches.value += 1
}

/** Somebody said so when asked. */
export const stay = (): void => {
  asking.value = false
  touches.value += 1
}

export const go = (to: Place): void => {
  place.value = to
}

export const goBack = (): void => {
  const now = place.value
  go('from' in now ? now.from : HOME)
}

const resets: (() => void)[] = []

/** Registers what else is forgotten when somebody leaves. Called once by each file that keeps something of a visitor (K30). */
export const onStartOver = (reset: () => void): void => {
  resets.push(reset)
}

/** The first page again, with nothing left of whoever stood here: no language, mode, word, matter, document or focus (K30). */
export const startOver = (): void => {
  for (const reset of resets) reset()
  go(HOME)
  for (const mode of [elder, seated, contrast, spoken]) mode.value = false
  audience.value = 'all'
  typed.value = ''
  asking.value = false
  touches.value = 0
  visit.value += 1
  speak('zh', false)
}

/** True while nobody has done anything since the last start. */
export const untouched = computed(
  () =>
    touches.value === 0 &&
    place.value.at === 'home' &&
    language.value === 'zh' &&
    !elder.value &&
    !seated.value &&
    !contrast.value &&
    !spoken.value,
)
