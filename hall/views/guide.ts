/** What the guide desk sees: the themes, the newest tickets, and those who missed their call. */
import type { Hall } from '../hall.ts'
import { GUIDE_LIST_MAX, SIDE_LIST_MAX } from '../limits.ts'
import type { Status } from '../ticket.ts'
import { cardsOf, type TicketCard } from './card.ts'
import { hallSign } from './public.ts'
import { type ThemeRow, themeRows } from './theme-row.ts'

type Sign = ReturnType<typeof hallSign>

export type GuideView = Sign & {
  readonly themes: readonly ThemeRow[]
  readonly counts: Readonly<Record<Status, number>>
  /** Newest first. */
  readonly recent: readonly TicketCard[]
  readonly missed: readonly TicketCard[]
  readonly amberMinutes: number
  readonly redMinutes: number
}

export const guideView = (hall: Hall): GuideView => ({
  ...hallSign(hall),
  themes: themeRows(hall),
  counts: { ...hall.counts },
  recent: cardsOf(hall, hall.issued.slice(-GUIDE_LIST_MAX).reverse()),
  missed: cardsOf(
    hall,
    hall.missed
      .filter((id) => hall.tickets.get(id)?.status === 'no-show')
      .slice(-SIDE_LIST_MAX)
      .reverse(),
  ),
  amberMinutes: hall.catalogue?.rules.waitAmberMinutes ?? 10,
  redMinutes: hall.catalogue?.rules.waitRedMinutes ?? 15,
})
