import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bitmap, blank, fillRect, isBlack, stamp } from '../../printer/bitmap.ts'
import { compose, render } from '../../printer/compose.ts'
import { drawRows } from '../../printer/draw.ts'
import { encode } from '../../printer/escpos.ts'
import type { Font } from '../../printer/font.ts'
import { paperFont } from '../../printer/glyphs.ts'
import { type Layout, layout } from '../../printer/layout.ts'
import { modelOf, type PrinterModel } from '../../printer/models.ts'
import { type Paper, paperText, readPaper } from '../../printer/paper.ts'
import { type Token, tokens } from '../../printer/scan.ts'
import type { Slip } from '../../printer/slip.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { columnsOf, inPrinterFont } from '../../printer/text.ts'
import { EVERY_SLIP } from './every-slip.ts'
import { PAPER_58, PAPER_80, said, ticket } from './facts.ts'

const font = (): Font => {
  const opened = paperFont()
  if ('fault' in opened) throw new Error(opened.fault)
  return opened
}
const draws = (char: string): boolean => font().has(char)

/** What is black on a paper, in a form that two of them are compared by in no time. */
const dotsOf = ({ rows, dots }: Paper) => {
  const printed = rows.filter((row) => row.kind !== 'cut')
  const { width, height, bits } = drawRows(printed, dots, font())
  return { width, height, bits: Buffer.from(bits).toString('base64') }
}
const tokensOf = (bytes: Uint8Array): Token[] => [...tokens(bytes)]
const bandsOf = (bytes: Uint8Array): number[] =>
  tokensOf(bytes)
    .filter((token) => token.name === 'GS v')
    .map(({ args }) => (args[4] ?? 0) + (args[5] ?? 0) * 256)

describe('a whole slip as a picture', () => {
  const pairs: readonly (readonly [string, PrinterModel, PrinterModel])[] = [
    ['80 mm', modelOf('picture-80'), modelOf('gbk-80')],
    ['58 mm', modelOf('picture-58'), modelOf('gbk-58')],
  ]

  it.each(EVERY_SLIP)('P36 %s looks as it does in text mode, dot for dot, at both widths', (_, slip) => {
    for (const [, picture, text] of pairs) {
      const asPicture = readPaper(render(slip, picture).bytes, picture.dots)
      const asText = readPaper(render(slip, text).bytes, text.dots)
      expect(asPicture.rows.map((row) => row.kind).filter((kind) => kind !== 'cut')).toEqual(['raster', 'feed'])
      expect(dotsOf(asPicture)).toEqual(dotsOf(asText))
    }
  })

  it.each(EVERY_SLIP)('P36 %s is bands of at most 128 rows, as wide as the paper, and no text', (_, slip) => {
    for (const [, picture] of pairs) {
      const { bytes } = render(slip, picture)
      const bands = bandsOf(bytes)
      expect(bands.slice(0, -1).every((rows) => rows === 128)).toBe(true)
      expect(bands.at(-1)).toBeLessThanOrEqual(128)
      const widths = tokensOf(bytes)
        .filter((token) => token.name === 'GS v')
        .map(({ args }) => args[2])
      expect(new Set(widths)).toEqual(new Set([picture.dots / 8]))
      expect(tokensOf(bytes).some((token) => token.name === 'text')).toBe(false)
    }
  })

  it('P36 bands that touch are one picture to whoever looks', () => {
    const { bytes } = render(ticketSlip(ticket), modelOf('picture-80'))
    const [first] = readPaper(bytes).rows
    expect(bandsOf(bytes).length).toBeGreaterThan(4)
    expect(first).toMatchObject({ kind: 'raster', height: bandsOf(bytes).reduce((sum, rows) => sum + rows, 0) })
  })

  it('P3 what our own font lacks is 〓 in a picture, though a printer with a font would have it', () => {
    const slip = ticketSlip({ ...ticket, maskedName: '喆*' })
    const without = (char: string) => char !== '喆' && draws(char)
    expect(layout(slip, modelOf('picture-80'), without).missing).toEqual(['喆'])
    expect(layout(slip, modelOf('gbk-80'), without).missing).toEqual([])
  })

  it('P4 the words under a code are words like all others', () => {
    const slip = { title: '', blocks: [{ kind: 'qr', data: 'A1', label: '扫\u001b@\n码𠮷' } as const] }
    const text = paperText(readPaper(render(slip, PAPER_80).bytes))
    expect(text).toEqual(['扫@码〓', '〓 请手写：U+20BB7'])
  })

  it('P36 the same slip is the same picture, and another number is another one', () => {
    const job = (number: string) => render(ticketSlip({ ...ticket, number }), modelOf('picture-80')).bytes
    expect(job('A023')).toEqual(job('A023'))
    expect(job('A023')).not.toEqual(job('A024'))
  })
})

