/**
 * What must be true of printers, edges and peripherals before a catalogue is published: each can be reached as its kind is
 * reached, names only what exists, and none takes another's line. Whether it answers is seen on the page of devices.
 */
import type { Catalogue, PrinterSetting } from './catalogue.ts'
import { type CatalogueProblem, type Problems, problem, within } from './catalogue-problem.ts'
import type { HidLink, PeripheralKind, PeripheralSetting, ReportRule } from './peripheral.ts'
import { isPrinterModel, PRINTER_MODELS } from './printer-models.ts'

const isHost = (host: string | undefined): boolean => host !== undefined && /^[A-Za-z0-9.:_-]+$/.test(host)
const isPort = (port: number | undefined): boolean => within(port ?? 0, 1, 65_535)
const isPath = (path: string | undefined): boolean => path !== undefined && path.trim() !== ''
/** A bridge to a vendor's library runs on the very machine: what it tells is somebody's identity card (E13). */
const isLocalBridge = (url: string): boolean => {
  const found = /^ws:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?(?:\/[^#]*)?$/.exec(url)
  return found !== null && isPort(Number(found[1] ?? 80))
}

const addressProblem = (where: string, { kind, host, port, path, queue }: PrinterSetting): CatalogueProblem[] => {
  const wrong = (zh: string, en: string) => [problem(where, 'printer-address', zh, en)]
  switch (kind) {
    case 'virtual':
      return []
    case 'tcp':
      return isHost(host) && isPort(port)
        ? []
        : wrong(
            '网络打印机须填主机（如 192.168.1.50）和 1–65535 的端口（通常 9100）',
            'A network printer needs a host, such as 192.168.1.50, and a port from 1 to 65535, usually 9100.',
          )
    case 'serial':
      return isPath(path)
        ? []
        : wrong(
            '串口打印机须填串口，如 /dev/ttyS0 或 COM3',
            'A serial printer needs its port, such as /dev/ttyS0 or COM3.',
          )
    case 'file':
      return isPath(path)
        ? []
        : wrong('USB 打印机须填设备文件，如 /dev/usb/lp0', 'A USB printer needs its device file, such as /dev/usb/lp0.')
    case 'cups':
      return queue !== undefined && /^[^\s/#]+$/.test(queue)
        ? []
        : wrong(
            '打印队列须填系统中的队列名，不含空格、“/”和“#”',
            'A print queue needs its name in the system, without blanks, / and #.',
          )
  }
}

const paperProblem = (where: string, { kind, paper, model }: PrinterSetting): CatalogueProblem[] => {
  if (model !== undefined && !isPrinterModel(model))
    return [
      problem(
        where,
        'unknown-model',
        `没有型号“${model}”，请从 ${Object.keys(PRINTER_MODELS).join('、')} 中选，或不填`,
        `There is no printer model "${model}". Choose one of ${Object.keys(PRINTER_MODELS).join(', ')}, or none.`,
      ),
    ]
  if (model !== undefined && isPrinterModel(model) && PRINTER_MODELS[model] !== paper)
    return [
      problem(
        where,
        'printer-paper',
        `型号“${model}”用 ${PRINTER_MODELS[model]} 毫米纸，请改纸宽或型号`,
        `The model "${model}" takes paper of ${PRINTER_MODELS[model]} mm. Change the paper or the model.`,
      ),
    ]
  return (paper === 210) === (kind === 'cups')
    ? []
    : [
        problem(
          where,
          'printer-paper',
          'A4 纸（210 毫米）只用于打印队列，打印队列也只用 A4 纸，请改纸宽或连接方式',
          'A4 paper (210 mm) is for print queues alone, and a print queue takes nothing else. Change the paper or the kind.',
        ),
      ]
}

/** Printers can be reached, are of a known model, and hand over to another printer that exists. */
export function* checkPrinters({ printers }: Catalogue): Problems {
  for (const printer of printers) {
    const where = `printers/${printer.id}`
    yield* addressProblem(where, printer)
    yield* paperProblem(where, printer)
    const { failover } = printer
    const other = printers.find(({ id }) => id === failover)
    if (
      failover !== undefined &&
      (!other || failover === printer.id || (other.paper === 210) !== (printer.paper === 210))
    )
      yield problem(
        `${where}/failover`,
        'failover',
        `备用打印机“${failover}”须是另一台已有的、同类纸张的打印机`,
        `The fail-over printer "${failover}" must be another printer of this hall, for the same kind of paper.`,
      )
  }
}

/** A printer or peripheral is owned by an edge that exists, and stands at a window that exists. */
function* checkPlaces({ counters, edges = [], peripherals = [], printers }: Catalogue): Problems {
  const rows = [
    ...printers.map(({ id, edge }) => ({ where: `printers/${id}`, edge, counter: undefined })),
    ...peripherals.map(({ id, edge, counter }) => ({ where: `peripherals/${id}`, edge, counter })),
  ]
  for (const { where, edge, counter } of rows) {
    if (edge !== undefined && !edges.some(({ id }) => id === edge))
      yield problem(
        `${where}/edge`,
        'unknown-edge',
        `没有编号为“${edge}”的前置机，请改选或先添加它`,
        `There is no edge "${edge}". Choose another or add it first.`,
      )
    if (counter !== undefined && !counters.some(({ id }) => id === counter))
      yield problem(
        `${where}/counter`,
        'unknown-counter',
        `没有编号为“${counter}”的窗口，请改选或先添加它`,
        `There is no window "${counter}". Choose another or add it first.`,
      )
  }
}

function* checkLink(where: string, { link }: PeripheralSetting): Problems {
  const wrong = (zh: string, en: string) => problem(`${where}/link`, 'peripheral-address', zh, en)
  switch (link.kind) {
    case 'virtual':
      return
    case 'serial':
      if (!isPath(link.path) || (link.baud !== undefined && !within(link.baud, 300, 921_600)))
        yield wrong(
          '串口设备须填串口（如 /dev/ttyS0 或 COM3），波特率在 300–921600 之间',
          'A serial device needs its port, such as /dev/ttyS0 or COM3, and a rate from 300 to 921600.',
        )
      return
    case 'hid':
      if (link.vendor === 0 || link.product === 0)
        yield wrong(
          'USB 设备须填厂商号和产品号（lsusb 可查），都不为 0',
          'A USB device needs its vendor and product numbers (see lsusb); neither is 0.',
        )
      return
    case 'udp':
      if (!isHost(link.host) || !isPort(link.port))
        yield wrong(
          '网络条屏须填主机（如 192.168.1.60）和 1–65535 的端口',
          'A bar on the network needs a host, such as 192.168.1.60, and a port from 1 to 65535.',
        )
      return
    case 'bridge':
      if (!isLocalBridge(link.url))
        yield problem(
          `${where}/link`,
          'bridge-elsewhere',
          '读卡桥接程序只能在本机，地址须是 ws://127.0.0.1:端口 或 ws://localhost:端口',
          'A card bridge runs on the same machine: its address is ws://127.0.0.1:PORT or ws://localhost:PORT.',
        )
  }
}

const isByte = (text: string): boolean => /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255

/** A line of a report map that every report or none fits, that stands there twice, or that its device may not tell. */
const isWrong = (rule: ReportRule, kind: PeripheralKind, before: readonly ReportRule[]): boolean => {
  const { byte, mask = 255, value, means } = rule
  const again = before.some((one) => one.byte === byte && (one.mask ?? 255) === mask && one.value === value)
  return again || mask === 0 || (value & mask) !== value || (kind === 'rating-pad' && 'key' in means)
}

/** What a driver must be told of a device whose makers all do it differently. */
function* checkMap(where: string, setting: PeripheralSetting): Problems {
  const isPad = setting.kind === 'rating-pad' || setting.kind === 'keypad'
  if (isPad && setting.link.kind === 'hid' && (setting.reports ?? []).length === 0)
    yield problem(
      `${where}/reports`,
      'reports-missing',
      'USB 评价器、呼叫器须填按键对照表：哪个字节的哪个值是哪个键',
      'A USB pad needs its report map: which value of which byte is which key.',
    )
  else if (
    isPad &&
    setting.link.kind === 'hid' &&
    setting.reports?.some((rule, at, all) => isWrong(rule, setting.kind, all.slice(0, at)))
  )
    yield problem(
      `${where}/reports`,
      'reports-missing',
      '按键对照表有一行不对：掩码不为 0，值须在掩码之内，同一值只写一次，评价器的键须对应评价等级',
      'A line of the report map is wrong: its mask is not 0, its value lies within the mask and stands there once, and a key of a rating pad is a grade.',
    )
  const values = setting.kind === 'rating-pad' && setting.grades ? Object.keys(setting.grades) : undefined
  if (values && (values.length === 0 || !values.every(isByte)))
    yield problem(
      `${where}/grades`,
      'reports-missing',
      '评价对照表须写键值（0–255，不加前导零）对应的评价等级，或不填',
      'The grades of a pad are by the value of its key, from 0 to 255 without leading zeros; or leave them out.',
    )
  if (setting.kind !== 'led' || setting.frame === undefined) return
  const texts = setting.frame.filter(({ part }) => part === 'text').length
  const isHex = setting.frame.every((part) => part.part !== 'hex' || /^\s*([0-9A-Fa-f]{2}\s*)+$/.test(part.bytes))
  if (texts !== 1 || !isHex)
    yield problem(
      `${where}/frame`,
      'bad-frame',
      '条屏帧格式须恰有一段文字，固定字节写成两位十六进制，如 AA 55',
      'The frame of a bar has exactly one text, and its fixed bytes are written as pairs of hex digits, such as AA 55.',
    )
}

type OnLine = {
  readonly where: string
  readonly line: string
  readonly baud: number
  readonly kind?: PeripheralKind
  readonly address?: number
  /** A bar whose frames name no address shows what is meant for any other. */
  readonly hearsAll?: boolean
}

/** Who opens which serial line. Readers, scanners and printers know no address, so each has a line of its own. */
const serialLines = ({ printers, peripherals = [] }: Catalogue): readonly OnLine[] => [
  ...printers.flatMap(({ id, kind, path = '', baud = 9600, edge = '' }) =>
    kind === 'serial' ? [{ where: `printers/${id}`, line: `${edge} ${path}`, baud }] : [],
  ),
  ...peripherals.flatMap((setting): OnLine[] => {
    const { id, kind, link, edge = '' } = setting
    if (link.kind !== 'serial') return []
    const hearsAll = setting.kind === 'led' && setting.frame?.every(({ part }) => part !== 'address') === true
    const shares = kind === 'keypad' || kind === 'rating-pad' || kind === 'led'
    const { baud = kind === 'card-reader' ? 115_200 : 9600, address = 1 } = link
    const on = { where: `peripherals/${id}`, line: `${edge} ${link.path}`, baud, kind, hearsAll }
    return [shares ? { ...on, address } : on]
  }),
]

/** A rating pad that is plugged into a keypad answers under the keypad's address. */
const areOnePad = (a: OnLine, b: OnLine): boolean =>
  (a.kind === 'keypad' && b.kind === 'rating-pad') || (a.kind === 'rating-pad' && b.kind === 'keypad')

function* checkLines(catalogue: Catalogue): Problems {
  const rows = serialLines(catalogue)
  for (const [index, row] of rows.entries()) {
    const before = rows.slice(0, index).filter(({ line }) => line === row.line)
    const clash = before.some((other) => {
      if (other.address === undefined || row.address === undefined || other.baud !== row.baud) return true
      if (other.kind === 'led' && row.kind === 'led' && (other.hearsAll || row.hearsAll)) return true
      return other.address === row.address && !areOnePad(other, row)
    })
    if (clash)
      yield problem(
        row.where,
        'line-shared',
        '同一串口上的设备须波特率相同、地址各不相同（评价器可与所接呼叫器同址）；打印机、读卡器、扫码器须独占串口',
        'Devices on one serial line have one rate and different addresses (a rating pad may have that of its keypad); a printer, reader or scanner has a line of its own.',
      )
  }
}

type OnUsb = { readonly where: string; readonly edge: string; readonly link: HidLink }

/** Whether one device could be both: then nobody knows which window it stands at, or acts for. */
const areAlike = (a: OnUsb, b: OnUsb): boolean => {
  const mayBeSame = <T>(one: T | undefined, other: T | undefined): boolean =>
    one === undefined || other === undefined || one === other
  const sameKind = a.edge === b.edge && a.link.vendor === b.link.vendor && a.link.product === b.link.product
  return sameKind && mayBeSame(a.link.serial, b.link.serial) && mayBeSame(a.link.usagePage, b.link.usagePage)
}

function* checkUsb({ peripherals = [] }: Catalogue): Problems {
  const rows = peripherals.flatMap(({ id, edge = '', link }): OnUsb[] =>
    link.kind === 'hid' ? [{ where: `peripherals/${id}/link`, edge, link }] : [],
  )
  for (const [index, row] of rows.entries())
    if (rows.slice(0, index).some((other) => areAlike(other, row)))
      yield problem(
        row.where,
        'peripheral-address',
        '同一台电脑上有两个同型号的 USB 设备：请各填序列号，否则分不清哪个在哪个窗口',
        'Two USB devices of one make at one computer: give each its serial number, or nobody knows which window each is at.',
      )
}

/** Edges and peripherals fit what there is. */
export function* checkDevices(catalogue: Catalogue): Problems {
  yield* checkPlaces(catalogue)
  for (const setting of catalogue.peripherals ?? []) {
    const where = `peripherals/${setting.id}`
    yield* checkLink(where, setting)
    yield* checkMap(where, setting)
  }
  yield* checkLines(catalogue)
  yield* checkUsb(catalogue)
}
