/** The process of this machine's hall: what its environment asks for, and the hall until it is told to stop. */
import { networkInterfaces } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isProfile, PROFILES } from '../hall/duty.ts'
import { lineFrom } from './line/settings.ts'
import { jsonLog, reasonOf } from './log.ts'
import { BROKEN_EXIT, type Orders, STORAGE_FAULT_EXIT, sayAlive, tellParent } from './minding.ts'
import type { Prepared } from './prepare.ts'
import { ssoFrom } from './security/sso.ts'
import { type Running, type StartOptions, startHall } from './start.ts'
import { isReadOnlyDisk, isStorageFault } from './storage/fault.ts'
import { storageFrom } from './storage/settings.ts'

const {
  DATA_DIR = 'data',
  HOST = '127.0.0.1',
  PORT = '8080',
  HALL_HOSTS = '',
  PUBLIC_URL,
  POLICY,
  REGAIN,
} = process.env

/** After a fault of the disk: time for the refusals to reach whoever asked. ms */
const ANSWERS_WITHIN_MS = 100
/**
 * Nobody is served while this process ends, and another may wait for it: a printer or a second disk that never ends is waited
 * for no longer. All that was acknowledged is durable, and what such a one was doing is said at the next start. ms
 */
const CLOSES_WITHIN_MS = 1_000

/** The first address of this machine on the hall's own network, for phones and other machines. */
const lanAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address

const welcome = ({ url, people, port, live }: Running): void => {
  const lan = HOST === '0.0.0.0' ? lanAddress() : undefined
  const shown = url.replace('127.0.0.1', 'localhost')
  const lines = [
    '',
    `  一窗 Yichuang · ${live.hall().catalogue?.hall.name ?? ''}`,
    `  打开 Open     ${shown}${lan ? `   ${url.split(':')[0]}://${lan}:${port}` : ''}`,
  ]
  const code = people.firstCode()
  if (code) {
    lines.push(`  首位管理员一次性代码 One-time code of the first manager   ${code}`)
    lines.push(`  在管理页填写 Enter it at   ${shown}/manager`)
    if (REGAIN === '1')
      lines.push('  用完后请去掉 REGAIN 再启动   Take REGAIN away afterwards: every start with it makes another code')
  }
  if (HOST === '127.0.0.1')
    lines.push(
      '  只对本机开放；大厅内其他设备使用请设 HOST=0.0.0.0   This machine only; HOST=0.0.0.0 opens it to the hall',
    )
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

/** What the environment asks for. Throws a sentence about the setting that is wrong. */
export const settings = (): StartOptions => {
  const lan = HOST === '0.0.0.0' ? lanAddress() : undefined
  const line = lineFrom(process.env)
  const publicUrl = PUBLIC_URL ?? (lan ? `${line.plainHttp ? 'http' : 'https'}://${lan}:${PORT}` : undefined)
  const port = Number(PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${PORT}".`)
  if (POLICY !== undefined && !isProfile(POLICY))
    throw new Error(`POLICY must be ${PROFILES.join(' or ')}, not "${POLICY}".`)
  return {
    profile: POLICY,
    regain: REGAIN === '1',
    sso: ssoFrom(process.env),
    dataDir: DATA_DIR,
    host: HOST,
    port,
    webRoot: fileURLToPath(new URL('../web', import.meta.url)),
    hosts: HALL_HOSTS.split(',').filter(Boolean),
    ...(publicUrl ? { publicUrl } : {}),
    ...line,
    storage: storageFrom(process.env),
  }
}

const start = async (orders: Orders, prepared: Prepared | undefined): Promise<void> => {
  const running = await startHall({
    ...settings(),
    prepared,
    minding: {
      orders,
      inFlight: (commands) => tellParent({ inFlight: commands }),
      endAfterFault: () => void setTimeout(() => process.exit(STORAGE_FAULT_EXIT), ANSWERS_WITHIN_MS),
    },
  })
  welcome(running)
  tellParent({ ready: true })
  sayAlive()
  let stopping = false
  const stop = async (restFirst: boolean): Promise<void> => {
    if (stopping) return
    stopping = true
    if (restFirst) await running.rest()
    await Promise.race([running.close(), sleep(CLOSES_WITHIN_MS)])
    process.exit(0)
  }
  process.on('SIGINT', () => void stop(true))
  process.on('SIGTERM', () => void stop(true))
  process.off('disconnect', alone)
  // Whoever minded this process is gone: another may be started in its place, and one hall has one server.
  process.on('disconnect', () => void stop(false))
}

/** Nothing is promised before the hall is open: where whoever minded this process is gone, it ends at once. */
const alone = (): void => process.exit(0)

// One line, and out: everything that was acknowledged is in the ledger, and the parent starts a fresh process (Z19, X24).
const broken = (error: unknown): void => {
  jsonLog('error', 'process-failed', {
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  process.exit(isStorageFault(error) ? STORAGE_FAULT_EXIT : BROKEN_EXIT)
}

/**
 * Opens the hall, and serves it until the process is told to stop.
 * @param prepared what was read of it beside the server before (Z22)
 */
export const serveHall = (orders: Orders, prepared?: Prepared): void => {
  process.on('uncaughtException', broken)
  process.on('unhandledRejection', broken)
  process.on('disconnect', alone)
  start(orders, prepared).catch((error: unknown) => {
    process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
    // A folder that never took any writing is a setting to be mended, not a disk that broke.
    const fault = isStorageFault(error) && (orders.afterFault || !isReadOnlyDisk(error))
    process.exit(fault ? STORAGE_FAULT_EXIT : 1)
  })
}
