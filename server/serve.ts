/** The hall of this machine, until it is told to stop. `npm start` runs it below a parent that minds it (main.ts). */
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { isProfile, PROFILES } from '../hall/duty.ts'
import { lineFrom } from './line/settings.ts'
import { jsonLog, reasonOf } from './log.ts'
import { BROKEN_EXIT, NO_ORDERS, ordersOf, STORAGE_FAULT_EXIT, tellParent } from './minding.ts'
import { ssoFrom } from './security/sso.ts'
import { type Running, startHall } from './start.ts'
import { isReadOnlyDisk, isStorageFault } from './storage/fault.ts'
import { storageFrom } from './storage/settings.ts'

const { DATA_DIR = 'data', HOST = '127.0.0.1', PORT = '8080', HALL_HOSTS = '', PUBLIC_URL, POLICY } = process.env

const orders = ordersOf(process.env) ?? NO_ORDERS

/** After a fault of the disk: time for the refusals to reach whoever asked. ms */
const ANSWERS_WITHIN_MS = 100

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
  }
  if (HOST === '127.0.0.1')
    lines.push(
      '  只对本机开放；大厅内其他设备使用请设 HOST=0.0.0.0   This machine only; HOST=0.0.0.0 opens it to the hall',
    )
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

const start = async (): Promise<void> => {
  const lan = HOST === '0.0.0.0' ? lanAddress() : undefined
  const line = lineFrom(process.env)
  const publicUrl = PUBLIC_URL ?? (lan ? `${line.plainHttp ? 'http' : 'https'}://${lan}:${PORT}` : undefined)
  const port = Number(PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${PORT}".`)
  if (POLICY !== undefined && !isProfile(POLICY))
    throw new Error(`POLICY must be ${PROFILES.join(' or ')}, not "${POLICY}".`)
  const running = await startHall({
    profile: POLICY,
    sso: ssoFrom(process.env),
    dataDir: DATA_DIR,
    host: HOST,
    port,
    webRoot: fileURLToPath(new URL('../web', import.meta.url)),
    hosts: HALL_HOSTS.split(',').filter(Boolean),
    ...(publicUrl ? { publicUrl } : {}),
    ...line,
    storage: storageFrom(process.env),
    minding: {
      orders,
      inFlight: (commands) => tellParent({ inFlight: commands }),
      endAfterFault: () => void setTimeout(() => process.exit(STORAGE_FAULT_EXIT), ANSWERS_WITHIN_MS),
    },
  })
  welcome(running)
  tellParent({ ready: true })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void running.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Whoever minded this process is gone: another may be started in its place, and one hall has one server.
  process.on('disconnect', stop)
}

// One line, and out: everything that was acknowledged is in the ledger, and the parent starts a fresh process (Z19, X24).
const broken = (error: unknown): void => {
  jsonLog('error', 'process-failed', {
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  process.exit(isStorageFault(error) ? STORAGE_FAULT_EXIT : BROKEN_EXIT)
}
process.on('uncaughtException', broken)
process.on('unhandledRejection', broken)

start().catch((error: unknown) => {
  process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
  // A folder that never took any writing is a setting to be mended, not a disk that broke.
  const fault = isStorageFault(error) && (orders.afterFault || !isReadOnlyDisk(error))
  process.exit(fault ? STORAGE_FAULT_EXIT : 1)
})
