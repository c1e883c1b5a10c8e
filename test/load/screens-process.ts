/**
 * The screens of a load: each a Socket.IO client from an address of its own, which notes when it heard which position, and
 * comes back by itself when its line breaks, as pages do.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { openScreen, type Screen } from '../bench/screen.ts'
import { addressOf } from './addresses.ts'
import { actAsPeer } from './peer.ts'
import { backOffMs, RECONNECTS, type ScreensBack, type ScreensTold, type ScreensWanted } from './screens.ts'

/** Connections are opened so many at a time, as the listen queue is finite. */
const AT_ONCE = 50
/** Screens that are not back after this do not come back, ms. */
const BACK_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 10
const POSITION = /"position":(\d+)/

type Held = { line: Screen | undefined; presentAt: number; closed: boolean }

let screens: Held[] = []
let cuts = 0
let tries = 0
/** When each screen heard each position, on the clock of the machine (ms since 1970, with fractions). */
let heard = new Map<number, (number | null)[]>()
let messages = 0
let bytes = 0

const now = (): number => performance.timeOrigin + performance.now()

/** The same bytes go to every screen, so their position is looked for once. */
let last: Buffer = Buffer.alloc(0)
let lastPosition = 0
const positionOf = (message: Buffer): number => {
  if (message.length === last.length && message.equals(last)) return lastPosition
  last = Buffer.from(message)
  lastPosition = Number(POSITION.exec(message.toString('latin1', 0, 200))?.[1] ?? 0)
  return lastPosition
}

const open = async ({ target, count, from }: ScreensWanted): Promise<null> => {
  const newest = new Array<number>(count).fill(0)
  const hear = (index: number) => (message: Buffer) => {
    messages += 1
    bytes += message.length
    const position = positionOf(message)
    if (position <= (newest[index] ?? 0)) return
    newest[index] = position
    const times = heard.get(position) ?? new Array<number | null>(count).fill(null)
    times[index] = now()
    heard.set(position, times)
  }
  const hold = async (held: Held, index: number): Promise<void> => {
    tries += 1
    const line = await openScreen(target, hear(index), {
      from: addressOf(from + index),
      withinMs: RECONNECTS.timeoutMs,
      cut: () => {
        cuts += 1
        void comeBack(held, index)
      },
    })
    held.line = line
    held.presentAt = now()
    if (held.closed) line.close()
  }
  const comeBack = async (held: Held, index: number): Promise<void> => {
    for (let attempt = 0; !held.closed; attempt += 1) {
      await sleep(backOffMs(attempt, Math.random()))
      if (held.closed) return
      try {
        await hold(held, index)
        return
      } catch {
        // Nobody answers yet, or too many ask: it waits and tries again.
      }
    }
  }
  for (let index = 0; index < count; index += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, next) => {
      const held: Held = { line: undefined, presentAt: 0, closed: false }
      screens.push(held)
      return hold(held, index + next).catch(() => comeBack(held, index + next))
    })
    await Promise.all(some)
  }
  return null
}

const close = (): null => {
  for (const held of screens) {
    held.closed = true
    held.line?.close()
  }
  screens = []
  return null
}

const cut = (): null => {
  for (const { line } of screens) line?.cut()
  return null
}

const back = async (since: number): Promise<ScreensBack> => {
  const until = now() + BACK_WITHIN_MS
  const away = (): number => screens.filter(({ presentAt }) => presentAt <= since).length
  while (away() > 0) {
    if (now() > until) throw new Error(`${away()} screens were not back after ${BACK_WITHIN_MS} ms.`)
    await sleep(LOOK_EVERY_MS)
  }
  return { at: Math.max(...screens.map(({ presentAt }) => presentAt)), tries }
}

const tell = (): ScreensTold => {
  const told = { cuts, messages, bytes, heard: [...heard] }
  heard = new Map()
  messages = 0
  bytes = 0
  cuts = 0
  tries = 0
  return told
}

actAsPeer({ open, close, cut, back, tell }, async () => void close())
