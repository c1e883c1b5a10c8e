import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { streamReader } from '../../printer/reader.ts'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'
import { hex, unhex } from './facts.ts'
import { GOLDEN_221 } from './golden.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const start = async (): Promise<VirtualPrinter> => {
  const printer = await startVirtualPrinter({ port: 0 })
  closers.push(printer.close)
  return printer
}

/** A client that hears bytes and can wait until it has heard so many. */
const client = async (port: number) => {
  const socket = connect({ host: '127.0.0.1', port })
  let heard = ''
  let wanted: { length: number; done: () => void } | undefined
  const look = () => {
    if (wanted && heard.length >= wanted.length) wanted.done()
  }
  socket.on('data', (chunk) => {
    heard += hex(chunk)
    look()
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return {
    say: (text: string) => new Promise<void>((resolve) => void socket.write(unhex(text), () => resolve())),
    hear: (bytes: number) =>
      new Promise<string>((resolve) => {
        wanted = {
          length: bytes * 2,
          done: () => {
            wanted = undefined
            const said = heard.slice(0, bytes * 2)
            heard = heard.slice(bytes * 2)
            resolve(said)
          },
        }
        look()
      }),
    /** Hangs up, and tells what was still heard until the printer hung up too. */
    end: () =>
      new Promise<string>((resolve) => {
        socket.once('close', () => resolve(heard))
        socket.end()
      }),
  }
}

const QUESTIONS = ['100401', '100402', '100403', '100404']

describe('the virtual printer', () => {
  it.each([
    ['ready', {}, ['16', '12', '12', '12'], '1400000f', '00'],
    ['near end', { nearEnd: true }, ['16', '12', '12', '1e'], '1400030f', '03'],
    ['paper out', { paperOut: true }, ['1e', '32', '12', '7e'], '1c000f0f', ''],
    ['cover open', { coverOpen: true }, ['1e', '16', '12', '12'], '3c00000f', ''],
    ['cutter error', { cutterError: true }, ['1e', '52', '1a', '12'], '1c08000f', ''],
  ])('P18 %s is answered as hardware does', async (_, faults, status, report, sensor) => {
    const printer = await start()
    printer.set(faults)
    const me = await client(printer.port)
    for (const [i, question] of QUESTIONS.entries()) {
      await me.say(question)
      expect(await me.hear(1)).toBe(status[i])
    }
    await me.say('1d61ff')
    expect(await me.hear(4)).toBe(report)
    await me.say('1d6100 1d7201')
    expect(await me.end()).toBe(sensor)
  })

  it('P18 automatic reports follow a change while they are on, and stop when they are off', async () => {
    const printer = await start()
    const me = await client(printer.port)
    await me.say('1d610f')
    expect(await me.hear(4)).toBe('1400000f')
    printer.set({ nearEnd: true })
    expect(await me.hear(4)).toBe('1400030f')
    await me.say('1d6100 100404')
    expect(await me.hear(1)).toBe('1e')
    printer.set({ nearEnd: false })
    expect(await me.end()).toBe('')
  })

  it('P18 status bytes inside a picture are picture', async () => {
    const printer = await start()
    const me = await client(printer.port)
    await me.say('1b40 1d763000 03000200 100401 100402 1d7201')
    expect(await me.hear(1)).toBe('00')
    expect(await me.end()).toBe('')
    expect(printer.jobs().map(hex)).toEqual(['1b401d76300003000200100401100402'])
  })

  it('P18 a stream means the same however it is cut into pieces', () => {
    const stream = unhex(
      `1b40 100402 1d763000 03000200 100401 100402 41b0a1 100404 1d28480600303041423132 ${GOLDEN_221} 1d7201`,
    )
    const read = (cuts: readonly number[]) => {
      const questions: string[] = []
      let job = ''
      const reader = streamReader({
        question: ({ name, args }) => void questions.push(`${name} ${hex(args)}`),
        job: (bytes) => {
          job += hex(bytes)
          return true
        },
      })
      const ends = [...cuts.map((cut) => cut % stream.length), stream.length].sort((a, b) => a - b)
      ends.forEach((end, i) => {
        reader.read(stream.subarray(i === 0 ? 0 : ends[i - 1], end))
      })
      return { questions, job }
    }
    const whole = read([])
    expect(whole.questions).toEqual(['DLE EOT 02', 'DLE EOT 04', 'GS ( 480600303041423132', 'GS r 01'])
    expect(whole.job).toContain('100401100402')
    expect(read(Array.from(stream, (_, i) => i))).toEqual(whole)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
        expect(read(cuts)).toEqual(whole)
      }),
    )
  })

  it('P18 questions are no part of a job, and a question alone is no job', async () => {
    const printer = await start()
    const asking = await client(printer.port)
    await asking.say('100402')
    await asking.hear(1)
    await asking.end()
    const printing = await client(printer.port)
    await printing.say('100402 1b40 41 0a 100404 42 0a 1d7201')
    await printing.hear(3)
    await printing.end()
    expect(printer.jobs().map(hex)).toEqual(['1b40410a420a'])
  })

  it('P48 P18 a process id comes back when everything before it was processed, and not from a printer that is stopped', async () => {
    const printer = await start()
    const me = await client(printer.port)
    await me.say('1b40 41 0a 1d28480600 3030 41423132')
    expect(await me.hear(7)).toBe('37224142313200')
    // Cut in its middle it is still one question, and no part of the job.
    await me.say('1d284806')
    await me.say('00 3030 7a7a7a7a')
    expect(await me.hear(7)).toBe('37227a7a7a7a00')
    printer.set({ coverOpen: true })
    await me.say('1d28480600 3030 41423132 100402')
    expect(await me.hear(1)).toBe('16')
    printer.set({ coverOpen: false })
    expect(await me.end()).toBe('')
    expect(printer.jobs().map(hex)).toEqual(['1b40410a'])
  })

  it('P18 it says what it is', async () => {
    const printer = await start()
    const me = await client(printer.port)
    await me.say('1d4943')
    expect(await me.hear(17)).toBe(`5f${hex(new TextEncoder().encode('Virtual printer'))}00`)
    await me.say('1d4907 1d4941')
    expect(await me.hear(7)).toBe('5f00 5f312e3000'.replaceAll(' ', ''))
  })

  it('P11 P38 what it does not know is reported with its place, and what follows is drawn', async () => {
    const printer = await start()
    const me = await client(printer.port)
    await me.say('1b40 1c26 1b07 cad0 0a 1d7201')
    await me.hear(1)
    await me.end()
    expect(printer.reports()).toMatchObject([{ job: 0, offset: 4, bytes: '1b07', why: 'unknown' }])
    expect(printer.papers()[0]?.rows).toMatchObject([{ kind: 'text', runs: [{ text: '市' }] }])
  })

  it('P11 P18 it survives any bytes and answers whoever comes next', { timeout: 60_000 }, async () => {
    const printer = await start()
    const heads = fc.constantFrom('1b', '1d', '1c', '10', '1d28', '1d7630', '1d38', '1c71ff', '1b2a')
    const stream = fc.tuple(heads, fc.uint8Array({ maxLength: 40 })).map(([head, tail]) => `${head}${hex(tail)}`)
    await fc.assert(
      fc.asyncProperty(fc.array(stream, { minLength: 1, maxLength: 8 }), async (pieces) => {
        const noise = await client(printer.port)
        for (const piece of pieces) await noise.say(piece)
        await noise.end()
        expect(printer.reports()).toBeInstanceOf(Array)
        const next = await client(printer.port)
        await next.say('100402')
        expect(await next.hear(1)).toBe('12')
        await next.end()
      }),
      { numRuns: 60 },
    )
  })

  it('P18 a port that is taken is refused at the start', async () => {
    const printer = await start()
    await expect(startVirtualPrinter({ port: printer.port })).rejects.toThrow(/EADDRINUSE/)
  })
})
