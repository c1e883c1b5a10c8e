/** Whether a hall's own papers may be printed: they name what their paper knows, and say what must be said. */
import type { Catalogue } from './catalogue.ts'
import { type Problems, problem } from './catalogue-problem.ts'
import { FACT_WORDS, SLIP_FACTS } from './slip-facts.ts'
import { type FlatBlock, factsIn, PLACEHOLDER, SLIP_KINDS, type SlipKind, type SlipTemplate } from './slip-template.ts'

/** Bytes a code may hold besides its facts: with the link of a ticket it must stay one that a phone reads. */
const QR_BYTES_MAX = 200
/** Bytes of the largest code that a printer draws, facts and all: version 20 at correction M (ISO/IEC 18004, table 7). */
const QR_WHOLE_MAX = 666
/** The facts that are short by nature, each with the bytes it takes at most: a name has 60 characters of three. */
const QR_FACTS: ReadonlyMap<string, number> = new Map([
  ['link', 250],
  ['guideLink', 250],
  ['number', 16],
  ['at', 60],
  ['day', 30],
  ['hall', 180],
  ['service', 180],
  ['printer', 180],
  ['phone', 120],
  ['hotline', 120],
  ['chain', 64],
  ['chainShort', 64],
])
/** 5 × 3 cm (S001-25). */
const SEAL_MM = { width: 50, height: 30 } as const

type Known = { readonly facts: readonly string[]; readonly lists: { readonly [list: string]: readonly string[] } }

const textsOf = (block: FlatBlock): readonly string[] => {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'pair':
      return [block.left, block.right]
    case 'field':
      return [block.label, block.value]
    case 'qr':
      return [block.data, block.label ?? '']
    case 'box':
      return [block.label]
    case 'rule':
    case 'feed':
      return []
  }
}

const factWord = (name: string): readonly [string, string] => Reflect.get(FACT_WORDS, name) ?? [name, name]

const unknown = (where: string, found: string, known: readonly string[]) =>
  problem(
    where,
    'unknown-fact',
    `这种单据没有“${found}”，可用的有：${known.join(' ')}；括号 { } 只能用于这些内容`,
    `This paper knows nothing called "${found}". It knows: ${known.join(' ')}. Braces are for these alone.`,
  )

/** @param rowFacts what the row of the list around the block knows. */
function* checkFlat(where: string, block: FlatBlock, known: Known, rowFacts: readonly string[]): Problems {
  const words = [...rowFacts, ...known.facts]
  const shown = words.map((name) => `{${name}}`)
  for (const text of textsOf(block)) {
    for (const name of factsIn(text)) if (!words.includes(name)) yield unknown(where, `{${name}}`, shown)
    const stray = text.replace(PLACEHOLDER, '').match(/[{}][^{}]{0,20}/)
    if (stray) yield unknown(where, stray[0], shown)
  }
  const conditions = [...words, ...Object.keys(known.lists)]
  for (const name of [block.when, block.unless])
    if (name !== undefined && !conditions.includes(name)) yield unknown(where, name, conditions)
  if (block.kind !== 'qr') return
  const own = new TextEncoder().encode(block.data.replace(PLACEHOLDER, '')).length
  if (block.data.trim() === '' || own > QR_BYTES_MAX)
    yield problem(
      where,
      'bad-code',
      `二维码的内容不能为空，固定文字不超过 ${QR_BYTES_MAX} 字节（约 ${Math.floor(QR_BYTES_MAX / 3)} 个汉字），否则手机扫不出来`,
      `A QR code holds something, and at most ${QR_BYTES_MAX} bytes besides its facts, or no phone reads it.`,
    )
  const held = factsIn(block.data).filter((name) => words.includes(name))
  const whole = held.reduce((sum, name) => sum + (QR_FACTS.get(name) ?? Number.POSITIVE_INFINITY), own)
  if (own <= QR_BYTES_MAX && whole > QR_WHOLE_MAX) {
    const short = words.filter((name) => QR_FACTS.has(name)).map((name) => `{${name}}`)
    yield problem(
      where,
      'bad-code',
      `二维码里的内容太长，打印不出来：只能放 ${short.join(' ')}，请去掉其他内容或重复的内容`,
      `This code could be longer than a printer draws: it may hold ${short.join(' ')} alone. Take out others, or what stands there twice.`,
    )
  }
}

