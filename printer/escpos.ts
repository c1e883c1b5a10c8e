/**
 * Commands to bytes, by the escpos package over an adapter that is only a piece of memory. The package builds bytes and
 * nothing else: its network, USB and status code loses the ends of jobs, so none of it is called.
 */
import escpos, { type Printer } from 'escpos'
import {
  BEEP,
  bold,
  CHINESE_ON,
  type Command,
  CUT,
  cloneQr,
  code128,
  DRAWER,
  feedDots,
  feedLines,
  picture,
  pitch,
  qr,
} from './commands.ts'
import { printable } from './text.ts'

const ALIGN = { left: 'lt', center: 'ct', right: 'rt' } as const

const write = (to: Printer, command: Command): Printer => {
  const raw = (bytes: readonly number[] | Uint8Array) => to.raw(Buffer.from(bytes))
  switch (command.do) {
    case 'init':
      to.hardware('init')
      return raw(CHINESE_ON)
    case 'align':
      return to.align(ALIGN[command.align])
    case 'size':
      return to.size(command.width - 1, command.height - 1)
    case 'bold':
      return raw(bold(command.on))
    case 'pitch':
      return raw(pitch(command.dots))
    case 'text':
      // The fence against commands in names (S11): whatever reaches this line, only printable characters leave it.
      return to.pureText(printable(command.text))
    case 'newline':
      return to.newLine()
    case 'feed-lines':
      return raw(feedLines(command.lines))
    case 'feed-dots':
      return raw(feedDots(command.dots))
    case 'qr':
      return raw((command.by === 'clone' ? cloneQr : qr)(command.data, command.moduleDots))
    case 'picture':
      return raw(picture(command.picture))
    case 'code128':
      return raw(code128(command.data, command.heightDots, command.moduleDots))
    case 'drawer':
      return raw(DRAWER)
    case 'beep':
      return raw(BEEP)
    case 'cut':
      return raw(CUT)
  }
}

/** The bytes of a job. */
export const encode = (commands: readonly Command[]): Uint8Array => {
  const written: Buffer[] = []
  const printer = new escpos.Printer({ write: (bytes) => void written.push(bytes) }, { encoding: 'gbk' })
  for (const command of commands) write(printer, command)
  printer.flush()
  return new Uint8Array(Buffer.concat(written))
}
