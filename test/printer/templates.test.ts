/** Papers as data: how a template is filled, what may stand in one, and that the shipped ones may. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSlip } from '../../hall/catalogue-check-slips.ts'
import { FACT_WORDS, SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind, type SlipTemplate, type TemplateBlock } from '../../hall/slip-template.ts'
import { fill, slipOf } from '../../printer/slips/fill.ts'
import { nextFacts } from '../../printer/slips/next.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { ticketFacts, ticketSlip } from '../../printer/slips/ticket.ts'
import { next, said, ticket } from './facts.ts'

const facts = { number: 'A012', service: '缴费', reason: '', rows: [{ text: '甲' }, { text: '乙' }], none: [] }
const text = (words: string, more: object = {}): TemplateBlock => ({ kind: 'text', text: words, ...more })
/** The texts of what is left of a template. */
const left = (...template: SlipTemplate): string[] =>
  fill(template, facts).map((block) => ('text' in block ? block.text : block.kind))

describe('a template', () => {
  it('P41 takes facts where it names them, and is left-aligned text of the usual size unless it says so', () => {
    expect(fill([text('{number}：{service}')], facts)).toEqual([
      { kind: 'text', text: 'A012：缴费', size: 1, align: 'left' },
    ])
    expect(fill([text('{number}', { size: 4, align: 'center', bold: true, maxLines: 1 })], facts)).toEqual([
      { kind: 'text', text: 'A012', size: 4, align: 'center', bold: true, maxLines: 1 },
    ])
  })

  it('P41 fills every kind of block', () => {
    const template: SlipTemplate = [
      { kind: 'pair', left: '{number}', right: '{service}' },
      { kind: 'field', label: '号码 {number}', value: '{service}' },
      { kind: 'qr', data: 'x/{number}', label: '扫 {number}' },
      { kind: 'qr', data: 'x' },
      { kind: 'box', widthMm: 50, heightMm: 30, label: '{service}' },
      { kind: 'feed', lines: 2 },
      { kind: 'rule' },
    ]
    expect(fill(template, facts)).toEqual([
      { kind: 'pair', left: 'A012', right: '缴费' },
      { kind: 'field', label: '号码 A012', value: '缴费' },
      { kind: 'qr', data: 'x/A012', label: '扫 A012' },
      { kind: 'qr', data: 'x' },
      { kind: 'box', widthMm: 50, heightMm: 30, label: '缴费' },
      { kind: 'feed', lines: 2 },
      { kind: 'rule' },
    ])
  })

  it('P41 a fact is never read as a template, whatever it says', () => {
    const names = fc.constantFrom('{number}', '{nobody}', '{', '}', '$&', '$1', '{rows}', '{reason}')
    fc.assert(
      fc.property(fc.array(fc.oneof(names, fc.string())), (parts) => {
        const reason = parts.join('')
        const [block] = fill([text('因：{reason}。{number}')], { ...facts, reason })
        expect(block).toMatchObject({ text: `因：${reason}。A012` })
      }),
    )
  })

  it('P41 a template that names nothing the paper knows is a defect, and prints nothing', () => {
    expect(() => left(text('{nobody}'))).toThrow('{nobody}')
    expect(() => left(text('{constructor}'))).toThrow('{constructor}')
    expect(() => left(text('{rows}'))).toThrow('list')
    expect(() => left({ kind: 'each', of: 'number', blocks: [] })).toThrow('text')
  })

  it('P42 a block whose facts are all empty is left out; one with some, or with none at all, stays', () => {
    expect(left(text('原因：{reason}'), text('{reason}{number}'), text('谢谢'))).toEqual(['A012', '谢谢'])
    expect(left({ kind: 'pair', left: '{reason}', right: '{reason}' })).toEqual([])
    expect(left({ kind: 'field', label: '原因', value: '{reason}' })).toEqual([])
  })

  it('P42 a code stands and falls with what it holds, whatever is written under it', () => {
    expect(left({ kind: 'qr', data: '{reason}', label: '{number}' })).toEqual([])
    expect(left({ kind: 'qr', data: '{number}', label: '{reason}' })).toEqual(['qr'])
  })

  it('P42 what when and unless rule out is left out, of facts and of lists', () => {
    const shown = left(
      text('有号', { when: 'number' }),
      text('有因', { when: 'reason' }),
      text('无因', { unless: 'reason' }),
      text('无号', { unless: 'number' }),
      text('有行', { when: 'rows' }),
      text('无行', { unless: 'rows' }),
      text('无空', { unless: 'none' }),
      text('有空', { when: 'none' }),
    )
    expect(shown).toEqual(['有号', '无因', '有行', '无空'])
  })

  it('P42 a list makes its rows once each, in order, and looks in the row first', () => {
    const rows = [{ service: '甲', reason: '' }, { service: '乙' }]
    const template: SlipTemplate = [
      {
        kind: 'each',
        of: 'list',
        blocks: [
          { kind: 'text', text: '{service} {number}' },
          { kind: 'text', text: '{reason}', unless: 'number' },
        ],
      },
      text('{service}'),
    ]
    expect(fill(template, { ...facts, list: rows }).map((block) => 'text' in block && block.text)).toEqual([
      '甲 A012',
      '乙 A012',
      '缴费',
    ])
    expect(left({ kind: 'each', of: 'rows', when: 'reason', blocks: [{ kind: 'rule' }] })).toEqual([])
    expect(left({ kind: 'each', of: 'none', blocks: [{ kind: 'rule' }] })).toEqual([])
  })
})