/** Whether nothing can hide a block but the emptiness of that very fact. */
const alwaysShown = ({ when, unless }: FlatBlock | SlipTemplate[number], fact?: string): boolean =>
  unless === undefined && (when === undefined || when === fact)

const says = (block: FlatBlock, name: string): boolean =>
  block.kind !== 'qr' && alwaysShown(block, name) && textsOf(block).some((text) => factsIn(text).includes(name))

const isThere = (template: SlipTemplate, must: string): boolean => {
  if (must === 'seal')
    return template.some(
      (block) =>
        block.kind === 'box' &&
        alwaysShown(block) &&
        block.widthMm >= SEAL_MM.width &&
        block.heightMm >= SEAL_MM.height,
    )
  if (must.startsWith('qr:')) {
    const name = must.slice(3)
    return template.some(
      (block) => block.kind === 'qr' && alwaysShown(block, name) && factsIn(block.data).includes(name),
    )
  }
  const [list = '', name] = must.split('.')
  if (name === undefined) return template.some((block) => block.kind !== 'each' && says(block, list))
  return template.some(
    (block) =>
      block.kind === 'each' &&
      block.of === list &&
      alwaysShown(block, list) &&
      block.blocks.some((inner) => says(inner, name)),
  )
}

const missing = (where: string, must: string) => {
  if (must === 'seal')
    return problem(
      where,
      'must-be-on-paper',
      `须留盖章处：一个宽不少于 ${SEAL_MM.width} 毫米、高不少于 ${SEAL_MM.height} 毫米、不带条件的框`,
      `Room for the seal is needed: a frame of at least ${SEAL_MM.width} by ${SEAL_MM.height} mm, without a condition.`,
    )
  const [list = '', name] = must.replace('qr:', '').split('.')
  const fact = name ?? list
  const [zh, en] = factWord(fact)
  if (must.startsWith('qr:'))
    return problem(
      where,
      'must-be-on-paper',
      `须有带 {${fact}}（${zh}）的二维码，且不受其他条件限制`,
      `This paper must have a QR code with {${fact}} (${en}), whatever else is so.`,
    )
  return problem(
    where,
    'must-be-on-paper',
    `${name === undefined ? '' : `列表 {${list}} 的每一行`}须有 {${fact}}（${zh}），且不受其他条件限制`,
    `${name === undefined ? 'This paper' : `Every row of {${list}}`} must say {${fact}} (${en}), whatever else is so.`,
  )
}

/** What is wrong with one template, each with its place: `slips/ticket/3`, and `slips/ticket/3/1` in a list. */
export function* checkSlip(kind: SlipKind, template: SlipTemplate): Problems {
  const known: Known = SLIP_FACTS[kind]
  const where = `slips/${kind}`
  if (template.length === 0)
    yield problem(
      where,
      'empty-slip',
      '这张单据是空的，请添加内容，或恢复出厂样式',
      'This paper is empty. Add something, or go back to the shipped one.',
    )
  for (const [index, block] of template.entries()) {
    const at = `${where}/${index + 1}`
    if (block.kind !== 'each') {
      yield* checkFlat(at, block, known, [])
      continue
    }
    const lists = Object.keys(known.lists)
    const rowFacts = Object.hasOwn(known.lists, block.of) ? known.lists[block.of] : undefined
    if (!rowFacts) yield unknown(at, block.of, lists)
    for (const name of [block.when, block.unless])
      if (name !== undefined && ![...known.facts, ...lists].includes(name)) yield unknown(at, name, known.facts)
    for (const [inner, flat] of block.blocks.entries())
      yield* checkFlat(`${at}/${inner + 1}`, flat, known, rowFacts ?? [])
  }
  if (template.length === 0) return
  for (const must of SLIP_FACTS[kind].must) if (!isThere(template, must)) yield missing(where, must)
}

/** Every paper that the hall words itself. */
export function* checkSlips({ slips = {} }: Catalogue): Problems {
  for (const kind of SLIP_KINDS) {
    const template = slips[kind]
    if (template) yield* checkSlip(kind, template)
  }
}
