/** Printers, edges and peripherals of a catalogue: every fault planted, found where it is. */
import { describe, expect, it } from 'vitest'
import type { Catalogue, PrinterSetting } from '../../hall/catalogue.ts'
import { checkCatalogue, PROBLEM_CODES, type ProblemCode } from '../../hall/catalogue-check.ts'
import type {
  CardReaderSetting,
  HidLink,
  KeypadSetting,
  LedSetting,
  PeripheralSetting,
  RatingPadSetting,
  ScannerSetting,
  SerialLink,
} from '../../hall/peripheral.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const serial = (address: number, more: Partial<SerialLink> = {}): SerialLink => ({
  kind: 'serial',
  path: '/dev/ttyS0',
  address,
  ...more,
})
const printer: PrinterSetting = { id: 'p1', name: '打印机', kind: 'tcp', host: '10.0.0.5', port: 9100, paper: 80 }
const keypad: KeypadSetting = { id: 'k1', name: '呼叫器', kind: 'keypad', counter: '1', edge: 'e1', link: serial(1) }
const led: LedSetting = {
  id: 'l1',
  name: '条屏',
  kind: 'led',
  counter: '1',
  edge: 'e1',
  characters: 8,
  link: serial(2),
}
const pad: RatingPadSetting = {
  id: 'r1',
  name: '评价器',
  kind: 'rating-pad',
  counter: '1',
  link: { kind: 'hid', vendor: 0x1234, product: 1 },
  reports: [{ byte: 0, value: 1, means: { grade: 'satisfied' } }],
}
const reader: CardReaderSetting = {
  id: 'c1',
  name: '读卡器',
  kind: 'card-reader',
  link: { kind: 'bridge', url: 'ws://127.0.0.1:9527/card' },
}
const scanner: ScannerSetting = { id: 's1', name: '扫码器', kind: 'scanner', link: serial(1, { path: 'COM7' }) }

const usb = (number?: string): HidLink => ({
  kind: 'hid',
  vendor: 0x1234,
  product: 1,
  ...(number === undefined ? {} : { serial: number }),
})

const edges = [{ id: 'e1', name: '前置机' }]
const peripherals: readonly PeripheralSetting[] = [keypad, led, pad, reader, scanner]
const whole: Catalogue = { ...smallCatalogue, printers: [printer], edges, peripherals }
const withPeripheral = (...rows: readonly PeripheralSetting[]): Catalogue => ({ ...whole, peripherals: rows })
const withPrinter = (change: Partial<PrinterSetting>): Catalogue => ({
  ...whole,
  printers: [{ ...printer, ...change }],
})

const seen = new Set<ProblemCode>()
const found = (catalogue: Catalogue) => checkCatalogue(catalogue).map(({ code, where }) => ({ code, where }))
const sees = (rule: string, rows: readonly (readonly [string, Catalogue, ProblemCode, string])[]) =>
  it.each(rows)(`${rule} %s`, (_what, catalogue, code, where) => {
    expect(found(catalogue)).toEqual([{ code, where }])
    seen.add(code)
    for (const { zh, en } of checkCatalogue(catalogue)) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/)
      expect(en).toMatch(/\.$/)
    }
  })

