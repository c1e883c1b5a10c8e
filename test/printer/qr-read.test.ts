/** QR codes read back from the drawn paper by jsQR, which knows nothing of us. */
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { type Bitmap, isBlack } from '../../printer/bitmap.ts'
import { render } from '../../printer/compose.ts'
import { drawRows } from '../../printer/draw.ts'
import { paperFont } from '../../printer/glyphs.ts'
import { modelOf } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { EVERY_MODE, EVERY_SLIP } from './every-slip.ts'
import { ticket } from './facts.ts'

const MARGIN = 32

const pixelsOf = (bitmap: Bitmap) => {
  const width = bitmap.width + 2 * MARGIN
  const height = bitmap.height + 2 * MARGIN
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < bitmap.height; y++)
    for (let x = 0; x < bitmap.width; x++)
      if (isBlack(bitmap, x, y)) {
        const at = ((y + MARGIN) * width + x + MARGIN) * 4
        pixels.fill(0, at, at + 3)
      }
  return { pixels, width, height }
}

/** What a camera would read from the paper that these bytes make. */
const readCode = (bytes: Uint8Array, dots: number): string | undefined => {
  const font = paperFont()
  if ('fault' in font) throw new Error(font.fault)
  const { pixels, width, height } = pixelsOf(drawRows(readPaper(bytes, dots).rows, dots, font))
  // jsQR is CommonJS: its function is the module's default.
  const read = 'default' in jsqr ? jsqr.default : jsqr
  return read(pixels, width, height)?.data
}

const WITH_CODE = EVERY_SLIP.flatMap(([name, slip]) =>
  slip.blocks.flatMap((block) => (block.kind === 'qr' ? [[name, slip, block.data] as const] : [])),
)

describe('the code on the paper', () => {
  it.each(WITH_CODE)('P40 %s: what was to be read is read, by every way of printing it', (_, slip, data) => {
    for (const model of EVERY_MODE) expect(readCode(render(slip, model).bytes, model.dots)).toBe(data)
  })

  it('P40 a long link on narrow paper is read too', () => {
    const link = `https://hall.example.gov.cn/t/${'x'.repeat(280)}`
    for (const id of ['gbk-58', 'sprt-58', 'picture-58'] as const)
      expect(readCode(render(ticketSlip({ ...ticket, link }), modelOf(id)).bytes, modelOf(id).dots)).toBe(link)
  })
})
