/** Keypads and rating pads that share one serial line: presses, acknowledgements, displays, and how each is. */
import { describe, expect, it } from 'vitest'
import type { KeypadSetting, RatingPadSetting } from '../../hall/peripheral.ts'
import { beepFrame, displayFrame, encodeFrame, openRatingFrame } from '../../server/peripherals/caller-frame.ts'
import { bench } from './bench.ts'
import { hex, unhex } from './fake-lines.ts'

const RS485 = '/dev/ttyUSB0'
const keypadAt = (address: number, over: Partial<KeypadSetting> = {}): KeypadSetting => ({
  id: `keypad-${address}`,
  name: `呼叫器 ${address}`,
  kind: 'keypad',
  counter: `c${address}`,
  link: { kind: 'serial', path: RS485, address },
  ...over,
})
const padAt = (address: number, grades?: RatingPadSetting['grades']): RatingPadSetting => ({
  id: `pad-${address}`,
  name: `评价器 ${address}`,
  kind: 'rating-pad',
  counter: `c${address}`,
  link: { kind: 'serial', path: RS485, address },
  ...(grades ? { grades } : {}),
})
const pressed = (address: number, ...data: number[]): Uint8Array => encodeFrame({ address, func: 1, data })
const rated = (address: number, grade: number): Uint8Array => encodeFrame({ address, func: 0x11, data: [grade] })

describe('a keypad on a serial line', () => {
  it('E8 a key is told once and acknowledged, whatever noise stands before it', async () => {
    const { peripherals, lines, inputs, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(2)])
    await settle()
    lines.at(RS485).say(unhex('00 FF 68 03'))
    lines.at(RS485).say(unhex('FF 68 03 03 68 02 01 0C 0F 16'))
    expect(inputs).toEqual([{ from: 'keypad-2', input: { kind: 'key', key: 'call' }, id: 'in-1' }])
    await advance(20)
    expect(lines.at(RS485).written).toEqual([hex(unhex('FF 68 03 03 68 02 01 0C 0F 16'))])
  })

  it('E8 every key of the keypad is an input, and a digit with OK is one input of its own', async () => {
    const { peripherals, lines, told, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await settle()
    for (const data of [[0x0c], [0x0d], [0x0b], [0x12], [0x13], [6, 0x0f], [0, 0x0f], [3, 0x0f], [5, 0x0f], [0x0e]]) {
      lines.at(RS485).say(pressed(1, ...data))
      await advance(100)
    }
    expect(told()).toEqual(
      ['call', 'recall', 'rate', 'pause', 'transfer', 'give-up', 'hold', 'call-back'].map((key) => ({
        kind: 'key',
        key,
      })),
    )
    // What asks for nothing is acknowledged too, or the keypad would go on asking.
    expect(lines.at(RS485).written).toHaveLength(10)
  })

  it('E6 a keypad that missed the acknowledgement and asks again has pressed once; a second later it has pressed again', async () => {
    const { peripherals, lines, told, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await settle()
    for (let time = 0; time < 3; time++) {
      lines.at(RS485).say(pressed(1, 0x0d))
      await advance(400)
    }
    expect(told()).toHaveLength(1)
    expect(lines.at(RS485).written).toHaveLength(3)
    await advance(1000)
    lines.at(RS485).say(pressed(1, 0x0d))
    expect(told()).toHaveLength(2)
    // A machine's clock that is set back by an hour does not make the key deaf for an hour.
    await advance(-3_600_000)
    lines.at(RS485).say(pressed(1, 0x0d))
    expect(told()).toHaveLength(3)
  })

  it('E8 a device that talks without end on a line that takes nothing gathers no acknowledgements without end', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await settle()
    const line = lines.at(RS485)
    line.stuck = true
    line.say(pressed(1, 0x0c))
    await advance(20)
    for (let one = 0; one < 200; one++) line.say(pressed(1, one, 0x0e))
    expect(line.written).toHaveLength(1)
    const before = line.written.length
    line.loosen()
    await advance(20_000)
    // The newest are acknowledged; whoever pressed the others has been waiting for long.
    expect(line.written.slice(before).filter((frame) => frame.includes('0e'))).toHaveLength(32)
    expect(line.written).toContain(hex(pressed(1, 199, 0x0e)))
  })

  it('E6 a converter that hears itself makes no press of what was written, for keypad or pad, and no end of answers', async () => {
    const { peripherals, lines, told, settle, advance } = bench()
    lines.plug(RS485, (frame) => frame)
    await peripherals.arrange([keypadAt(1), padAt(1)])
    await settle()
    peripherals.show([{ peripheral: 'pad-1', kind: 'rating-pad', asks: true }])
    lines.at(RS485).say(pressed(1, 0x0c))
    await advance(5000)
    expect(told()).toEqual([{ kind: 'key', key: 'call' }])
    expect(lines.at(RS485).written).toEqual([hex(openRatingFrame(1)), hex(pressed(1, 0x0c))])
  })

  it('E6 a keypad that answers a display or a beep late is heard and not answered, or the two would go on for ever', async () => {
    const { peripherals, lines, inputs, health, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await settle()
    lines.at(RS485).say(displayFrame(1, 12, '018'))
    lines.at(RS485).say(beepFrame(1))
    await advance(1000)
    expect(lines.at(RS485).written).toEqual([])
    expect(inputs).toEqual([])
    expect(health('keypad-1')).toMatchObject({ state: 'ready' })
  })

  it('E9 shows the number in hand and how many wait, again after 30 s, and again when the line is back', async () => {
    const { peripherals, lines, advance } = bench()
    lines.plug(RS485)
    peripherals.show([{ peripheral: 'keypad-2', kind: 'keypad', number: 'A012', waiting: 1200 }])
    await peripherals.arrange([keypadAt(2)])
    await advance(100)
    const display = hex(displayFrame(2, 999, '012'))
    expect(lines.at(RS485).written).toEqual([display])
    await advance(30_000)
    expect(lines.at(RS485).written).toEqual([display, display])
    lines.at(RS485).pull()
    lines.plug(RS485)
    await advance(1100)
    expect(lines.at(RS485).written).toEqual([display])
  })

  it('E9 of several displays that wait for the line only the newest is sent', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1), keypadAt(2)])
    await settle()
    lines.at(RS485).say(unhex('00'))
    for (const waiting of [5, 4, 3]) {
      peripherals.show([
        { peripheral: 'keypad-1', kind: 'keypad', number: '', waiting },
        { peripheral: 'keypad-2', kind: 'keypad', number: 'B001', waiting: 9 },
      ])
    }
    await advance(200)
    expect(lines.at(RS485).written).toEqual([hex(displayFrame(2, 9, '001')), hex(displayFrame(1, 3, ''))])
  })

  it('E15 a poke is a beep', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(3)])
    await settle()
    peripherals.poke('keypad-3')
    peripherals.poke('nobody')
    await advance(50)
    expect(lines.at(RS485).written).toEqual([hex(beepFrame(3))])
  })
})

