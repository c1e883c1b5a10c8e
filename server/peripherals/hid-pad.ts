/** Rating pads and keypads by HID: found by what they are, lost when unplugged, found again when plugged in (E10). */
import type { HidLink, KeypadSetting, RatingPadSetting } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import { reasonOf } from '../log.ts'
import { backOff } from './back-off.ts'
import type { HidDevice, HidLibrary, HidPort } from './hid.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import { reportReader } from './report-map.ts'

/** HID usage page 1, usage 6. Systems keep keyboards to themselves, and what is typed on one is nobody's business here. */
const isKeyboard = ({ usagePage, usage }: HidDevice): boolean => usagePage === 1 && usage === 6

const hex = (word: number): string => word.toString(16).padStart(4, '0')

const version = ({ release }: HidDevice): string | undefined =>
  release === undefined ? undefined : `${(release >> 8).toString(16)}.${(release & 0xff).toString(16).padStart(2, '0')}`

/** All HID devices of this machine: the library is loaded once, and no device is given to two peripherals. */
export type HidDevices = {
  readonly load: () => ReturnType<HidLibrary>
  readonly taken: Set<string>
}

export const hidDevices = (library: HidLibrary): HidDevices => {
  let loaded: ReturnType<HidLibrary> | undefined
  return {
    load: () => {
      loaded ??= library()
      return loaded
    },
    taken: new Set(),
  }
}

/** What is plugged in and is what the setting describes, keyboards left out with everything that shares their path. */
const find = (link: HidLink, all: readonly HidDevice[]) => {
  const alike = all.filter(
    (device) =>
      device.vendor === link.vendor &&
      device.product === link.product &&
      (link.serial === undefined || device.serial === link.serial),
  )
  const keyboards = new Set(alike.filter(isKeyboard).map(({ path }) => path))
  const usable = alike.filter(
    ({ path, usagePage }) => !keyboards.has(path) && (link.usagePage === undefined || usagePage === link.usagePage),
  )
  return { usable, onlyKeyboards: usable.length === 0 && keyboards.size > 0 }
}

/** Opens a pad by HID. It has nothing to show: no such pad takes reports that are publicly known. */
export const hidPad = (
  setting: RatingPadSetting | KeypadSetting,
  link: HidLink,
  devices: HidDevices,
  clock: Clock,
  tell: Tell,
): OpenPeripheral => {
  let closed = false
  let current: { readonly path: string; readonly close: () => Promise<void> } | undefined

  const release = async (): Promise<void> => {
    const mine = current
    current = undefined
    if (!mine) return
    // What was unplugged cannot be closed properly, and is free in any case.
    await mine.close().catch(() => undefined)
    devices.taken.delete(mine.path)
  }

  const take = async (port: HidPort, device: HidDevice): Promise<void> => {
    devices.taken.add(device.path)
    let gone: string | undefined
    const read = reportReader(setting.reports ?? [], clock, (means) =>
      tell.input('grade' in means ? { kind: 'grade', grade: means.grade } : { kind: 'key', key: means.key }),
    )
    const lose = (why: string): void => {
      gone = why
      if (!current || closed) return
      tell.health('absent', `unplugged: ${why}`)
      void release().then(() => (closed ? undefined : retry.again()))
    }
    try {
      const opened = await port.open(device.path, { report: (report) => void (closed || read(report)), gone: lose })
      current = { path: device.path, close: opened.close }
    } catch (error) {
      devices.taken.delete(device.path)
      tell.health(
        'failed',
        `found and cannot be opened (${reasonOf(error)}): add a udev rule for hidraw, vendor ${hex(link.vendor)}, and this user's group`,
      )
      return retry.again()
    }
    if (closed) return release()
    if (gone !== undefined) return lose(gone)
    retry.worked()
    tell.health('ready', undefined, version(device))
  }

  const look = async (): Promise<void> => {
    const port = await devices.load()
    if (closed) return
    if ('missing' in port) return tell.health('disabled', port.missing)
    const { usable, onlyKeyboards } = find(link, await port.list())
    const free = usable.find(({ path }) => !devices.taken.has(path))
    if (closed) return
    if (free) return take(port, free)
    const name = `${hex(link.vendor)}:${hex(link.product)}`
    if (onlyKeyboards)
      tell.health('failed', `${name} is a keyboard to the system and is not opened: set it to HID mode`)
    else if (usable.length > 0)
      tell.health('absent', `${name} belongs to another peripheral: give each its serial number in the settings`)
    else tell.health('absent', `${name} is not plugged in`)
    retry.again()
  }

  let looking = Promise.resolve()
  const attempt = (): void => {
    looking = look().catch((error: unknown) => {
      if (closed) return
      tell.health('failed', `HID devices cannot be listed: ${reasonOf(error)}`)
      retry.again()
    })
  }
  const retry = backOff(clock, attempt)
  attempt()

  return {
    show: () => undefined,
    poke: () => undefined,
    close: async () => {
      closed = true
      retry.stop()
      await looking
      await release()
    },
  }
}
