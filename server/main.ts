/** `npm start`: the hall of this machine, until it is told to stop. */
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { reasonOf } from './log.ts'
import { type Running, startHall } from './start.ts'

const { DATA_DIR = 'data', HOST = '127.0.0.1', PORT = '8080', HALL_HOSTS = '', PUBLIC_URL } = process.env

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
    `  打开 Open     ${shown}${lan ? `   http://${lan}:${port}` : ''}`,
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
  const publicUrl = PUBLIC_URL ?? (lan ? `http://${lan}:${PORT}` : undefined)
  const port = Number(PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${PORT}".`)
  const running = await startHall({
    dataDir: DATA_DIR,
    host: HOST,
    port,
    webRoot: fileURLToPath(new URL('../web', import.meta.url)),
    hosts: HALL_HOSTS.split(',').filter(Boolean),
    ...(publicUrl ? { publicUrl } : {}),
  })
  welcome(running)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void running.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

start().catch((error: unknown) => {
  process.stderr.write(`\n  ${reasonOf(error)}\n\n`)
  process.exitCode = 1
})
