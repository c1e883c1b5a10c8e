/** All peripherals of one machine: opened, closed and shown to by their settings, each for itself. */
import type { PeripheralId } from '../../hall/ids.ts'
import type {
  CardReaderSetting,
  KeypadSetting,
  PeripheralHealth,
  PeripheralSetting,
  PeripheralShow,
  RatingPadSetting,
} from '../../hall/peripheral.ts'
import { openSerialLine } from '../../printer/serial-line.ts'
import { mintSecret, systemClock } from '../clock.ts'
import { bridge } from './bridge.ts'
import { cardReader } from './card-reader.ts'
import { loadHid } from './hid.ts'
import { hidDevices, hidPad } from './hid-pad.ts'
import { keypad } from './keypad.ts'
import { ledBar } from './led.ts'
import type { Parts, Tell } from './parts.ts'
import type { OpenPeripheral, PeripheralEars, Peripherals } from './port.ts'
import { ratingPad } from './rating-pad.ts'
import { scanner } from './scanner.ts'
import { serialBuses } from './serial-bus.ts'
import { createSimulator } from './simulator.ts'

type Opened = { readonly wiring: string; readonly open: OpenPeripheral; readonly forget: () => void }

/** What a driver is made from: a change of the rest (name, place, window) disturbs nothing. */
const wiringOf = (setting: PeripheralSetting): string => {
  const { name: _name, place: _place, edge: _edge, counter: _counter, ...wiring } = setting
  return JSON.stringify(wiring)
}

const defaults = (): Parts => ({
  clock: systemClock,
  openLine: openSerialLine,
  hid: loadHid,
  simulator: createSimulator(),
  mint: mintSecret,
})

/** The driver of each kind of device by each way to it. */
const drivers = (parts: Parts): ((setting: PeripheralSetting, tell: Tell) => OpenPeripheral) => {
  const { clock, simulator } = parts
  const buses = serialBuses(parts)
  const devices = hidDevices(parts.hid)
  const simulated = simulator.open

  const openKeypad = (setting: KeypadSetting, tell: Tell): OpenPeripheral => {
    const { link } = setting
    switch (link.kind) {
      case 'hid':
        return hidPad(setting, link, devices, clock, tell)
      case 'serial':
        return keypad(link, buses, clock, tell)
      case 'virtual':
        return simulated(setting.id, tell)
    }
  }
  const openRatingPad = (setting: RatingPadSetting, tell: Tell): OpenPeripheral => {
    const { link } = setting
    switch (link.kind) {
      case 'hid':
        return hidPad(setting, link, devices, clock, tell)
      case 'serial':
        return ratingPad(setting, link, buses, clock, tell)
      case 'virtual':
        return simulated(setting.id, tell)
    }
  }
  const openCardReader = (setting: CardReaderSetting, tell: Tell): OpenPeripheral => {
    const { link } = setting
    switch (link.kind) {
      case 'serial':
        return cardReader(link, buses, clock, tell)
      case 'bridge':
        return bridge(link, clock, tell)
      case 'virtual':
        return simulated(setting.id, tell)
    }
  }
  return (setting, tell) => {
    switch (setting.kind) {
      case 'keypad':
        return openKeypad(setting, tell)
      case 'rating-pad':
        return openRatingPad(setting, tell)
      case 'card-reader':
        return openCardReader(setting, tell)
      case 'led': {
        const { link } = setting
        return link.kind === 'virtual' ? simulated(setting.id, tell) : ledBar(setting, link, buses, clock, tell)
      }
      case 'scanner': {
        const { link } = setting
        return link.kind === 'virtual' ? simulated(setting.id, tell) : scanner(link, buses, clock, tell)
      }
    }
  }
}

/** Starts with no peripherals; `arrange` gives them. Nothing here rejects or throws for what a device does. */
export const openPeripherals = (ears: PeripheralEars, given: Partial<Parts> = {}): Peripherals => {
  const parts = { ...defaults(), ...given }
  const driver = drivers(parts)
  const opened = new Map<PeripheralId, Opened>()
  const healths = new Map<PeripheralId, PeripheralHealth>()
  const shows = new Map<PeripheralId, PeripheralShow>()
  let closed = false

  const hear = (now: PeripheralHealth): void => {
    if (JSON.stringify(healths.get(now.peripheral)) === JSON.stringify(now)) return
    healths.set(now.peripheral, now)
    ears.health(now)
  }

  const open = (setting: PeripheralSetting): void => {
    const peripheral = setting.id
    // What a driver still hears while it closes is nobody's any more.
    let mine = true
    const tell: Tell = {
      input: (input) => void (mine && ears.input(peripheral, input, parts.mint())),
      health: (state, detail, firmware) => {
        if (!mine) return
        const about = { ...(detail === undefined ? {} : { detail }), ...(firmware === undefined ? {} : { firmware }) }
        hear({ peripheral, state, ...about })
      },
    }
    const one = driver(setting, tell)
    const forget = (): void => {
      mine = false
      healths.delete(peripheral)
    }
    opened.set(peripheral, { wiring: wiringOf(setting), open: one, forget })
    const show = shows.get(peripheral)
    if (show) one.show(show)
  }

  const shut = async (peripheral: PeripheralId): Promise<void> => {
    const one = opened.get(peripheral)
    opened.delete(peripheral)
    one?.forget()
    await one?.open.close()
  }

  const rearrange = async (settings: readonly PeripheralSetting[]): Promise<void> => {
    const wanted = new Map(settings.map((setting) => [setting.id, setting]))
    const changed = [...opened].filter(([id, { wiring }]) => {
      const setting = wanted.get(id)
      return !setting || wiringOf(setting) !== wiring
    })
    // All are closed before any is opened, since the new ones may want the same lines.
    await Promise.all(changed.map(([id]) => shut(id)))
    for (const [id] of changed) if (!wanted.has(id)) shows.delete(id)
    for (const setting of wanted.values()) if (!opened.has(setting.id)) open(setting)
  }

  let arranging = Promise.resolve()

  return {
    arrange: (settings) => {
      arranging = arranging.then(() => (closed ? undefined : rearrange(settings)))
      return arranging
    },
    show: (all) => {
      for (const show of all) {
        if (JSON.stringify(shows.get(show.peripheral)) === JSON.stringify(show)) continue
        shows.set(show.peripheral, show)
        opened.get(show.peripheral)?.open.show(show)
      }
    },
    poke: (peripheral) => opened.get(peripheral)?.open.poke(),
    health: () => [...opened.keys()].flatMap((id) => healths.get(id) ?? []),
    close: async () => {
      closed = true
      await arranging
      await Promise.all([...opened.keys()].map(shut))
    },
  }
}