describe('the shipped papers', () => {
  it.each(SLIP_KINDS)('P41 %s may be published as it is', (kind) => {
    expect([...checkSlip(kind, SHIPPED[kind])]).toEqual([])
  })

  it('P41 a hall’s own template takes the place of the shipped one, and of that one alone', () => {
    const own = { ticket: [text('请拿好 {number} 号'), text('{missedCall}')] }
    expect(said(ticketSlip(ticket, own))[0]).toBe('请拿好 A023 号')
    expect(slipOf('next', '', nextFacts(next), own)).toEqual(slipOf('next', '', nextFacts(next)))
  })

  it('P8 P41 the rule for missed calls on a hall’s own ticket is still that of its rules', () => {
    const void_ = { ...ticket, rules: { ...ticket.rules, noShow: { ...ticket.rules.noShow, mode: 'void' as const } } }
    const own = { ticket: [text('{missedCall}')] }
    expect(said(ticketSlip(void_, own)).join('')).toContain('叫号后等候20秒未到窗口，本号作废')
  })

  it('P41 every fact of the table is one that a paper is given, and no other', () => {
    const { facts: names, lists } = SLIP_FACTS.ticket
    expect(Object.keys(ticketFacts(ticket)).sort()).toEqual([...names, ...Object.keys(lists)].sort())
  })

  it('P41 whoever edits a paper can tell its facts apart by their words', () => {
    for (const kind of SLIP_KINDS) {
      const lists: Readonly<Record<string, readonly string[]>> = SLIP_FACTS[kind].lists
      const names = [...SLIP_FACTS[kind].facts, ...Object.keys(lists)]
      for (const all of [names, ...Object.values(lists)]) {
        const words = all.map((name) => String(Reflect.get(FACT_WORDS, name)))
        expect(new Set(words).size, kind).toBe(all.length)
      }
    }
  })
})

