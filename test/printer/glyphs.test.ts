import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBlack } from '../../printer/bitmap.ts'
import { charactersIn, tableAt } from '../../printer/cmap.ts'
import { render } from '../../printer/compose.ts'
import type { Font } from '../../printer/font.ts'
import { drawCharacter, FAMILIES, fontFrom, loadCanvas, paperFont } from '../../printer/glyphs.ts'
import { modelOf } from '../../printer/models.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { tokens } from '../../printer/scan.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { PAPER_80, ticket } from './facts.ts'

const plain = { sizeW: 1, sizeH: 1, bold: false } as const

const font = (): Font => {
  const opened = paperFont()
  if ('fault' in opened) throw new Error(opened.fault)
  return opened
}

const ink = (char: string, bold = false): number => {
  const glyph = font().glyph(char, { ...plain, bold })
  let black = 0
  for (let y = 0; y < glyph.height; y++) for (let x = 0; x < glyph.width; x++) if (isBlack(glyph, x, y)) black++
  return black
}

describe('the font of pictures', () => {
  it('P37 it has all of GB2312 and the rarer characters of names, and says of others that it has not', () => {
    for (const char of '市民政务服务中心䶮㛃喆龘鑫赣·〓￥') expect(font().has(char)).toBe(true)
    for (const char of ['𠮷', '😀', '\u0e01', '\ue000', '\u0627']) expect(font().has(char)).toBe(false)
  })

  it('P37 what it says it has is its own: every such character is drawn, and as wide as our font says', () => {
    const { createCanvas } = loadCanvas()
    const context = createCanvas(24, 24).getContext('2d')
    context.font = `24px ${FAMILIES.regular}`
    const some = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(some, (char) => {
        expect(font().has(char)).toBe(true)
        expect(ink(char)).toBeGreaterThan(8)
        expect(context.measureText(char).width).toBe(24)
      }),
      { numRuns: 200 },
    )
  })

  it('P37 a character that only another font of this machine has counts as missing', () => {
    const { GlobalFonts } = loadCanvas()
    // Whatever else is installed: the coverage is read from our own file and does not change with it.
    expect(GlobalFonts.families.length).toBeGreaterThan(1)
    expect(font().has('😀')).toBe(false)
    const { bytes, missing } = render(ticketSlip({ ...ticket, maskedName: '😀*' }), modelOf('picture-80'))
    expect(missing).toEqual(['😀'])
    expect(readPaper(bytes).unknown).toEqual([])
  })

  it('P37 there are two weights, and the heavier one is heavier', () => {
    expect(Object.keys(FAMILIES)).toEqual(['regular', 'bold'])
    for (const char of '号民A3') expect(ink(char, true)).toBeGreaterThan(ink(char) * 1.2)
  })

  it('P36 every character keeps to its cell of 12 or 24 dots, at every size', () => {
    for (const size of [1, 2, 4, 8]) {
      const style = { sizeW: size, sizeH: size, bold: true }
      expect(font().glyph('W', style)).toMatchObject({ width: 12 * size, height: 24 * size })
      expect(font().glyph('号', style)).toMatchObject({ width: 24 * size, height: 24 * size })
    }
  })

  it('P36 no character is cut off by its cell, tails of letters included', () => {
    const context = loadCanvas().createCanvas(48, 72).getContext('2d')
    for (const char of 'gjpqy{}@W国鑫，')
      for (const bold of [false, true]) {
        context.clearRect(0, 0, 48, 72)
        context.save()
        context.translate(12, 24)
        drawCharacter(context, char, { ...plain, bold })
        context.restore()
        const { data } = context.getImageData(0, 0, 48, 72)
        const right = char <= '~' ? 24 : 36
        const dots = { outside: 0, inside: 0 }
        for (let y = 0; y < 72; y++)
          for (let x = 0; x < 48; x++) {
            if ((data[(y * 48 + x) * 4 + 3] ?? 0) < 128) continue
            dots[x < 12 || x >= right || y < 24 || y >= 48 ? 'outside' : 'inside']++
          }
        expect([char, bold, dots.outside, dots.inside > 5]).toEqual([char, bold, 0, true])
      }
  })

  it('P37 formats 4 and 12 of the table are read, gaps left out', () => {
    // One format 4 table: A to C by delta, then x and z through the array of glyphs, y mapped to nothing.
    const u16 = (...values: number[]) => values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff])
    const u32 = (...values: number[]) => values.flatMap((value) => [...u16(value >>> 16), ...u16(value & 0xffff)])
    const four = [
      ...u16(4, 46, 0, 6, 0, 0, 0),
      ...u16(0x43, 0x7a, 0xffff, 0),
      ...u16(0x41, 0x78, 0xffff),
      ...u16(0x10000 - 0x40, 0, 1),
      ...u16(0, 4, 0),
      ...u16(7, 0, 9),
    ]
    const twelve = [...u16(12, 0), ...u32(40, 0, 2, 0x20bb7, 0x20bb8, 5, 0x1f600, 0x1f601, 0)]
    const cmap = [...u16(0, 2), ...u16(3, 1), ...u32(20), ...u16(3, 10), ...u32(20 + four.length), ...four, ...twelve]
    const found = charactersIn(Uint8Array.from(cmap))
    expect([...found].sort((a, b) => a - b)).toEqual([0x41, 0x42, 0x43, 0x78, 0x7a, 0x1f601, 0x20bb7, 0x20bb8])
  })

  it('P37 a table is found by its name, and a file without it has none', () => {
    const head = new Uint8Array(28)
    head.set([0, 1, 0, 0, 0, 1], 0)
    head.set(
      [...'cmap'].map((char) => char.charCodeAt(0)),
      12,
    )
    new DataView(head.buffer).setUint32(20, 1234)
    new DataView(head.buffer).setUint32(24, 56)
    expect(tableAt(head, 'cmap')).toEqual({ offset: 1234, length: 56 })
    expect(tableAt(head, 'glyf')).toBeUndefined()
  })

  it('P37 the licence of the font lies beside it', () => {
    const require = createRequire(import.meta.url)
    expect(require.resolve('@expo-google-fonts/noto-sans-sc/LICENSE_FONT')).toContain('noto-sans-sc')
  })
})

