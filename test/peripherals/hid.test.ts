/** Pads by HID, through the port with a fake; and what happens on a machine that lacks the library, which this one may. */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { HidLink, KeypadSetting, PeripheralHealth, RatingPadSetting, ReportRule } from '../../hall/peripheral.ts'
import { systemClock } from '../../server/clock.ts'
import { type HidDevice, type HidPort, loadHid, whatIsMissing } from '../../server/peripherals/hid.ts'
import { openPeripherals } from '../../server/peripherals/peripherals.ts'
import { reportReader } from '../../server/peripherals/report-map.ts'
import { handClock } from '../printer/hand-clock.ts'
import { bench, soon } from './bench.ts'
import { unhex } from './fake-lines.ts'

const PAD: HidDevice = {
  path: '/dev/hidraw0',
  vendor: 0x0483,
  product: 0x5750,
  usagePage: 0xff00,
  usage: 1,
  release: 0x0102,
}
const LINK: HidLink = { kind: 'hid', vendor: 0x0483, product: 0x5750 }
const GRADE_REPORTS: readonly ReportRule[] = [
  { byte: 1, value: 0x01, means: { grade: 'very-satisfied' } },
  { byte: 1, value: 0x02, means: { grade: 'satisfied' } },
  { byte: 1, value: 0x05, means: { grade: 'very-dissatisfied' } },
]
const pad = (id = 'pad', link: HidLink = LINK): RatingPadSetting => ({
  id,
  name: '评价器',
  kind: 'rating-pad',
  counter: 'c1',
  link,
  reports: GRADE_REPORTS,
})
const keypad: KeypadSetting = {
  id: 'keypad',
  name: '呼叫器',
  kind: 'keypad',
  counter: 'c1',
  link: { kind: 'hid', vendor: 0x0483, product: 0x5751 },
  reports: [
    { byte: 0, mask: 0x01, value: 0x01, means: { key: 'call' } },
    { byte: 0, mask: 0x02, value: 0x02, means: { key: 'recall' } },
  ],
}

/** A machine's USB sockets. */
const sockets = (...plugged: HidDevice[]) => {
  let devices = plugged
  const open = new Map<string, Parameters<HidPort['open']>[1]>()
  const openings: string[] = []
  let refusal: Error | undefined
  let listing: Error | undefined
  let loads = 0
  const port: HidPort = {
    list: async () => {
      if (listing) throw listing
      return devices
    },
    open: async (path, ears) => {
      openings.push(path)
      if (refusal) throw refusal
      open.set(path, ears)
      return {
        close: async () => {
          open.delete(path)
        },
      }
    },
  }
  return {
    library: async () => {
      loads++
      return port
    },
    loads: () => loads,
    openings,
    openNow: () => [...open.keys()],
    plug: (...more: HidDevice[]) => {
      devices = [...devices, ...more]
    },
    pull: (path: string) => {
      devices = devices.filter((device) => device.path !== path)
      open.get(path)?.gone('could not read from HID device')
    },
    report: (path: string, bytes: string) => open.get(path)?.report(unhex(bytes)),
    refuse: (error: Error | undefined) => {
      refusal = error
    },
    failToList: (error: Error | undefined) => {
      listing = error
    },
  }
}

describe('reports and what they mean', () => {
  const read = (rules: readonly ReportRule[]) => {
    const { timers, advance } = handClock()
    const heard: unknown[] = []
    return { report: reportReader(rules, timers, (means) => void heard.push(means)), heard, advance }
  }

  it('E10 a recorded device that reports a held button again and again is heard once a press', () => {
    // USB 1d34:000d as its public drivers read it: byte 0 is 15 with the lid closed, 17 open, 16 while pressed.
    const { report, heard } = read([{ byte: 0, value: 0x16, means: { key: 'call' } }])
    for (const byte of ['15', '17', '17', '16', '16', '16', '17', '16', '17'])
      report(unhex(`${byte} 00 00 00 00 00 00 03`))
    expect(heard).toEqual([{ key: 'call' }, { key: 'call' }])
  })

  it('E10 a pad that says nothing when a key is let go is heard again after a second', async () => {
    const { report, heard, advance } = read(GRADE_REPORTS)
    report(unhex('01 02'))
    await advance(500)
    report(unhex('01 02'))
    expect(heard).toEqual([{ grade: 'satisfied' }])
    await advance(1001)
    report(unhex('01 02'))
    expect(heard).toEqual([{ grade: 'satisfied' }, { grade: 'satisfied' }])
  })

  it('E10 masks let several keys share a byte, each pressed once while others are held', () => {
    const { report, heard } = read(keypad.reports ?? [])
    for (const byte of ['00', '01', '03', '02', '00', '80', '82', '83']) report(unhex(byte))
    expect(heard).toEqual([{ key: 'call' }, { key: 'recall' }, { key: 'recall' }, { key: 'call' }])
  })

  it('E10 reports that are shorter than the map says, empty or unknown mean nothing', () => {
    const { report, heard } = read(GRADE_REPORTS)
    for (const bytes of ['', '01', '0109', '0100']) report(unhex(bytes))
    expect(heard).toEqual([])
  })
})