describe('what must be on a paper', () => {
  /** A template without whatever names this fact outside of lists. */
  const without = (template: SlipTemplate, unwanted: (block: TemplateBlock) => boolean): SlipTemplate =>
    template.flatMap((block): SlipTemplate => {
      if (unwanted(block)) return []
      if (block.kind !== 'each') return [block]
      return [{ ...block, blocks: block.blocks.filter((inner) => !unwanted(inner)) }]
    })
  const isOf =
    (must: string) =>
    (block: TemplateBlock): boolean => {
      if (must === 'seal') return block.kind === 'box'
      const name = must.replace('qr:', '').split('.').at(-1) ?? ''
      return JSON.stringify(block.kind === 'each' ? {} : block).includes(`{${name}}`)
    }
  const musts = SLIP_KINDS.flatMap((kind) => SLIP_FACTS[kind].must.map((must) => [kind, must] as const))

  it.each(musts)('P41 %s without %s is refused', (kind: SlipKind, must: string) => {
    const problems = [...checkSlip(kind, without(SHIPPED[kind], isOf(must)))]
    const name = must === 'seal' ? '30' : `{${must.replace('qr:', '').split('.').at(-1)}}`
    expect(problems).toContainEqual(
      expect.objectContaining({ where: `slips/${kind}`, code: 'must-be-on-paper', zh: expect.stringContaining(name) }),
    )
    for (const { zh, en } of problems) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^["A-Z].*\.$/s)
    }
  })

  it('P41 P44 what that is follows from the rules: number and missed-call rule, the thirteen fields, the chain', () => {
    expect(SLIP_FACTS.ticket.must).toEqual(expect.arrayContaining(['number', 'badges', 'missedCall', 'qr:link']))
    expect(SLIP_FACTS.receipt.must).toEqual(expect.arrayContaining(['received.name', 'missing.name', 'promised']))
    expect(SLIP_FACTS.supplement.must).toEqual(expect.arrayContaining(['missing.name', 'bases.text', 'reason', 'back']))
    expect(SLIP_FACTS.declined.must).toEqual(expect.arrayContaining(['reason', 'complain', 'remedy']))
    expect(SLIP_FACTS.service.must).toHaveLength(13)
    expect(SLIP_FACTS.fee.must).toEqual(expect.arrayContaining(['fees.fee', 'place', 'windows']))
    expect(SLIP_FACTS['day-end'].must).toEqual(expect.arrayContaining(['chain', 'chainShort', 'themes.goal']))
  })

  it('P41 no condition may hide it but its own emptiness', () => {
    const change = (more: object): SlipTemplate =>
      SHIPPED.ticket.map((block) =>
        block.kind === 'text' && block.text === '{number}' ? { ...block, ...more } : block,
      )
    const codes = (template: SlipTemplate) => [...checkSlip('ticket', template)].map(({ code }) => code)
    expect(codes(change({ when: 'name' }))).toEqual(['must-be-on-paper'])
    expect(codes(change({ unless: 'name' }))).toEqual(['must-be-on-paper'])
    expect(codes(change({ when: 'number' }))).toEqual([])
  })

  it('P41 what must be said of each row is said in that very list, and nothing may hide the list', () => {
    const change = (more: object): SlipTemplate =>
      SHIPPED.receipt.map((block) => (block.kind === 'each' && block.of === 'missing' ? { ...block, ...more } : block))
    const codes = (template: SlipTemplate) => [...checkSlip('receipt', template)].map(({ code }) => code)
    expect(codes(change({ of: 'received' }))).toEqual(['must-be-on-paper'])
    expect(codes(change({ when: 'name' }))).toEqual(['must-be-on-paper'])
    expect(codes(change({ unless: 'name' }))).toEqual(['must-be-on-paper'])
    expect(codes(change({ when: 'missing' }))).toEqual([])
  })

  it('P10 P41 a frame too small for the seal is no room for it', () => {
    const sized = (widthMm: number, heightMm: number): SlipTemplate =>
      SHIPPED.special.map((block) => (block.kind === 'box' ? { ...block, widthMm, heightMm } : block))
    const codes = (template: SlipTemplate) => [...checkSlip('special', template)].map(({ code }) => code)
    expect(codes(sized(49, 30))).toEqual(['must-be-on-paper'])
    expect(codes(sized(50, 29))).toEqual(['must-be-on-paper'])
    expect(codes(sized(50, 30))).toEqual([])
    expect(SLIP_KINDS.filter((kind) => SLIP_FACTS[kind].must.some((must) => must === 'seal'))).toEqual([
      'receipt',
      'supplement',
      'special',
      'declined',
    ])
  })

  it('P41 a problem says at which block it is, also inside a list', () => {
    const at = (...blocks: SlipTemplate) =>
      [...checkSlip('ticket', [...SHIPPED.ticket, ...blocks])].map(({ where, code }) => `${where} ${code}`)
    const here = SHIPPED.ticket.length + 1
    const inList = (inner: string, of = 'stops'): TemplateBlock => ({
      kind: 'each',
      of,
      blocks: [{ kind: 'rule' }, { kind: 'text', text: inner }],
    })
    expect(at(text('{stop}'))).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at(inList('{stop}'))).toEqual([])
    expect(at(inList('{number} {service}'))).toEqual([])
    expect(at(inList('{received}'))).toEqual([`slips/ticket/${here}/2 unknown-fact`])
    expect(at(inList('x', 'materials'))).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at(inList('x', 'constructor'))).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at({ ...inList('x'), when: 'nobody' })).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at(text('x', { unless: 'nobody' }))).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at({ kind: 'field', label: '{x}', value: '{number}' })).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at({ kind: 'pair', left: '', right: '{y}' })).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at({ kind: 'box', widthMm: 10, heightMm: 5, label: '{x}' })).toEqual([`slips/ticket/${here} unknown-fact`])
    expect(at({ kind: 'qr', data: '{link}', label: '{x}' })).toEqual([`slips/ticket/${here} unknown-fact`])
  })

  it('P41 a brace that is no fact is a slip of the finger, and not printed', () => {
    for (const words of ['{number', 'number}', '{号码}', '{ number }', '{{number}}'])
      expect([...checkSlip('ticket', [...SHIPPED.ticket, text(words)])].map(({ code }) => code)).toEqual([
        'unknown-fact',
      ])
  })
})
