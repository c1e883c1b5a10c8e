/** Bars of light: frames as data, text as two-byte GBK, on a serial line and by UDP. */
import { createSocket, type Socket } from 'node:dgram'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterEach, describe, expect, it } from 'vitest'
import type { LedSetting } from '../../hall/peripheral.ts'
import { ledFrame } from '../../server/peripherals/led-frame.ts'
import { bench, soon } from './bench.ts'
import { hex, unhex } from './fake-lines.ts'

const RS485 = '/dev/ttyUSB0'
const led = (over: Partial<LedSetting> = {}): LedSetting => ({
  id: 'led',
  name: '条屏',
  kind: 'led',
  counter: 'c1',
  link: { kind: 'serial', path: RS485, address: 3 },
  characters: 8,
  ...over,
})
const gbk = (text: string): string => hex(iconv.encode(text, 'gbk'))
const frameOf = (text: string, over: Partial<LedSetting> = {}, address = 3): string =>
  hex(ledFrame(led(over), text, address))
/** The text inside a common frame, as a bar with a GBK font shows it. */
const shownBy = (frame: Uint8Array): string => iconv.decode(Buffer.from(frame.slice(4, -1)), 'gbk')

describe('the frame of a bar', () => {
  it('E11 the common one is AA 55, address, length, text, sum', () => {
    expect(frameOf('请A012号')).toBe(hex(unhex('AA 55 03 08 C7EB 41303132 BAC5 10')))
  })

  it('E11 any other is put together from its parts, with sum and xor over all after the head', () => {
    const frame: LedSetting['frame'] = [
      { part: 'hex', bytes: '7e a1' },
      { part: 'address' },
      { part: 'hex', bytes: '0102' },
      { part: 'length' },
      { part: 'text' },
      { part: 'xor' },
      { part: 'sum' },
      { part: 'hex', bytes: '0D' },
    ]
    const covered = [0xf0, 0x01, 0x02, 0x02, 0x41, 0x42]
    const xor = covered.reduce((all, byte) => all ^ byte, 0)
    const sum = covered.reduce((all, byte) => all + byte, xor) % 256
    expect([...unhex(frameOf('AB', { frame }, 0xf0))]).toEqual([0x7e, 0xa1, ...covered, xor, sum, 0x0d])
  })

  it('E11 without a head the checksum covers everything', () => {
    expect(frameOf('A', { frame: [{ part: 'address' }, { part: 'text' }, { part: 'sum' }] }, 1)).toBe('014142')
  })

  it('E11 the text is cut to the width of the bar, two columns a Chinese character', () => {
    const long = '请A012号到三号窗口办理业务'
    expect(shownBy(unhex(frameOf(long)))).toBe('请A012号到三号窗')
    expect(shownBy(unhex(frameOf(long, { characters: 12 })))).toBe('请A012号到三号窗口办理业')
    expect(shownBy(unhex(frameOf('一二三四五六七A八')))).toBe('一二三四五六七A')
  })

  it('E11 what the font lacks is 〓 and never four bytes or a question mark; the middle dot of names is GBK', () => {
    expect(shownBy(unhex(frameOf('䶮𠮷😀')))).toBe('〓〓〓')
    expect(frameOf('买•提')).toContain(gbk('买·提'))
  })

  it('E11 whatever the text, only printable ASCII and whole GBK pairs stand in the frame, and no more than fit', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('\x1b', '\n', '\x00', '\xaa', '\x16', '请', 'A', '𠮷', '\u202e', '\x7f') }),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(8 as const, 12 as const), (words, characters) => {
        const frame = ledFrame(led({ characters }), words, 1)
        const inside = Buffer.from(frame.slice(4, -1)).toString('latin1')
        expect(frame[3]).toBe(inside.length)
        expect(inside.length).toBeLessThanOrEqual(characters * 2)
        expect(inside).toMatch(/^(?:[\x20-\x7e]|[\x81-\xfe][\x40-\x7e\x80-\xfe])*$/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a bar on a serial line', () => {
  it('E11 shows its text at once, whenever it changes, every 30 s, and when the line is back', async () => {
    const { peripherals, lines, health, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([led()])
    await advance(100)
    expect(health('led')).toMatchObject({ state: 'ready', detail: 'the line is open; a bar never answers' })
    const { written } = lines.at(RS485)
    expect(written).toEqual([])
    const text = (words: string) => peripherals.show([{ peripheral: 'led', kind: 'led', text: words }])
    text('欢迎您')
    text('欢迎您')
    await advance(100)
    text('请A012号')
    await advance(29_000)
    expect(written).toEqual([frameOf('欢迎您'), frameOf('请A012号')])
    await advance(1000)
    expect(written.slice(2)).toEqual([frameOf('请A012号')])
    await advance(30_000)
    expect(written.slice(3)).toEqual([frameOf('请A012号')])
    lines.at(RS485).pull()
    text('暂停服务')
    expect(health('led')).toMatchObject({ state: 'absent' })
    lines.plug(RS485)
    await advance(1100)
    expect(lines.at(RS485).written).toEqual([frameOf('暂停服务')])
  })

  it('E15 a poke lights every lamp for three seconds, whatever comes meanwhile, and then the newest text is back', async () => {
    const { peripherals, lines, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([led()])
    await advance(10)
    peripherals.poke('led')
    await advance(100)
    peripherals.show([{ peripheral: 'led', kind: 'led', text: '请A012号' }])
    await advance(2800)
    const { written } = lines.at(RS485)
    expect(new Set(written)).toEqual(new Set([frameOf('■■■■■■■■')]))
    await advance(150)
    expect(written.at(-1)).toBe(frameOf('请A012号'))
  })

  it('E7 closed in the middle of a test light it says nothing more', async () => {
    const { peripherals, lines, pending, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([led()])
    await advance(100)
    peripherals.poke('led')
    await advance(100)
    const { written } = lines.at(RS485)
    await peripherals.close()
    expect(pending()).toBe(0)
    await advance(60_000)
    expect(written).toHaveLength(1)
  })

  it('E4 a frame that is no frame is a mistake in the settings, said in one line, and nothing is sent', async () => {
    for (const [frame, detail] of [
      [[{ part: 'hex', bytes: 'AA 5' }, { part: 'text' }], 'frame: "AA 5" is not bytes in hexadecimal such as "AA 55"'],
      [[{ part: 'hex', bytes: 'AA 55' }, { part: 'sum' }], 'frame: it has no part for the text'],
    ] as const) {
      const { peripherals, lines, health, advance } = bench()
      lines.plug(RS485)
      await peripherals.arrange([led({ frame })])
      peripherals.show([{ peripheral: 'led', kind: 'led', text: '请A012号' }])
      peripherals.poke('led')
      await advance(60_000)
      expect(health('led')).toEqual({ peripheral: 'led', state: 'failed', detail })
      expect(lines.opened()).toBe(0)
      await peripherals.close()
    }
  })
})

describe('a bar by UDP', () => {
  const sockets: Socket[] = []
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close()
  })
  const bar = async (port = 0) => {
    const socket = createSocket('udp4')
    sockets.push(socket)
    const heard: string[] = []
    socket.on('message', (message) => void heard.push(hex(message)))
    await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
    return { port: socket.address().port, heard }
  }
  const at = (port: number, host = '127.0.0.1') => led({ link: { kind: 'udp', host, port, address: 9 } })

  it('E11 a datagram a change, and ready when nobody refused it', async () => {
    const { port, heard } = await bar()
    const { peripherals, health, advance } = bench()
    await peripherals.arrange([at(port)])
    peripherals.show([{ peripheral: 'led', kind: 'led', text: '欢迎您' }])
    await soon(() => expect(heard).toEqual([frameOf('欢迎您', {}, 9)]))
    await advance(5000)
    expect(health('led')).toMatchObject({ state: 'ready' })
    await advance(30_000)
    await soon(() => expect(heard).toHaveLength(2))
    await peripherals.close()
  })

  it('E4 where nobody listens it is absent, and shows its text when somebody does', async () => {
    const { port } = await bar()
    for (const socket of sockets.splice(0)) await new Promise<void>((resolve) => socket.close(() => resolve()))
    const { peripherals, health, advance } = bench()
    await peripherals.arrange([at(port)])
    peripherals.show([{ peripheral: 'led', kind: 'led', text: '欢迎您' }])
    await soon(() => expect(health('led')).toMatchObject({ state: 'absent' }))
    expect(health('led')?.detail).toContain(`127.0.0.1:${port}`)
    const { heard } = await bar(port)
    await advance(10_000)
    await soon(() => expect(heard).toContain(frameOf('欢迎您', {}, 9)))
    await advance(5000)
    expect(health('led')).toMatchObject({ state: 'ready' })
    await peripherals.close()
  })

  it('E4 an address that is none is absent with a reason, again and again, and harms nothing', async () => {
    for (const link of [at(7000, 'no-such-bar.invalid'), at(0)]) {
      const { peripherals, health, advance } = bench()
      await peripherals.arrange([link])
      await soon(() => expect(health('led')).toMatchObject({ state: 'absent' }))
      await advance(3000)
      await peripherals.close()
    }
  })
})
