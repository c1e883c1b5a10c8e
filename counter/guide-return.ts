/** 过号激活: why a missed number cannot come back, before anybody presses. The hall decides in the end. Pure. */
import type { Problem } from '../client/ask.ts'
import { type Catalogue, noShowRule } from '../hall/catalogue.ts'
import type { Instant } from '../hall/ids.ts'
import type { TicketCard } from '../hall/views/card.ts'

const no = (code: string, values: Readonly<Record<string, number>> = {}): Problem => ({
  ...values,
  ok: false,
  code,
  status: 0,
})

/** The refusal that a return would meet now, in the codes of the hall; undefined where the rule of its theme allows it. */
export const returnRefused = (
  card: Pick<TicketCard, 'theme' | 'returns' | 'missedAt'>,
  book: Catalogue,
  now: Instant,
): Problem | undefined => {
  const theme = book.themes.find(({ id }) => id === card.theme)
  const { mode, times, returnMinutes: minutes } = noShowRule(theme, book.rules)
  if (mode !== 'keep') return no('no-return')
  if (card.returns >= times) return no('returns-spent', { times })
  const gone = now - (card.missedAt ?? now)
  return gone > minutes * 60_000 ? no('return-too-late', { minutes }) : undefined
}
