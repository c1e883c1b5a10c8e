/** `npm run load [-- options]`: what the hall bears on this machine, with an exit code (SPEC Z13). */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { FULL_BURST, measureBurst } from './burst.ts'
import { FULL_DAY, liveDay } from './day.ts'
import { FULL_LEAKS, measureLeaks } from './leaks.ts'
import { burstRows, dayRows, leakRows, type Row, tableOf } from './report.ts'

const USAGE = `npm run load [-- options]
  (none)    a thousand screens and two hundred tickets a second for fifteen seconds
  --day     eight hours of a full hall in eight minutes, with every fault once that needs no rights
  --leaks   ten waves of a thousand screens: heap, sockets, timers, descriptors
  --tls     any of these with a hall that is open to the network, under its own authority
  --json    one JSON object on standard output and nothing else (npm run --silent load -- --json)
`

const { values } = parseArgs({
  options: {
    day: { type: 'boolean', default: false },
    leaks: { type: 'boolean', default: false },
    tls: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const measured = async (folder: string): Promise<readonly [object, Row[]]> => {
  const { tls } = values
  if (values.day) {
    const day = await liveDay({ ...FULL_DAY, tls }, folder)
    return [day, dayRows(day)]
  }
  if (values.leaks) {
    const leaks = await measureLeaks({ ...FULL_LEAKS, tls }, folder)
    return [leaks, leakRows(leaks)]
  }
  const burst = await measureBurst({ ...FULL_BURST, tls }, folder)
  return [burst, burstRows(burst)]
}

const main = async (): Promise<void> => {
  if (values.help) {
    process.stderr.write(USAGE)
    return
  }
  // Beside the build and not in a folder that may be in memory: that would flatter the disk.
  const folder = mkdtempSync(join(fileURLToPath(new URL('../..', import.meta.url)), 'load-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const [figures, rows] = await measured(folder)
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf(rows)}\n`)
  process.exitCode = rows.every(({ kept }) => kept) ? 0 : 1
}

await main()
