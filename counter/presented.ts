/** What was just laid on a reader or held before a scanner here: shown for a minute, once, and acted on at most once. Pure. */
import { signal } from '@preact/signals'
import type { Instant } from '../hall/ids.ts'
import type { Presented } from '../hall/views/presented.ts'

/** As long as the hall keeps it, ms. */
export const PRESENTED_FOR_MS = 60_000

/** What was acted on or put aside on this screen. */
const used = signal<ReadonlySet<string>>(new Set())

export const use = ({ id }: Presented): void => {
  used.value = new Set([...used.value, id])
}

/** What is still to be shown, the newest first. `now` is on the server's clock. */
export const stillShown = (presented: readonly Presented[], now: Instant): readonly Presented[] =>
  presented.filter(({ id, at }) => !used.value.has(id) && now - at < PRESENTED_FOR_MS).sort((a, b) => b.at - a.at)

/** Whether a card can be that of the visit in front: what lay there before the call was somebody else's. */
export const isOfVisit = ({ at }: Presented, { calledAt }: { readonly calledAt?: Instant }): boolean =>
  calledAt !== undefined && at >= calledAt
