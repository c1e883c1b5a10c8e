/**
 * HID devices behind a port of our own. The library that reaches them is native and loaded when the first HID peripheral
 * is opened; where it cannot be loaded, those peripherals are disabled and nothing else is (E4).
 */
import { reasonOf } from '../log.ts'

export type HidDevice = {
  readonly path: string
  readonly vendor: number
  readonly product: number
  readonly usagePage?: number
  readonly usage?: number
  readonly serial?: string
  /** The device's own version, as USB writes it: 0x0102 is 1.02. */
  readonly release?: number
}

export type HidEars = {
  readonly report: (report: Uint8Array) => void
  /** It went away: unplugged, or broken. */
  readonly gone: (why: string) => void
}

export type HidPort = {
  /** What is plugged in; one device may have several entries with one path. Rejects when the system does not say. */
  readonly list: () => Promise<readonly HidDevice[]>
  /** Rejects when it cannot be opened. */
  readonly open: (path: string, ears: HidEars) => Promise<{ readonly close: () => Promise<void> }>
}

/** The port, or one line that says what to install. */
export type HidLibrary = () => Promise<HidPort | { readonly missing: string }>

/** What to do about a library that does not load, in one line, by what the loader says. */
export const whatIsMissing = (error: unknown): string => {
  const [why = ''] = reasonOf(error).split('\n')
  if (/libusb|libudev/.test(why)) return `${why}; run: apt install libusb-1.0-0 libudev1, then start this program again`
  return `node-hid cannot be loaded on this machine: ${why}`
}

/** node-hid, which finds its native part at the first call. */
export const loadHid: HidLibrary = async () => {
  try {
    const { default: hid } = await import('node-hid')
    await hid.devicesAsync()
    return {
      list: async () =>
        (await hid.devicesAsync()).flatMap(({ path, vendorId, productId, usagePage, usage, serialNumber, release }) =>
          path === undefined
            ? []
            : {
                path,
                vendor: vendorId,
                product: productId,
                release,
                ...(usagePage === undefined ? {} : { usagePage }),
                ...(usage === undefined ? {} : { usage }),
                ...(serialNumber ? { serial: serialNumber } : {}),
              },
        ),
      open: async (path, ears) => {
        const device = await hid.HIDAsync.open(path)
        device.on('error', (error) => ears.gone(reasonOf(error)))
        device.on('data', (report: Buffer) => ears.report(report))
        return { close: () => device.close() }
      },
    }
  } catch (error) {
    return { missing: whatIsMissing(error) }
  }
}
