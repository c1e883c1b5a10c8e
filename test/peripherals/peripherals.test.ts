/** All peripherals of a machine together: what is opened, closed, shown and told when the settings change. */
import { describe, expect, it } from 'vitest'
import type { KeypadSetting, LedSetting, PeripheralSetting } from '../../hall/peripheral.ts'
import { displayFrame, encodeFrame } from '../../server/peripherals/caller-frame.ts'
import { bench, soon } from './bench.ts'
import { hex } from './fake-lines.ts'

const keypad = (id: string, path: string, over: Partial<KeypadSetting> = {}): KeypadSetting => ({
  id,
  name: id,
  kind: 'keypad',
  counter: 'c1',
  link: { kind: 'serial', path },
  ...over,
})
const led = (id: string): LedSetting => ({
  id,
  name: id,
  kind: 'led',
  counter: 'c1',
  link: { kind: 'virtual' },
  characters: 8,
})
const call = encodeFrame({ address: 1, func: 1, data: [0x0c] })

describe('the peripherals of a machine', () => {
  it('E7 every kind has a simulator that can be pressed, shown to, poked and made unwell', async () => {
    const { peripherals, simulator, inputs, health } = bench()
    const virtual = { kind: 'virtual' } as const
    const settings: readonly PeripheralSetting[] = [
      { id: 'k', name: 'k', kind: 'keypad', counter: 'c1', link: virtual },
      { id: 'p', name: 'p', kind: 'rating-pad', counter: 'c1', link: virtual },
      { id: 'r', name: 'r', kind: 'card-reader', link: virtual },
      { id: 's', name: 's', kind: 'scanner', link: virtual },
      led('l'),
    ]
    await peripherals.arrange(settings)
    expect(peripherals.health()).toEqual(settings.map(({ id }) => ({ peripheral: id, state: 'ready' })))
    expect(simulator.press('k', { kind: 'key', key: 'call' })).toBe(true)
    expect(simulator.press('p', { kind: 'grade', grade: 'satisfied' })).toBe(true)
    expect(simulator.press('r', { kind: 'card', name: '样本甲', document: '999999199003070012' })).toBe(true)
    expect(simulator.press('s', { kind: 'code', text: 'A012' })).toBe(true)
    expect(simulator.press('x', { kind: 'code', text: 'A012' })).toBe(false)
    expect(inputs.map(({ from, input, id }) => [from, input.kind, id])).toEqual([
      ['k', 'key', 'in-1'],
      ['p', 'grade', 'in-2'],
      ['r', 'card', 'in-3'],
      ['s', 'code', 'in-4'],
    ])
    peripherals.show([{ peripheral: 'l', kind: 'led', text: '请A012号' }])
    peripherals.poke('l')
    expect(simulator.shown('l')).toEqual({ peripheral: 'l', kind: 'led', text: '请A012号' })
    expect(simulator.poked('l')).toBe(1)
    simulator.become('l', 'failed', 'the lamp is broken')
    expect(health('l')).toEqual({ peripheral: 'l', state: 'failed', detail: 'the lamp is broken' })
    await peripherals.arrange([])
    expect(simulator.press('k', { kind: 'key', key: 'call' })).toBe(false)
    expect(peripherals.health()).toEqual([])
  })

  it('E7 what a driver says after it was closed is nobody’s, and one that is opened again tells anew how it is', async () => {
    const { createSimulator } = await import('../../server/peripherals/simulator.ts')
    const real = createSimulator()
    const tells: Parameters<typeof real.open>[1][] = []
    const { peripherals, inputs, healths, health } = bench({
      simulator: {
        ...real,
        open: (id, tell) => {
          tells.push(tell)
          return real.open(id, tell)
        },
      },
    })
    await peripherals.arrange([led('l')])
    await peripherals.arrange([])
    tells[0]?.input({ kind: 'code', text: 'A012' })
    tells[0]?.health('failed', 'too late')
    expect([inputs, health('l')]).toEqual([[], undefined])
    await peripherals.arrange([led('l')])
    expect(healths.map(({ state }) => state)).toEqual(['ready', 'ready'])
  })

  it('E7 another name, place, window or edge disturbs nothing; another wire opens anew', async () => {
    const { peripherals, lines, inputs, settle } = bench()
    lines.plug('/dev/ttyS0')
    lines.plug('/dev/ttyS1')
    await peripherals.arrange([keypad('one', '/dev/ttyS0'), keypad('two', '/dev/ttyS1')])
    await settle()
    const second = lines.at('/dev/ttyS1')
    await peripherals.arrange([
      keypad('one', '/dev/ttyS0', { name: '新名', place: '三楼', counter: 'c9', edge: 'e1' }),
      keypad('two', '/dev/ttyS1', { link: { kind: 'serial', path: '/dev/ttyS1', baud: 19_200 } }),
    ])
    await settle()
    expect(lines.opened()).toBe(3)
    expect(second.closed).toBe(true)
    expect(lines.at('/dev/ttyS1').baud).toBe(19_200)
    lines.at('/dev/ttyS0').say(call)
    expect(inputs).toHaveLength(1)
  })

  it('E7 a line that one peripheral gives up and another takes is closed before it is opened', async () => {
    const { peripherals, lines, health, settle } = bench()
    lines.plug('/dev/ttyS0')
    await peripherals.arrange([keypad('one', '/dev/ttyS0')])
    await settle()
    await peripherals.arrange([
      keypad('two', '/dev/ttyS0', { link: { kind: 'serial', path: '/dev/ttyS0', baud: 4800 } }),
    ])
    await settle()
    expect(lines.at('/dev/ttyS0').baud).toBe(4800)
    expect(health('one')).toBeUndefined()
    expect(health('two')).toMatchObject({ state: 'silent' })
  })

  it('E7 arrangements that come faster than they are made end with the last, and close gives everything back', async () => {
    const { peripherals, lines, pending, settle, advance } = bench()
    for (const path of ['/dev/ttyS0', '/dev/ttyS1', '/dev/ttyS2']) lines.plug(path)
    const all = [
      peripherals.arrange([keypad('a', '/dev/ttyS0'), keypad('b', '/dev/ttyS1')]),
      peripherals.arrange([keypad('a', '/dev/ttyS1')]),
      peripherals.arrange([keypad('c', '/dev/ttyS2'), keypad('a', '/dev/ttyS0')]),
    ]
    await Promise.all(all)
    await settle()
    expect(lines.openNow().sort()).toEqual(['/dev/ttyS0', '/dev/ttyS2'])
    await peripherals.close()
    await peripherals.arrange([keypad('late', '/dev/ttyS1')])
    await advance(60_000)
    expect(lines.openNow()).toEqual([])
    expect(pending()).toBe(0)
  })

  it('E7 a line that opens only after nobody wants it any more is closed again', async () => {
    const other = bench()
    other.lines.plug('/dev/ttyS0')
    let go = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const { peripherals, healths, settle } = bench({
      openLine: async (path, baud) => {
        await gate
        return other.lines.openLine(path, baud)
      },
    })
    await peripherals.arrange([keypad('one', '/dev/ttyS0')])
    const removed = peripherals.arrange([])
    await settle()
    go()
    await removed
    expect(other.lines.opened()).toBe(1)
    expect(other.lines.openNow()).toEqual([])
    expect(healths).toEqual([])
  })

  it('E7 closed while it looks for what is absent, it looks no more', async () => {
    const { peripherals, lines, health, pending, advance } = bench({
      hid: async () => ({
        list: async () => [],
        open: async () => {
          throw new Error('nothing was listed')
        },
      }),
    })
    await peripherals.arrange([
      keypad('line', '/dev/ttyS9'),
      keypad('usb', '', { link: { kind: 'hid', vendor: 1, product: 2 } }),
      { ...led('bar'), link: { kind: 'udp', host: '127.0.0.1', port: 0 } },
      { id: 'card', name: 'card', kind: 'card-reader', link: { kind: 'bridge', url: 'ws://127.0.0.1:1' } },
    ])
    await soon(() =>
      expect(['line', 'usb', 'bar', 'card'].map((id) => health(id)?.state)).toEqual(Array(4).fill('absent')),
    )
    const opened = lines.opened()
    await peripherals.close()
    expect(pending()).toBe(0)
    await advance(60_000)
    expect(lines.opened()).toBe(opened)
  })

  it('E7 what is shown before a peripheral is there, or while it is rewired, is shown when it is', async () => {
    const { peripherals, lines, advance } = bench()
    lines.plug('/dev/ttyS0')
    lines.plug('/dev/ttyS1')
    const display = hex(displayFrame(1, 4, '012'))
    peripherals.show([{ peripheral: 'one', kind: 'keypad', number: 'A012', waiting: 4 }])
    await peripherals.arrange([keypad('one', '/dev/ttyS0')])
    await advance(100)
    expect(lines.at('/dev/ttyS0').written).toEqual([display])
    await peripherals.arrange([keypad('one', '/dev/ttyS1')])
    await advance(100)
    expect(lines.at('/dev/ttyS1').written).toEqual([display])
    await peripherals.arrange([])
    await peripherals.arrange([keypad('one', '/dev/ttyS0')])
    await advance(100)
    expect(lines.at('/dev/ttyS0').written).toEqual([])
  })

  it('E4 one that is broken in whatever way stops no other, and health is told only when it changes', async () => {
    const { peripherals, lines, healths, health, inputs, advance } = bench({
      hid: async () => {
        throw new Error('a defect in the library')
      },
    })
    lines.plug('/dev/ttyS0')
    lines.refuse('/dev/ttyS2', { failed: 'failed', detail: '/dev/ttyS2 may not be opened' })
    await peripherals.arrange([
      keypad('hid', '', { link: { kind: 'hid', vendor: 1, product: 2 } }),
      keypad('gone', '/dev/ttyS9'),
      keypad('denied', '/dev/ttyS2'),
      { id: 'far', name: 'far', kind: 'card-reader', link: { kind: 'bridge', url: 'ws://10.0.0.1' } },
      { ...led('bad'), link: { kind: 'serial', path: '/dev/ttyS8' }, frame: [{ part: 'hex', bytes: 'zz' }] },
      keypad('good', '/dev/ttyS0'),
    ])
    await advance(120_000)
    lines.at('/dev/ttyS0').say(call)
    expect(inputs).toMatchObject([{ from: 'good' }])
    expect(peripherals.health().map(({ peripheral, state }) => [peripheral, state])).toEqual([
      ['hid', 'failed'],
      ['gone', 'absent'],
      ['denied', 'failed'],
      ['far', 'failed'],
      ['bad', 'failed'],
      ['good', 'ready'],
    ])
    expect(health('hid')?.detail).toContain('a defect in the library')
    // Each once, and the good one first silent and then ready.
    expect(healths).toHaveLength(7)
  })

  it('E4 a line that fails to open by a defect is tried again, and one whose write fails is lost and found', async () => {
    let broken = true
    const bad = bench()
    const openLine: typeof bad.lines.openLine = async (path, baud) => {
      if (broken) throw new Error('the port library broke')
      return bad.lines.openLine(path, baud)
    }
    const { peripherals, health, advance, settle } = bench({ openLine })
    bad.lines.plug('/dev/ttyS0')
    await peripherals.arrange([keypad('one', '/dev/ttyS0')])
    await settle()
    expect(health('one')).toMatchObject({ state: 'failed', detail: '/dev/ttyS0: the port library broke' })
    broken = false
    await advance(1000)
    expect(health('one')).toMatchObject({ state: 'silent' })
    const first = bad.lines.at('/dev/ttyS0')
    first.closed = true
    peripherals.poke('one')
    await settle()
    expect(health('one')).toMatchObject({ state: 'absent', detail: '/dev/ttyS0: the port is closed' })
    await advance(1000)
    expect(health('one')).toMatchObject({ state: 'silent' })
  })

  it('E7 by itself it runs on the real clock, mints ids that differ, and opens nothing that is not asked for', async () => {
    const { openPeripherals } = await import('../../server/peripherals/peripherals.ts')
    const { createSimulator } = await import('../../server/peripherals/simulator.ts')
    const simulator = createSimulator()
    const ids: string[] = []
    const peripherals = openPeripherals(
      { input: (_from, _input, id) => void ids.push(id), health: () => undefined },
      { simulator },
    )
    await peripherals.arrange([led('l')])
    for (let time = 0; time < 3; time++) simulator.press('l', { kind: 'code', text: 'A' })
    await soon(() => expect(new Set(ids).size).toBe(3))
    await peripherals.close()
  })
})
