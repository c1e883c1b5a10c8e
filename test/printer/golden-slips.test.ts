/** Every paper byte for byte: what changes on paper must be seen by whoever changes it. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { render } from '../../printer/compose.ts'
import { drawRows } from '../../printer/draw.ts'
import { paperFont } from '../../printer/glyphs.ts'
import { modelOf } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { tokens } from '../../printer/scan.ts'
import { EVERY_SLIP } from './every-slip.ts'
import { GOLDEN_SLIPS } from './golden-slips.ts'

/** Length and digest of a job, without the dots of pictures in it: those are proved by the text-mode drawing below. */
const fingerprint = (bytes: Uint8Array): string => {
  const hash = createHash('sha256')
  for (const { name, at, length } of tokens(bytes)) hash.update(bytes.subarray(at, at + (name === 'GS v' ? 8 : length)))
  return `${bytes.length} ${hash.digest('hex').slice(0, 16)}`
}

const INIT = [0x1b, 0x40, 0x1c, 0x26]
const FEED_4 = [0x1b, 0x64, 4]
const CUT = [0x1d, 0x56, 0x42, 0]
const BAND_ROWS = 128
const FEED_DOTS = 4 * 30

/** A job in picture mode, put together by hand from what text mode prints. */
const byHand = (text: Uint8Array, dots: number, cutter: boolean): number[] => {
  const font = paperFont()
  if ('fault' in font) throw new Error(font.fault)
  const rows = readPaper(text, dots).rows.filter(({ kind }) => kind !== 'cut' && kind !== 'drawer')
  const { bits, height } = drawRows(rows, dots, font)
  const across = dots / 8
  const bands: number[] = []
  for (let top = 0; top < height - FEED_DOTS; top += BAND_ROWS) {
    const down = Math.min(BAND_ROWS, height - FEED_DOTS - top)
    bands.push(0x1d, 0x76, 0x30, 0, across & 0xff, across >> 8, down & 0xff, down >> 8)
    bands.push(...bits.subarray(top * across, (top + down) * across))
  }
  return [...INIT, ...bands, ...FEED_4, ...(cutter ? CUT : [])]
}

describe('every paper, byte for byte', () => {
  it('P1 as text, on 80 and on 58 mm, it is what it was when somebody last looked at it', () => {
    const now = Object.fromEntries(
      EVERY_SLIP.map(([name, slip]) => [
        name,
        (['gbk-80', 'gbk-58'] as const).map((model) => fingerprint(render(slip, modelOf(model)).bytes)),
      ]),
    )
    // Meant to change it? Look at the paper (npm run paper -- decode FILE --png FILE), then put the new row here.
    expect(now).toEqual(GOLDEN_SLIPS)
  })

  it.each(EVERY_SLIP)('P1 P36 %s as a picture is the bands of what text mode prints, and nothing else', (_, slip) => {
    for (const [picture, text] of [
      [modelOf('picture-80'), modelOf('gbk-80')],
      [modelOf('picture-58'), modelOf('gbk-58')],
    ] as const) {
      const made = Buffer.from(render(slip, picture).bytes)
      const expected = Buffer.from(byHand(render(slip, text).bytes, text.dots, picture.cutter))
      expect(made.equals(expected), picture.id).toBe(true)
    }
  })
})
