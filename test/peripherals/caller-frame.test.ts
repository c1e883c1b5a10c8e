/** The frame of caller keypads and serial rating pads, against frames recorded from a system in use. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEYPAD_KEYS } from '../../hall/peripheral.ts'
import {
  acknowledgement,
  beepFrame,
  type CallerFrame,
  displayFrame,
  encodeFrame,
  frameReader,
  isPress,
  keyOf,
  openRatingFrame,
} from '../../server/peripherals/caller-frame.ts'
import { hex, unhex } from './fake-lines.ts'

/** Everything a reader hears in these pieces. */
const heardIn = (...pieces: readonly Uint8Array[]): CallerFrame[] => {
  const heard: CallerFrame[] = []
  const read = frameReader((frame) => void heard.push(frame))
  for (const piece of pieces) read(piece)
  return heard
}
const joined = (pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(pieces.flatMap((piece) => [...piece]))
const only = (text: string): CallerFrame => {
  const [frame, ...more] = heardIn(unhex(text))
  if (!frame || more.length > 0) throw new Error(`${text} is not one frame`)
  return frame
}

describe('a frame of a keypad', () => {
  it.each([
    ['FF 68 03 03 68 02 01 0C 0F 16', 'call'],
    ['FF 68 03 03 68 02 01 0D 10 16', 'recall'],
    ['FF 68 03 03 68 02 01 0B 0E 16', 'rate'],
    ['FF 68 03 03 68 02 01 12 15 16', 'pause'],
    ['FF 68 03 03 68 02 01 13 16 16', 'transfer'],
    ['FF 68 04 04 68 02 01 06 0F 18 16', 'give-up'],
    ['FF 68 04 04 68 02 01 00 0F 12 16', 'hold'],
    ['FF 68 04 04 68 02 01 03 0F 15 16', 'call-back'],
  ] as const)('E8 recorded %s is the key %s, and is acknowledged by itself', (bytes, key) => {
    const frame = only(bytes)
    expect(frame).toMatchObject({ address: 2, func: 1 })
    expect(keyOf(frame)).toBe(key)
    expect(KEYPAD_KEYS).toContain(key)
    expect(isPress(frame)).toBe(true)
    expect(hex(acknowledgement(frame))).toBe(hex(unhex(bytes)))
    expect(hex(encodeFrame(frame))).toBe(hex(unhex(bytes)))
  })

  it('E8 a key that asks for nothing is a press all the same: another digit and OK, two digits, OK alone, cancel', () => {
    for (const bytes of [
      'FF 68 04 04 68 02 01 05 0F 17 16',
      'FF 68 03 03 68 02 01 0F 12 16',
      'FF 68 03 03 68 02 01 0E 11 16',
      'FF 68 05 05 68 02 01 06 03 0F 1B 16',
    ]) {
      expect(keyOf(only(bytes))).toBeUndefined()
      expect(isPress(only(bytes))).toBe(true)
    }
  })

  it('E8 a rating is acknowledged as function 01 with a sum smaller by 10', () => {
    const rated = only('FF 68 03 03 68 02 11 03 16 16')
    expect(rated).toEqual({ address: 2, func: 0x11, data: [3] })
    expect(hex(acknowledgement(rated))).toBe(hex(unhex('FF 68 03 03 68 02 01 03 06 16')))
  })

  it('E9 the recorded frames of ticket, waiting count, beep and rating come out byte for byte', () => {
    expect(hex(displayFrame(2, undefined, '123'))).toBe(hex(unhex('FF 68 08 08 68 02 02 0A 0A 0A 01 02 03 28 16')))
    expect(hex(displayFrame(2, 45, ''))).toBe(hex(unhex('FF 68 08 08 68 02 02 00 04 05 0A 0A 0A 2B 16')))
    expect(hex(beepFrame(2))).toBe(hex(unhex('FF 68 02 02 68 02 03 05 16')))
    expect(hex(openRatingFrame(2))).toBe(hex(unhex('FF 68 03 03 68 02 01 0B 0E 16')))
  })

  it.each([
    ['A012', 7, '000007 000102'],
    ['VA1234', 1234, '090909 020304'],
    ['A7', 999, '090909 0a0a07'],
    ['', 0, '000000 0a0a0a'],
    ['B000', -3, '000000 000000'],
    ['Y0050', 1000, '090909 000500'],
  ])('E9 number %s with %i waiting is shown as %s', (number, waiting, places) => {
    expect(hex(displayFrame(1, waiting, number)).slice(14, 26)).toBe(places.replace(' ', ''))
  })

  it('E8 a frame with a wrong sum, end, length, mark or head is none', () => {
    const good = unhex('FF 68 03 03 68 02 01 0C 0F 16')
    for (let at = 0; at < good.length; at++) {
      const bad = Uint8Array.from(good)
      bad[at] = (bad[at] ?? 0) ^ 0x01
      expect(heardIn(bad)).toEqual([])
    }
    expect(heardIn(good)).toHaveLength(1)
  })

  it('E8 a frame cut off at any byte never delays or hides the whole one after it', () => {
    const good = unhex('FF 68 04 04 68 02 01 06 0F 18 16')
    for (const cut of [good, displayFrame(2, 3, '044'), beepFrame(2)])
      for (let length = 0; length < cut.length; length++)
        expect(heardIn(cut.slice(0, length), good)).toEqual([{ address: 2, func: 1, data: [6, 0x0f] }])
  })

  const frame = fc.record({
    address: fc.nat(255),
    func: fc.nat(255),
    data: fc.array(fc.nat(255), { maxLength: 6 }),
  })
  /** Whole frames, pieces of frames, and bytes of no meaning. */
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .tuple(frame, fc.nat(14))
      .map(([cut, length]) => encodeFrame(cut).slice(0, Math.min(length, cut.data.length + 8))),
  )
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 })
  const piecesOf = (stream: Uint8Array, sizes: readonly number[]): Uint8Array[] => {
    const pieces: Uint8Array[] = []
    for (let at = 0, turn = 0; at < stream.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1
      pieces.push(stream.slice(at, at + size))
      at += size
    }
    return pieces
  }
  /** A naive reading: every place where a frame is written out in full. */
  const placesIn = (stream: Uint8Array): number => {
    let found = 0
    for (let at = 0; at < stream.length; at++)
      for (let data = 0; data <= 6; data++) {
        const [address = 0, func = 0, ...rest] = stream.slice(at + 5, at + 7 + data)
        const whole = hex(encodeFrame({ address, func, data: rest }))
        if (rest.length === data && hex(stream.slice(at, at + 9 + data)) === whole) found++
      }
    return found
  }

  it('E8 between any noise and in any pieces all good frames are read, in order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 6 }), noise, cuts, (parts, end, sizes) => {
        const stream = joined([...parts.flatMap(([before, one]) => [before, encodeFrame(one)]), end])
        // Noise that happens to be a good frame is one.
        fc.pre(placesIn(stream) === parts.length)
        expect(heardIn(...piecesOf(stream, sizes))).toEqual(parts.map(([, one]) => one))
      }),
      { numRuns: 400 },
    )
  })
})