describe('a line that is shared', () => {
  it('E8 each frame goes to the device of its address, and a keypad and the pad plugged into it share one', async () => {
    const { peripherals, lines, inputs, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1), padAt(1), keypadAt(2), padAt(7)])
    await settle()
    expect(lines.opened()).toBe(1)
    for (const frame of [pressed(2, 0x0c), rated(1, 1), pressed(1, 0x0d), rated(7, 5), pressed(9, 0x0c)]) {
      lines.at(RS485).say(frame)
      await advance(100)
    }
    expect(inputs.map(({ from, input }) => [from, input])).toEqual([
      ['keypad-2', { kind: 'key', key: 'call' }],
      ['pad-1', { kind: 'grade', grade: 'very-satisfied' }],
      ['keypad-1', { kind: 'key', key: 'recall' }],
      ['pad-7', { kind: 'grade', grade: 'very-dissatisfied' }],
    ])
    expect(lines.at(RS485).written).toEqual([
      hex(pressed(2, 0x0c)),
      hex(unhex('FF 68 03 03 68 01 01 01 03 16')),
      hex(pressed(1, 0x0d)),
      hex(encodeFrame({ address: 7, func: 1, data: [5] })),
    ])
  })

  it('E7 one of them leaves, and the others go on as if nothing had been', async () => {
    const { peripherals, lines, inputs, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1), keypadAt(2), keypadAt(3)])
    await settle()
    peripherals.show([{ peripheral: 'keypad-3', kind: 'keypad', number: '', waiting: 3 }])
    peripherals.show([{ peripheral: 'keypad-1', kind: 'keypad', number: '', waiting: 1 }])
    await peripherals.arrange([keypadAt(2), keypadAt(3), keypadAt(4)])
    await settle()
    lines.at(RS485).say(pressed(1, 0x0c))
    lines.at(RS485).say(pressed(2, 0x0c))
    lines.at(RS485).say(pressed(4, 0x0d))
    await advance(200)
    expect(lines.opened()).toBe(1)
    expect(inputs.map(({ from }) => from)).toEqual(['keypad-2', 'keypad-4'])
    expect(lines.at(RS485).written).toEqual([hex(displayFrame(3, 3, '')), hex(pressed(2, 0x0c)), hex(pressed(4, 0x0d))])
  })

  it('E8 frames are written one at a time after 20 ms of silence, and an acknowledgement before everything that waits', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1), keypadAt(2), keypadAt(3)])
    await settle()
    const { written } = lines.at(RS485)
    peripherals.show([1, 2, 3].map((n) => ({ peripheral: `keypad-${n}`, kind: 'keypad', number: '', waiting: n })))
    await settle()
    expect(written).toHaveLength(1)
    await advance(10)
    lines.at(RS485).say(pressed(2, 0x0c))
    await advance(19)
    expect(written).toHaveLength(1)
    await advance(1)
    expect(written).toEqual([hex(displayFrame(1, 1, '')), hex(pressed(2, 0x0c))])
    await advance(40)
    expect(written.slice(2)).toEqual([hex(displayFrame(2, 2, '')), hex(displayFrame(3, 3, ''))])
  })

  it('E8 noise without end delays a frame by half a second at most', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await settle()
    lines.at(RS485).say(unhex('00'))
    peripherals.poke('keypad-1')
    for (let ms = 0; ms < 520; ms += 10) {
      await advance(10)
      lines.at(RS485).say(unhex('5A'))
    }
    expect(lines.at(RS485).written).toEqual([hex(beepFrame(1))])
  })

  it('E4 two speeds on one line are a mistake in the settings that stops only the second', async () => {
    const { peripherals, lines, health, settle } = bench()
    lines.plug(RS485)
    const fast = keypadAt(2, { link: { kind: 'serial', path: RS485, address: 2, baud: 19_200 } })
    await peripherals.arrange([keypadAt(1), fast])
    await settle()
    expect(lines.at(RS485).baud).toBe(9600)
    expect(health('keypad-1')).toMatchObject({ state: 'silent' })
    expect(health('keypad-2')).toEqual({
      peripheral: 'keypad-2',
      state: 'failed',
      detail: '/dev/ttyUSB0 is open at 9600 bits a second: give all devices on one line the same speed',
    })
  })
})

