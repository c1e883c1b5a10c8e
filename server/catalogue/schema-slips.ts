/** Slip templates as they may arrive from outside. */
import { z } from 'zod'
import { SLIP_KINDS } from '../../hall/slip-template.ts'
import { line, name, text } from './schema-words.ts'

/** Names of facts are Latin words, so that no fact can be mistaken for what a hall writes. */
const fact = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/)
const condition = { when: fact.exactOptional(), unless: fact.exactOptional() }
/** As long as twelve lines of 80 mm paper hold. */
const paragraph = text(300)

const flat = [
  z.strictObject({
    ...condition,
    kind: z.literal('text'),
    text: paragraph,
    size: z.literal([1, 2, 3, 4]).exactOptional(),
    align: z.enum(['left', 'center', 'right']).exactOptional(),
    bold: z.boolean().exactOptional(),
    maxLines: z.int().min(1).max(40).exactOptional(),
  }),
  z.strictObject({ ...condition, kind: z.literal('pair'), left: line, right: line }),
  z.strictObject({ ...condition, kind: z.literal('field'), label: name, value: paragraph }),
  z.strictObject({ ...condition, kind: z.literal('rule') }),
  z.strictObject({ ...condition, kind: z.literal('qr'), data: line, label: line.exactOptional() }),
  z.strictObject({ ...condition, kind: z.literal('feed'), lines: z.int().min(1).max(20) }),
  z.strictObject({
    ...condition,
    kind: z.literal('box'),
    widthMm: z.int().min(10).max(190),
    heightMm: z.int().min(5).max(100),
    label: name,
  }),
] as const

export const slipTemplate = z
  .array(
    z.discriminatedUnion('kind', [
      ...flat,
      z.strictObject({
        ...condition,
        kind: z.literal('each'),
        of: fact,
        blocks: z.array(z.discriminatedUnion('kind', flat)).max(8),
      }),
    ]),
  )
  .max(60)

export const slipTemplates = z.partialRecord(z.enum(SLIP_KINDS), slipTemplate)
