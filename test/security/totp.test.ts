import { describe, expect, it } from 'vitest'
import { addressFor, base32, codeAt, stepOf, stepWith } from '../../server/people/totp.ts'
import { MORNING, seconds } from '../kit/hand-clock.ts'

/** The secret of the vectors of RFC 4226, appendix D, and RFC 6238, appendix B. */
const SECRET = Buffer.from('12345678901234567890')
const NONE = -1

describe('a code that changes every half minute', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('X30 is that of RFC 6238 at second %i', (at, code) => {
    expect(codeAt(SECRET, stepOf(seconds(at)), 8)).toBe(code)
    expect(codeAt(SECRET, stepOf(seconds(at)))).toBe(code.slice(2))
  })

  it('X30 is that of RFC 4226 at each counter', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
    expect(codes.map((_code, step) => codeAt(SECRET, step))).toEqual(codes)
  })

  it('X30 is good a step early and a step late, and no longer', () => {
    const present = stepOf(MORNING)
    for (const [away, good] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const)
      expect(stepWith(SECRET, codeAt(SECRET, present + away), MORNING, NONE), `${away}`).toBe(
        good ? present + away : undefined,
      )
  })

  it('X30 is none once it, or a later one, was used', () => {
    const present = stepOf(MORNING)
    const code = codeAt(SECRET, present)
    expect(stepWith(SECRET, code, MORNING, present - 1)).toBe(present)
    expect(stepWith(SECRET, code, MORNING, present)).toBe(undefined)
    expect(stepWith(SECRET, codeAt(SECRET, present - 1), MORNING, present)).toBe(undefined)
    expect(stepWith(SECRET, codeAt(SECRET, present + 1), MORNING, present)).toBe(present + 1)
  })

  it.each(['', '28708', '2870822', 'abcdef', '\u0000\u0000\u0000\u0000\u0000\u0000'])('X30 is not “%s”', (code) => {
    expect(stepWith(SECRET, code, seconds(59), NONE)).toBe(undefined)
  })
})

describe('what a telephone reads', () => {
  it('X30 is the secret in base 32, as RFC 4648 has it', () => {
    expect(base32(Buffer.from('fooba'))).toBe('MZXW6YTB')
    expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(base32(new Uint8Array(20).fill(255))).toBe('7'.repeat(32))
  })

  it('X30 names hall and person, in whatever script, and nothing breaks out of its place', () => {
    const address = new URL(addressFor(SECRET, '绿城 政务&服务', 'li?secret=x#'))
    expect(address.host).toBe('totp')
    expect(decodeURIComponent(address.pathname)).toBe('/绿城 政务&服务:li?secret=x#')
    expect(address.searchParams.get('secret')).toBe(base32(SECRET))
    expect(address.searchParams.get('issuer')).toBe('绿城 政务&服务')
    expect([...address.searchParams.keys()]).toEqual(['secret', 'issuer'])
    expect(address.href).not.toContain('+')
  })
})
