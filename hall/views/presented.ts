/** What somebody laid on a reader or held before a scanner: shown for a minute where it was presented, and kept nowhere. */
import type { CounterId, Instant, PersonKey } from '../ids.ts'

/** `id` is that of the input, so that a screen acts on it once. `counter`: at which window or desk, where it is bolted to one. */
export type Presented = { readonly id: string; readonly at: Instant; readonly counter?: CounterId } & (
  | {
      readonly kind: 'card'
      readonly person: PersonKey
      /** `4***************1234` */
      readonly masked: string
      /** `张*` */
      readonly maskedName: string
    }
  /** Only its number, which the people in the room can read too (S6); null for a code that is no ticket of today. */
  | { readonly kind: 'code'; readonly ticket: { readonly number: string } | null }
)
