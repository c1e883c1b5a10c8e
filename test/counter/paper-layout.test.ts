import { describe, expect, it } from 'vitest'
import { bitmapUrl } from '../../counter/paper-bitmap.ts'
import { columnsOf, marginOf, millimetresOf, piecesOf, startOf } from '../../counter/paper-layout.ts'
import type { PaperRun } from '../../hall/views/paper.ts'
import { readPaper } from '../../printer/paper.ts'

const run = (text: string, more: Partial<PaperRun> = {}): PaperRun => ({
  text,
  sizeW: 1,
  sizeH: 1,
  bold: false,
  ...more,
})
const row = (runs: readonly PaperRun[], align: 'left' | 'center' | 'right' = 'left', height = 30) =>
  ({ kind: 'text', align, runs, height }) as const

describe('a slip of paper on the screen', () => {
  it('M5 a Latin letter takes one column of twelve dots, a Chinese character and its marks two', () => {
    expect([...'x9 ~'].map(columnsOf)).toEqual([1, 1, 1, 1])
    expect([...'号，“·—～'].map(columnsOf)).toEqual([2, 2, 2, 2, 2, 2])
  })

  it('M5 letters and characters stand side by side without a gap, each as wide as the printer makes it', () => {
    const pieces = piecesOf(row([run('前面5人')]), 576)
    expect(pieces.map(({ text, x, width }) => [text, x, width])).toEqual([
      ['前面', 0, 48],
      ['5', 48, 12],
      ['人', 60, 24],
    ])
  })

  it('M5 a large number stands in the middle, and small text beside it on the same foot', () => {
    const [large, small] = piecesOf(
      row([run('A012', { sizeW: 4, sizeH: 4, bold: true }), run('号')], 'center', 96),
      576,
    )
    expect(large).toMatchObject({ x: 180, width: 192, top: 0, bold: true })
    expect(small).toMatchObject({ x: 372, width: 24, top: 72 })
  })

  it('M5 a line that fills the paper starts at its edge, at either width and however it is aligned', () => {
    for (const align of ['left', 'center', 'right'] as const) {
      expect(piecesOf(row([run('-'.repeat(48))], align), 576)[0]).toMatchObject({ x: 0, width: 576 })
      expect(piecesOf(row([run('-'.repeat(32))], align), 384)[0]).toMatchObject({ x: 0, width: 384 })
    }
    expect(startOf(200, 'right', 576)).toBe(376)
    expect(startOf(700, 'center', 576)).toBe(0)
  })

  it('M5 paper of 80 and of 58 millimetres has its white edges in true proportion', () => {
    expect([576 + 2 * marginOf(576), 384 + 2 * marginOf(384)]).toEqual([80 * 8, 58 * 8])
    expect([millimetresOf(960), marginOf(960) / 960]).toEqual([210, expect.closeTo(20 / 170, 2)])
  })

  const bmpOf = (url: string) => {
    const file = Buffer.from(url.replace('data:image/bmp;base64,', ''), 'base64')
    expect([file.toString('latin1', 0, 2), file.readUInt32LE(2)]).toEqual(['BM', file.length])
    return { width: file.readInt32LE(18), height: file.readInt32LE(22), rows: file.subarray(file.readUInt32LE(10)) }
  }

  it('M5 a picture is one image, bit for bit, its first row on top and its rows filled up to four bytes', () => {
    const bits = Buffer.from([0b11010011, 0b11000000, 0b00000000, 0b10000000]).toString('base64')
    const bmp = bmpOf(bitmapUrl(bits, 10, 2))
    expect([bmp.width, bmp.height]).toEqual([10, -2])
    expect([...bmp.rows]).toEqual([0b11010011, 0b11000000, 0, 0, 0b00000000, 0b10000000, 0, 0])
  })

  it('M5 a picture that was cut off is drawn as far as it came, and is white below', () => {
    expect([...bmpOf(bitmapUrl(Buffer.from([0xff]).toString('base64'), 8, 2)).rows]).toEqual([
      0xff, 0, 0, 0, 0, 0, 0, 0,
    ])
  })

  it('M5 what the printer’s own reader gives is what this draws', () => {
    const bytes = Uint8Array.from([0x1b, 0x40, 0x1b, 0x61, 1, 0x1d, 0x21, 0x11, 0x41, 0x30, 0x31, 0x0a])
    const [first] = readPaper(bytes).rows
    if (first?.kind !== 'text') throw new Error('A line of text was sent.')
    expect(piecesOf(first, 576)).toEqual([{ text: 'A01', sizeW: 2, sizeH: 2, bold: false, x: 252, width: 72, top: 0 }])
  })
})
