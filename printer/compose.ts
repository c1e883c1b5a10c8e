/** Lines to commands: says only what changes from one line to the next, and leaves nothing switched on at the end. */
import type { PaperRow } from '../hall/views/paper.ts'
import type { Command } from './commands.ts'
import { drawRows } from './draw.ts'
import { encode } from './escpos.ts'
import type { Font, FontFault } from './font.ts'
import { paperFont } from './glyphs.ts'
import { type Layout, type Line, layout } from './layout.ts'
import { CHARACTER_DOTS, DEFAULT_PITCH, type PrinterModel } from './models.ts'
import type { Align, Slip } from './slip.ts'
import { inPrinterFont } from './text.ts'

type State = { align: Align; size: number; pitch: number }

const setTo = (set: State, wanted: Partial<State>): Command[] => {
  const commands: Command[] = []
  if (wanted.size !== undefined && wanted.size !== set.size)
    commands.push({ do: 'size', width: wanted.size, height: wanted.size })
  if (wanted.align !== undefined && wanted.align !== set.align) commands.push({ do: 'align', align: wanted.align })
  if (wanted.pitch !== undefined && wanted.pitch !== set.pitch)
    commands.push(wanted.pitch === DEFAULT_PITCH ? { do: 'pitch' } : { do: 'pitch', dots: wanted.pitch })
  Object.assign(set, wanted)
  return commands
}

/** A line as the row of paper it is to be, so that a picture of it stands where the text would. */
const rowOf = (line: Line): PaperRow => {
  switch (line.kind) {
    case 'text': {
      const { text, size, bold, align, pitch } = line
      const runs = [{ text, sizeW: size, sizeH: size, bold }]
      return { kind: 'text', align, runs, height: Math.max(pitch, size * CHARACTER_DOTS) }
    }
    case 'qr':
      return { kind: 'qr', align: 'center', data: line.data, module: line.moduleDots }
    case 'feed':
      return { kind: 'feed', height: line.dots }
  }
}

const pictureOf = (lines: readonly Line[], { dots }: PrinterModel, font: Font | undefined): Command => {
  if (!font) throw new Error('A picture needs a font, and the layout was made without one.')
  return { do: 'picture', picture: drawRows(lines.map(rowOf), dots, font) }
}

const lineCommands = (set: State, line: Line, model: PrinterModel, font: Font | undefined): Command[] => {
  switch (line.kind) {
    case 'text': {
      if (!Array.from(line.text).every(inPrinterFont)) return [pictureOf([line], model, font)]
      const text: Command = { do: 'text', text: line.text }
      return [
        ...setTo(set, { size: line.size, align: line.align, pitch: line.pitch }),
        ...(line.bold ? [{ do: 'bold', on: true } as const, text, { do: 'bold', on: false } as const] : [text]),
        { do: 'newline' },
      ]
    }
    case 'qr': {
      const { data, moduleDots } = line
      if (model.qr === 'raster') return [pictureOf([line], model, font)]
      return [...setTo(set, { align: 'center' }), { do: 'qr', by: model.qr, data, moduleDots }]
    }
    case 'feed':
      return feed(line.dots)
  }
}

const feed = (dots: number): Command[] => {
  const whole = Math.floor(dots / 255)
  const steps = [...Array.from({ length: whole }, () => 255), dots - whole * 255]
  return steps.filter((step) => step > 0).map((step) => ({ do: 'feed-dots', dots: step }))
}

/** The commands of a laid-out slip, from reset to cut, and the beep after it. Throws when it takes a picture and no font is given. */
export const compose = (fitted: Layout, model: PrinterModel, font?: Font, beep = false): Command[] => {
  const set: State = { align: 'left', size: 1, pitch: DEFAULT_PITCH }
  const content =
    model.chinese === 'raster'
      ? [pictureOf(fitted.lines, model, font)]
      : fitted.lines.flatMap((line) => lineCommands(set, line, model, font))
  return [
    { do: 'init' },
    ...content,
    ...setTo(set, { size: 1, align: 'left', pitch: DEFAULT_PITCH }),
    ...(model.linesBeforeCut > 0 ? [{ do: 'feed-lines', lines: model.linesBeforeCut } as const] : []),
    ...(model.cutter ? [{ do: 'cut' } as const] : []),
    ...(beep && model.buzzer ? [{ do: 'beep' } as const] : []),
  ]
}

export type PrintableSlip = {
  readonly bytes: Uint8Array
  /** The characters it had to print as 〓. */
  readonly missing: readonly string[]
  /** Why nothing could be drawn although something was to be: one line for the log. */
  readonly fault?: string
}

/** Without a font a printer gets text and its own QR code: what it can print of them is better than no paper. */
const withoutPictures = (model: PrinterModel): PrinterModel => ({
  ...model,
  chinese: 'font',
  qr: model.qr === 'raster' ? 'native' : model.qr,
})

/** A slip as the bytes of one job. The font is opened only when something must be drawn. */
export const render = (
  slip: Slip,
  model: PrinterModel,
  openFont: () => Font | FontFault = paperFont,
): PrintableSlip => {
  let opened: Font | FontFault | undefined
  const font = (): Font | undefined => {
    opened ??= openFont()
    return 'fault' in opened ? undefined : opened
  }
  const draws = model.chinese === 'raster' || model.qr === 'raster' ? font() !== undefined : undefined
  const able = draws === false ? withoutPictures(model) : model
  const fitted = layout(slip, able, (char) => font()?.has(char) ?? false)
  const bytes = encode(compose(fitted, able, opened && !('fault' in opened) ? opened : undefined, slip.beep))
  return { bytes, missing: fitted.missing, ...(opened && 'fault' in opened ? { fault: opened.fault } : {}) }
}
