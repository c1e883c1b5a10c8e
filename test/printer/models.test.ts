import { describe, expect, it } from 'vitest'
import { PRINTER_MODELS, type PrinterModelId } from '../../hall/printer-models.ts'
import { render } from '../../printer/compose.ts'
import { modelFor, modelOf } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { tokens } from '../../printer/scan.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { ticket } from './facts.ts'

const ids = Object.keys(PRINTER_MODELS) as PrinterModelId[]
const namesOf = (id: PrinterModelId, beep = false): string[] =>
  [...tokens(render({ ...ticketSlip(ticket), beep }, modelOf(id)).bytes)].map((token) => token.name)

describe('printer models', () => {
  it.each(ids)('P34 %s is as wide as its paper, and its columns fill its dots', (id) => {
    const model = modelOf(id)
    expect(model.paper).toBe(PRINTER_MODELS[id])
    expect(model.columns * 12).toBe(model.dots)
    // On paper, and not beyond its edges.
    expect(model.dots / model.dotsPerMm).toBeLessThan(model.paper)
  })

  it.each(ids)('P34 a ticket for %s uses what it can do and nothing else', (id) => {
    const { chinese, qr, cutter, buzzer } = modelOf(id)
    const names = namesOf(id, true)
    expect(names.includes('text')).toBe(chinese === 'font')
    expect(names.includes('GS (')).toBe(qr === 'native')
    expect(names.includes('ESC Z')).toBe(qr === 'clone')
    expect(names.includes('GS v')).toBe(chinese === 'raster')
    expect(names.includes('GS V')).toBe(cutter)
    expect(names.includes('ESC B')).toBe(buzzer)
    expect(namesOf(id).includes('ESC B')).toBe(false)
  })

  it('P34 what each can do', () => {
    const can = Object.fromEntries(
      ids.map((id) => {
        const { chinese, qr, cutter, buzzer, confirm, blind } = modelOf(id)
        return [
          id,
          [
            chinese,
            qr,
            confirm,
            ...(cutter ? ['cuts'] : []),
            ...(buzzer ? ['beeps'] : []),
            ...(blind ? ['blind'] : []),
          ],
        ]
      }),
    )
    expect(can).toEqual({
      'gbk-80': ['font', 'native', 'gs-r', 'cuts', 'beeps'],
      'gbk-58': ['font', 'native', 'gs-r', 'cuts'],
      'epson-80': ['font', 'native', 'process-id', 'cuts'],
      'sprt-80': ['font', 'clone', 'gs-r', 'cuts', 'beeps'],
      'sprt-58': ['font', 'clone', 'gs-r', 'cuts'],
      'picture-80': ['raster', 'raster', 'gs-r', 'cuts'],
      'picture-58': ['raster', 'raster', 'gs-r'],
      'blind-80': ['font', 'native', 'none', 'cuts', 'blind'],
      a4: ['font', 'native', 'none', 'blind'],
    })
  })

  it('P34 a printer whose row names no model is the common one of its paper', () => {
    expect(modelFor({ paper: 80 })).toEqual(modelOf('gbk-80'))
    expect(modelFor({ paper: 58 })).toEqual(modelOf('gbk-58'))
    expect(modelFor({ paper: 210 })).toEqual(modelOf('a4'))
  })

  it('P34 a model of other paper, or one nobody knows, is the common one too', () => {
    expect(modelFor({ paper: 58, model: 'gbk-80' })).toEqual(modelOf('gbk-58'))
    expect(modelFor({ paper: 80, model: 'toString' })).toEqual(modelOf('gbk-80'))
  })

  it('P34 the row may set pictures and silence', () => {
    expect(modelFor({ paper: 80, mode: 'raster' })).toEqual({ ...modelOf('gbk-80'), chinese: 'raster' })
    expect(modelFor({ paper: 80, model: 'picture-80', mode: 'text' }).chinese).toBe('font')
    expect(modelFor({ paper: 80, model: 'epson-80', blind: true })).toMatchObject({ blind: true, confirm: 'none' })
    expect(modelFor({ paper: 80, model: 'epson-80', blind: false }).confirm).toBe('process-id')
  })

  it('P34 a picture printer set to text still gets its QR code as a picture', () => {
    const model = modelFor({ paper: 80, model: 'picture-80', mode: 'text' })
    const names = [...tokens(render(ticketSlip(ticket), model).bytes)].map((token) => token.name)
    expect([names.includes('text'), names.includes('GS v'), names.includes('GS (')]).toEqual([true, true, false])
  })

  it('P34 the frame for the seal is 5 by 3 cm on A4 too, whose dots are larger', () => {
    const a4 = modelOf('a4')
    const slip = { title: '', blocks: [{ kind: 'box', widthMm: 50, heightMm: 30, label: '' } as const] }
    const { rows } = readPaper(render(slip, a4).bytes, a4.dots)
    const frame = rows.flatMap((row) => (row.kind === 'text' ? [row.runs[0]?.text.length ?? 0] : []))
    const millimetres = (cells: number) => ((cells - 1) * 24) / a4.dotsPerMm
    expect(millimetres(frame[0] ?? 0)).toBeGreaterThanOrEqual(50)
    expect(millimetres(frame[0] ?? 0)).toBeLessThan(56)
    expect(millimetres(frame.length)).toBeGreaterThanOrEqual(30)
    expect(millimetres(frame.length)).toBeLessThan(36)
  })
})