describe('what may be published', () => {
  it('CAT11 printers, edges and peripherals that fit are fine, each kind with each link', () => {
    expect(found(whole)).toEqual([])
    const { host: _host, port: _port, ...bare } = printer
    const good: readonly PrinterSetting[] = [
      { ...bare, kind: 'serial', path: '/dev/ttyS9', baud: 19_200, model: 'gbk-58', paper: 58 },
      { ...bare, id: 'p2', kind: 'file', path: '/dev/usb/lp0', edge: 'e1', failover: 'p1' },
      { ...bare, id: 'p3', kind: 'cups', queue: 'A4_HP', paper: 210, model: 'a4' },
    ]
    expect(found({ ...whole, printers: good })).toEqual([])
    expect(found(withPeripheral({ ...led, link: { kind: 'udp', host: '10.0.0.9', port: 5005 } }))).toEqual([])
    // Two pads of one make are told apart by their numbers, or by the machine they are plugged into.
    expect(found(withPeripheral({ ...pad, link: usb('S1') }, { ...pad, id: 'r2', link: usb('S2') }))).toEqual([])
    expect(found(withPeripheral({ ...pad, link: usb() }, { ...pad, id: 'r2', edge: 'e1', link: usb() }))).toEqual([])
    const half = (usagePage: number) => ({ ...usb(), usagePage })
    expect(found(withPeripheral({ ...pad, link: half(1) }, { ...pad, id: 'r2', link: half(2) }))).toEqual([])
    expect(found(withPeripheral({ ...pad, link: serial(9), grades: { 0: 'satisfied', 255: 'dissatisfied' } }))).toEqual(
      [],
    )
    // A bar of its own kind may share the line with what is no bar.
    expect(found(withPeripheral(keypad, { ...led, frame: [{ part: 'text' }] }))).toEqual([])
    // The same path at another machine is another line.
    const { edge: _edge, ...atHall } = keypad
    expect(found(withPeripheral(keypad, { ...atHall, id: 'k2' }))).toEqual([])
  })

  sees('CAT3', [
    ['two peripherals cannot share an id', withPeripheral(reader, reader), 'duplicate-id', 'peripherals/c1'],
    ['an edge has a good id', { ...whole, edges: [...edges, { id: 'e 2', name: '二' }] }, 'bad-id', 'edges/e 2'],
    ['a peripheral has a name', withPeripheral({ ...reader, name: ' ' }), 'empty-text', 'peripherals/c1'],
  ])

  sees('CAT11', [
    ['a serial printer needs a path', withPrinter({ kind: 'serial' }), 'printer-address', 'printers/p1'],
    ['a USB printer needs a device file', withPrinter({ kind: 'file', path: ' ' }), 'printer-address', 'printers/p1'],
    ['a queue has a name', withPrinter({ kind: 'cups', paper: 210 }), 'printer-address', 'printers/p1'],
    ['a queue has no blank', withPrinter({ kind: 'cups', paper: 210, queue: 'a b' }), 'printer-address', 'printers/p1'],
    ['A4 is for queues', withPrinter({ paper: 210 }), 'printer-paper', 'printers/p1'],
    ['queues are for A4', withPrinter({ kind: 'cups', queue: 'q' }), 'printer-paper', 'printers/p1'],
    ['a printer is no stand-in for itself', withPrinter({ failover: 'p1' }), 'failover', 'printers/p1/failover'],
    ['a stand-in exists', withPrinter({ failover: 'p9' }), 'failover', 'printers/p1/failover'],
    [
      'a stand-in takes the same kind of paper',
      {
        ...whole,
        printers: [
          { ...printer, failover: 'p2' },
          { id: 'p2', name: 'A4', kind: 'cups', queue: 'q', paper: 210 },
        ],
      },
      'failover',
      'printers/p1/failover',
    ],
    ['a printer’s edge exists', withPrinter({ edge: 'e9' }), 'unknown-edge', 'printers/p1/edge'],
    ['a peripheral’s edge exists', withPeripheral({ ...reader, edge: 'e9' }), 'unknown-edge', 'peripherals/c1/edge'],
    [
      'a peripheral’s window exists',
      withPeripheral({ ...reader, counter: '99' }),
      'unknown-counter',
      'peripherals/c1/counter',
    ],
    [
      'a serial line has a path',
      withPeripheral({ ...keypad, link: serial(1, { path: '' }) }),
      'peripheral-address',
      'peripherals/k1/link',
    ],
    [
      'a serial line has a real rate',
      withPeripheral({ ...keypad, link: serial(1, { baud: 9 }) }),
      'peripheral-address',
      'peripherals/k1/link',
    ],
    [
      'a USB device is somebody’s product',
      withPeripheral({ ...pad, link: { kind: 'hid', vendor: 0, product: 1 } }),
      'peripheral-address',
      'peripherals/r1/link',
    ],
    [
      'a bar on the network has a port',
      withPeripheral({ ...led, link: { kind: 'udp', host: '10.0.0.9', port: 0 } }),
      'peripheral-address',
      'peripherals/l1/link',
    ],
    [
      'a value outside its mask is never pressed',
      withPeripheral({ ...pad, reports: [{ byte: 0, mask: 0x0f, value: 0x10, means: { grade: 'satisfied' } }] }),
      'reports-missing',
      'peripherals/r1/reports',
    ],
    [
      'a mask of nothing would make every report a key',
      withPeripheral({ ...pad, reports: [{ byte: 0, mask: 0, value: 0, means: { grade: 'satisfied' } }] }),
      'reports-missing',
      'peripherals/r1/reports',
    ],
    [
      'a value means one thing',
      withPeripheral({
        ...pad,
        reports: [
          { byte: 0, value: 1, means: { grade: 'satisfied' } },
          { byte: 0, mask: 255, value: 1, means: { grade: 'dissatisfied' } },
        ],
      }),
      'reports-missing',
      'peripherals/r1/reports',
    ],
    [
      'two bars of one line have an address in their frames',
      withPeripheral(led, { ...led, id: 'l2', link: serial(3), frame: [{ part: 'text' }] }),
      'line-shared',
      'peripherals/l2',
    ],
    [
      'a rating pad tells grades and no keys',
      withPeripheral({ ...pad, reports: [{ byte: 0, value: 1, means: { key: 'call' } }] }),
      'reports-missing',
      'peripherals/r1/reports',
    ],
    ...['01', '256', 'A', ''].map(
      (value) =>
        [
          `a serial pad never says “${value}”`,
          withPeripheral({ ...pad, link: serial(9), grades: { [value]: 'satisfied' } }),
          'reports-missing',
          'peripherals/r1/grades',
        ] as const,
    ),
    [
      'a map of grades has grades',
      withPeripheral({ ...pad, link: serial(9), grades: {} }),
      'reports-missing',
      'peripherals/r1/grades',
    ],
    [
      'two pads of one make at one computer are told apart by their serial numbers',
      withPeripheral({ ...pad, link: usb('S1') }, { ...pad, id: 'r2', link: usb() }),
      'peripheral-address',
      'peripherals/r2/link',
    ],
    ['a USB pad has its map', withPeripheral({ ...pad, reports: [] }), 'reports-missing', 'peripherals/r1/reports'],
    [
      'a frame carries one text',
      withPeripheral({ ...led, frame: [{ part: 'hex', bytes: 'AA' }] }),
      'bad-frame',
      'peripherals/l1/frame',
    ],
    [
      'a frame is hex',
      withPeripheral({ ...led, frame: [{ part: 'hex', bytes: 'A' }, { part: 'text' }] }),
      'bad-frame',
      'peripherals/l1/frame',
    ],
    [
      'two devices of a line have two addresses',
      withPeripheral(keypad, { ...led, link: serial(1) }),
      'line-shared',
      'peripherals/l1',
    ],
    [
      'an address that is not written is 1',
      withPeripheral(keypad, { ...led, link: { kind: 'serial', path: '/dev/ttyS0' } }),
      'line-shared',
      'peripherals/l1',
    ],
    [
      'a rating pad has the address of its keypad, and two of them have not',
      withPeripheral(
        keypad,
        { ...pad, link: serial(1), edge: 'e1', id: 'r1' },
        { ...pad, link: serial(1), edge: 'e1', id: 'r2' },
      ),
      'line-shared',
      'peripherals/r2',
    ],
    [
      'two devices of a line have one rate',
      withPeripheral(keypad, { ...led, link: serial(2, { baud: 19_200 }) }),
      'line-shared',
      'peripherals/l1',
    ],
    [
      'a scanner has a line of its own',
      withPeripheral(keypad, { ...scanner, edge: 'e1', link: serial(3) }),
      'line-shared',
      'peripherals/s1',
    ],
    [
      'a printer has a line of its own',
      {
        ...withPrinter({ kind: 'serial', path: '/dev/ttyS0', edge: 'e1' }),
        peripherals: [keypad],
      },
      'line-shared',
      'peripherals/k1',
    ],
  ])

  sees('P34', [
    ['a model is one of the table', withPrinter({ model: 'gbk-81' }), 'unknown-model', 'printers/p1'],
    [
      'no model is called after what every object has',
      withPrinter({ model: 'toString' }),
      'unknown-model',
      'printers/p1',
    ],
    ['a model takes its own paper', withPrinter({ model: 'gbk-58' }), 'printer-paper', 'printers/p1'],
  ])

  sees(
    'E13',
    [
      'ws://192.168.1.9:9527/card',
      'ws://localhost@evil.example/',
      'ws://localhost.evil.example/',
      'ws://127.0.0.1:80@evil.example/',
      'http://localhost:80/',
      'wss://evil.example/#localhost',
      'ws://127.0.0.1:99999/',
      'ws://127.0.0.1:0/',
      'ws://localhost/#card',
    ].map((url) => [
      `a bridge is not at ${url}`,
      withPeripheral({ ...reader, link: { kind: 'bridge', url } }),
      'bridge-elsewhere',
      'peripherals/c1/link',
    ]),
  )
  it.each(['ws://127.0.0.1:9527', 'ws://localhost/x', 'ws://[::1]:80/'])('E13 a bridge may be at %s', (url) => {
    expect(found(withPeripheral({ ...reader, link: { kind: 'bridge', url } }))).toEqual([])
  })

  it('CAT13 every code about devices has a planted fault that is found', () => {
    const about = /^(printer-|unknown-(model|edge|counter)|failover|peripheral-|bridge-|reports-|bad-frame|line-)/
    expect(PROBLEM_CODES.filter((code) => about.test(code) && !seen.has(code))).toEqual([])
  })
})
