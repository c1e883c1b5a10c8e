/** Days of two small offices, made from a seed: queues with a pace of their own, a morning rush, and times to the half minute. */
import { drawsOf } from '../../hall/simulate/random.ts'
import type { PastDay, PastTicket } from './tickets.ts'

const QUEUES = [
  { queue: 'North/1', gap: 3, visitors: 130 },
  { queue: 'North/2', gap: 9, visitors: 50 },
  { queue: 'South/1', gap: 5, visitors: 90 },
]

const half = (minutes: number): number => Math.round(minutes * 2) / 2

/** `day` like 2024-03-05; the same seed gives the same day. */
export const madeDay = (day: string, seed: number): PastDay => {
  const tickets = QUEUES.flatMap(({ queue, gap, visitors }): readonly PastTicket[] => {
    const draws = drawsOf(seed, `${day} ${queue}`)
    const comes = Array.from({ length: visitors }, () => half(480 + 420 * draws.next() ** 1.3)).sort((a, b) => a - b)
    let free = 480
    return comes.map((at) => {
      const calledAt = Math.max(at, half(free))
      free = calledAt + draws.exponential(gap)
      return { queue, at, calledAt, announced: 10 }
    })
  })
  return { day, tickets: tickets.sort((one, other) => one.at - other.at) }
}

/** So many days of one month. */
export const madeDays = (count: number, seed: number): readonly PastDay[] =>
  Array.from({ length: count }, (_, index) => madeDay(`2024-03-${String(index + 1).padStart(2, '0')}`, seed))

/** The days as the file `npm run predict` reads. */
export const csvOf = (days: readonly PastDay[]): string => {
  const lines = days.flatMap(({ day, tickets }) =>
    tickets.map(({ queue, at, calledAt, announced }, index) => {
      const [office, id] = queue.split('/')
      return [office, day, id, index + 1, at, calledAt, calledAt - at, 0, 1, announced].join(',')
    }),
  )
  const head =
    'office,date,queue_id,seq,issued_min,called_min,wait_min,qlen_at_issue,open_counters_at_issue,announced_min_at_issue'
  return [head, ...lines, ''].join('\n')
}
