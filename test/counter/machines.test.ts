import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import { canChime, DEVICE_KINDS } from '../../counter/device-kind.ts'
import { PERIPHERAL_WORDS } from '../../counter/device-words.ts'
import {
  type Device,
  inTrouble,
  type Machine,
  machinesOf,
  type Peripheral,
  placesWith,
} from '../../counter/machines.ts'
import type { PrinterRow } from '../../hall/views/paper.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'

const edges = [{ id: 'e1', name: '西侧', place: '一楼西侧' }]
const zone = sampleCatalogue.zones[0]?.id ?? ''

const device = (id: string, more: Partial<Device>): Device => ({
  id,
  name: id,
  role: 'counter',
  paired: true,
  online: true,
  ...more,
})
const printer = (id: string, more: Partial<PrinterRow> = {}): PrinterRow => ({
  id,
  name: id,
  state: 'ready',
  waiting: 0,
  printed: 7,
  failed: 1,
  ...more,
})
const peripheral = (id: string, more: Partial<Peripheral> = {}): Peripheral => ({
  id,
  name: id,
  kind: 'keypad',
  state: 'ready',
  ...more,
})
const only = (machines: readonly Machine[]): Machine => {
  const [machine] = machines
  if (!machine || machines.length > 1) throw new Error(`One machine was meant, not ${machines.length}.`)
  return machine
}
const ofDevice = (more: Partial<Device>, printers: readonly PrinterRow[] = []) =>
  only(machinesOf({ devices: [device('d', more)], peripherals: [], edges }, printers).slice(0, 1))
const ofPeripheral = (more: Partial<Peripheral>) =>
  only(machinesOf({ devices: [], peripherals: [peripheral('k', more)], edges }, []))
const ofPrinter = (more: Partial<PrinterRow>) =>
  only(machinesOf({ devices: [], peripherals: [], edges }, [printer('p', more)]))

afterEach(() => {
  language.value = 'zh'
})

describe('every machine of the hall', () => {
  it('E15 stands where somebody would go and look for it, the hall first and windows in the order of the catalogue', () => {
    const [first, second] = sampleCatalogue.counters
    const told = {
      devices: [
        device('second', { counter: second?.id ?? '' }),
        device('first', { counter: first?.id ?? '' }),
        device('board', { role: 'display', zone }),
        device('everywhere', { role: 'display' }),
        device('kiosk', { role: 'kiosk', printer: 'west' }),
        device('edge', { role: 'edge', edge: 'e1' }),
      ],
      peripherals: [
        peripheral('keypad', { counter: first?.id ?? '', edge: 'e1' }),
        peripheral('reader', { edge: 'e1' }),
        peripheral('scanner'),
      ],
      edges,
    }
    const machines = machinesOf(told, [printer('usual'), printer('west', { edge: 'e1' })])
    const places = placesWith(machines, edges, sampleCatalogue)
    expect(places.map(({ key, machines: here }) => [key, here.map(({ name }) => name)])).toEqual([
      ['hall', ['everywhere', 'usual', 'scanner']],
      ['edge e1', ['kiosk', 'edge', 'west', 'reader']],
      [`zone ${zone}`, ['board']],
      [`counter ${first?.id}`, ['first', 'keypad']],
      [`counter ${second?.id}`, ['second']],
    ])
    expect(places[1]?.name).toBe('前置机 西侧 · 一楼西侧')
  })

  it('E15 is still shown at a place that the catalogue in force no longer has', () => {
    const machines = machinesOf({ devices: [device('old', { counter: '99' })], peripherals: [], edges: [] }, [])
    expect(placesWith(machines, [], sampleCatalogue)).toMatchObject([{ name: '99', machines: [{ name: 'old' }] }])
    expect(placesWith(machines, [], undefined)).toHaveLength(1)
  })

  it('E15 says how it is in a word, and only what needs a hand is trouble', () => {
    expect(ofDevice({ paired: false, online: false })).toMatchObject({ mood: 'idle', state: ['未配对', 'Not paired'] })
    expect(ofDevice({ online: true, seenAt: 5 })).toMatchObject({ mood: 'good', heard: 'now' })
    expect(ofDevice({ online: false, seenAt: 5 })).toMatchObject({ mood: 'amber', heard: 5 })
    for (const role of ['kiosk', 'display', 'edge'] as const)
      expect(ofDevice({ role, online: false }), role).toMatchObject({ mood: 'red' })
    expect(ofDevice({ role: 'pad', online: false })).toMatchObject({ mood: 'amber' })
    expect(ofPrinter({ state: 'near-end' })).toMatchObject({ mood: 'amber' })
    expect(ofPrinter({ state: 'away' })).toMatchObject({
      mood: 'red',
      state: ['前置机没有连接', 'Its edge is away'],
      hint: ['检查那台电脑和网络', 'Check that computer and its network'],
    })
    expect(ofPrinter({ state: 'unasked' })).toMatchObject({ mood: 'idle' })
    const moods = (['ready', 'unknown', 'silent', 'disabled', 'absent', 'failed', 'away'] as const).map((state) => [
      state,
      inTrouble(ofPeripheral({ state })),
    ])
    expect(moods).toEqual([
      ['ready', false],
      ['unknown', false],
      ['silent', true],
      ['disabled', true],
      ['absent', true],
      ['failed', true],
      ['away', true],
    ])
  })

  it('E15 says what to do, and what the machine itself said', () => {
    const machine = ofPeripheral({ state: 'disabled', detail: 'libusb-1.0.so.0 is missing' })
    expect(machine.hint?.[0]).toContain('安装')
    expect(machine.detail).toBe('libusb-1.0.so.0 is missing')
    expect(ofPeripheral({ state: 'ready' })).not.toHaveProperty('hint')
  })

  it('E15 says what it runs, and through which computer a window’s peripheral is heard', () => {
    expect(ofDevice({ version: '0.2.0' }).version).toBe('0.2.0')
    expect(ofPrinter({ model: 'gbk-80', firmware: '1.04' }).version).toBe('gbk-80 · 1.04')
    expect(ofPeripheral({ firmware: 'V2' }).version).toBe('V2')
    expect(ofPeripheral({ counter: '3', edge: 'e1', place: '台面' }).notes).toEqual(['台面', '经前置机 西侧'])
    expect(ofPeripheral({ edge: 'e1' }).notes).toEqual([])
    expect(ofPeripheral({ counter: '3' }).notes).toEqual(['接在大厅服务器上'])
    expect(ofPrinter({ place: '大门左侧' }).notes).toEqual(['大门左侧', '已打印 7 · 待打 0 · 失败 1'])
    expect(ofDevice({ role: 'kiosk', printer: 'p' }, [printer('p', { name: '大门打印机' })]).notes).toEqual([
      '大门打印机',
    ])
  })

  it('E15 a kind has its own words in both languages, and screens for visitors can chime', () => {
    const words = Object.values(PERIPHERAL_WORDS)
    for (const at of [0, 1] as const) expect(new Set(words.map((word) => word[at])).size).toBe(words.length)
    expect(DEVICE_KINDS.filter(canChime)).toEqual(['kiosk', 'board', 'strip'])
  })
})
