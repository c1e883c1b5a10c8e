import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { render } from '../../printer/compose.ts'
import { modelOf } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { drawPage, drawPng } from '../../printer/raster.ts'
import type { Slip } from '../../printer/slip.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { EVERY_SLIP } from './every-slip.ts'
import { PAPER_80, ticket } from './facts.ts'

const A4 = modelOf('a4')
const pageOf = (slip: Slip): string => Buffer.from(drawPage(render(slip, A4).bytes, A4)).toString('latin1')
const pages = (pdf: string): number => pdf.match(/\/Type \/Page\b/g)?.length ?? 0

describe('pages of A4', () => {
  it.each(EVERY_SLIP)('P38 %s is a PDF of A4 with our own font in it', (_, slip) => {
    const pdf = pageOf(slip)
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true)
    expect(pdf).toMatch(/\/MediaBox \[0 0 595 842\]/)
    const fonts = new Set(pdf.match(/\/FontName \/[A-Z]*\+?[\w-]+/g))
    expect([...fonts].every((name) => name.includes('NotoSansSC'))).toBe(true)
    expect(fonts.size).toBeGreaterThan(0)
  })

  it('P38 what is longer than a page goes on on the next one', () => {
    const rows = (count: number): Slip => ({
      title: '',
      blocks: Array.from({ length: count }, (_, i) => ({ kind: 'field', label: `${i}`, value: '等候' })),
    })
    expect(pages(pageOf(rows(10)))).toBe(1)
    // 257 mm of paper hold 48 lines of 30 dots, at 170 mm for 960 dots.
    expect(pages(pageOf(rows(48)))).toBe(1)
    expect(pages(pageOf(rows(49)))).toBe(2)
  })

  it('P38 every row stands under the one before it, in the middle of the sheet', () => {
    const line = { kind: 'text', text: '号', size: 1, align: 'left' } as const
    const pdf = drawPage(render({ title: '', blocks: [line, line, line] }, A4).bytes, A4)
    const text = Buffer.from(pdf).toString('latin1')
    const from = /stream\r?\n/.exec(text)
    const content = inflateSync(pdf.subarray((from?.index ?? 0) + (from?.[0].length ?? 0))).toString('latin1')
    // Each character is drawn in a place of its own: scale, scale, x and y in points.
    const places = [...content.matchAll(/([\d.]+) 0 0 [\d.]+ ([\d.]+) ([\d.]+) cm/g)].map((found) => found.map(Number))
    const points = 72 / 25.4
    const pitch = (30 / A4.dotsPerMm) * points
    expect(places.length).toBe(3)
    for (const [i, [, scale, x = 0, y = 0]] of places.entries()) {
      expect(scale).toBeCloseTo(points / A4.dotsPerMm, 3)
      expect(x).toBeCloseTo(20 * points, 1)
      expect(y - (places[0]?.[3] ?? 0)).toBeCloseTo(i * pitch, 1)
    }
  })

  it('P38 any bytes whatever are a page: an empty job is an empty one', () => {
    expect(pages(Buffer.from(drawPage(new Uint8Array(), A4)).toString('latin1'))).toBe(1)
  })

  it('P38 the picture of a slip is drawn from its bytes: other bytes, another picture', () => {
    const png = (number: string) =>
      drawPng(readPaper(render(ticketSlip({ ...ticket, number }), PAPER_80).bytes).rows, 576)
    expect(png('A023')).toEqual(png('A023'))
    expect(png('A023')).not.toEqual(png('A024'))
  })
})
