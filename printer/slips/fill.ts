/** A template with its facts filled in: rules P41 and P42. A fact is never read as a template, whatever it says. */
import type { FactsOf } from '../../hall/slip-facts.ts'
import {
  type FlatBlock,
  factsIn,
  PLACEHOLDER,
  type SlipKind,
  type SlipTemplate,
  type SlipTemplates,
} from '../../hall/slip-template.ts'
import type { Block, Slip } from '../slip.ts'
import { SHIPPED } from './shipped.ts'

type Row = Readonly<Record<string, string>>
type Facts = Readonly<Record<string, string | readonly Row[]>>
type Look = (name: string) => string | readonly Row[]

/** A fact of the row, else of the paper. Throws where there is none: the catalogue's check lets no such template through. */
const lookIn =
  (facts: Facts, row: Row = {}): Look =>
  (name) => {
    const found = Object.hasOwn(row, name) ? row[name] : Object.hasOwn(facts, name) ? facts[name] : undefined
    if (found === undefined) throw new Error(`This paper knows nothing called {${name}}.`)
    return found
  }

const wordOf = (look: Look, name: string): string => {
  const found = look(name)
  if (typeof found !== 'string') throw new Error(`{${name}} is a list, and stands where a text belongs.`)
  return found
}

/** The texts whose facts decide whether a block is there at all. A code stands and falls with what it holds. */
const textsOf = (block: FlatBlock): readonly string[] => {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'pair':
      return [block.left, block.right]
    case 'field':
      return [block.label, block.value]
    case 'qr':
      return [block.data]
    case 'box':
      return [block.label]
    case 'rule':
    case 'feed':
      return []
  }
}

const wanted = ({ when, unless }: { readonly when?: string; readonly unless?: string }, look: Look): boolean =>
  (when === undefined || look(when).length > 0) && (unless === undefined || look(unless).length === 0)

const saysSomething = (block: FlatBlock, look: Look): boolean => {
  const names = textsOf(block).flatMap(factsIn)
  return names.length === 0 || names.some((name) => wordOf(look, name) !== '')
}

const filled = (block: FlatBlock, look: Look): Block => {
  const said = (text: string): string => text.replace(PLACEHOLDER, (_, name: string) => wordOf(look, name))
  const { when: _when, unless: _unless, ...plain } = block
  switch (plain.kind) {
    case 'text':
      return { size: 1, align: 'left', ...plain, text: said(plain.text) }
    case 'pair':
      return { ...plain, left: said(plain.left), right: said(plain.right) }
    case 'field':
      return { ...plain, label: said(plain.label), value: said(plain.value) }
    case 'qr':
      return { ...plain, data: said(plain.data), ...(plain.label === undefined ? {} : { label: said(plain.label) }) }
    case 'box':
      return { ...plain, label: said(plain.label) }
    case 'rule':
    case 'feed':
      return plain
  }
}

const flat = (blocks: readonly FlatBlock[], look: Look): Block[] =>
  blocks.filter((block) => wanted(block, look) && saysSomething(block, look)).map((block) => filled(block, look))

/** The blocks of a paper. Throws for a template that names what the paper does not know. */
export const fill = (template: SlipTemplate, facts: Facts): readonly Block[] => {
  const look = lookIn(facts)
  return template.flatMap((block) => {
    if (block.kind !== 'each') return flat([block], look)
    if (!wanted(block, look)) return []
    const rows = look(block.of)
    if (typeof rows === 'string') throw new Error(`{${block.of}} is a text, and stands where a list belongs.`)
    return rows.flatMap((row) => flat(block.blocks, lookIn(facts, row)))
  })
}

/** A paper by the template of the hall, or else by the shipped one. `title` names it in lists and logs. */
export const slipOf = <K extends SlipKind>(
  kind: K,
  title: string,
  facts: FactsOf<K>,
  templates: SlipTemplates = {},
): Slip => ({ title, blocks: fill(templates[kind] ?? SHIPPED[kind], facts) })
