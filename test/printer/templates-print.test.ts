/** What may be published can be printed: the check of papers lets nothing through that stops at the printer (P41). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSlip } from '../../hall/catalogue-check-slips.ts'
import { type FactsOf, SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind, type SlipTemplate, type TemplateBlock } from '../../hall/slip-template.ts'
import { render } from '../../printer/compose.ts'
import { modelFor } from '../../printer/models.ts'
import { slipOf } from '../../printer/slips/fill.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { slipTemplate } from '../../server/catalogue/schema-slips.ts'

type Known = { readonly facts: readonly string[]; readonly lists: Readonly<Record<string, readonly string[]>> }

/** The longest that the catalogue, the hall’s address and its numbers make of a fact. */
const LONGEST: Readonly<Record<string, number>> = {
  ...{ link: 80, number: 5, at: 18, day: 10, hall: 60, service: 60, printer: 60 },
  ...{ phone: 40, hotline: 40, chain: 21, chainShort: 12 },
}
/** Lengths are counted as the schema counts them: a rarer character is two of UTF-16's units. */
const everyFact = (names: readonly string[], sign: string) =>
  Object.fromEntries(names.map((name) => [name, sign.repeat((LONGEST[name] ?? 200) / sign.length)]))

const factsOf = <K extends SlipKind>(kind: K, sign: string): FactsOf<K> => {
  const { facts, lists }: Known = SLIP_FACTS[kind]
  const rows = Object.entries(lists).map(([list, names]) => [list, [everyFact(names, sign), everyFact(names, sign)]])
  return { ...everyFact(facts, sign), ...Object.fromEntries(rows) } as FactsOf<K>
}

/** A code, a text or a frame made of any facts of a paper, as often as there is room for. */
const blockOf = (kind: SlipKind): fc.Arbitrary<TemplateBlock> => {
  const words = fc
    .array(fc.oneof(fc.constantFrom(...SLIP_FACTS[kind].facts), fc.constant('link')), { maxLength: 5 })
    .map((names) => names.map((name) => `{${name}}`).join('/'))
  const size = fc.constantFrom(1 as const, 4 as const)
  return fc.oneof(
    words.map((data) => ({ kind: 'qr' as const, data })),
    fc.record({ kind: fc.constant('text' as const), text: words, size }),
    fc.record({ kind: fc.constant('pair' as const), left: words, right: words }),
    fc.record({
      kind: fc.constant('box' as const),
      widthMm: fc.constantFrom(10, 190),
      heightMm: fc.constant(5),
      label: fc.constant('章'),
    }),
  )
}

describe('a paper that may be published', () => {
  it.each(SLIP_KINDS)('P41 can be printed on every paper, however long its facts are: %s', (kind) => {
    let published = 0
    const print = (own: SlipTemplate, sign: string): void => {
      const template = slipTemplate.parse([...SHIPPED[kind], ...own].slice(0, 60))
      if ([...checkSlip(kind, template)].length > 0) return
      published++
      const slip = slipOf(kind, kind, factsOf(kind, sign), { [kind]: template })
      for (const [paper, mode] of [
        [58, 'text'],
        [80, 'raster'],
      ] as const)
        expect(render(slip, modelFor({ paper, mode })).bytes.length).toBeGreaterThan(0)
    }
    const signs = fc.constantFrom('啊', 'W', '\u{20BB7}')
    fc.assert(fc.property(fc.array(blockOf(kind), { maxLength: 3 }), signs, print), { numRuns: 25 })
    expect(published).toBeGreaterThan(0)
  })
})
