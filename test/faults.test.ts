/** The fault table: every fault has what people see, a bound, what is lost, and rules whose tests exist. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Fault'))
    .map(cellsOf)
const rules = new Set([...readFileSync('SPEC.md', 'utf8').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, id = '']) => id))

/** What is wrong with a row, if anything. */
const wrong = (cells: readonly string[]): string[] => {
  const [fault = '', , , , , proved = ''] = cells
  const named = proved.split(' ').filter((id) => id !== '')
  return [
    ...(cells.length === 6 && cells.every((cell) => cell !== '') ? [] : [`${fault}: a cell is empty`]),
    ...(named.length > 0 ? [] : [`${fault}: nothing proves it`]),
    ...named.filter((id) => !rules.has(id)).map((id) => `${fault}: SPEC has no ${id}`),
  ]
}

/** What a hall must survive (reliability and security §4), in a word each. */
const MUST = [
  'process dies',
  'Disk nearly full',
  'write or sync',
  'damaged',
  'Printer gone',
  'whether it printed',
  'browser dies',
  'Board without',
  'Window without',
  'Double press',
  'Two windows',
  'Clock jumps',
  'Power cut',
  'Upgrade',
  'standby takes over',
  'dead for good',
]

describe('the fault table', () => {
  const rows = rowsOf(readFileSync('docs/faults.md', 'utf8'))
  it('Z16 has every fault that a hall must survive', () => {
    for (const word of MUST)
      expect(
        rows.some(([fault = '']) => fault.includes(word)),
        word,
      ).toBe(true)
  })
  it('Z16 says of each what people see, how long it lasts, what is lost, and which rules prove it', () => {
    expect(rows.length).toBeGreaterThanOrEqual(MUST.length)
    expect(rows.flatMap(wrong)).toEqual([])
  })
  it('Z16 a row with an empty cell, without a proof, or proved by nothing is found', () => {
    const row = ['x', 'x', 'x', 'x', 'x', 'Z5']
    expect(wrong(row)).toEqual([])
    expect(wrong(['x', 'x', '', 'x', 'x', 'Z5'])).toHaveLength(1)
    expect(wrong(['x', 'x', 'x', 'x', 'x', ''])).toHaveLength(2)
    expect(wrong(['x', 'x', 'x', 'x', 'x', 'Z999'])).toHaveLength(1)
  })
})
