/**
 * The wait that a paper names (F2, F8): rolled out in slices beside everything else, told within a moment or by the closed
 * form, and noted in the ledger once it stands on the paper.
 */
import type { Actor } from '../../hall/actor.ts'
import { forecastOf } from '../../hall/forecast/closed-form.ts'
import { rollOut } from '../../hall/forecast/rollout.ts'
import type { TicketId } from '../../hall/ids.ts'
import { type Clock, mintSecret } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import { inSlices } from '../slices.ts'

/** The longest a paper waits for its forecast, ms. */
const WAITS_MS = 30
/** Rolled out at once; a crowd that comes in one moment gets the closed form, which costs nearly nothing. */
const AT_ONCE = 6

const FORECAST: Actor = { role: 'system', id: 'forecast' }

export type Quoted = { readonly p50Ms: number; readonly p80Ms: number }

export type Quotes = {
  /** The wait of a ticket that was just issued; undefined where nothing honest can be said. Never rejects. */
  readonly waitOf: (ticket: TicketId) => Promise<Quoted | undefined>
  /** It stands on a paper: the ledger notes it, unless the number was called meanwhile. */
  readonly told: (ticket: TicketId, quoted: Quoted) => void
}

export const openQuotes = ({ live, clock, log }: { live: LiveHall; clock: Clock; log: Log }): Quotes => {
  let rolling = 0

  const atOnce = (id: TicketId): Quoted | undefined => {
    try {
      const ticket = live.hall().tickets.get(id)
      if (ticket?.status !== 'waiting') return undefined
      const forecast = forecastOf(live.hall(), ticket)
      return forecast.known ? { p50Ms: forecast.p50Ms, p80Ms: forecast.p80Ms } : undefined
    } catch (error) {
      // A number without its wait is a number; those behind it wait for this answer.
      log('error', 'forecast-failed', { ticket: id, reason: reasonOf(error) })
      return undefined
    }
  }

  const rolled = async (ticket: TicketId): Promise<Quoted | undefined> => {
    rolling += 1
    try {
      const found = await inSlices(rollOut(live.hall(), ticket))
      return found && { p50Ms: found.p50Ms, p80Ms: found.p80Ms }
    } catch (error) {
      log('error', 'rollout-failed', { ticket, reason: reasonOf(error) })
      return undefined
    } finally {
      rolling -= 1
    }
  }

  return {
    waitOf: (ticket) => {
      if (rolling >= AT_ONCE) return Promise.resolve(atOnce(ticket))
      return new Promise((answer) => {
        const callOff = clock.after(WAITS_MS, () => answer(atOnce(ticket)))
        void rolled(ticket).then((found) => {
          callOff()
          answer(found ?? atOnce(ticket))
        })
      })
    },
    told: (ticket, quoted) => {
      void live.submit({ id: mintSecret(), type: 'QuoteWait', ticket, ...quoted }, FORECAST)
    },
  }
}
