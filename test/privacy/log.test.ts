/** What a log line looks like, whatever came from outside (X23, I17). */
import { describe, expect, it } from 'vitest'
import { looksPersonal } from '../../hall/personal-data.ts'
import { logLine } from '../../server/log.ts'

const AT = new Date('2026-03-02T01:00:00Z')
const line = (detail: Readonly<Record<string, unknown>>): string => logLine(AT, 'warn', 'told', detail)
const sign = (code: number): string => String.fromCharCode(code)

describe('a log line', () => {
  it('X23 is one line of plain JSON that says when, how grave and what first', () => {
    expect(line({ printer: 'p1' })).toBe(
      '{"at":"2026-03-02T01:00:00.000Z","level":"warn","what":"told","printer":"p1"}',
    )
  })

  it.each([0x00, 0x07, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff])(
    'X23 the sign %i is written out, and reads back as it was',
    (code) => {
      const text = `before${sign(code)}{"level":"info"}`
      const written = line({ text })
      expect(written).not.toContain(sign(code))
      expect(JSON.parse(written)).toMatchObject({ level: 'warn', text })
    },
  )

  it('X23 no sign that Unicode calls a control, a format or a line’s end is left in it, and each reads back', () => {
    const unruly: string[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const one = String.fromCodePoint(code)
      if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(one)) unruly.push(one)
    }
    // The Arabic letter mark, the soft hyphen, and a tag that no screen shows.
    expect(unruly).toEqual(expect.arrayContaining(['\u061c', '\u00ad', '\u{e0041}']))
    const text = `before${unruly.join('x')}`
    const written = line({ text })
    expect(unruly.filter((one) => written.includes(one))).toEqual([])
    expect(JSON.parse(written)).toMatchObject({ text })
    expect(line({ text: '𠮷野家 办结' })).toContain('𠮷野家 办结')
  })

  it('X23 no detail takes the place of when, how grave or what', () => {
    expect(JSON.parse(line({ at: 'never', level: 'info', what: 'nothing' }))).toEqual({
      at: '2026-03-02T01:00:00.000Z',
      level: 'warn',
      what: 'told',
    })
  })

  it('X23 a secret is in it under no name and at no depth', () => {
    const written = line({ token: 'abc', deep: [{ password: 'abc', Authorization: 'Bearer abc' }], secret: 'abc' })
    expect(written).not.toContain('abc')
  })

  it.each([
    ['an identity card', 'failed for 11010519491231002X'],
    ['a mobile number', 'call 13800138000 back'],
    ['a mobile number in groups', 'call 138 0013 8000 back'],
    ['a full-width number', '１３８００１３８０００'],
    ['a bank card', '6222 0212 3456 7890 128'],
    ['one number after another', '13800138000 11010519491231002X'],
  ])('I17 %s is taken out of it, at any depth', (_what, text) => {
    for (const detail of [{ text }, { deep: [{ text }] }]) {
      const written = line(detail)
      expect(looksPersonal(written)).toBe(false)
      expect(written).toContain('[number]')
    }
  })

  it('X23 addresses, ids, days and numbers of the hall stay what they are', () => {
    const detail = {
      from: '139.159.100.12',
      ticket: 'q2VfZbC0d3m9Tg5pB1xYwA',
      day: '2026-03-02',
      at2: '2026-03-02 09:00:00',
      number: 'A012',
      position: 123_456,
      sinceMs: 1_772_413_200_000,
    }
    expect(JSON.parse(line(detail))).toMatchObject(detail)
  })
})
