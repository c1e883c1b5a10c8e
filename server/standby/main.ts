/**
 * `npm run standby -- https://hall:8080 --code CODE --data DIR`: follows a hall, and takes it over. Later starts need only
 * `--data DIR`. `--take-over` does it by hand, `--by-itself SECONDS` after a silence.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mintSecret, systemClock } from '../clock.ts'
import { sqliteLedger } from '../ledger/sqlite.ts'
import { jsonLog, reasonOf } from '../log.ts'
import { programBeside } from '../program-path.ts'
import { onHangUp, supervise } from '../supervisor.ts'
import { dropControl, keepControl, tellToTakeOver } from './control.ts'
import { LEDGER_FILE } from './copies.ts'
import { openPage } from './page.ts'
import { pairStandby, readStandbyPairing, type StandbyPairing } from './pairing.ts'
import { readStanding, standingKey } from './papers.ts'
import { openStandby } from './standby.ts'
import { lineOf, ownStatement } from './standing.ts'
import { servesItself, takeOver } from './take-over.ts'

const { HOST = '127.0.0.1', PORT = '8080' } = process.env
/** Less would take a restart of the server, or a busy second, for its death. s */
const BY_ITSELF_MIN_S = 10

const USAGE = `Use: npm run standby -- https://hall:8080 --code CODE --data DIR   (the first time)
     npm run standby -- --data DIR [--by-itself SECONDS] [--run COMMAND] [--address URL]
     npm run standby -- --take-over --data DIR [--anyway]`

const say = (line: string): void => void process.stdout.write(`  ${line}\n`)

const lanAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address ?? '127.0.0.1'

/** The folder is the hall: runs it as `npm start` does, and first what the hall wants done then (moving its address). */
const serve = async (dir: string, command: string | undefined): Promise<void> => {
  if (command !== undefined) {
    const moved = spawn(command, { shell: true, stdio: 'inherit' })
    moved.once('exit', (code) => jsonLog(code === 0 ? 'info' : 'error', 'take-over-command', { code }))
    moved.once('error', (error) => jsonLog('error', 'take-over-command', { reason: reasonOf(error) }))
  }
  process.env.DATA_DIR = dir
  const minded = supervise(programBeside(import.meta.url, '../serve'), jsonLog)
  process.removeAllListeners('SIGINT').on('SIGINT', minded.stop)
  process.removeAllListeners('SIGTERM').on('SIGTERM', minded.stop)
  onHangUp(minded)
  process.exitCode = await minded.ended
}

/** The hall whose ledger lies in a folder, and whether this server took it over; undefined where there is none yet. */
const alreadyServes = (dir: string, hall: string | undefined): boolean => {
  if (!existsSync(join(dir, LEDGER_FILE))) return false
  const ledger = sqliteLedger(join(dir, LEDGER_FILE))
  try {
    return ledger.halls().some((id) => (hall === undefined || id === hall) && servesItself(dir, id, ledger))
  } finally {
    ledger.close()
  }
}

type Settings = { readonly byItselfMs: number | undefined; readonly command: string | undefined; readonly url: string }