describe('a rating pad on a serial line', () => {
  it('E16 grades count from the best unless the setting says otherwise, and a value that means nothing is none', async () => {
    for (const [grades, value, grade] of [
      [undefined, 1, 'very-satisfied'],
      [undefined, 5, 'very-dissatisfied'],
      [{ '5': 'very-satisfied', '1': 'very-dissatisfied' }, 5, 'very-satisfied'],
      [{ '5': 'very-satisfied', '1': 'very-dissatisfied' }, 1, 'very-dissatisfied'],
      [{ '0': 'very-satisfied' }, 0, 'very-satisfied'],
      [undefined, 0, undefined],
      [undefined, 6, undefined],
    ] as const) {
      const { peripherals, lines, told, settle, advance } = bench()
      lines.plug(RS485)
      await peripherals.arrange([padAt(4, grades)])
      await settle()
      lines.at(RS485).say(rated(4, value))
      await advance(50)
      expect(told()).toEqual(grade ? [{ kind: 'grade', grade }] : [])
      expect(lines.at(RS485).written).toEqual([hex(encodeFrame({ address: 4, func: 1, data: [value] }))])
      await peripherals.close()
    }
  })

  it('E16 it asks once for every visit that may be rated', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([padAt(4)])
    await settle()
    for (const asks of [false, true, true, false, true]) {
      peripherals.show([{ peripheral: 'pad-4', kind: 'rating-pad', asks }])
      await advance(100)
    }
    await advance(120_000)
    expect(lines.at(RS485).written).toEqual([hex(openRatingFrame(4)), hex(openRatingFrame(4))])
  })
})

