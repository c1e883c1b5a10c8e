/** What every ledger promises, run against each implementation. */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Recorded } from '../../hall/events.ts'
import { type Entry, type Ledger, WrongPosition } from '../../server/ledger/ledger.ts'
import { DAY, entryAfter, HALL, issued, NEXT_DAY, opened, parked } from './entries.ts'

const OTHER = 'hall-two'

/** Entries of the given sizes, one after another, from a position on. */
const groupAfter = (position: number, sizes: readonly number[], hall = HALL): Entry[] => {
  let next = position
  return sizes.map((size) => {
    const events = Array.from({ length: size }, (_, index) => parked(`after ${next + index}`))
    const entry = entryAfter(next, events, { hall })
    next += size
    return entry
  })
}
const eventsOf = (entries: readonly Entry[]): Recorded[] => entries.flatMap((entry) => entry.events)

/** @param open an empty ledger; it is closed after each test. */
export const ledgerContract = (name: string, open: () => Ledger): void => {
  describe(`the promises of a ledger: ${name}`, () => {
    let ledgers: Ledger[] = []
    const fresh = (): Ledger => {
      const ledger = open()
      ledgers.push(ledger)
      return ledger
    }
    afterEach(() => {
      for (const ledger of ledgers) ledger.close()
      ledgers = []
    })
    const all = (ledger: Ledger, hall = HALL): Recorded[] => [...ledger.read(hall, 0)]

    it('L1 gives back what was appended, unchanged and in order', () => {
      const ledger = fresh()
      const entries = [
        entryAfter(0, [opened()]),
        entryAfter(1, [issued(1), parked('"quoted" \\ \u0000 龘𠮷🙂\n')]),
        entryAfter(3, [parked('')]),
      ]
      ledger.append(HALL, 0, entries.slice(0, 1))
      ledger.append(HALL, 1, entries.slice(1))
      expect(all(ledger)).toEqual(eventsOf(entries))
    })

    it('L1 keeps what it was given, whatever the giver does with it afterwards', () => {
      const ledger = fresh()
      const entry = entryAfter(0, [parked('as it was')])
      ledger.append(HALL, 0, [entry])
      Object.assign(entry.events[0]?.event ?? {}, { reason: 'as it never was' })
      expect(all(ledger)[0]?.event).toMatchObject({ reason: 'as it was' })
    })

    it('L1 reads after a position, from the middle, the end and past it', () => {
      const ledger = fresh()
      const entries = groupAfter(0, [2, 3])
      ledger.append(HALL, 0, entries)
      expect([...ledger.read(HALL, 2)]).toEqual(eventsOf(entries).slice(2))
      expect([...ledger.read(HALL, 5)]).toEqual([])
      expect([...ledger.read(HALL, 99)]).toEqual([])
    })

    it('L1 takes another group after a reader stopped half way', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, groupAfter(0, [1, 1, 1]))
      for (const recorded of ledger.read(HALL, 0)) if (recorded.position === 2) break
      ledger.append(HALL, 3, groupAfter(3, [1]))
      expect(all(ledger)).toHaveLength(4)
    })

    it('L1 refuses positions that are not dense, wherever in the group, and writes nothing', () => {
      for (const gap of [0, 1, 2]) {
        const ledger = fresh()
        const good = groupAfter(0, [1, 1, 1])
        const holed = [...good.slice(0, gap), ...groupAfter(gap + 1, [1, 1])]
        expect(() => ledger.append(HALL, 0, holed)).toThrow(WrongPosition)
        expect(all(ledger)).toEqual([])
        ledger.append(HALL, 0, good)
        expect(all(ledger)).toEqual(eventsOf(good))
      }
    })

    it('L1 writes nothing of a group whose k-th entry cannot be written, and takes the group once it is mended', () => {
      for (let k = 1; k <= 4; k += 1) {
        const ledger = fresh()
        ledger.append(HALL, 0, [entryAfter(0, [opened(), issued(7)])])
        const group = [1, 2, 3, 4].map((n) => entryAfter(1 + n, [issued(100 + n)]))
        const spoiled = group.map((entry, index) => (index + 1 === k ? entryAfter(1 + k, [issued(7)]) : entry))
        expect(() => ledger.append(HALL, 2, spoiled)).toThrow()
        expect(all(ledger)).toHaveLength(2)
        for (const { command } of group) expect(ledger.receipt(HALL, command)).toBeUndefined()
        ledger.append(HALL, 2, group)
        expect(all(ledger).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6])
      }
    })

    it('L2 refuses a writer who stands elsewhere, behind or ahead, and writes nothing', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, groupAfter(0, [1, 1]))
      for (const wrong of [0, 1, 3, 99]) {
        expect(() => ledger.append(HALL, wrong, groupAfter(wrong, [1]))).toThrow(WrongPosition)
        expect(() => ledger.append(HALL, wrong, [])).toThrow(WrongPosition)
      }
      expect(all(ledger)).toHaveLength(2)
      ledger.append(HALL, 2, groupAfter(2, [1]))
    })

    it('L3 refuses a number of a day and series that was issued, in another group and in the same', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, [entryAfter(0, [issued(1)])])
      expect(() => ledger.append(HALL, 1, [entryAfter(1, [issued(1)])])).toThrow()
      expect(() => ledger.append(HALL, 1, [entryAfter(1, [issued(2)]), entryAfter(2, [issued(2)])])).toThrow()
      expect(() => ledger.append(HALL, 1, [entryAfter(1, [issued(2), issued(2)])])).toThrow()
      expect(all(ledger)).toHaveLength(1)
    })

    it('L3 takes the same number in another series, on another day and in another hall', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, [entryAfter(0, [issued(1)]), entryAfter(1, [issued(1, 'B')])])
      ledger.append(HALL, 2, [entryAfter(2, [issued(1)], { day: NEXT_DAY })])
      ledger.append(OTHER, 0, [entryAfter(0, [issued(1)], { hall: OTHER })])
      expect(all(ledger)).toHaveLength(3)
      expect(all(ledger, OTHER)).toHaveLength(1)
    })

    it('L7 keeps the receipt of every command, and of no other', () => {
      const ledger = fresh()
      const reply = { ok: true, position: 1, ticket: 'ticket-A-1', number: 'A001', secret: 'secret-A-1' } as const
      const entry = { ...entryAfter(0, [issued(1)], { command: 'the-first' }), reply }
      ledger.append(HALL, 0, [entry])
      expect(ledger.receipt(HALL, 'the-first')).toEqual({ fingerprint: entry.fingerprint, reply })
      expect(ledger.receipt(HALL, 'the-second')).toBeUndefined()
      expect(ledger.receipt(OTHER, 'the-first')).toBeUndefined()
    })

    it('L7 refuses a command that has a receipt, in another group and in the same', () => {
      const ledger = fresh()
      const command = 'given-twice'
      const again = (position: number) => entryAfter(position, [parked('x')], { command })
      expect(() => ledger.append(HALL, 0, [again(0), again(1)])).toThrow()
      expect(ledger.receipt(HALL, command)).toBeUndefined()
      ledger.append(HALL, 0, [again(0)])
      expect(() => ledger.append(HALL, 1, [again(1)])).toThrow()
      expect(all(ledger)).toHaveLength(1)
    })

    it('I11 knows where the latest day began: before its first opening, however often it opened', () => {
      const ledger = fresh()
      expect(ledger.dayStart(HALL)).toBe(0)
      ledger.append(HALL, 0, [entryAfter(0, [parked('before any day')])])
      expect(ledger.dayStart(HALL)).toBe(0)
      ledger.append(HALL, 1, [entryAfter(1, [opened(), parked('x')])])
      expect(ledger.dayStart(HALL)).toBe(1)
      ledger.append(HALL, 3, [entryAfter(3, [opened()])])
      expect(ledger.dayStart(HALL)).toBe(1)
      ledger.append(HALL, 4, [entryAfter(4, [parked('last of the day')])])
      ledger.append(HALL, 5, [entryAfter(5, [opened(NEXT_DAY), opened(NEXT_DAY)], { day: NEXT_DAY })])
      expect(ledger.dayStart(HALL)).toBe(5)
      expect(ledger.dayStart(OTHER)).toBe(0)
    })

    it('L12 reads one business day: from its first opening to before the next day, however often it opened', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, [entryAfter(0, [parked('before any day')])])
      ledger.append(HALL, 1, [entryAfter(1, [opened(), issued(1)])])
      ledger.append(HALL, 3, [entryAfter(3, [opened(), parked('after the second opening')])])
      ledger.append(OTHER, 0, [entryAfter(0, [opened(), parked('elsewhere')], { hall: OTHER })])
      const positions = (day: string): number[] => [...ledger.readDay(HALL, day)].map(({ position }) => position)
      expect(positions(DAY)).toEqual([2, 3, 4, 5])
      ledger.append(HALL, 5, [entryAfter(5, [opened(NEXT_DAY), parked('next')], { day: NEXT_DAY })])
      expect(positions(DAY)).toEqual([2, 3, 4, 5])
      expect(positions(NEXT_DAY)).toEqual([6, 7])
      expect([...ledger.readDay(HALL, NEXT_DAY)]).toEqual([...ledger.read(HALL, 5)])
      for (const none of ['2026-03-01', '2026-03-04']) expect(positions(none)).toEqual([])
      expect([...ledger.readDay(OTHER, NEXT_DAY)]).toEqual([])
    })

    it('L12 takes another group after a reader of a day stopped half way', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, [entryAfter(0, [opened(), parked('x'), parked('y')])])
      for (const recorded of ledger.readDay(HALL, DAY)) if (recorded.position === 2) break
      ledger.append(HALL, 3, groupAfter(3, [1]))
      expect(all(ledger)).toHaveLength(4)
    })

    it('L1 two halls in one ledger do not touch', () => {
      const ledger = fresh()
      ledger.append(HALL, 0, [entryAfter(0, [opened(), issued(1)])])
      ledger.append(OTHER, 0, groupAfter(0, [1, 1, 1], OTHER))
      const bad = [entryAfter(3, [parked('x')], { hall: OTHER }), entryAfter(9, [parked('x')], { hall: OTHER })]
      expect(() => ledger.append(OTHER, 3, bad)).toThrow(WrongPosition)
      ledger.append(HALL, 2, [entryAfter(2, [issued(2)])])
      ledger.append(OTHER, 3, groupAfter(3, [1], OTHER))
      expect(all(ledger).map(({ position, hall }) => `${hall} ${position}`)).toEqual(
        [1, 2, 3].map((n) => `${HALL} ${n}`),
      )
      expect(all(ledger, OTHER)).toHaveLength(4)
      expect(ledger.dayStart(OTHER)).toBe(0)
    })

    it('L1 L2 L3 L7 any sequence of good and spoiled groups leaves exactly the good ones', () => {
      const group = fc.record({
        sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
        spoil: fc.constantFrom('no', 'position', 'number', 'command', 'gap'),
        at: fc.nat(),
      })
      fc.assert(
        fc.property(fc.array(group, { maxLength: 12 }), (groups) => {
          const ledger = open()
          const first = entryAfter(0, [opened(), issued(1)])
          ledger.append(HALL, 0, [first])
          const kept = [first]
          for (const { sizes, spoil, at } of groups) {
            const position = eventsOf(kept).length
            const entries = groupAfter(position, sizes)
            const k = at % entries.length
            const before = position + sizes.slice(0, k).reduce((sum, size) => sum + size, 0)
            const size = sizes[k] ?? 1
            const filler = Array.from({ length: size - 1 }, () => parked('x'))
            if (spoil === 'number') entries[k] = entryAfter(before, [...filler, issued(1)])
            if (spoil === 'command')
              entries[k] = entryAfter(before, [...filler, parked('x')], { command: first.command })
            if (spoil === 'gap') entries[k] = entryAfter(before + 1, [...filler, parked('x')])
            const append = () => ledger.append(HALL, spoil === 'position' ? position + 1 : position, entries)
            if (spoil === 'no') {
              append()
              kept.push(...entries)
            } else expect(append).toThrow()
          }
          expect(all(ledger)).toEqual(eventsOf(kept))
          for (const { command, fingerprint, reply } of kept)
            expect(ledger.receipt(HALL, command)).toEqual({ fingerprint, reply })
          expect(ledger.dayStart(HALL)).toBe(0)
          expect(all(ledger)[0]?.day).toBe(DAY)
          ledger.close()
        }),
        { numRuns: 60 },
      )
    })
  })
}
