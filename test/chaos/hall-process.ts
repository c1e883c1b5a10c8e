/** The hall server of a chaos run: the product as it is, on loopback, at a fixed hour of the day, until it is killed. */
import { startHall } from '../../server/start.ts'

const { dataDir, port, aheadMs } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly dataDir: string
  readonly port: number
  /** Added to the machine's clock, so that no run meets midnight. The same for every start of a run. */
  readonly aheadMs: number
}

const { url, people } = await startHall({
  dataDir,
  host: '127.0.0.1',
  port,
  webRoot: 'no-pages',
  keepsTime: false,
  // The kiosks of a chaos run press faster than any citizen.
  pace: { perSecond: 100_000, burst: 100_000 },
  clock: {
    now: () => Date.now() + aheadMs,
    after: (ms, then) => {
      const timer = setTimeout(then, ms)
      timer.unref()
      return () => clearTimeout(timer)
    },
  },
})
process.stdout.write(`${JSON.stringify({ url, code: people.firstCode() ?? '' })}\n`)
// Whoever started it is gone when its input ends: it must not outlive a run that was broken off.
process.stdin.resume().on('end', () => process.exit(0))
