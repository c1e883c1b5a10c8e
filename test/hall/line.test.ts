/** One waiting line against a plain sorted array. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyLine,
  firstOf,
  headOf,
  before as isBefore,
  join,
  leading,
  leave,
  lineSize,
  type Place,
} from '../../hall/line.ts'

const sorted = (places: readonly Place[]): Place[] => places.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))

/** Few keys, so that ties are common; ranks are unique as ledger positions are. */
const place = fc.integer({ min: 0, max: 12 })
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('join' as const), at: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('first' as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('any' as const), at: fc.nat(1000) }) },
)

describe('a line', () => {
  it('Q1 is a sorted array in every order of joining and leaving', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), place, (acts, key) => {
        const line = emptyLine()
        let plain: Place[] = []
        for (const [rank, { kind, at }] of acts.entries()) {
          if (kind === 'join') {
            const next = { key: at, rank, ticket: `t${rank}` }
            join(line, next)
            plain = sorted([...plain, next])
          } else if (plain.length > 0) {
            const gone = plain[kind === 'first' ? 0 : at % plain.length]
            if (!gone) continue
            leave(line, gone)
            plain = plain.filter((other) => other !== gone)
          }
          expect(lineSize(line)).toBe(plain.length)
          expect(firstOf(line)).toEqual(plain[0])
          expect(headOf(line, 5)).toEqual(plain.slice(0, 5))
          const mark = { key, rank: Number.NEGATIVE_INFINITY }
          expect(leading(line, (other) => isBefore(other, mark))).toBe(
            plain.filter((other) => isBefore(other, mark)).length,
          )
          for (const [index, other] of plain.entries()) expect(leading(line, (one) => isBefore(one, other))).toBe(index)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('Q5 gives its emptied slots back when thousands have left from the front', () => {
    const line = emptyLine()
    for (let rank = 0; rank < 5_000; rank += 1) join(line, { key: rank, rank, ticket: `t${rank}` })
    for (let rank = 0; rank < 4_000; rank += 1) {
      leave(line, { key: rank, rank, ticket: `t${rank}` })
      expect(firstOf(line)?.ticket).toBe(`t${rank + 1}`)
    }
    expect(lineSize(line)).toBe(1_000)
    expect(line.places.length).toBeLessThan(2_100)
  })

  it('I9 throws when somebody leaves who is not there', () => {
    const line = emptyLine()
    expect(() => leave(line, { key: 1, rank: 1, ticket: 'a' })).toThrow(/a is not in the line/)
    join(line, { key: 1, rank: 1, ticket: 'a' })
    expect(() => leave(line, { key: 1, rank: 1, ticket: 'b' })).toThrow(/b is not in the line/)
    expect(() => leave(line, { key: 2, rank: 1, ticket: 'a' })).toThrow(/a is not in the line/)
    leave(line, { key: 1, rank: 1, ticket: 'a' })
    expect(() => leave(line, { key: 1, rank: 1, ticket: 'a' })).toThrow(/a is not in the line/)
  })
})
