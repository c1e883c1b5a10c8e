/** Hostile text in every fact of every paper: it is printed as text, and no byte of it opens a drawer, cuts, stores or switches off. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind } from '../../hall/slip-template.ts'
import { render } from '../../printer/compose.ts'
import { modelOf } from '../../printer/models.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { tokens } from '../../printer/scan.ts'
import type { Slip } from '../../printer/slip.ts'
import { fill } from '../../printer/slips/fill.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { sanitise } from '../../printer/text.ts'

/** Bytes that a printer would obey: drawer, cut, off, stored pictures, status, power off, and lines that look like another ticket. */
const COMMANDS = [
  '\u001bp\u0000\u0019\u00fa',
  '\u001dV\u0000',
  '\u001b=\u0000',
  '\u001cg1\u0000',
  '\u001cq\u0001',
  '\u0010\u0014\u0001\u0000\u0001',
  '\u0010\u0004\u0001',
  '\u001d(A\u0002\u0000\u0000\u0002',
  '\r\n号码 A001\r\n',
  '\u0085\u2028A001\u2029\u009b',
  '\u202eA001\u2066',
  '\ud800',
] as const
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...COMMANDS), fc.string({ unit: 'binary', maxLength: 8 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''))

/** Everything our own papers are made of. What stores, opens or switches off is not among it. */
const ALLOWED: ReadonlySet<string> = new Set([
  'text',
  'LF',
  'ESC @',
  'ESC a',
  'ESC E',
  'ESC 2',
  'ESC 3',
  'ESC d',
  'ESC J',
  'GS !',
  'GS v',
  'GS ( k',
  'GS k',
  'GS h',
  'GS w',
  'GS H',
  'GS V',
  'FS &',
  'FS !',
  'ESC Z',
])

/** A link is made by the server, never typed; all else is what somebody typed. */
const typed = (name: string, text: string): string =>
  /link/i.test(name) ? 'https://hall.example.gov.cn/t/7f3kq9x2m8wv4c6h' : text
const rowOf = (names: readonly string[], text: string) =>
  Object.fromEntries(names.map((name) => [name, typed(name, text)]))
const filled = (kind: SlipKind, text: string): Slip => {
  const { facts, lists } = SLIP_FACTS[kind]
  const rows = Object.entries<readonly string[]>(lists).map(([list, names]) => [
    list,
    [rowOf(names, text), rowOf(names, text)],
  ])
  return { title: kind, blocks: fill(SHIPPED[kind], { ...rowOf(facts, text), ...Object.fromEntries(rows) }) }
}

/** What is wrong with the bytes of a job, if anything. */
const wrongs = (bytes: Uint8Array): string[] => {
  // Of the extended commands only those of QR codes are ours: `GS ( k`.
  const names = [...tokens(bytes)].map(({ name, args }) =>
    name === 'GS (' ? `GS ( ${String.fromCharCode(args[0] ?? 0)}` : name,
  )
  return [
    ...names.filter((name) => !ALLOWED.has(name)).map((name) => `${name} is no command of ours`),
    ...(names.filter((name) => name === 'GS V').length === 1 && names.at(-1) === 'GS V'
      ? []
      : ['it is not cut once, at its end']),
    ...(names.filter((name) => name === 'ESC @').length === 1 ? [] : ['it is not begun once']),
    ...readPaper(bytes).unknown.map(({ why, bytes: first }) => `${why}: ${first}`),
  ]
}

describe('hostile text on paper', () => {
  for (const kind of SLIP_KINDS)
    it(`X11 ${kind}: only commands of our own, one beginning, one cut, nothing unknown`, () => {
      fc.assert(
        fc.property(hostile, fc.constantFrom('gbk-80', 'gbk-58', 'picture-80'), (text, model) => {
          expect(wrongs(render(filled(kind, text), modelOf(model)).bytes)).toEqual([])
        }),
        { numRuns: 12 },
      )
    })

  it('X11 what a reader sees is the text without what cannot be seen, sign for sign', () => {
    const signs = fc.oneof(
      fc.constantFrom(...COMMANDS),
      fc.constantFrom(...'张三号码窗口 A0-(1)!?'),
      fc.string({ maxLength: 6 }),
    )
    const bare = (text: string): string => text.replace(/\s/g, '')
    fc.assert(
      fc.property(fc.array(signs, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = `起${parts.join('')}止`
        const { bytes } = render(
          { title: 'x', blocks: [{ kind: 'text', text, size: 1, align: 'left' }] },
          modelOf('gbk-80'),
        )
        expect(bare(paperText(readPaper(bytes)).join(''))).toBe(bare(sanitise(text)))
      }),
      { numRuns: 300 },
    )
  })

  it('X11 the ruler sees each of these bytes where it is let through', () => {
    const { bytes } = render(filled('next', 'x'), modelOf('gbk-80'))
    expect(wrongs(bytes)).toEqual([])
    for (const command of COMMANDS.slice(0, 8)) {
      const smuggled = Uint8Array.from([...bytes.slice(0, -4), ...Buffer.from(command, 'latin1'), ...bytes.slice(-4)])
      expect(wrongs(smuggled), JSON.stringify(command)).not.toEqual([])
    }
  })
})