describe('a rarer character in text mode', () => {
  const slip = ticketSlip({ ...ticket, maskedName: '䶮*' })

  it('P3 only its own line is a picture, at the place and height of the line; all others are text', () => {
    const { bytes, missing } = render(slip, PAPER_80)
    expect(missing).toEqual([])
    expect(bandsOf(bytes)).toEqual([30])
    const before = said(ticketSlip({ ...ticket, maskedName: '张*' }))
    expect(said(slip)).toEqual(before.filter((line) => !line.startsWith('取号人')))
    expect(dotsOf(readPaper(bytes))).toEqual(dotsOf(readPaper(render(slip, modelOf('picture-80')).bytes)))
  })

  it('P3 a large line with one is a large picture', () => {
    const { bytes } = render(ticketSlip({ ...ticket, service: '㛃山登记' }), PAPER_58)
    expect(bandsOf(bytes)).toEqual([60])
  })

  it('P3 what our font lacks too is 〓, and the foot of the slip says what to write in by hand', () => {
    const { bytes, missing } = render(ticketSlip({ ...ticket, maskedName: '𠮷*', service: '😀' }), PAPER_58)
    expect(missing).toEqual(['😀', '𠮷'])
    const text = paperText(readPaper(bytes, PAPER_58.dots))
    expect(text).toEqual(expect.arrayContaining(['取号人    〓*', '〓 请手写：U+1F600 U+20BB7']))
    expect(text.at(-1)).toMatch(/请手写/)
  })

  it('P3 any name comes out: as text, as a picture, or as a mark with its code at the foot', () => {
    const names = fc.string({ unit: fc.integer({ min: 0x20, max: 0x3ffff }).map((c) => String.fromCodePoint(c)) })
    fc.assert(
      fc.property(names, (name) => {
        const { lines, missing } = layout(ticketSlip({ ...ticket, maskedName: name }), PAPER_80, draws)
        for (const line of lines)
          for (const char of line.kind === 'text' ? line.text : '')
            expect(inPrinterFont(char) || font().has(char)).toBe(true)
        const foot = lines.map((line) => (line.kind === 'text' ? line.text : '')).join('')
        for (const char of missing.slice(0, 3))
          expect(foot).toContain(`U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
      }),
      { numRuns: 200 },
    )
  })
})

describe('commands hidden in texts', () => {
  const controls = fc.constantFrom(
    '\u001b',
    '\u001d',
    '\u001c',
    '\u0010\u0004\u0001',
    '\n',
    '\r',
    '\0',
    '\u2028',
    '\ud800',
  )
  const hostile = fc
    .array(fc.oneof(controls, fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('䶮', '张', 'V\0', '@')), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''))

  /** The same lines, with harmless characters of the same width in the place of every character. */
  const harmless = ({ lines, missing }: Layout): Layout => ({
    missing,
    lines: lines.map((line) => {
      if (line.kind !== 'text' || !Array.from(line.text).every(inPrinterFont)) return line
      return { ...line, text: Array.from(line.text, (char) => (columnsOf(char) === 1 ? 'x' : '国')).join('') }
    }),
  })
  const shape = (fitted: Layout, model: PrinterModel) =>
    tokensOf(encode(compose(fitted, model, font()))).map(({ name, length }) => [name, length])

  it('P4 the commands of a slip are those of a harmless text of the same layout, whatever its texts', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(PAPER_80, PAPER_58, modelOf('sprt-58')), (a, b, model) => {
        const slip = ticketSlip({
          ...ticket,
          ...{ service: a, maskedName: b, kiosk: a, notices: [b, a], counters: [a], number: b },
          hall: { ...ticket.hall, name: a, hotline: b },
        })
        const fitted = layout(slip, model, draws)
        expect(shape(fitted, model)).toEqual(shape(harmless(fitted), model))
        const breaks = tokensOf(encode(compose(fitted, model, font()))).filter((token) => token.name === 'LF')
        const texts = fitted.lines.filter((line) => line.kind === 'text' && Array.from(line.text).every(inPrinterFont))
        expect(breaks.length).toBe(texts.length)
      }),
      { numRuns: 150 },
    )
  })

  it('P4 as a picture it is a picture: bands, a feed and the cut', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { bytes } = render(ticketSlip({ ...ticket, service: text, maskedName: text }), modelOf('picture-80'))
        const others = tokensOf(bytes).filter((token) => token.name !== 'GS v')
        expect(others.map((token) => token.name)).toEqual(['ESC @', 'FS &', 'ESC d', 'GS V'])
      }),
      { numRuns: 40 },
    )
  })
})

describe('dots', () => {
  const dots = (bitmap: Bitmap): string[] =>
    Array.from({ length: bitmap.height }, (_, y) =>
      Array.from({ length: bitmap.width }, (_, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
    )

  it('P36 a stamp falls where it is put, between bytes too, and what is outside is left out', () => {
    const what = blank(4, 2)
    fillRect(what, 0, 0, 4, 1)
    const onto = blank(16, 3)
    stamp(onto, what, 6, 1)
    stamp(onto, what, 14, 2)
    expect(dots(onto)).toEqual(['................', '......####......', '..............##'])
  })

  const inkOf = (bitmap: Bitmap) => {
    const rows = dots(bitmap)
    const inked = rows.flatMap((row, y) => (row.includes('#') ? [y] : []))
    const columns = Array.from({ length: bitmap.width }, (_, x) => x).filter((x) => rows.some((row) => row[x] === '#'))
    return { top: inked.at(0), bottom: inked.at(-1), left: columns.at(0) ?? 0, right: columns.at(-1) ?? 0 }
  }
  const row = (text: string, align: 'left' | 'center' | 'right', height: number) =>
    ({ kind: 'text', align, height, runs: [{ text, sizeW: 1, sizeH: 1, bold: false }] }) as const

  it('P36 a character stands at the foot of its row, and the row at its side of the paper', () => {
    const { top = 0, bottom = 0 } = inkOf(drawRows([row('国', 'left', 60)], 96, font()))
    expect([top >= 36, bottom >= 56, bottom < 60]).toEqual([true, true, true])
    const sides = (align: 'left' | 'center' | 'right') => {
      const { left, right } = inkOf(drawRows([row('国', align, 24)], 96, font()))
      return Math.floor(left / 12) * 12 + (right < Math.floor(left / 12) * 12 + 24 ? 0 : 1000)
    }
    expect([sides('left'), sides('center'), sides('right')]).toEqual([0, 36, 72])
  })

  it('P40 a code is drawn with the correction level M that printers are asked for', () => {
    // 38 bytes fit version 3 at M, 29 modules a side (ISO/IEC 18004, table 7); at Q they would need version 4.
    const code = { kind: 'qr', align: 'left', data: 'https://q.example.gov.cn/t/A023?s=9f3c', module: 6 } as const
    expect(drawRows([code], 576, font()).height).toBe(29 * 6)
  })

  it('P36 what is wider than the paper does not go on at the left of the next row', () => {
    const wide = blank(32, 1)
    fillRect(wide, 0, 0, 32, 1)
    const onto = blank(16, 2)
    stamp(onto, wide, 3, 0)
    expect(dots(onto)).toEqual(['...#############', '................'])
  })

  it('P11 a stream that feeds without end is drawn as far as three metres', () => {
    expect(drawRows([{ kind: 'feed', height: 10_000_000 }], 16, font()).height).toBe(24_000)
  })

  it('P10 the frame for the seal has 5 × 3 cm of white paper inside its strokes (S001-25)', () => {
    const slip: Slip = { title: 'seal', blocks: [{ kind: 'box', widthMm: 50, heightMm: 30, label: '' }] }
    for (const model of [PAPER_80, modelOf('a4')]) {
      const { dots, rows } = readPaper(render(slip, model).bytes, model.dots)
      const drawn = drawRows(
        rows.filter(({ kind }) => kind === 'text'),
        dots,
        font(),
      )
      const black = (length: number, at: (index: number) => boolean) =>
        Array.from({ length }, (_, index) => index).filter(at)
      const across = black(drawn.width, (x) => isBlack(drawn, x, drawn.height >> 1))
      const down = black(drawn.height, (y) => isBlack(drawn, drawn.width >> 1, y))
      const clear = (places: readonly number[]) =>
        Math.max(...places.slice(1).map((place, index) => place - (places[index] ?? 0) - 1)) / model.dotsPerMm
      expect(clear(across), model.id).toBeGreaterThanOrEqual(50)
      expect(clear(down), model.id).toBeGreaterThanOrEqual(30)
      expect(clear(down), model.id).toBeLessThan(36)
    }
  })

  it('P36 a frame of characters has no gap where its cells meet', () => {
    const text = (line: string) =>
      ({ kind: 'text', align: 'left', height: 24, runs: [{ text: line, sizeW: 1, sizeH: 1, bold: false }] }) as const
    const frame = drawRows([text('┌─┐'), text('│  │'), text('└─┘')], 72, font())
    for (let x = 11; x < 61; x++) expect([isBlack(frame, x, 11), isBlack(frame, x, 59)]).toEqual([true, true])
    for (let y = 11; y < 61; y++) expect([isBlack(frame, 11, y), isBlack(frame, 59, y)]).toEqual([true, true])
    expect(isBlack(frame, 9, 11) || isBlack(frame, 11, 9)).toBe(false)
  })
})
