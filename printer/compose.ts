/** Lines to commands: says only what changes from one line to the next, and leaves nothing switched on at the end. */
import type { Command } from './commands.ts'
import { encode } from './escpos.ts'
import { type Layout, type Line, layout } from './layout.ts'
import { DEFAULT_PITCH, type PrinterModel } from './models.ts'
import type { Align, Slip } from './slip.ts'

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

const lineCommands = (set: State, line: Line): Command[] => {
  switch (line.kind) {
    case 'text': {
      const text: Command = { do: 'text', text: line.text }
      return [
        ...setTo(set, { size: line.size, align: line.align, pitch: line.pitch }),
        ...(line.bold ? [{ do: 'bold', on: true } as const, text, { do: 'bold', on: false } as const] : [text]),
        { do: 'newline' },
      ]
    }
    case 'qr':
      return [...setTo(set, { align: 'center' }), { do: 'qr', data: line.data, moduleDots: line.moduleDots }]
    case 'feed':
      return feed(line.dots)
  }
}

const feed = (dots: number): Command[] => {
  const whole = Math.floor(dots / 255)
  const steps = [...Array.from({ length: whole }, () => 255), dots - whole * 255]
  return steps.filter((step) => step > 0).map((step) => ({ do: 'feed-dots', dots: step }))
}

/** The commands of a laid-out slip, from reset to cut. */
export const compose = (fitted: Layout, model: PrinterModel): Command[] => {
  const set: State = { align: 'left', size: 1, pitch: DEFAULT_PITCH }
  return [
    { do: 'init' },
    ...fitted.lines.flatMap((line) => lineCommands(set, line)),
    ...setTo(set, { size: 1, align: 'left', pitch: DEFAULT_PITCH }),
    { do: 'feed-lines', lines: model.linesBeforeCut },
    { do: 'cut' },
  ]
}

export type PrintableSlip = { readonly bytes: Uint8Array; readonly missing: readonly string[] }

/** A slip as the bytes of one job, and the characters it had to print as 〓. */
export const render = (slip: Slip, model: PrinterModel): PrintableSlip => {
  const fitted = layout(slip, model)
  return { bytes: encode(compose(fitted, model)), missing: fitted.missing }
}
