/** A bar of light over a window, on a serial line or by UDP. It never answers, so what it should show is said again and again. */
import { createSocket } from 'node:dgram'
import type { LedSetting, SerialLink, UdpLink } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import { reasonOf } from '../log.ts'
import { backOff } from './back-off.ts'
import { allLights, frameFault, ledFrame } from './led-frame.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import { everySoOften } from './refresh.ts'
import type { SerialBuses } from './serial-bus.ts'

/** How long the test light is on. */
const TEST_MS = 3000
/** Where nobody listens, the network says so within this time: at once, or after asking for the address three times. */
const REFUSAL_MS = 5000

/** A way to the bar. `opened` is told whenever the way is open, now or again. */
type Way = { readonly send: (frame: Uint8Array) => void; readonly close: () => Promise<void> }
type OpenWay = (opened: () => void) => Way

const bySerial =
  (link: SerialLink, buses: SerialBuses, tell: Tell): OpenWay =>
  (opened) => {
    const tap = buses.tap(link.path, link.baud ?? 9600, {
      bytes: () => undefined,
      line: (line) => {
        if (line.state !== 'ready') return tell.health(line.state, line.detail)
        tell.health('ready', 'the line is open; a bar never answers')
        opened()
      },
    })
    return { send: (frame) => tap.send(frame, 'text'), close: tap.close }
  }

/** A connected socket, since only that hears when nobody listens at the other end. */
const byUdp =
  (link: UdpLink, clock: Clock, tell: Tell): OpenWay =>
  (opened) => {
    const name = `${link.host}:${link.port}`
    let socket: ReturnType<typeof createSocket> | undefined
    let connected = false
    let closed = false
    let cancelPraise = (): void => undefined

    const fail = (error: unknown): void => {
      if (closed) return
      const why = reasonOf(error)
      cancelPraise()
      tell.health('absent', `${name}: ${why}: look whether the bar is on and its address is right`)
      socket?.removeAllListeners().on('error', () => undefined)
      socket?.close()
      socket = undefined
      connected = false
      retry.again()
    }
    const attempt = (): void => {
      const mine = createSocket(link.host.includes(':') ? 'udp6' : 'udp4')
      socket = mine
      mine.on('error', fail)
      mine.on('connect', () => {
        if (closed || socket !== mine) return
        connected = true
        opened()
      })
      try {
        mine.connect(link.port, link.host)
      } catch (error) {
        fail(error)
      }
    }
    const retry = backOff(clock, attempt)
    attempt()

    return {
      send: (frame) => {
        const to = socket
        if (!to || !connected) return
        to.send(frame, (error) => {
          if (closed || socket !== to) return
          if (error) return fail(error)
          cancelPraise()
          cancelPraise = clock.after(REFUSAL_MS, () => {
            retry.worked()
            tell.health('ready', 'sent, and nobody refused it; a bar never answers')
          })
        })
      },
      close: async () => {
        closed = true
        retry.stop()
        cancelPraise()
        const mine = socket
        socket = undefined
        if (mine) await new Promise<void>((resolve) => mine.close(() => resolve()))
      },
    }
  }

/** Opens a bar of light. */
export const ledBar = (
  setting: LedSetting,
  link: SerialLink | UdpLink,
  buses: SerialBuses,
  clock: Clock,
  tell: Tell,
): OpenPeripheral => {
  const fault = frameFault(setting)
  if (fault !== undefined) {
    tell.health('failed', fault)
    return { show: () => undefined, poke: () => undefined, close: async () => undefined }
  }
  let text: string | undefined
  let cancelTest: (() => void) | undefined
  const light = (words: string | undefined): void => {
    if (words !== undefined) way.send(ledFrame(setting, words, link.address ?? 1))
  }
  const now = (): void => light(cancelTest ? allLights(setting) : text)
  const openWay = link.kind === 'serial' ? bySerial(link, buses, tell) : byUdp(link, clock, tell)
  const way = openWay(now)
  const refresh = everySoOften(clock, now)
  return {
    show: (show) => {
      if (show.kind !== 'led') return
      text = show.text
      now()
    },
    poke: () => {
      cancelTest?.()
      cancelTest = clock.after(TEST_MS, () => {
        cancelTest = undefined
        light(text ?? '')
      })
      now()
    },
    close: async () => {
      refresh.stop()
      cancelTest?.()
      await way.close()
    },
  }
}
