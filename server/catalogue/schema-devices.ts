/** Edges and peripherals as they may arrive from outside. */
import { z } from 'zod'
import { GRADES } from '../../hall/commands.ts'
import { KEYPAD_KEYS } from '../../hall/peripheral.ts'
import { count, id, line, name, text } from './schema-words.ts'

const byte = z.int().min(0).max(255)
const word = z.int().min(0).max(65_535)

export const edge = z.strictObject({ id, name, place: line.exactOptional() })

const serial = z.strictObject({
  kind: z.literal('serial'),
  path: line,
  baud: count.exactOptional(),
  address: byte.exactOptional(),
})
const hid = z.strictObject({
  kind: z.literal('hid'),
  vendor: word,
  product: word,
  usagePage: word.exactOptional(),
  serial: line.exactOptional(),
})
const udp = z.strictObject({
  kind: z.literal('udp'),
  host: text(253),
  port: word,
  address: byte.exactOptional(),
})
const bridge = z.strictObject({ kind: z.literal('bridge'), url: line })
const virtual = z.strictObject({ kind: z.literal('virtual') })

const grade = z.enum(GRADES)
const rule = z.strictObject({
  byte,
  mask: byte.exactOptional(),
  value: byte,
  means: z.union([z.strictObject({ grade }), z.strictObject({ key: z.enum(KEYPAD_KEYS) })]),
})
const reports = z.array(rule).max(100).exactOptional()

const framePart = z.union([
  z.strictObject({ part: z.literal('hex'), bytes: line }),
  z.strictObject({ part: z.enum(['address', 'length', 'text', 'sum', 'xor']) }),
])

const bolted = { id, name, edge: id.exactOptional(), place: line.exactOptional() }

export const peripheral = z.discriminatedUnion('kind', [
  z.strictObject({
    ...bolted,
    kind: z.literal('rating-pad'),
    counter: id,
    link: z.discriminatedUnion('kind', [hid, serial, virtual]),
    reports,
    grades: z.record(text(3), grade).exactOptional(),
  }),
  z.strictObject({
    ...bolted,
    kind: z.literal('keypad'),
    counter: id,
    link: z.discriminatedUnion('kind', [hid, serial, virtual]),
    reports,
  }),
  z.strictObject({
    ...bolted,
    kind: z.literal('led'),
    counter: id,
    link: z.discriminatedUnion('kind', [serial, udp, virtual]),
    characters: z.literal([8, 12]),
    idle: name.exactOptional(),
    frame: z.array(framePart).max(20).exactOptional(),
  }),
  z.strictObject({
    ...bolted,
    kind: z.literal('card-reader'),
    counter: id.exactOptional(),
    link: z.discriminatedUnion('kind', [serial, bridge, virtual]),
  }),
  z.strictObject({
    ...bolted,
    kind: z.literal('scanner'),
    counter: id.exactOptional(),
    link: z.discriminatedUnion('kind', [serial, virtual]),
  }),
])
