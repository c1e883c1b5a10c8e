/** The serial drivers over real pseudo-terminals, with the real library and the real clock: what a bench cannot prove. */
import { afterEach, describe, expect, it } from 'vitest'
import type { PeripheralHealth, PeripheralInput, PeripheralSetting } from '../../hall/peripheral.ts'
import { beepFrame, displayFrame, encodeFrame, frameReader } from '../../server/peripherals/caller-frame.ts'
import { ledFrame } from '../../server/peripherals/led-frame.ts'
import { openPeripherals } from '../../server/peripherals/peripherals.ts'
import { noPty, openPty, type Pty } from '../kit/pty.ts'
import { soon } from './bench.ts'
import { hex } from './fake-lines.ts'
import { ASKED, samModule } from './sam-module.ts'

const missing = noPty()
if (missing !== undefined) console.log(`SKIPPED: ${missing}`)

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const terminal = async (): Promise<Pty> => {
  const pty = await openPty()
  closers.push(pty.close)
  return pty
}
const machine = async (...settings: readonly PeripheralSetting[]) => {
  const inputs: { readonly from: string; readonly input: PeripheralInput }[] = []
  const healths: PeripheralHealth[] = []
  const peripherals = openPeripherals({
    input: (from, input) => void inputs.push({ from, input }),
    health: (health) => void healths.push(health),
  })
  closers.push(peripherals.close)
  await peripherals.arrange(settings)
  const state = (id: string) => peripherals.health().find(({ peripheral }) => peripheral === id)?.state
  return { peripherals, inputs, healths, state }
}

/** A pad made of software: it says frames of its address, and hears them. */
const padOn = (pty: Pty, address: number) => {
  const heard: string[] = []
  pty.onBytes(
    frameReader((frame) => {
      if (frame.address === address) heard.push(hex(encodeFrame(frame)))
    }),
  )
  return { heard, say: (func: number, ...data: number[]) => pty.write(encodeFrame({ address, func, data })) }
}

describe.skipIf(missing !== undefined)('serial drivers on a real pseudo-terminal', () => {
  it('E8 two keypads and a rating pad share a line at 9600 8N1: presses, acknowledgements, displays, beep', async () => {
    const pty = await terminal()
    const serial = (address: number) => ({ kind: 'serial', path: pty.path, address }) as const
    const { peripherals, inputs, state } = await machine(
      { id: 'k1', name: 'k1', kind: 'keypad', counter: 'c1', link: serial(1) },
      { id: 'k2', name: 'k2', kind: 'keypad', counter: 'c2', link: serial(2) },
      { id: 'p1', name: 'p1', kind: 'rating-pad', counter: 'c1', link: serial(1) },
    )
    await soon(() => expect(state('k1')).toBe('silent'))
    expect(await pty.settings()).toBe('9600 8N1')
    const [one, two] = [padOn(pty, 1), padOn(pty, 2)]
    pty.write(Uint8Array.from([0xff, 0x68, 0x05, 0x00]))
    one.say(1, 0x0c)
    two.say(1, 6, 0x0f)
    one.say(0x11, 2)
    await soon(() =>
      expect(inputs).toEqual([
        { from: 'k1', input: { kind: 'key', key: 'call' } },
        { from: 'k2', input: { kind: 'key', key: 'give-up' } },
        { from: 'p1', input: { kind: 'grade', grade: 'satisfied' } },
      ]),
    )
    peripherals.show([{ peripheral: 'k2', kind: 'keypad', number: 'B107', waiting: 12 }])
    peripherals.poke('k1')
    await soon(() => {
      expect(one.heard.sort()).toEqual(
        [
          encodeFrame({ address: 1, func: 1, data: [0x0c] }),
          encodeFrame({ address: 1, func: 1, data: [2] }),
          beepFrame(1),
        ]
          .map(hex)
          .sort(),
      )
      expect(two.heard.sort()).toEqual(
        [encodeFrame({ address: 2, func: 1, data: [6, 0x0f] }), displayFrame(2, 12, '107')].map(hex).sort(),
      )
    })
    expect(['k1', 'k2', 'p1'].map(state)).toEqual(['ready', 'ready', 'ready'])
  })

  it('E4 a pulled plug is absent while the other line goes on', async () => {
    const [first, second] = [await terminal(), await terminal()]
    const keypad = (id: string, path: string): PeripheralSetting => ({
      id,
      name: id,
      kind: 'keypad',
      counter: 'c1',
      link: { kind: 'serial', path },
    })
    const { inputs, state } = await machine(keypad('one', first.path), keypad('two', second.path))
    await soon(() => expect([state('one'), state('two')]).toEqual(['silent', 'silent']))
    await first.close()
    await soon(() => expect(state('one')).toBe('absent'))
    padOn(second, 1).say(1, 0x0d)
    await soon(() => expect(inputs).toEqual([{ from: 'two', input: { kind: 'key', key: 'recall' } }]))
    expect(state('two')).toBe('ready')
  })

  it('E12 a card is read at 115,200 in the pieces in which a terminal delivers it', async () => {
    const pty = await terminal()
    const module = samModule()
    let asked = ''
    pty.onBytes((bytes) => {
      asked += hex(bytes)
      const whole = Object.values(ASKED).find((question) => asked.endsWith(question))
      if (whole === undefined) return
      asked = ''
      const reply = module.answer(Uint8Array.from(Buffer.from(whole, 'hex')))
      for (let at = 0; reply && at < reply.length; at += 100) pty.write(reply.slice(at, at + 100))
    })
    const { inputs, state } = await machine({
      id: 'r',
      name: 'r',
      kind: 'card-reader',
      link: { kind: 'serial', path: pty.path },
    })
    await soon(() => expect(state('r')).toBe('ready'))
    expect(await pty.settings()).toBe('115200 8N1')
    module.lay({ name: '样本甲', document: '999999199003070012', fingerprints: true })
    await soon(() =>
      expect(inputs).toEqual([{ from: 'r', input: { kind: 'card', name: '样本甲', document: '999999199003070012' } }]),
    )
  })

  it('E11 a bar gets its text and a scanner gives its codes', async () => {
    const [bar, codes] = [await terminal(), await terminal()]
    const led = {
      id: 'l',
      name: 'l',
      kind: 'led',
      counter: 'c1',
      link: { kind: 'serial', path: bar.path, address: 4 },
      characters: 8,
    } as const
    const { peripherals, inputs, state } = await machine(led, {
      id: 's',
      name: 's',
      kind: 'scanner',
      link: { kind: 'serial', path: codes.path },
    })
    peripherals.show([{ peripheral: 'l', kind: 'led', text: '请A012号' }])
    await soon(() => expect(hex(bar.heard())).toBe(hex(ledFrame(led, '请A012号', 4))))
    await soon(() => expect(state('s')).toBe('ready'))
    codes.write(Buffer.from('http://10.0.0.2/t?s=Zb3kQ0yq8m'))
    await soon(() =>
      expect(inputs).toEqual([{ from: 's', input: { kind: 'code', text: 'http://10.0.0.2/t?s=Zb3kQ0yq8m' } }]),
    )
  })
})