describe('two visits of which nobody rated the first', () => {
  it('E16 the pad asks for the second too, and not again for what it heard of already', async () => {
    const { peripherals, lines, settle, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([padAt(4)])
    await settle()
    for (const visit of [1_000, 1_000, 2_000, 2_000]) {
      peripherals.show([{ peripheral: 'pad-4', kind: 'rating-pad', asks: true, visit }])
      await advance(100)
    }
    expect(lines.at(RS485).written).toEqual([hex(openRatingFrame(4)), hex(openRatingFrame(4))])
  })
})

describe('how a serial device is', () => {
  it('E4 absent, plugged in, silent, heard, pulled out, and back', async () => {
    const { peripherals, lines, health, advance, settle } = bench()
    await peripherals.arrange([keypadAt(1)])
    await settle()
    expect(health('keypad-1')).toMatchObject({ state: 'absent', detail: '/dev/ttyUSB0 does not exist' })
    lines.plug(RS485)
    await advance(1000)
    expect(health('keypad-1')).toMatchObject({
      state: 'silent',
      detail: '/dev/ttyUSB0 is open; nothing heard from address 1 yet: press a key',
    })
    lines.at(RS485).say(pressed(1, 0x0c))
    expect(health('keypad-1')).toEqual({ peripheral: 'keypad-1', state: 'ready' })
    lines.at(RS485).pull('unplugged')
    expect(health('keypad-1')).toMatchObject({ state: 'absent', detail: '/dev/ttyUSB0: unplugged' })
    lines.plug(RS485)
    await advance(1000)
    expect(health('keypad-1')).toMatchObject({ state: 'silent' })
  })

  it('E4 a line that got stuck in a write works again when it was pulled and plugged in', async () => {
    const { peripherals, lines, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await advance(100)
    lines.at(RS485).stuck = true
    peripherals.poke('keypad-1')
    await advance(100)
    peripherals.poke('keypad-1')
    await advance(1000)
    expect(lines.at(RS485).written).toHaveLength(1)
    lines.at(RS485).pull()
    lines.plug(RS485)
    await advance(1000)
    peripherals.poke('keypad-1')
    await advance(100)
    expect(lines.at(RS485).written).toEqual([hex(beepFrame(1))])
  })

  it('E4 what another device of its address wrote and the line echoes does not make a pad ready', async () => {
    const { peripherals, lines, health, advance } = bench()
    lines.plug(RS485, (frame) => frame)
    await peripherals.arrange([keypadAt(1), padAt(1)])
    peripherals.show([{ peripheral: 'keypad-1', kind: 'keypad', number: '', waiting: 1 }])
    await advance(100)
    expect(health('keypad-1')).toMatchObject({ state: 'ready' })
    expect(health('pad-1')).toMatchObject({ state: 'silent' })
  })

  it('E4 an absent line is looked for after 1, 2, 5 and then every 10 seconds', async () => {
    const { peripherals, lines, advance, settle } = bench()
    await peripherals.arrange([keypadAt(1)])
    await settle()
    const opened = [lines.opened()]
    for (const ms of [999, 1, 1999, 1, 4999, 1, 9999, 1, 9999, 1]) {
      await advance(ms)
      opened.push(lines.opened())
    }
    expect(opened).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6])
  })

  it('E4 a device that answers what it is shown is ready, and silent when it stops', async () => {
    const { peripherals, lines, health, advance } = bench()
    lines.plug(RS485, (frame) => frame)
    await peripherals.arrange([keypadAt(1)])
    peripherals.show([{ peripheral: 'keypad-1', kind: 'keypad', number: '', waiting: 1 }])
    await advance(300_000)
    expect(health('keypad-1')).toMatchObject({ state: 'ready' })
    lines.at(RS485).answer = () => undefined
    await advance(60_000)
    expect(health('keypad-1')).toMatchObject({ state: 'ready' })
    await advance(30_000)
    expect(health('keypad-1')).toMatchObject({ state: 'silent', detail: 'address 1 does not answer any more' })
  })

  it('E4 a device that never answers displays and was heard stays ready', async () => {
    const { peripherals, lines, health, advance } = bench()
    lines.plug(RS485)
    await peripherals.arrange([keypadAt(1)])
    await advance(100)
    lines.at(RS485).say(pressed(1, 0x0c))
    await advance(600_000)
    expect(health('keypad-1')).toMatchObject({ state: 'ready' })
  })

  it('E4 without the library a serial device is disabled, and not tried again', async () => {
    const { peripherals, lines, health, advance, settle } = bench()
    lines.refuse(RS485, { failed: 'no-library', detail: 'serialport cannot be loaded' })
    await peripherals.arrange([keypadAt(1)])
    await settle()
    expect(health('keypad-1')).toMatchObject({ state: 'disabled', detail: 'serialport cannot be loaded' })
    await advance(60_000)
    expect(lines.opened()).toBe(1)
  })
})
