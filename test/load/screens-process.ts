/** The screens of a load: each a Socket.IO client from an address of its own, which notes when it heard which position. */
import { openScreen, type Screen } from '../bench/screen.ts'
import { addressOf } from './addresses.ts'
import { actAsPeer } from './peer.ts'
import type { ScreensTold, ScreensWanted } from './screens.ts'

/** Connections are opened so many at a time, as the listen queue is finite. */
const AT_ONCE = 50
const POSITION = /"position":(\d+)/

let screens: Screen[] = []
let cuts = 0
/** When each screen heard each position, on the clock of the machine (ms since 1970, with fractions). */
let heard = new Map<number, (number | null)[]>()
let messages = 0
let bytes = 0

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
    times[index] = performance.timeOrigin + performance.now()
    heard.set(position, times)
  }
  for (let index = 0; index < count; index += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, next) =>
      openScreen(target, hear(index + next), {
        from: addressOf(from + index + next),
        cut: () => {
          cuts += 1
        },
      }),
    )
    screens.push(...(await Promise.all(some)))
  }
  return null
}

const close = async (): Promise<null> => {
  for (const screen of screens) screen.close()
  screens = []
  return null
}

const tell = (): ScreensTold => {
  const told = { cuts, messages, bytes, heard: [...heard] }
  heard = new Map()
  messages = 0
  bytes = 0
  return told
}

actAsPeer({ open, close, tell }, async () => void (await close()))
