/** How a printer of the catalogue is reached from the machine that owns it: the hall server, or an edge. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { cupsTransport } from '../../printer/cups.ts'
import { fileTransport } from '../../printer/device-file.ts'
import { modelFor } from '../../printer/models.ts'
import { serialTransport } from '../../printer/serial.ts'
import { tcpTransport } from '../../printer/tcp.ts'
import type { Timers } from '../../printer/timers.ts'
import type { PrinterStatus, Transport } from '../../printer/transport.ts'
import { startVirtualPrinter } from '../../printer/virtual.ts'

export type OpenTransport = Transport & {
  /** Hears what the printer says of itself in the middle of a job; at other times it must be asked. */
  readonly onStatus: (listener: (status: PrinterStatus) => void) => void
  readonly close: () => Promise<void>
}

const RAW_PORT = 9100
const COMMON_BAUD = 9600

/** Opens the way to a printer. Rejects only when the virtual printer inside this program finds no port. */
export const openTransport = async (setting: PrinterSetting, timers: Timers): Promise<OpenTransport> => {
  const model = modelFor(setting)
  const about = { model, timers }
  const close = async (): Promise<void> => undefined
  const { host = '', port = RAW_PORT, path = '', baud = COMMON_BAUD, queue = '' } = setting
  switch (setting.kind) {
    case 'virtual': {
      const printer = await startVirtualPrinter({ host: '127.0.0.1', port: 0, dots: model.dots })
      return { ...tcpTransport({ host: '127.0.0.1', port: printer.port, ...about }), close: printer.close }
    }
    case 'tcp':
      return { ...tcpTransport({ host, port, ...about }), close }
    case 'serial':
      return { ...serialTransport({ path, baud, ...about }), close }
    case 'file':
      return { ...fileTransport({ path, ...about }), close }
    case 'cups': {
      // Loaded at the first page: a hall without an A4 queue has no use for it.
      const draw = async (job: Uint8Array) => (await import('../../printer/raster.ts')).drawPage(job, model)
      return { ...cupsTransport({ queue, draw, timers }), onStatus: () => undefined, close }
    }
  }
}
