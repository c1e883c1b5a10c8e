/** Numbers of a day: no two alike, and none left out. */
import { numberText } from '../ticket.ts'
import type { Rule } from './rule.ts'

/** I1: no two tickets of a hall and business day share a number. */
export const numbersDiffer: Rule = {
  id: 'I1',
  begin: () => {
    let day = ''
    const taken = new Map<string, string>()
    return {
      alone: ({ event, day: today }) => {
        if (event.type !== 'TicketIssued') return undefined
        if (today !== day) taken.clear()
        day = today
        const text = numberText(event.series, event.number)
        const other = taken.get(text)
        taken.set(text, event.ticket)
        return other === undefined ? undefined : `Tickets ${other} and ${event.ticket} of ${today} are both ${text}.`
      },
    }
  },
}

/** I6: the numbers of a day and series are 1, 2, 3 … in ledger order. */
export const numbersFollow: Rule = {
  id: 'I6',
  begin: () => {
    const last = new Map<string, number>()
    return {
      alone: ({ event, day }) => {
        if (event.type !== 'TicketIssued') return undefined
        const series = `${day} ${event.series}`
        const expected = (last.get(series) ?? 0) + 1
        last.set(series, event.number)
        if (event.number === expected) return undefined
        return `Ticket ${event.ticket} has number ${event.number} of series ${event.series}, but ${expected} comes next on ${day}.`
      },
    }
  },
}