describe('a HID pad', () => {
  it('E10 is found by vendor and product wherever it is plugged in, and tells its version', async () => {
    const usb = sockets({ ...PAD, path: '/dev/hidraw9', vendor: 0x046d }, { ...PAD, path: '/dev/hidraw7' })
    const { peripherals, told, health, settle } = bench({ hid: usb.library })
    await peripherals.arrange([pad()])
    await settle()
    expect(usb.openNow()).toEqual(['/dev/hidraw7'])
    expect(health('pad')).toEqual({ peripheral: 'pad', state: 'ready', firmware: '1.02' })
    usb.report('/dev/hidraw7', '01 05')
    expect(told()).toEqual([{ kind: 'grade', grade: 'very-dissatisfied' }])
  })

  it('E10 unplugged it is absent, plugged in at another socket it works again', async () => {
    const usb = sockets(PAD)
    const { peripherals, told, health, healths, settle, advance } = bench({ hid: usb.library })
    await peripherals.arrange([pad()])
    await settle()
    usb.pull('/dev/hidraw0')
    await settle()
    expect(health('pad')).toMatchObject({ state: 'absent', detail: 'unplugged: could not read from HID device' })
    await advance(1000)
    expect(health('pad')).toMatchObject({ state: 'absent', detail: '0483:5750 is not plugged in' })
    usb.plug({ ...PAD, path: '/dev/hidraw3' })
    await advance(2000)
    expect(health('pad')).toMatchObject({ state: 'ready' })
    usb.report('/dev/hidraw3', '01 01')
    expect(told()).toEqual([{ kind: 'grade', grade: 'very-satisfied' }])
    expect(healths.map(({ state }) => state)).toEqual(['ready', 'absent', 'absent', 'ready'])
  })

  it('E10 one that is pulled out while it is being opened is absent, and is found again', async () => {
    let pulls = 1
    const { peripherals, health, settle, advance } = bench({
      hid: async () => ({
        list: async () => [PAD],
        open: async (_path, ears) => {
          if (pulls-- > 0) ears.gone('pulled out at once')
          return { close: async () => undefined }
        },
      }),
    })
    await peripherals.arrange([pad()])
    await settle()
    expect(health('pad')).toMatchObject({ state: 'absent', detail: 'unplugged: pulled out at once' })
    await advance(1000)
    expect(health('pad')).toMatchObject({ state: 'ready' })
  })

  it('E10 usage page and serial number tell two alike apart, and without them nobody takes what another has', async () => {
    const one = { ...PAD, serial: 'A1' }
    const two = { ...PAD, path: '/dev/hidraw1', serial: 'B2' }
    const usb = sockets(one, { ...two, path: '/dev/hidraw4', usagePage: 0x0c }, two)
    const { peripherals, health, settle } = bench({ hid: usb.library })
    await peripherals.arrange([
      pad('second', { ...LINK, serial: 'B2', usagePage: 0xff00 }),
      pad('first', { ...LINK, serial: 'A1' }),
      pad('third', { ...LINK, serial: 'A1' }),
    ])
    await settle()
    expect(usb.openings).toEqual(['/dev/hidraw1', '/dev/hidraw0'])
    expect(health('third')).toMatchObject({
      state: 'absent',
      detail: '0483:5750 belongs to another peripheral: give each its serial number in the settings',
    })
  })

  it('E10 a keyboard is never opened, not even by another entry of its path', async () => {
    const keyboard = { ...PAD, usagePage: 1, usage: 6 }
    const usb = sockets(keyboard, { ...PAD, usagePage: 0x0c })
    const { peripherals, health, settle, advance } = bench({ hid: usb.library })
    await peripherals.arrange([pad(), pad('by-page', { ...LINK, usagePage: 1 })])
    await advance(30_000)
    expect(usb.openings).toEqual([])
    expect(health('pad')).toMatchObject({
      state: 'failed',
      detail: '0483:5750 is a keyboard to the system and is not opened: set it to HID mode',
    })
    expect(health('by-page')).toMatchObject({ state: 'failed' })
    usb.plug({ ...PAD, path: '/dev/hidraw8' })
    await advance(10_000)
    await settle()
    expect(usb.openings).toEqual(['/dev/hidraw8'])
  })

  it('E4 one that may not be opened says what to do, and is tried again', async () => {
    const usb = sockets(PAD)
    usb.refuse(new Error('cannot open device with path /dev/hidraw0'))
    const { peripherals, health, settle, advance } = bench({ hid: usb.library })
    await peripherals.arrange([pad()])
    await settle()
    expect(health('pad')).toMatchObject({ state: 'failed' })
    expect(health('pad')?.detail).toBe(
      "found and cannot be opened (cannot open device with path /dev/hidraw0): add a udev rule for hidraw, vendor 0483, and this user's group",
    )
    usb.refuse(undefined)
    await advance(1000)
    expect(health('pad')).toMatchObject({ state: 'ready' })
  })

  it('E4 a system that cannot list its devices now is asked again', async () => {
    const usb = sockets(PAD)
    usb.failToList(new Error('no answer'))
    const { peripherals, health, settle, advance } = bench({ hid: usb.library })
    await peripherals.arrange([pad()])
    await settle()
    expect(health('pad')).toMatchObject({ state: 'failed', detail: 'HID devices cannot be listed: no answer' })
    usb.failToList(undefined)
    await advance(1000)
    expect(health('pad')).toMatchObject({ state: 'ready' })
  })

  it('E10 closed it is closed: its device is free for the next, and nothing of it is heard', async () => {
    const usb = sockets(PAD)
    const { peripherals, told, pending, settle, advance } = bench({ hid: usb.library })
    await peripherals.arrange([pad()])
    await settle()
    await peripherals.arrange([pad('other')])
    await settle()
    expect(usb.openNow()).toEqual(['/dev/hidraw0'])
    usb.report('/dev/hidraw0', '01 01')
    expect(told()).toHaveLength(1)
    await peripherals.close()
    usb.pull('/dev/hidraw0')
    await advance(60_000)
    expect(usb.openNow()).toEqual([])
    expect(pending()).toBe(0)
  })
})

