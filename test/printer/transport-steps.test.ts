/** What happens between the steps of a job: whose confirmation it is, who says wait, what is seen meanwhile. */
import { spawn } from 'node:child_process'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Line } from '../../printer/conversation.ts'
import { modelFor } from '../../printer/models.ts'
import { processIdOf } from '../../printer/status.ts'
import { streamTransport } from '../../printer/stream-transport.ts'
import { tcpTransport } from '../../printer/tcp.ts'
import type { PrinterStatus } from '../../printer/transport.ts'
import { startVirtualPrinter } from '../../printer/virtual.ts'
import { noPty } from '../kit/pty.ts'
import { hex, unhex } from './facts.ts'
import { handClock } from './hand-clock.ts'
import { PATIENT, SHORT } from './transport-kit.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const JOB = unhex('1b40 41 0a')
const EPSON = modelFor({ paper: 80, model: 'epson-80' })
const COMMON = modelFor({ paper: 80 })
const idHex = (job: string) => hex(new TextEncoder().encode(processIdOf(job)))

/** A printer that is ready and answers what else it hears as the test says. */
const rote = async (answers: (heard: string, socket: Socket) => string | undefined) => {
  let heard = ''
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      heard += hex(chunk)
      if (/^1004..$/.test(hex(chunk))) return void socket.write(unhex('12'))
      const said = answers(hex(chunk), socket)
      if (said !== undefined) socket.write(unhex(said))
    })
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { host: '127.0.0.1', port: address.port, heard: () => heard }
}

describe('a confirmation by process id', () => {
  it('P48 with the id of this very job it is one, whatever else the printer says before it', async () => {
    const printer = await rote((heard) =>
      heard.includes('1d2848') ? `1400000f 00 3722 ${idHex('yesterday')} 00 3722 ${idHex('job')} 00` : undefined,
    )
    const transport = tcpTransport({ ...printer, model: EPSON, deadlines: PATIENT })
    expect(await transport.send(JOB, 'job')).toEqual({ result: 'printed', nearEnd: false })
    expect(printer.heard()).toContain(`1d284806003030${idHex('job')}`)
  })

  it('P48 with the id of another job it is none', async () => {
    const printer = await rote((heard) => (heard.includes('1d2848') ? `3722 ${idHex('yesterday')} 00 00` : undefined))
    const transport = tcpTransport({ ...printer, model: EPSON, deadlines: SHORT })
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'no-confirmation' })
  })
})

describe('a printer that says wait', () => {
  it('P47 XOFF holds the job and not the questions, until XON', async () => {
    const long = new Uint8Array(6000).fill(0x41)
    let said = false
    const printer = await rote((heard, socket) => {
      if (heard.endsWith('1d7201')) return '00'
      if (said) return undefined
      said = true
      setImmediate(() => socket.write(unhex('11')))
      return '13'
    })
    const transport = tcpTransport({ ...printer, model: COMMON, deadlines: PATIENT })
    expect(await transport.send(long, 'job')).toMatchObject({ result: 'printed' })
    expect(printer.heard().replaceAll('100402', '').replaceAll('100404', '')).toBe(`${hex(long)}1d7201`)
  })

  it('P47 XOFF that no XON follows is a stall, and what was begun is unknown', async () => {
    let pieces = 0
    const printer = await rote((heard, socket) => {
      if (/^41+$/.test(heard)) pieces += heard.length / 2
      socket.pause()
      setImmediate(() => socket.resume())
      return '13'
    })
    // More than the buffers of both ends of a busy machine take in before anybody reads.
    const huge = new Uint8Array(32_000_000).fill(0x41)
    const transport = tcpTransport({ ...printer, model: COMMON, deadlines: SHORT })
    expect(await transport.send(huge, 'job')).toMatchObject({ result: 'unknown', reason: 'stalled' })
    expect(pieces).toBeLessThan(huge.length)
  })
})

describe('while a confirmation is awaited', () => {
  it('P49 paper that ends in the middle of a job is told long before the job is given up', async () => {
    const printer = await startVirtualPrinter({ port: 0 })
    closers.push(printer.close)
    printer.set({ paperOutMidJob: true })
    const transport = tcpTransport({
      host: '127.0.0.1',
      port: printer.port,
      model: COMMON,
      deadlines: { confirm: 3000 },
    })
    const told: PrinterStatus[] = []
    const from = Date.now()
    let after = 0
    transport.onStatus((status) => {
      told.push(status)
      after ||= Date.now() - from
    })
    const outcome = transport.send(JOB, 'job')
    await vi.waitFor(() => expect(told[0]).toEqual({ answer: 'trouble', trouble: 'paper-out', nearEnd: true }), 2500)
    expect(after).toBeLessThan(2000)
    expect(await outcome).toMatchObject({ result: 'unknown', reason: 'paper-out' })
  })
})

describe('a slow line', () => {
  it('P47 a whole picture at 9600 baud takes its 51 seconds and is printed', async () => {
    const clock = handClock()
    const ears: ((bytes: Uint8Array) => void)[] = []
    let bytes = 0
    const line: Line = {
      pieceBytes: 256,
      write: (piece) =>
        new Promise((resolve) => {
          clock.timers.after((piece.length / 960) * 1000, () => {
            bytes += piece.length
            resolve()
            const answer = { '1004': '12', '1d72': '00' }[hex(piece).slice(0, 4)]
            if (answer !== undefined) for (const heard of ears) heard(unhex(answer))
          })
        }),
      onBytes: (heard) => void ears.push(heard),
      onGone: () => undefined,
      close: async () => undefined,
      drop: async () => undefined,
    }
    const transport = streamTransport({ open: async () => line, model: COMMON, timers: clock.timers })
    const outcome = transport.send(new Uint8Array(49_000).fill(0x41), 'job')
    await clock.advance(120_000)
    expect(await outcome).toEqual({ result: 'printed', nearEnd: false })
    expect(bytes).toBeGreaterThan(49_000)
  })
})

/** A port that takes no more connections: its queue is full and nobody empties it, so a SYN is never answered. */
const BLACK_HOLE = `
import socket, sys, time
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)
sys.stdout.write(str(s.getsockname()[1]) + '\\n'); sys.stdout.flush(); sys.stdin.read()
`

describe('an address where nothing answers', () => {
  it.skipIf(noPty() !== undefined)('P47 a connection that nobody answers is given up at our own deadline', async () => {
    const child = spawn('python3', ['-u', '-c', BLACK_HOLE], { stdio: ['pipe', 'pipe', 'inherit'] })
    closers.push(() => void child.kill('SIGKILL'))
    const port = await new Promise<number>((resolve) => child.stdout.once('data', (line) => resolve(Number(line))))
    const fillers = Array.from({ length: 4 }, () => connect({ host: '127.0.0.1', port }).on('error', () => undefined))
    closers.push(() => {
      for (const filler of fillers) filler.destroy()
    })
    await vi.waitFor(() => expect(fillers.some((filler) => !filler.connecting)).toBe(true))
    const transport = tcpTransport({ host: '127.0.0.1', port, model: COMMON, deadlines: { connect: 400 } })
    const from = Date.now()
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'connect-timeout' })
    expect(Date.now() - from).toBeLessThan(1500)
  })
})
