/** What somebody says of a bad grade before it is sent: up to three reasons, and words of their own. Pure. */
import { COMPLAINT_REASONS, type ComplaintReason } from '../hall/commands.ts'

/** More reasons than this are a questionnaire (ux §5). */
export const REASONS_MAX = 3

export type Said = { readonly reasons: readonly ComplaintReason[]; readonly text: string }
export const NOTHING_SAID: Said = { reasons: [], text: '' }

/** The reasons after a touch on one of them: chosen, or taken back; a fourth changes nothing. */
export const toggled = (reasons: readonly ComplaintReason[], touched: ComplaintReason): readonly ComplaintReason[] => {
  if (reasons.includes(touched)) return reasons.filter((other) => other !== touched)
  return reasons.length < REASONS_MAX ? [...reasons, touched] : reasons
}

/** What is sent, in the order of the list; undefined while nothing was said. Words alone are of the last kind, 其他. */
export const explanationOf = ({
  reasons,
  text,
}: Said): { readonly complaints: readonly ComplaintReason[]; readonly text?: string } | undefined => {
  const words = text.trim()
  if (reasons.length === 0 && words === '') return undefined
  const complaints: readonly ComplaintReason[] =
    reasons.length === 0 ? ['other'] : COMPLAINT_REASONS.filter((reason) => reasons.includes(reason))
  return { complaints, ...(words === '' ? {} : { text: words }) }
}
