/** Changing a paper block by block. Every change makes a new template; what cannot be done leaves the old one. Pure. */
import type { FlatBlock, SlipTemplate, TemplateBlock } from '../hall/slip-template.ts'

/** Which block: its place, and inside a list the place of the block in it. */
export type At = readonly [number] | readonly [number, number]

export type BlockKind = TemplateBlock['kind']
export const FLAT_KINDS = ['text', 'field', 'pair', 'rule', 'qr', 'feed', 'box'] as const satisfies readonly BlockKind[]

export const sameAt = (one: At | undefined, other: At | undefined): boolean => one?.join(' ') === other?.join(' ')

export const blockAt = (template: SlipTemplate, [index, inner]: At): TemplateBlock | undefined => {
  const block = template[index]
  if (inner === undefined) return block
  return block?.kind === 'each' ? block.blocks[inner] : undefined
}

type Change = <B>(blocks: readonly B[], index: number) => readonly B[]

const changed = (template: SlipTemplate, [index, inner]: At, change: Change): SlipTemplate => {
  if (inner === undefined) return change(template, index)
  return template.map((block, at) =>
    at === index && block.kind === 'each' ? { ...block, blocks: change(block.blocks, inner) } : block,
  )
}

export const without = (template: SlipTemplate, at: At): SlipTemplate =>
  changed(template, at, (blocks, index) => blocks.filter((_, other) => other !== index))

/** One place up (-1) or down (1) among its own; at the end it stays where it is. */
export const moved = (
  template: SlipTemplate,
  at: At,
  by: -1 | 1,
): { readonly template: SlipTemplate; readonly at: At } => {
  const [index, inner] = at
  const to: At = inner === undefined ? [index + by] : [index, inner + by]
  if (blockAt(template, to) === undefined || blockAt(template, at) === undefined) return { template, at }
  const swap: Change = (blocks, from) => {
    const row = [...blocks]
    row.splice(from + by, 0, ...row.splice(from, 1))
    return row
  }
  return { template: changed(template, at, swap), at: to }
}

const inList = (
  template: SlipTemplate,
  index: number,
  change: (blocks: readonly FlatBlock[]) => readonly FlatBlock[],
): SlipTemplate =>
  template.map((block, at) =>
    at === index && block.kind === 'each' ? { ...block, blocks: change(block.blocks) } : block,
  )

/** The block in the place of the one there; a list never goes into a list. */
export const withBlock = (template: SlipTemplate, [index, inner]: At, block: TemplateBlock): SlipTemplate => {
  if (inner === undefined) return template.map((old, at) => (at === index ? block : old))
  if (block.kind === 'each') return template
  return inList(template, index, (blocks) => blocks.map((old, at) => (at === inner ? block : old)))
}

const put = <B>(blocks: readonly B[], at: number, block: B): readonly B[] => [
  ...blocks.slice(0, at),
  block,
  ...blocks.slice(at),
]

/** The block at this place, and everything from there on one further. */
export const inserted = (template: SlipTemplate, [index, inner]: At, block: TemplateBlock): SlipTemplate => {
  if (inner === undefined) return put(template, index, block)
  return block.kind === 'each' ? template : inList(template, index, (blocks) => put(blocks, inner, block))
}

/** A block as it is when it is added, with something on it so that it can be seen. `list`: the paper's first list. */
export const newBlock = (kind: BlockKind, list: string): TemplateBlock => {
  switch (kind) {
    case 'text':
      return { kind, text: '新的一行' }
    case 'field':
      return { kind, label: '项目', value: '内容' }
    case 'pair':
      return { kind, left: '左', right: '右' }
    case 'rule':
      return { kind }
    case 'qr':
      return { kind, data: '{link}' }
    case 'feed':
      return { kind, lines: 1 }
    case 'box':
      return { kind, widthMm: 50, heightMm: 30, label: '盖章处' }
    case 'each':
      return { kind, of: list, blocks: [{ kind: 'text', text: '每行一条' }] }
  }
}

/** The texts of a block that may hold facts, by the name of their field. */
export const textsOf = (block: TemplateBlock): Readonly<Record<string, string>> => {
  switch (block.kind) {
    case 'text':
      return { text: block.text }
    case 'field':
      return { label: block.label, value: block.value }
    case 'pair':
      return { left: block.left, right: block.right }
    case 'qr':
      return block.label === undefined ? { data: block.data } : { data: block.data, label: block.label }
    case 'box':
      return { label: block.label }
    case 'rule':
    case 'feed':
    case 'each':
      return {}
  }
}

/** The block that a problem of the catalogue is about. It counts from 1: `slips/ticket/3`, in a list `…/3/1` or `…/3/blocks/1`. */
export const atOf = (where: string): At | undefined => {
  const [index, inner] = where
    .split('/')
    .filter((part) => /^\d+$/.test(part))
    .map((part) => Number(part) - 1)
  if (index === undefined) return undefined
  return inner === undefined ? [index] : [index, inner]
}