describe('a machine without the HID library', () => {
  const serialKeypad: KeypadSetting = { ...keypad, id: 'serial', link: { kind: 'serial', path: '/dev/ttyS0' } }

  it('E4 every HID peripheral is disabled by one line that says what to install, and nothing else is', async () => {
    let loads = 0
    const missing = 'libusb-1.0.so.0: cannot open shared object file; run: apt install libusb-1.0-0 libudev1'
    const { peripherals, lines, health, settle } = bench({
      hid: async () => {
        loads++
        return { missing }
      },
    })
    lines.plug('/dev/ttyS0')
    await peripherals.arrange([pad(), keypad, serialKeypad])
    await settle()
    expect(health('pad')).toEqual({ peripheral: 'pad', state: 'disabled', detail: missing })
    expect(health('keypad')).toEqual({ peripheral: 'keypad', state: 'disabled', detail: missing })
    expect(health('serial')).toMatchObject({ state: 'silent' })
    expect(loads).toBe(1)
  })

  it('E4 the line says which packages to install when the loader misses them, and else what the loader says', () => {
    expect(whatIsMissing(new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory'))).toBe(
      'libusb-1.0.so.0: cannot open shared object file: No such file or directory; run: apt install libusb-1.0-0 libudev1, then start this program again',
    )
    expect(whatIsMissing(new Error('libudev.so.1: cannot open shared object file'))).toContain('apt install')
    expect(whatIsMissing(new Error('No native build was found for loong64\n    loaded from: /x'))).toBe(
      'node-hid cannot be loaded on this machine: No native build was found for loong64',
    )
  })

  it('E4 on this very machine the real library either lists devices or says in one line what is missing', async () => {
    const library = await loadHid()
    if ('missing' in library) {
      console.log(`The HID library is missing here, as on many halls' machines: ${library.missing}`)
      expect(library.missing).not.toContain('\n')
      expect(library.missing).toMatch(
        /; run: apt install libusb-1\.0-0 libudev1|^node-hid cannot be loaded on this machine/,
      )
    } else expect(Array.isArray(await library.list())).toBe(true)

    const healths: PeripheralHealth[] = []
    const peripherals = openPeripherals({ input: () => undefined, health: (health) => void healths.push(health) })
    await peripherals.arrange([
      pad('real', { kind: 'hid', vendor: 0xfffe, product: 0xfffe }),
      { ...serialKeypad, link: { kind: 'virtual' } },
    ])
    await soon(() => expect(healths).toHaveLength(2))
    expect(healths).toContainEqual({ peripheral: 'serial', state: 'ready' })
    expect(healths.find(({ peripheral }) => peripheral === 'real')?.state).toBe(
      'missing' in library ? 'disabled' : 'absent',
    )
    await peripherals.close()
  })
})

const uhid = existsSync('/dev/uhid')
if (!uhid) console.log('SKIPPED: this kernel has no /dev/uhid, so no HID device can be made of software here')

describe.skipIf(!uhid)('a HID device made of software by the kernel', () => {
  it('E10 is found, read and lost by the real library', async () => {
    const library = await loadHid()
    if ('missing' in library) {
      console.log(`SKIPPED: ${library.missing}`)
      return
    }
    const { openUhid } = await import('./uhid.ts')
    const link: HidLink = { kind: 'hid', vendor: 0x1234, product: 0xabcd, usagePage: 0xff00 }
    const reports = [{ byte: 0, value: 5, means: { grade: 'very-dissatisfied' } }] as const
    const { peripherals, told, health } = bench({ hid: async () => library, clock: systemClock })
    const device = await openUhid(link)
    await peripherals.arrange([{ ...pad('soft', link), reports }])
    await soon(() => expect(health('soft')).toMatchObject({ state: 'ready' }))
    await device.report(5)
    await soon(() => expect(told()).toEqual([{ kind: 'grade', grade: 'very-dissatisfied' }]))
    await device.close()
    await soon(() => expect(health('soft')).toMatchObject({ state: 'absent' }))
    await peripherals.close()
  })
})
