/** The hall server of a chaos run: the product as it is, on loopback, until it is killed. */
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { NO_ORDERS, ordersOf, STORAGE_FAULT_EXIT, sayAlive, tellParent } from '../../server/minding.ts'
import { startHall } from '../../server/start.ts'
import type { HallProcessOptions } from './server-process.ts'

const { dataDir, port, aheadMs, keepsTime, printers, storage } = JSON.parse(
  process.argv[2] ?? '{}',
) as HallProcessOptions

/** After a fault of the disk: time for the refusals to reach whoever asked, as in the product. ms */
const ANSWERS_WITHIN_MS = 100

const { url, people, close } = await startHall({
  dataDir,
  host: '127.0.0.1',
  port,
  webRoot: 'no-pages',
  keepsTime: keepsTime ?? false,
  // The kiosks of a chaos run press faster than any citizen.
  pace: { perSecond: 100_000, burst: 100_000 },
  ...(printers === undefined ? {} : { shipped: { ...sampleCatalogue, printers, edges: [], peripherals: [] } }),
  ...(storage === undefined
    ? {}
    : {
        storage,
        minding: {
          orders: ordersOf(process.env) ?? NO_ORDERS,
          inFlight: (commands) => tellParent({ inFlight: commands }),
          endAfterFault: () => void setTimeout(() => process.exit(STORAGE_FAULT_EXIT), ANSWERS_WITHIN_MS),
        },
      }),
  clock: {
    now: () => Date.now() + aheadMs,
    after: (ms, then) => {
      const timer = setTimeout(then, ms)
      timer.unref()
      return () => clearTimeout(timer)
    },
  },
})
tellParent({ ready: true })
sayAlive()
process.stdout.write(`${JSON.stringify({ url, code: people.firstCode() ?? '', pid: process.pid })}\n`)
// As in the product: it ends with whoever minds it.
const stop = (): void => void close().then(() => process.exit(0))
process.on('SIGTERM', stop)
process.on('disconnect', stop)
// Whoever started it is gone when its input ends: it must not outlive a run that was broken off.
process.stdin.resume().on('end', () => process.exit(0))
