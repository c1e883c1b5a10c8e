/**
 * Many screens of one topic, and when the last of them has painted a position. A message is parsed and its rows are made
 * as the board page does, once for all the screens that got the very same bytes: in a hall each screen is a machine of its
 * own and they do it at the same time, so doing it a thousand times here would time this process instead of the server.
 */
import { pageOfRows, windowRows } from '../../display/rows.ts'
import { openScreen, type Screen } from './screen.ts'
import type { Target } from './target.ts'
import type { BoardMessage } from './twin.ts'

export type Audience = {
  /** When the last screen painted this position or a later one, on this process's clock in ms. */
  readonly painted: (position: number) => Promise<number>
  /** Bytes of the last message. */
  readonly messageBytes: () => number
  readonly close: () => void
}

/** Rows of a landscape board. */
const ROWS = 6
/** Connections are opened so many at a time, as the listen queue is finite. */
const AT_ONCE = 50
const GIVE_UP_MS = 10_000

type Expected = { readonly position: number; readonly resolve: (at: number) => void }

export const openAudience = async (target: Target, size: number): Promise<Audience> => {
  const screens: Screen[] = []
  /** The newest position each screen has painted, and how many stand at the position painted last. */
  const positions = new Array<number>(size).fill(0)
  let paintedBy = { position: 0, screens: 0 }
  let complete = { position: 0, at: 0 }
  let expected: Expected | undefined
  let last: Buffer = Buffer.alloc(0)
  let lastPosition = 0

  const paint = (message: Buffer): number => {
    if (message.equals(last)) return lastPosition
    const [, { position, now, view }] = JSON.parse(message.toString('utf8')) as ['view', BoardMessage]
    const { rows } = pageOfRows(windowRows(view.calls), ROWS, now)
    if (rows.length > ROWS) throw new Error('The board painted more rows than it has.')
    last = Buffer.from(message)
    lastPosition = position
    return position
  }
  const heardBy = (screen: number) => (message: Buffer) => {
    const position = paint(message)
    // As the page does: what is older than what it shows is dropped, and the same again is no news.
    if (position <= (positions[screen] ?? 0)) return
    positions[screen] = position
    if (position > paintedBy.position) paintedBy = { position, screens: 0 }
    if (position === paintedBy.position) paintedBy.screens += 1
    if (paintedBy.screens < size) return
    complete = { position, at: performance.now() }
    if (expected && expected.position <= position) expected.resolve(complete.at)
  }
  for (let index = 0; index < size; index += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, size - index) }, (_, next) =>
      openScreen(target, heardBy(index + next)),
    )
    screens.push(...(await Promise.all(some)))
  }
  return {
    painted: async (position) => {
      if (complete.position >= position) return complete.at
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`Position ${position} was not on all ${size} screens after ${GIVE_UP_MS} ms.`)),
          GIVE_UP_MS,
        )
        expected = {
          position,
          resolve: (at) => {
            clearTimeout(timer)
            expected = undefined
            resolve(at)
          },
        }
      })
    },
    messageBytes: () => last.length,
    close: () => {
      for (const screen of screens) screen.close()
    },
  }
}
