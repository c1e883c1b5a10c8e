import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../printer/escpos.ts'
import { modelFor } from '../../printer/models.ts'
import type { Deadlines } from '../../printer/stream-transport.ts'
import { tcpTransport } from '../../printer/tcp.ts'
import type { Timers } from '../../printer/timers.ts'
import { type Faults, startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { hex, PAPER_80, unhex } from './facts.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Short enough for a test to wait out, long enough for a busy machine. */
const SHORT: Deadlines = { connect: 2000, status: 300, stall: 300, confirm: 400, close: 300 }
const PATIENT: Deadlines = { connect: 5000, status: 5000, stall: 5000, confirm: 20_000, close: 5000 }

const JOB = encode([{ do: 'init' }, { do: 'text', text: '号票 A023' }, { do: 'newline' }, { do: 'cut' }])

const virtual = async (faults: Partial<Faults> = {}): Promise<VirtualPrinter> => {
  const printer = await startVirtualPrinter({ port: 0 })
  closers.push(printer.close)
  printer.set(faults)
  return printer
}

const to = (port: number, deadlines: Deadlines, model = PAPER_80, timers?: Timers) =>
  tcpTransport({ host: '127.0.0.1', port, model, deadlines, ...(timers ? { timers } : {}) })

/** A printer made of little: it notes every byte and answers by rote, `GS r` as it is told. */
const rote = async (confirms: (nth: number) => string) => {
  const heard: string[] = []
  let open = 0
  let mostOpen = 0
  let asked = 0
  const server: Server = createServer((socket) => {
    let bytes = ''
    mostOpen = Math.max(mostOpen, ++open)
    socket.on('data', (chunk) => {
      bytes += hex(chunk)
      if (/^1004..$/.test(hex(chunk))) socket.write(unhex('12'))
      if (hex(chunk).endsWith('1d7201')) socket.write(unhex(confirms(asked++)))
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      open--
      heard.push(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, heard, mostOpen: () => mostOpen }
}

describe('printing over TCP', () => {
  it('P13 a printer that confirms has printed, and got the very bytes', async () => {
    const printer = await virtual()
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toEqual({ result: 'printed', nearEnd: false })
    expect(printer.jobs().map(hex)).toEqual([hex(JOB)])
  })

  it('P16 a job is printed when paper is near its end, and says so', async () => {
    const printer = await virtual({ nearEnd: true })
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toEqual({ result: 'printed', nearEnd: true })
  })

  it.each([
    ['paper out', { paperOut: true }, { reason: 'paper-out', nearEnd: true }],
    ['cover open', { coverOpen: true }, { reason: 'cover-open', nearEnd: false }],
    ['cutter error', { cutterError: true }, { reason: 'cutter-error', nearEnd: false }],
  ] as const)('P14 %s is found before the first byte of the job', async (_, faults, expected) => {
    const printer = await virtual(faults)
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toEqual({ result: 'not_sent', ...expected })
    printer.set({ paperOut: false, coverOpen: false, cutterError: false })
    expect(printer.jobs()).toEqual([])
  })

  it('P14 a mute printer gets no byte of the job', async () => {
    const printer = await virtual({ mute: true })
    expect(await to(printer.port, SHORT).send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'mute' })
    expect(printer.jobs()).toEqual([])
  })

  it('P14 a port that nobody listens on is refused', async () => {
    const printer = await virtual()
    await printer.close()
    closers.splice(0)
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'refused' })
  })

  it('P14 an address that is no address is unreachable, not a crash', async () => {
    expect(await to(0, SHORT).send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'unreachable' })
    const nowhere = tcpTransport({ host: '255.255.255.255', port: 9100, model: PAPER_80, deadlines: PATIENT })
    expect(await nowhere.send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'unreachable' })
  })

  it('P14 a connection that does not come within its deadline is not sent', async () => {
    const printer = await virtual()
    const impatient: Timers = {
      now: () => 0,
      after: (_, then) => {
        queueMicrotask(then)
        return () => undefined
      },
    }
    const transport = to(printer.port, SHORT, PAPER_80, impatient)
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'connect-timeout' })
  })

  it('P13 a reset in the middle of a job is unknown', async () => {
    const printer = await virtual({ resetMidJob: true })
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'reset' })
  })

  it('P13 a printer that stops taking bytes is unknown', async () => {
    const printer = await virtual({ stall: true })
    const long = new Uint8Array(16 * 1024 * 1024).fill(0x20)
    expect(await to(printer.port, SHORT).send(long, 'job')).toMatchObject({ result: 'unknown', reason: 'stalled' })
  })

  it('P13 a job that is taken and not confirmed is unknown', async () => {
    const stalled = await virtual({ stall: true })
    expect(await to(stalled.port, SHORT).send(JOB, 'job')).toMatchObject({
      result: 'unknown',
      reason: 'no-confirmation',
    })
    const silent = await virtual({ noConfirm: true })
    expect(await to(silent.port, SHORT).send(JOB, 'job')).toMatchObject({
      result: 'unknown',
      reason: 'no-confirmation',
    })
  })

  it('P13 paper that ends in the middle of a job is unknown, and says why', async () => {
    const printer = await virtual({ paperOutMidJob: true })
    expect(await to(printer.port, SHORT).send(JOB, 'job')).toEqual({
      result: 'unknown',
      reason: 'paper-out',
      nearEnd: true,
    })
    expect(printer.jobs()).toEqual([])
  })

  it('P13 a confirmation that says the paper has ended is no confirmation', async () => {
    const printer = await rote(() => '0f')
    expect(await to(printer.port, PATIENT).send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'paper-out' })
  })

  it('P15 a slow printer that chatters status gets every byte', async () => {
    const printer = await virtual({ slowMs: 2 })
    const long = new Uint8Array(200_000).fill(0x41)
    expect(await to(printer.port, PATIENT).send(long, 'job')).toEqual({ result: 'printed', nearEnd: false })
    expect(printer.jobs().map((job) => job.length)).toEqual([200_000])
  })

  it('P13 a blind printer is never asked, gets the job whole, and is never called printed', async () => {
    const printer = await virtual({ mute: true })
    const transport = to(printer.port, SHORT, modelFor({ paper: 80, blind: true }))
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'unconfirmable' })
    expect(printer.jobs().map(hex)).toEqual([hex(JOB)])
    expect(await transport.status()).toEqual({ answer: 'none', reason: 'blind' })
  })

  it('P17 jobs and questions to one printer never share a moment', async () => {
    const printer = await rote(() => '00')
    const transport = to(printer.port, PATIENT)
    const all = await Promise.all([transport.send(JOB, 'job'), transport.status(), transport.send(JOB, 'job')])
    expect(all.map((each) => ('result' in each ? each.result : each.answer))).toEqual(['printed', 'ready', 'printed'])
    expect(printer.mostOpen()).toBe(1)
  })

  it('P17 after a job whose end is unknown, the next begins by clearing what is left of it', async () => {
    const printer = await rote((nth) => (nth > 0 ? '00' : ''))
    const transport = to(printer.port, SHORT)
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'unknown' })
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'printed' })
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'printed' })
    const jobs = printer.heard.map((bytes) => bytes.replace('100402', '').replace('100404', ''))
    expect(jobs[1]).toBe(`100502${hex(JOB)}1d7201`)
    expect(jobs[2]).toBe(`${hex(JOB)}1d7201`)
  })

  it('P14 status is told apart: ready, near end, trouble, mute, gone', async () => {
    const printer = await virtual()
    const transport = to(printer.port, SHORT)
    expect(await transport.status()).toMatchObject({ answer: 'ready', nearEnd: false })
    printer.set({ nearEnd: true })
    expect(await transport.status()).toMatchObject({ answer: 'ready', nearEnd: true })
    printer.set({ paperOut: true, coverOpen: true })
    expect(await transport.status()).toEqual({ answer: 'trouble', trouble: 'cover-open', nearEnd: true })
    printer.set({ mute: true })
    expect(await transport.status()).toEqual({ answer: 'none', reason: 'mute' })
    await printer.close()
    closers.splice(0)
    expect(await transport.status()).toMatchObject({ answer: 'none', reason: 'refused' })
  })
})