const follow = async (dir: string, pairing: StandbyPairing, { byItselfMs, command, url }: Settings): Promise<void> => {
  const secret = mintSecret()
  const standby = openStandby({
    dir,
    pairing,
    ownUrl: url,
    ...(byItselfMs === undefined ? {} : { byItselfMs }),
    clock: systemClock,
    log: jsonLog,
    onTaken: () => void begin().catch(failed),
  })
  const page = await openPage({
    host: HOST,
    port: Number(PORT),
    name: pairing.name,
    dir,
    secret,
    report: standby.report,
    standing: (asked) => {
      const said = asked as { readonly hall?: unknown } | undefined
      if (said?.hall !== pairing.hall || !existsSync(join(dir, LEDGER_FILE))) return undefined
      const paper = readStanding(dir)
      return { ok: true, hall: pairing.hall, ...(paper.own === undefined ? {} : { statement: paper.own }) }
    },
    takeOver: (anyway) => standby.takeOver('by-hand', anyway),
  })
  keepControl(dir, { port: page.port, host: HOST, secret })
  const begin = async (): Promise<void> => {
    // Whoever told it gets the answer before the port is another's.
    await new Promise((resolve) => setImmediate(resolve))
    await page.close()
    dropControl(dir)
    await serve(dir, command)
  }
  const stop = (): void => {
    dropControl(dir)
    void Promise.all([standby.close(), page.close()]).then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  say(`备机 Standby "${pairing.name}" 跟随 follows ${pairing.url}   状态 State: ${url}`)
  say(
    byItselfMs === undefined
      ? '只在有人下令时接管 It takes over only when told: npm run standby -- --take-over --data DIR'
      : `主机静默 ${byItselfMs / 1000} 秒后自动接管 It takes over by itself after that silence.`,
  )
}

/** Takes over a folder that no program runs from: a stopped standby's, or that of a server whose others are gone for good. */
const takeOverHere = async (dir: string, anyway: boolean): Promise<void> => {
  if (!existsSync(join(dir, LEDGER_FILE))) throw new Error(`There is no hall in ${dir}.`)
  const pairing = readStandbyPairing(dir)
  const ledger = sqliteLedger(join(dir, LEDGER_FILE))
  const hall = pairing?.hall ?? ledger.halls()[0] ?? ''
  const paper = readStanding(dir)
  const own = ownStatement(standingKey(dir), hall, lineOf(ledger, hall), paper)
  if (!anyway && servesItself(dir, hall, ledger) && (paper.deposedBy ?? '') <= (own ?? '')) {
    ledger.close()
    return say('本机已是主机 This folder is the hall already: start it with npm start.')
  }
  const peers = [...new Set([...(pairing ? [pairing.url] : []), ...paper.peers])]
  const taken = await takeOver({ dir, hall, ledger, why: 'by-hand', peers, anyway, clock: systemClock, log: jsonLog })
  ledger.close()
  if (!taken.ok) throw new Error(refusalOf(taken.code))
  say(
    `已接管 Taken over (epoch ${taken.epoch}) after position ${taken.after}. Start it with: npm run standby -- --data ${dir}`,
  )
}

const refusalOf = (code: string | undefined): string =>
  code === 'already-moved'
    ? 'Another server has taken this hall over. If that one is gone for good, say so: --take-over --anyway'
    : `Not taken over: ${code ?? 'unknown'}. The log says why.`

const secondsOf = (text: string): number => {
  const seconds = Number(text)
  if (!Number.isFinite(seconds) || seconds < BY_ITSELF_MIN_S)
    throw new Error(`--by-itself needs at least ${BY_ITSELF_MIN_S} seconds, not ${text}: a restart takes two.`)
  return seconds * 1_000
}

const start = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      code: { type: 'string' },
      fingerprint: { type: 'string' },
      data: { type: 'string' },
      address: { type: 'string' },
      run: { type: 'string' },
      'by-itself': { type: 'string' },
      'take-over': { type: 'boolean', default: false },
      anyway: { type: 'boolean', default: false },
    },
  })
  const { data: dir, code, anyway } = values
  const [address, ...more] = positionals
  if (dir === undefined || more.length > 0 || (address === undefined) !== (code === undefined)) throw new Error(USAGE)
  if (values['take-over']) {
    const told = await tellToTakeOver(dir, anyway)
    if (told === undefined) return takeOverHere(dir, anyway)
    if (!told.ok) throw new Error(refusalOf(told.code))
    return say(`已接管 Taken over (epoch ${told.epoch ?? '?'}).`)
  }
  const byItselfMs = values['by-itself'] === undefined ? undefined : secondsOf(values['by-itself'])
  const here = HOST === '0.0.0.0' || HOST === '::' ? lanAddress() : HOST
  const url = new URL(values.address ?? `http://${here}:${PORT}`).origin
  const pairing =
    address !== undefined && code !== undefined
      ? await pairStandby(dir, address, code, values.fingerprint)
      : readStandbyPairing(dir)
  if (alreadyServes(dir, pairing?.hall)) return serve(dir, values.run)
  if (!pairing) throw new Error(`${dir} is not paired yet. Add a standby on the page 系统, then:\n  ${USAGE}`)
  await follow(dir, pairing, { byItselfMs, command: values.run, url })
}

const failed = (error: unknown): void => {
  process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
  process.exit(1)
}
start().catch(failed)
