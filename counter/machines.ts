/**
 * Every paired machine, printer and peripheral of the hall as one list, in the places where somebody would go and look
 * (E15). Pure but for the language.
 */
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { DeviceRole } from '../hall/actor.ts'
import type { Catalogue, EdgeSetting } from '../hall/catalogue.ts'
import type { PeripheralKind } from '../hall/peripheral.ts'
import type { KnownHealth, ScreenCondition, ScreenSettings } from '../hall/screen.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import { type Level, printerLevel } from './alarms.ts'
import { kindOf } from './device-kind.ts'
import { DEVICES, HEARD_HINTS, HEARD_WORDS, type Heard, PERIPHERAL_WORDS, PRINTER_KIND } from './device-words.ts'
import { KIND_WORDS } from './manager-words.ts'
import { named } from './names.ts'
import { PRINTER_WORDS } from './printer-words.ts'
import { CONDITION_HINTS, CONDITION_WORDS } from './screens-words.ts'

export type Device = {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly counter?: string
  readonly zone?: string
  readonly printer?: string
  readonly edge?: string
  readonly version?: string
  readonly paired: boolean
  readonly online: boolean
  readonly seenAt?: number
  /** Screens alone: how it is in a word, what it said of itself, whether it speaks for its zone, and how it is set. */
  readonly condition?: ScreenCondition
  readonly health?: KnownHealth
  readonly speaks?: boolean
  readonly screen?: ScreenSettings
}
export type Peripheral = {
  readonly id: string
  readonly name: string
  readonly kind: PeripheralKind
  readonly counter?: string
  readonly edge?: string
  readonly place?: string
  readonly state: Heard
  readonly detail?: string
  readonly firmware?: string
  readonly seenAt?: number
}
/** What the server tells of machines; printers come with the floor's view. */
export type Told = {
  readonly devices: readonly Device[]
  readonly peripherals: readonly Peripheral[]
  readonly edges: readonly EdgeSetting[]
}

/** `idle`: neither well nor in trouble, since nobody has heard of it yet. */
export type Mood = 'good' | 'idle' | Level
type Where = { readonly kind: 'hall' } | { readonly kind: 'edge' | 'zone' | 'counter'; readonly id: string }

export type Machine = {
  /** Unique in the hall: what it is, and its id. */
  readonly key: string
  readonly name: string
  readonly kind: Word
  readonly mood: Mood
  readonly state: Word
  /** What to do about it, and what the machine itself said, in English. */
  readonly hint?: Word
  readonly detail?: string
  /** `now` while it is connected. */
  readonly heard: number | 'now' | undefined
  readonly version: string
  readonly where: Where
  /** Where it stands and which computer it hangs on, as far as its group does not say so. */
  readonly notes: readonly string[]
  readonly is:
    | { readonly what: 'device'; readonly device: Device }
    | { readonly what: 'printer'; readonly printer: PrinterRow }
    | { readonly what: 'peripheral'; readonly peripheral: Peripheral }
}

const atEdge = (edge: string | undefined): Where => (edge === undefined ? { kind: 'hall' } : { kind: 'edge', id: edge })

const edgeName = (edges: readonly EdgeSetting[], id: string): string => edges.find((row) => row.id === id)?.name ?? id

const wordsOf = (...words: readonly (string | undefined)[]): string[] =>
  words.filter((word): word is string => word !== undefined && word !== '')

/** Without a kiosk or a board visitors stand there helpless, and without its edge a whole place falls silent. */
const offlineMood = (role: DeviceRole): Mood => (role === 'counter' || role === 'pad' ? 'amber' : 'red')

/** A kiosk stands beside its printer, and so belongs to the edge that owns the printer. */
const whereIs = ({ counter, edge, zone, printer }: Device, printers: readonly PrinterRow[]): Where => {
  if (counter !== undefined) return { kind: 'counter', id: counter }
  if (zone !== undefined) return { kind: 'zone', id: zone }
  return atEdge(edge ?? printers.find(({ id }) => id === printer)?.edge)
}

/** How a machine is; a screen whose line stands may still be black, covered or mute (S12). */
export const deviceMood = ({ role, paired, online, condition = 'well' }: Device): Mood => {
  if (!paired) return 'idle'
  if (!online) return offlineMood(role)
  if (condition === 'well') return 'good'
  return condition === 'asleep' || condition === 'hidden' ? offlineMood(role) : 'amber'
}
const deviceState = ({ paired, online, condition = 'well' }: Device): Word => {
  if (!paired) return DEVICES.unpaired
  if (!online) return DEVICES.offline
  return condition === 'well' ? DEVICES.online : CONDITION_WORDS[condition]
}

