/** Printers that never read, reset, run out, say nothing or lose power behind a slip: the ticket holds, and nobody waits (Z12). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrinterSetting } from '../../hall/catalogue.ts'
import type { Accepted } from '../../hall/reply.ts'
import { type Faults, startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { mintSecret } from '../../server/clock.ts'
import { type Broken, checkLedger } from './check.ts'
import { openCrashRun, sleep, toMorning } from './crash-run.ts'
import { openLine } from './line.ts'
import type { Acknowledged } from './load.ts'
import { HALL, machineFor } from './people.ts'
import { startHallProcess } from './server-process.ts'
import { roundLine, type Tier } from './tier.ts'

const FAULTS: readonly (readonly [string, Partial<Faults>])[] = [
  ['well', {}],
  ['never reads', { stall: true }],
  ['resets', { resetMidJob: true }],
  ['out of paper', { paperOut: true }],
  ['paper ends in a slip', { paperOutMidJob: true }],
  ['says nothing', { mute: true }],
  ['loses power behind a slip', { noConfirm: true }],
]
/** Taken at each printer while it is broken, and again when it is mended. */
const TICKETS = 3
/** Whatever a printer does, a number is there within this (ms), and a printer that is well has printed it. */
const NUMBER_WITHIN_MS = 1_000
const PRINTED_WITHIN_MS = 20_000

type Stand = {
  readonly name: string
  readonly printer: VirtualPrinter
  readonly slips: Buffer[]
  readonly token: string
}

const startStand = async (name: string, faults: Partial<Faults>): Promise<Omit<Stand, 'token'>> => {
  const slips: Buffer[] = []
  const printer = await startVirtualPrinter({ port: 0, onJob: (bytes) => slips.push(Buffer.from(bytes)) })
  printer.set(faults)
  return { name, printer, slips }
}

const settingOf = ({ printer }: Pick<Stand, 'printer'>, index: number): PrinterSetting => ({
  id: `p${index + 1}`,
  name: `打印机 ${index + 1}`,
  kind: 'tcp',
  host: '127.0.0.1',
  port: printer.port,
  paper: 80,
})

const until = async (what: () => boolean, withinMs: number): Promise<boolean> => {
  const deadline = performance.now() + withinMs
  while (!what() && performance.now() < deadline) await sleep(20)
  return what()
}

const run: Tier['run'] = async ({ rounds, seed, bug, say }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yichuang-printer-'))
  const chosen = FAULTS.slice(0, Math.max(2, rounds))
  const made = await Promise.all(chosen.map(([name, faults]) => startStand(name, faults)))
  const printers = made.map(settingOf)
  const server = await startHallProcess({ dataDir, port: 0, aheadMs: toMorning(Date.now()), printers, bug })
  const line = openLine(server.url)
  const broken: Broken[] = []
  const acknowledged: (Acknowledged & { readonly stand: Stand })[] = []
  const tookMs: number[] = []
  try {
    const hall = openCrashRun(seed)
    await hall.begin(server.url, server.code)
    const stands: Stand[] = []
    for (const [index, stand] of made.entries()) {
      const wanted = { name: `kiosk of ${stand.name}`, role: 'kiosk', printer: printers[index]?.id }
      stands.push({ ...stand, token: await machineFor(line, hall.manager(), wanted) })
    }
    const take = async (stand: Stand): Promise<void> => {
      const command = { id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' } as const
      const since = performance.now()
      const answer = await line.post(`${HALL}/commands`, command, stand.token)
      tookMs.push(performance.now() - since)
      if (answer?.status === 200)
        acknowledged.push({ command, reply: answer.body as unknown as Accepted, token: stand.token, stand })
      else broken.push({ kind: 'lost', rule: 'Z12', sentence: `${stand.name}: no number: ${JSON.stringify(answer)}` })
    }
    for (let n = 0; n < TICKETS; n += 1) await Promise.all(stands.map(take))
    const secretsOf = (stand: Stand): string[] =>
      acknowledged.filter((one) => one.stand === stand).map(({ reply }) => String(reply.secret))
    const times = (stand: Stand, secret: string): number => stand.slips.filter((bytes) => bytes.includes(secret)).length
    const [well] = stands
    const printed = (stand: Stand): boolean => secretsOf(stand).every((secret) => times(stand, secret) > 0)
    if (well && !(await until(() => printed(well), PRINTED_WITHIN_MS)))
      broken.push({ kind: 'late', rule: 'Z12', sentence: 'A printer that is well waited for one that is not.' })
    // The one that never confirms has everything by now; whoever takes silence for failure would print it again.
    const silent = stands.find(({ name }) => name === 'loses power behind a slip')
    if (silent) await until(() => printed(silent), PRINTED_WITHIN_MS)
    for (const { printer } of stands)
      printer.set({
        stall: false,
        resetMidJob: false,
        paperOut: false,
        paperOutMidJob: false,
        mute: false,
        noConfirm: false,
      })
    await Promise.all(stands.map(take))
    const last = (stand: Stand): string => secretsOf(stand).at(-1) ?? ''
    for (const stand of stands)
      if (!(await until(() => times(stand, last(stand)) > 0, PRINTED_WITHIN_MS)))
        broken.push({ kind: 'late', rule: 'Z12', sentence: `${stand.name}: mended, it prints nothing more.` })
    for (const stand of stands)
      for (const secret of secretsOf(stand))
        if (times(stand, secret) > 1)
          broken.push({ kind: 'duplicate', rule: 'I5', sentence: `${stand.name}: a slip came out twice.` })
    const slowest = Math.round(Math.max(...tookMs))
    if (slowest > NUMBER_WITHIN_MS)
      broken.push({ kind: 'late', rule: 'Z12', sentence: `A number took ${slowest} ms beside broken printers.` })
    broken.push(...checkLedger(dataDir, acknowledged))
    say(roundLine(stands.length, `${stands.map(({ name }) => name).join(', ')}   slowest number ${slowest} ms`, broken))
    return {
      rounds: stands.length,
      acknowledged: acknowledged.length,
      resent: 0,
      recoveriesMs: [],
      broken,
      figures: { 'slowest number ms': slowest },
    }
  } finally {
    line.close()
    await server.kill()
    await Promise.all(made.map(({ printer }) => printer.close()))
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export const printer: Tier = {
  name: 'printer',
  title: 'printers that fail in every way',
  proves: 'Z12 P13 P14 I5',
  rounds: FAULTS.length,
  lacks: () => undefined,
  run,
  planted: [{ bug: 'printAgain', rounds: FAULTS.length }],
}
