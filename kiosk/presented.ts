/** Whether what was read at the kiosk's own reader or scanner still belongs to whoever stands here. Pure. */
import type { Instant, PersonKey } from '../hall/ids.ts'
import type { Presented } from '../hall/views/presented.ts'

/** As long as the hall shows it, ms. */
export const PRESENTED_FOR_MS = 60_000

type Moment = {
  /** On the server's clock. */
  readonly now: Instant
  /** How long this page has stood, ms: nobody can know who laid down what was there before. */
  readonly pageAge: number
  /** What was used or put aside last. The hall tells a kiosk the newest alone, so one is enough. */
  readonly aside: string | undefined
}

/** What is still to be shown, and used; undefined once it was used, put aside, or is a minute old. */
export const stillHere = (presented: Presented | undefined, { now, pageAge, aside }: Moment): Presented | undefined =>
  presented && presented.id !== aside && now - presented.at < Math.min(PRESENTED_FOR_MS, pageAge)
    ? presented
    : undefined

/** What a command says of whose card it is, with the masked name where the hall wants it: nothing without a card. */
export const whose = (
  presented: Presented | undefined,
  named: boolean,
): { readonly person?: PersonKey; readonly maskedName?: string } => {
  if (presented?.kind !== 'card') return {}
  const { person, maskedName } = presented
  return { person, ...(named && maskedName !== '' ? { maskedName } : {}) }
}
