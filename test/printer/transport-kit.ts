/** One and the same virtual printer behind every kind of line, so that every transport is held to the same contract. */
import { connect, type Socket } from 'node:net'
import { expect, vi } from 'vitest'
import { fileTransport } from '../../printer/device-file.ts'
import { modelFor, type PrinterModel } from '../../printer/models.ts'
import { serialTransport } from '../../printer/serial.ts'
import type { Deadlines } from '../../printer/stream-transport.ts'
import { tcpTransport } from '../../printer/tcp.ts'
import type { Transport } from '../../printer/transport.ts'
import { type Faults, startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { openPty, type Pty } from '../kit/pty.ts'

/** Short enough for a test to wait out, long enough for a busy machine. */
export const SHORT: Deadlines = { connect: 2000, status: 400, stall: 400, confirm: 600, close: 300 }
export const PATIENT: Deadlines = { connect: 5000, status: 5000, stall: 5000, confirm: 20_000, close: 5000 }

export type Rig = {
  readonly printer: VirtualPrinter
  readonly transport: (deadlines: Deadlines, model?: PrinterModel) => Transport
  /**
   * Hangs up for a line that has no end of its own, so that the printer knows the job is over; once so many bytes have come
   * through, where nothing else tells that they have.
   */
  readonly hangUp: (bytes?: number) => Promise<void>
  readonly close: () => Promise<void>
}

export type Kind = {
  readonly name: string
  readonly rig: (faults: Partial<Faults>) => Promise<Rig>
  /** A transport to nothing. */
  readonly nowhere: () => Transport
  readonly needsPty: boolean
}

const MODEL = modelFor({ paper: 80 })

/** Passes bytes between a pseudo-terminal and the printer, a full printer holding up the line and a reset pulling the plug. */
const bridge = (pty: Pty, port: number): Pick<Rig, 'hangUp'> => {
  const socket: Socket = connect({ host: '127.0.0.1', port })
  let over = false
  pty.onBytes((bytes) => {
    if (!socket.write(bytes)) pty.listen(false)
  })
  socket.on('drain', () => pty.listen(true))
  socket.on('data', (bytes) => pty.write(bytes))
  socket.on('error', () => socket.destroy())
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  void closed.then(() => (over ? undefined : pty.close()))
  return {
    hangUp: async (bytes = 0) => {
      await vi.waitFor(() => expect(pty.heard().length).toBeGreaterThanOrEqual(bytes), { timeout: 5_000 })
      over = true
      socket.end()
      await closed
    },
  }
}

const virtual = async (faults: Partial<Faults>): Promise<VirtualPrinter> => {
  const printer = await startVirtualPrinter({ port: 0 })
  printer.set(faults)
  return printer
}

const overPty =
  (make: (path: string, deadlines: Deadlines, model: PrinterModel) => Transport) =>
  async (faults: Partial<Faults>): Promise<Rig> => {
    const [printer, pty] = await Promise.all([virtual(faults), openPty()])
    const { hangUp } = bridge(pty, printer.port)
    return {
      printer,
      transport: (deadlines, model = MODEL) => make(pty.path, deadlines, model),
      hangUp,
      close: async () => {
        await printer.close()
        await pty.close()
      },
    }
  }

const overTcp = async (faults: Partial<Faults>): Promise<Rig> => {
  const printer = await virtual(faults)
  return {
    printer,
    transport: (deadlines, model = MODEL) => tcpTransport({ host: '127.0.0.1', port: printer.port, model, deadlines }),
    hangUp: async () => undefined,
    close: printer.close,
  }
}

/** As an edge does it: what passes between hall and edge passes as JSON, and an edge that is not there is away. */
const throughEdge = (inner: Transport | undefined): Transport => ({
  send: async (job, id) => {
    if (!inner) return { result: 'not_sent', reason: 'away', nearEnd: false }
    const passed = Buffer.from(Buffer.from(job).toString('base64'), 'base64')
    return JSON.parse(JSON.stringify(await inner.send(new Uint8Array(passed), id)))
  },
  status: async () => (inner ? JSON.parse(JSON.stringify(await inner.status())) : { answer: 'none', reason: 'away' }),
})

const serial = (path: string, deadlines: Deadlines, model: PrinterModel) =>
  serialTransport({ path, baud: 9600, deadlines, model })
const file = (path: string, deadlines: Deadlines, model: PrinterModel) => fileTransport({ path, deadlines, model })

export const KINDS: readonly Kind[] = [
  {
    name: 'TCP',
    rig: overTcp,
    nowhere: () => tcpTransport({ host: '127.0.0.1', port: 1, model: MODEL, deadlines: SHORT }),
    needsPty: false,
  },
  {
    name: 'a serial port',
    rig: overPty(serial),
    nowhere: () => serial('/dev/ttyNOTHING7', SHORT, MODEL),
    needsPty: true,
  },
  {
    name: 'a device file',
    rig: overPty(file),
    nowhere: () => file('/dev/usb/lp77', SHORT, MODEL),
    needsPty: true,
  },
  {
    name: 'an edge',
    rig: async (faults) => {
      const rig = await overTcp(faults)
      return { ...rig, transport: (...how) => throughEdge(rig.transport(...how)) }
    },
    nowhere: () => throughEdge(undefined),
    needsPty: false,
  },
]