describe('where nothing can be drawn', () => {
  const broken = () =>
    fontFrom(() => {
      throw new Error("Cannot find module '@napi-rs/canvas'\nRequire stack: somewhere")
    })

  it('P3 text mode prints as before with 〓 and says in one line what to install', () => {
    const { bytes, missing, fault } = render(ticketSlip({ ...ticket, maskedName: '䶮*' }), PAPER_80, broken)
    expect(missing).toEqual(['䶮'])
    expect(paperText(readPaper(bytes))).toEqual(expect.arrayContaining(['取号人    〓*', '〓 请手写：U+4DAE']))
    expect([...tokens(bytes)].some((token) => token.name === 'GS v')).toBe(false)
    expect(fault).toMatch(/npm ci.*@napi-rs\/canvas.*Cannot find module/)
    expect(fault).not.toContain('\n')
  })

  it('P3 a slip without rarer characters neither opens the font nor complains', () => {
    const { missing, fault } = render(ticketSlip(ticket), PAPER_80, () => {
      throw new Error('The font was opened.')
    })
    expect({ missing, fault }).toEqual({ missing: [], fault: undefined })
  })

  it('P3 the font is asked for once a slip, however many characters need it', () => {
    let opened = 0
    const counting = () => {
      opened += 1
      return font()
    }
    render(ticketSlip({ ...ticket, service: '䶮㛃', maskedName: '䶮*' }), PAPER_80, counting)
    expect(opened).toBe(1)
  })

  it('P36 a printer that only prints pictures still gets its number and code, and says why', () => {
    const { bytes, fault } = render(ticketSlip(ticket), modelOf('picture-80'), broken)
    expect(paperText(readPaper(bytes))).toContain('A023')
    expect(readPaper(bytes).rows.some((row) => row.kind === 'qr')).toBe(true)
    expect(fault).toMatch(/npm ci/)
  })
})
