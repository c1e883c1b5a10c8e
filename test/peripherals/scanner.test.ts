/** Scanners on a serial line: one code a line, whatever ends it. */
import { describe, expect, it } from 'vitest'
import type { ScannerSetting } from '../../hall/peripheral.ts'
import { bench } from './bench.ts'

const PORT = '/dev/ttyACM0'
const scanner: ScannerSetting = {
  id: 'scanner',
  name: '扫码器',
  kind: 'scanner',
  link: { kind: 'serial', path: PORT },
}
const LINK = 'http://10.0.0.2:8080/t/hall?s=Zb3kQ0yq8m'

describe('a scanner on a serial line', () => {
  const opened = async () => {
    const hall = bench()
    hall.lines.plug(PORT)
    await hall.peripherals.arrange([scanner])
    await hall.settle()
    return { ...hall, say: (text: string) => hall.lines.at(PORT).say(Uint8Array.from(Buffer.from(text, 'latin1'))) }
  }

  it('E14 a code ends with CR, LF or both, and is told whole and once', async () => {
    for (const end of ['\r', '\n', '\r\n', '\n\r']) {
      const { say, told, advance } = await opened()
      say(`${LINK}${end}A012${end}`)
      await advance(100)
      expect(told()).toEqual([
        { kind: 'code', text: LINK },
        { kind: 'code', text: 'A012' },
      ])
    }
  })

  it('E14 without an end 50 ms of silence end it, and pieces before that belong together', async () => {
    const { say, told, advance } = await opened()
    for (const piece of [LINK.slice(0, 8), LINK.slice(8, 20), LINK.slice(20)]) {
      await advance(49)
      expect(told()).toEqual([])
      say(piece)
    }
    await advance(49)
    expect(told()).toEqual([])
    await advance(1)
    expect(told()).toEqual([{ kind: 'code', text: LINK }])
  })

  it('E14 other control bytes are left out, and a code with bytes that are no ASCII or without end is no code', async () => {
    const { say, told, advance } = await opened()
    say('\x02A01\x1b2\x03\r')
    say('\r\n  \r')
    say('A0\xff12\r')
    say('A0\x7f12\r')
    say(`${'A'.repeat(100_000)}\r`)
    say('B001\r')
    await advance(100)
    expect(told()).toEqual([
      { kind: 'code', text: 'A012' },
      { kind: 'code', text: 'B001' },
    ])
  })

  it('E14 a code spoiled before a silence does not spoil the next', async () => {
    const { say, told, advance } = await opened()
    say('\xffA0')
    await advance(50)
    say('B001')
    await advance(50)
    expect(told()).toEqual([{ kind: 'code', text: 'B001' }])
  })

  it('E4 it is ready when its line is open, and tells that this is all that can be known', async () => {
    const { health, peripherals, pending, say } = await opened()
    expect(health('scanner')).toEqual({
      peripheral: 'scanner',
      state: 'ready',
      detail: 'the line is open; a scanner says nothing until it scans',
    })
    say('A012')
    await peripherals.close()
    expect(pending()).toBe(0)
  })
})
