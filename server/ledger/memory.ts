/** The ledger's twin in memory, for tests and simulations: the same promises, less the disk. */
import type { Recorded } from '../../hall/events.ts'
import { type Entry, type Ledger, type Receipt, WrongPosition } from './ledger.ts'

export const memoryLedger = (): Ledger => {
  const events = new Map<string, Recorded[]>()
  const numbers = new Set<string>()
  const receipts = new Map<string, Receipt>()
  const of = (hall: string): Recorded[] => {
    const known = events.get(hall)
    if (known) return known
    const made: Recorded[] = []
    events.set(hall, made)
    return made
  }

  /** Throws before anything is written, so that a group is all or nothing. */
  const check = (hall: string, expected: number, entries: readonly Entry[]): void => {
    let position = of(hall).length
    if (position !== expected) throw new WrongPosition(expected, position)
    const fresh = new Set<string>()
    const commands = new Set<string>()
    for (const entry of entries) {
      if (receipts.has(`${hall} ${entry.command}`) || commands.has(entry.command))
        throw new Error(`Command ${entry.command} has a receipt already.`)
      commands.add(entry.command)
      for (const { event, day, position: claimed } of entry.events) {
        position += 1
        if (claimed !== position) throw new WrongPosition(claimed - 1, position - 1)
        if (event.type !== 'TicketIssued') continue
        const number = `${hall} ${day} ${event.series} ${event.number}`
        if (numbers.has(number) || fresh.has(number)) throw new Error(`Number ${number} was issued already.`)
        fresh.add(number)
      }
    }
    for (const number of fresh) numbers.add(number)
  }

  return {
    append: (hall, expected, entries) => {
      check(hall, expected, entries)
      for (const entry of entries) {
        // Through JSON and back, so that a test sees what a disk would give.
        for (const recorded of entry.events) of(hall).push(JSON.parse(JSON.stringify(recorded)) as Recorded)
        receipts.set(`${hall} ${entry.command}`, { fingerprint: entry.fingerprint, reply: entry.reply })
      }
    },
    read: function* (hall, after) {
      yield* of(hall).slice(after)
    },
    dayStart: (hall) => {
      const openings = of(hall).filter(({ event }) => event.type === 'HallOpened')
      const day = openings.at(-1)?.day
      const first = openings.find((opening) => opening.day === day)
      return first ? first.position - 1 : 0
    },
    readDay: function* (hall, day) {
      const openings = of(hall).filter(({ event }) => event.type === 'HallOpened')
      const first = openings.find((opening) => opening.day === day)
      if (!first) return
      const next = openings.find((opening) => opening.day > day)
      yield* of(hall).slice(first.position - 1, next ? next.position - 1 : undefined)
    },
    receipt: (hall, command) => receipts.get(`${hall} ${command}`),
    close: () => {},
  }
}