const ofDevice = (device: Device, printers: readonly PrinterRow[]): Machine => {
  const { id, name, role, online, paired, printer, condition = 'well' } = device
  const hint = paired && online ? CONDITION_HINTS[condition] : undefined
  return {
    key: `device ${id}`,
    name,
    kind: KIND_WORDS[kindOf(device)],
    mood: deviceMood(device),
    state: deviceState(device),
    ...(hint === undefined ? {} : { hint }),
    heard: online ? 'now' : device.seenAt,
    version: device.version ?? '',
    where: whereIs(device, printers),
    notes: role === 'kiosk' ? [printers.find((row) => row.id === printer)?.name ?? say(DEVICES.firstPrinter)] : [],
    is: { what: 'device', device },
  }
}

const ofPrinter = (printer: PrinterRow): Machine => {
  const { id, name, state, detail, seenAt, model, firmware, edge, place } = printer
  return {
    key: `printer ${id}`,
    name,
    kind: PRINTER_KIND,
    mood: printerLevel(state) ?? (state === 'ready' ? 'good' : 'idle'),
    state: PRINTER_WORDS[state],
    ...(state === 'away' && HEARD_HINTS.away ? { hint: HEARD_HINTS.away } : {}),
    ...(detail === undefined ? {} : { detail }),
    heard: seenAt,
    version: wordsOf(model, firmware).join(' · '),
    where: atEdge(edge),
    notes: wordsOf(place, fill(DEVICES.counts, printer)),
    is: { what: 'printer', printer },
  }
}

const PERIPHERAL_MOODS: Readonly<Record<Heard, Mood>> = {
  ready: 'good',
  absent: 'red',
  silent: 'amber',
  disabled: 'amber',
  failed: 'red',
  away: 'red',
  unknown: 'idle',
}

const ofPeripheral = (peripheral: Peripheral, edges: readonly EdgeSetting[]): Machine => {
  const { id, name, kind, state, detail, firmware, seenAt, counter, edge, place } = peripheral
  const hint = HEARD_HINTS[state]
  const owner =
    edge === undefined ? say(DEVICES.throughServer) : fill(DEVICES.throughEdge, { name: edgeName(edges, edge) })
  return {
    key: `peripheral ${id}`,
    name,
    kind: PERIPHERAL_WORDS[kind],
    mood: PERIPHERAL_MOODS[state],
    state: HEARD_WORDS[state],
    ...(hint === undefined ? {} : { hint }),
    ...(detail === undefined ? {} : { detail }),
    heard: seenAt,
    version: firmware ?? '',
    where: counter === undefined ? atEdge(edge) : { kind: 'counter', id: counter },
    notes: wordsOf(place, counter === undefined && edge !== undefined ? undefined : owner),
    is: { what: 'peripheral', peripheral },
  }
}

export const machinesOf = (
  { devices, peripherals, edges }: Told,
  printers: readonly PrinterRow[],
): readonly Machine[] => [
  ...devices.map((device) => ofDevice(device, printers)),
  ...printers.map(ofPrinter),
  ...peripherals.map((peripheral) => ofPeripheral(peripheral, edges)),
]

export const inTrouble = ({ mood }: Machine): boolean => mood === 'amber' || mood === 'red'

export type Place = { readonly key: string; readonly name: string; readonly machines: readonly Machine[] }

const keyOf = (where: Where): string => (where.kind === 'hall' ? 'hall' : `${where.kind} ${where.id}`)

/** The places that have machines: the hall's own first, then edges, zones and windows in the order of the catalogue. */
export const placesWith = (
  machines: readonly Machine[],
  edges: readonly EdgeSetting[],
  book: Pick<Catalogue, 'zones' | 'counters'> | undefined,
): readonly Place[] => {
  const known: { readonly key: string; readonly name: string }[] = [
    { key: 'hall', name: say(DEVICES.wholeHall) },
    ...edges.map(({ id, name, place }) => ({
      key: `edge ${id}`,
      name: wordsOf(fill(DEVICES.atEdge, { name }), place).join(' · '),
    })),
    ...(book?.zones ?? []).map((zone) => ({ key: `zone ${zone.id}`, name: named(zone) })),
    ...(book?.counters ?? []).map(({ id, name }) => ({ key: `counter ${id}`, name: windowText(name) })),
  ]
  // What the catalogue in force no longer has is shown all the same: it is still screwed to some wall.
  const others = [...new Set(machines.map(({ where }) => keyOf(where)))]
    .filter((key) => !known.some((place) => place.key === key))
    .map((key) => ({ key, name: key.slice(key.indexOf(' ') + 1) }))
  return [...known, ...others]
    .map((place) => ({ ...place, machines: machines.filter(({ where }) => keyOf(where) === place.key) }))
    .filter((place) => place.machines.length > 0)
}
