import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import {
  type At,
  atOf,
  blockAt,
  FLAT_KINDS,
  inserted,
  moved,
  newBlock,
  sameAt,
  textsOf,
  withBlock,
  without,
} from '../../counter/slip-edit.ts'
import { factWord, fromWords, mustWord, problemWords, shownFact, toWords } from '../../counter/slip-facts-text.ts'
import { SLIP_WORDS } from '../../counter/slip-kind-words.ts'
import { checkSlip } from '../../hall/catalogue-check-slips.ts'
import { SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipTemplate } from '../../hall/slip-template.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { slipTemplate } from '../../server/catalogue/schema-slips.ts'

afterEach(() => {
  language.value = 'zh'
})

const line = (text: string) => ({ kind: 'text', text }) as const
const paper: SlipTemplate = [line('a'), { kind: 'each', of: 'stops', blocks: [line('x'), line('y')] }, line('b')]

/** Every place of a paper, those in lists with them. */
const placesOf = (template: SlipTemplate): At[] =>
  template.flatMap((block, index): At[] => [
    [index],
    ...(block.kind === 'each' ? block.blocks.map((_, inner): At => [index, inner]) : []),
  ])
/** Any shipped paper with any place of it. */
const somewhere = fc
  .constantFrom(...SLIP_KINDS)
  .chain((kind) => fc.record({ template: fc.constant(SHIPPED[kind]), at: fc.constantFrom(...placesOf(SHIPPED[kind])) }))

describe('a paper edited block by block', () => {
  it('P41 a block is moved among its own, inside a list as outside, and no further than the end', () => {
    expect(moved(paper, [0], 1)).toEqual({ template: [paper[1], paper[0], paper[2]], at: [1] })
    expect(moved(paper, [1, 0], 1)).toEqual({
      template: [line('a'), { kind: 'each', of: 'stops', blocks: [line('y'), line('x')] }, line('b')],
      at: [1, 1],
    })
    expect(moved(paper, [0], -1)).toEqual({ template: paper, at: [0] })
    expect(moved(paper, [2], 1)).toEqual({ template: paper, at: [2] })
    expect(moved(paper, [1, 1], 1)).toEqual({ template: paper, at: [1, 1] })
  })

  it('P41 what is moved and moved back, added and removed again, leaves the paper as it was', () => {
    fc.assert(
      fc.property(somewhere, fc.constantFrom(1, -1), fc.constantFrom(...FLAT_KINDS), ({ template, at }, by, kind) => {
        const there = moved(template, at, by === 1 ? 1 : -1)
        expect(blockAt(there.template, there.at)).toEqual(blockAt(template, at))
        if (!sameAt(there.at, at)) expect(moved(there.template, there.at, by === 1 ? -1 : 1)).toEqual({ template, at })
        const more = inserted(template, at, newBlock(kind, 'stops'))
        expect(blockAt(more, at)).toEqual(newBlock(kind, 'stops'))
        expect(without(more, at)).toEqual(template)
      }),
    )
  })

  it('P41 one block is changed and no other', () => {
    fc.assert(
      fc.property(somewhere, ({ template, at }) => {
        const changed = withBlock(template, at, line('changed'))
        expect(blockAt(changed, at)).toEqual(line('changed'))
        for (const other of placesOf(changed).filter((one) => !sameAt(one, at) && one[0] !== at[0]))
          expect(blockAt(changed, other)).toEqual(blockAt(template, other))
      }),
    )
  })

  it('P41 a list never goes into a list', () => {
    const list = newBlock('each', 'stops')
    expect(withBlock(paper, [1, 0], list)).toEqual(paper)
    expect(inserted(paper, [1, 0], list)).toEqual(paper)
  })

  it('P41 what is added is a block that the catalogue takes', () => {
    const added = [...FLAT_KINDS, 'each' as const].map((kind) => newBlock(kind, 'stops'))
    expect(slipTemplate.safeParse(added).success).toBe(true)
    expect([...checkSlip('ticket', [...SHIPPED.ticket, ...added])]).toEqual([])
  })

  it('P41 a problem of the catalogue is shown at the very block it is about', () => {
    const bad: SlipTemplate = [
      ...SHIPPED.ticket,
      line('{nonsense}'),
      { kind: 'each', of: 'stops', blocks: [line('fine'), line('{nonsense}')] },
    ]
    const found = [...checkSlip('ticket', bad)].map(({ where }) => atOf(where))
    expect(found).toEqual([[SHIPPED.ticket.length], [SHIPPED.ticket.length + 1, 1]])
    expect(atOf('slips/ticket/3/blocks/2/text')).toEqual([2, 1])
    expect(atOf('slips/day-end')).toBeUndefined()
  })
})

describe('facts in the words of the hall', () => {
  it.each(['zh', 'en'] as const)(
    'P41 in %s every text of every shipped paper is read in words and written back the same',
    (one) => {
      language.value = one
      for (const kind of SLIP_KINDS) {
        const lists: Readonly<Record<string, readonly string[]>> = SLIP_FACTS[kind].lists
        for (const at of placesOf(SHIPPED[kind])) {
          const block = blockAt(SHIPPED[kind], at)
          const around = at.length === 2 ? SHIPPED[kind][at[0]] : undefined
          const names = [...(around?.kind === 'each' ? (lists[around.of] ?? []) : []), ...SLIP_FACTS[kind].facts]
          for (const text of Object.values(block ? textsOf(block) : {})) {
            expect(toWords(text), text).not.toMatch(/[{}]/)
            expect(fromWords(toWords(text), names), `${kind} ${text}`).toBe(text)
          }
        }
      }
    },
  )

  it.each(['zh', 'en'] as const)('P41 in %s no two facts that stand beside each other are called the same', (one) => {
    language.value = one
    for (const kind of SLIP_KINDS) {
      const { facts } = SLIP_FACTS[kind]
      for (const list of [[], ...Object.values(SLIP_FACTS[kind].lists)] as readonly (readonly string[])[]) {
        const names = new Set([...list, ...facts])
        const called = new Set([...names].map(factWord))
        expect(called.size, `${kind}: ${[...names].join(' ')}`).toBe(names.size)
      }
    }
  })

  it('P41 brackets that name no fact are what the hall wrote', () => {
    expect(fromWords('【优先】请到【号码】', ['number'])).toBe('【优先】请到{number}')
    expect(fromWords(`${shownFact('number')}`, [])).toBe('【号码】')
    expect(toWords('{nonsense}')).toBe('【nonsense】')
  })

  it('P41 what must be on a paper and what is wrong with it are said in the same words', () => {
    expect(mustWord('number')).toBe('号码')
    expect(mustWord('missing.name')).toBe(`${factWord('missing')} · ${factWord('name')}`)
    expect(mustWord('qr:link')).toContain('二维码')
    expect(mustWord('seal')).toBe('盖章框')
    for (const kind of SLIP_KINDS)
      for (const must of SLIP_FACTS[kind].must) expect(mustWord(must), must).not.toMatch(/[a-z]{3}/)
    expect(problemWords({ zh: '没有“{number}”', en: 'no' })).toBe('没有“【号码】”')
  })

  it('P41 every paper has a name of its own', () => {
    for (const at of [0, 1] as const)
      expect(new Set(SLIP_KINDS.map((kind) => SLIP_WORDS[kind][at])).size).toBe(SLIP_KINDS.length)
  })
})
