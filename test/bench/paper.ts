/** Part 6: what a slip costs to make, and how long from the press at a kiosk to the last byte at a network printer. */

import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { startVirtualPrinter } from '../../printer/virtual.ts'
import { median, type PaperFigures, percentile, rounded } from './figures.ts'
import type { HallReady } from './hall-process.ts'
import { openLine } from './http-line.ts'
import type { BuildFigures } from './paper-process.ts'
import { runPeer, startPeer } from './peer.ts'
import type { Plan, Run } from './plan.ts'
import { nextId } from './target.ts'

type Wire = { readonly port: number; readonly lastByteAt: () => number; readonly close: () => Promise<void> }

/** A network printer with a stopwatch before it: remembers when the latest byte of a job passed, not of a question. */
const timedPrinter = async (onJob: () => void): Promise<Wire> => {
  const printer = await startVirtualPrinter({ port: 0, onJob })
  let lastByteAt = 0
  const server = createServer((client) => {
    const behind = connect({ host: '127.0.0.1', port: printer.port })
    client.on('data', (bytes: Buffer) => {
      // A status question has three bytes; a confirmation at the end of a job belongs to the job.
      if (bytes.length > 3) lastByteAt = performance.now()
      behind.write(bytes)
    })
    behind.on('data', (bytes) => client.write(bytes))
    client.on('end', () => behind.end())
    behind.on('end', () => client.end())
    for (const socket of [client, behind]) {
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    lastByteAt: () => lastByteAt,
    close: async () => {
      server.close()
      await printer.close()
    },
  }
}

/** One ticket after another: each is pressed when the paper of the one before is out. */
const pressToPaper = async (
  mode: 'text' | 'raster',
  tickets: number,
  { newFolder }: Run,
): Promise<readonly number[]> => {
  let out: () => void = () => {}
  const printer = await timedPrinter(() => out())
  const hall = await startPeer<HallReady>('hall-process', {
    folder: newFolder(),
    perDesk: 0,
    printers: [{ id: 'p1', name: 'p1', kind: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80, mode }],
  })
  const { target, kiosk, services } = hall.value
  const line = openLine(target.port)
  const took: number[] = []
  // The first slip pays for the font and the connection; a kiosk prints a test slip when it starts.
  for (let count = 0; count <= tickets; count += 1) {
    const printed = new Promise<void>((done) => {
      out = done
    })
    const command = { id: nextId(), type: 'IssueTicket', ticket: nextId(), service: services[0] }
    const pressedAt = performance.now()
    const { status, body } = await line.post(target.path, JSON.stringify(command), kiosk)
    if (status !== 200) throw new Error(`No ticket: ${status} ${body}`)
    await printed
    if (count > 0) took.push(printer.lastByteAt() - pressedAt)
  }
  line.close()
  await hall.stop()
  await printer.close()
  return took
}

const partOf = async (mode: 'text' | 'raster', plan: Plan['paper'], run: Run): Promise<PaperFigures['text']> => {
  const built = await runPeer<BuildFigures>('paper-process', { mode, slips: plan.slips })
  const took = await pressToPaper(mode, plan.tickets, run)
  return { ...built, pressP50Ms: rounded(median(took), 1), pressP99Ms: rounded(percentile(took, 0.99), 1) }
}

export const measurePaper = async (plan: Plan['paper'], run: Run): Promise<PaperFigures> => ({
  text: await partOf('text', plan, run),
  raster: await partOf('raster', plan, run),
})
