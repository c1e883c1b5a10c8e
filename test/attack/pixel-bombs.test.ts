/** Pictures of some kilobytes that would unpack to gigabytes on every board: refused by what their header says. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openMedia } from '../../server/media/media.ts'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ffe0', 'hex')
/** The length of the first segment of a picture begun by `JPEG`, and its content. */
const JFIF = Buffer.from('00104a46494600010100000100010000', 'hex')
/** A frame, its length and its depth; its size follows. */
const FRAME = Buffer.from('ffc0001108', 'hex')
const be16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const be32 = (value: number): Buffer => Buffer.concat([be16(value >>> 16), be16(value & 0xffff)])
const le16 = (value: number): Buffer => be16(value).reverse()
const le24 = (value: number): Buffer => be32(value).subarray(1).reverse()
const le32 = (value: number): Buffer => be32(value).reverse()
const GIB = 1024 ** 3

describe('a picture', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-pixels-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const media = openMedia(folder, () => Promise.resolve(100 * GIB))
  async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  const save = (head: Buffer) => media.save(pieces(Buffer.concat([head, Buffer.alloc(1_000)])), head.length + 1_000)

  /** Headers of pictures of a size, as each kind writes it; what comes after does not matter. */
  const SIZED: readonly (readonly [kind: string, head: (width: number, height: number) => Buffer])[] = [
    ['png', (width, height) => Buffer.concat([PNG, Buffer.from('0000000d49484452', 'hex'), be32(width), be32(height)])],
    ['jpg', (width, height) => Buffer.concat([JPEG, JFIF, FRAME, be16(height), be16(width)])],
    // A photograph: a large segment, and padding, before its size.
    [
      'jpg with much before it',
      (width, height) =>
        Buffer.concat([
          JPEG,
          JFIF,
          Buffer.from('ffe1fffe', 'hex'),
          Buffer.alloc(0xfffc),
          Buffer.from('ffff', 'hex'),
          FRAME,
          be16(height),
          be16(width),
        ]),
    ],
    // Decoders look for the next mark, whatever stands before it.
    [
      'jpg with stray bytes before its size',
      (width, height) =>
        Buffer.concat([JPEG, JFIF, Buffer.from('000102ff0003', 'hex'), FRAME, be16(height), be16(width)]),
    ],
    [
      'webp, extended',
      (width, height) => Buffer.concat([Buffer.from('RIFF0000WEBPVP8X00000000'), le24(width - 1), le24(height - 1)]),
    ],
    [
      'webp, lossless',
      (width, height) =>
        Buffer.concat([Buffer.from('RIFF0000WEBPVP8L0000/'), le32((width - 1) | ((height - 1) << 14))]),
    ],
    [
      'webp, lossy',
      (width, height) =>
        Buffer.concat([
          Buffer.from('RIFF0000WEBPVP8 0000000'),
          Buffer.from('9d012a', 'hex'),
          le16(width),
          le16(height),
        ]),
    ],
  ]

  it.each(SIZED)(
    'X13 S15 a picture that unpacks to more than 40 million pixels is none, by its header: %s',
    async (_kind, head) => {
      const large = await save(head(10_000, 4_001))
      expect(large).toMatchObject({ ok: false, code: 'too-large' })
      expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false)
      expect(await save(head(10_000, 4_000))).toMatchObject({ ok: true })
      expect(await save(head(1, 1))).toMatchObject({ ok: true })
    },
  )

  it('X13 a picture with segments without end before its size is none', async () => {
    const segment = Buffer.from('ffe10002', 'hex')
    expect(await save(Buffer.concat([JPEG, JFIF, ...Array<Buffer>(100_000).fill(segment)]))).toMatchObject({
      code: 'too-large',
    })
  })
})
