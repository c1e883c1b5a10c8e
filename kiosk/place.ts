/** Where the visitor is in the kiosk, and how they want to see it. All of it is forgotten when they leave. */
import { computed, signal } from '@preact/signals'
import { language, speak } from '../client/language.ts'
import type { Estimate } from '../hall/estimate.ts'
import type { ServiceId, ThemeId } from '../hall/ids.ts'
import { putAside } from './reader.tsx'

export type Taken = {
  readonly number: string
  readonly secret: string
  readonly service?: ServiceId
  /** How many come before, and how long that takes; unknown for a ticket found again after a restart. */
  readonly ahead?: number
  readonly estimate?: Estimate | null
}

export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'theme'; readonly theme: ThemeId }
  | { readonly at: 'search' }
  /** What a service needs; `from` is where the way back leads. */
  | { readonly at: 'guide'; readonly service: ServiceId; readonly from: Place }
  | { readonly at: 'taken'; readonly taken: Taken }

export type Audience = 'all' | 'person' | 'company'

export const HOME: Place = { at: 'home' }
export const place = signal<Place>(HOME)
export const elder = signal(false)
export const wheelchair = signal(false)
export const audience = signal<Audience>('all')
/** What was typed into the search. */
export const typed = signal('')

export const go = (to: Place): void => {
  place.value = to
}

export const goBack = (): void => {
  const now = place.value
  go(now.at === 'guide' ? now.from : HOME)
}

/** The first page again, with nothing left of whoever stood here: no language, no mode, no word they typed, no card. */
export const startOver = (): void => {
  putAside()
  go(HOME)
  elder.value = false
  wheelchair.value = false
  audience.value = 'all'
  typed.value = ''
  speak('zh', false)
}

/** True while nobody has touched anything since the last start. */
export const untouched = computed(
  () => place.value.at === 'home' && language.value === 'zh' && !elder.value && !wheelchair.value,
)
