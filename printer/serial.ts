/** A printer on a serial port. */
import type { Line, LineFailure } from './conversation.ts'
import { openSerialLine, type SerialLine } from './serial-line.ts'
import { type StreamOptions, streamTransport, type TellingTransport } from './stream-transport.ts'

export type SerialOptions = Omit<StreamOptions, 'open'> & {
  /** /dev/ttyS0, /dev/ttyUSB0 or COM3. */
  readonly path: string
  /** Bits a second. */
  readonly baud: number
}

/** A quarter of a second at 9600 baud, and no more than a printer that says XOFF still has room for. */
const PIECE_BYTES = 256

const lineOver = (serial: SerialLine): Line => ({
  ...serial,
  pieceBytes: PIECE_BYTES,
  // A piece is taken when it has left this machine, else an XOFF would come too late for what the machine still holds.
  write: async (bytes) => {
    await serial.write(bytes)
    await serial.drain()
  },
  close: async () => {
    await serial.drain()
    await serial.close()
  },
  drop: async () => {
    serial.drop()
    await serial.close()
  },
})

const openLine = async (path: string, baud: number): Promise<Line | LineFailure> => {
  const serial = await openSerialLine(path, baud)
  if (!('failed' in serial)) return lineOver(serial)
  return { failed: serial.failed === 'failed' ? 'unreachable' : serial.failed, detail: serial.detail }
}

/** A transport to a printer on a serial port. */
export const serialTransport = ({ path, baud, ...options }: SerialOptions): TellingTransport =>
  streamTransport({ ...options, open: () => openLine(path, baud) })
