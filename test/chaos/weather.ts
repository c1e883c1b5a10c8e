/** A line that can be made bad: a TCP proxy that delays, stalls, holds, swallows or breaks what passes (Z10). */
import { createServer, connect as dial, type Socket } from 'node:net'
import type { Chance } from './chance.ts'

export const WEATHERS = ['fair', 'slow', 'lossy', 'held', 'vanished', 'oneWay', 'cut'] as const
/**
 * `slow`: everything comes 300 ms late. `lossy`: every fifth piece waits as for a retransmission. `held`: nothing passes, and
 * all of it comes late. `vanished`: both ends believe in the line, and what they say is gone. `oneWay`: only the answers are.
 * `cut`: every line is reset, and no new one is to be had.
 */
export type Weather = (typeof WEATHERS)[number]

export type WeatherLine = {
  readonly url: string
  readonly set: (weather: Weather) => void
  readonly close: () => Promise<void>
}

const SLOW_MS = 300
const RETRANSMIT_MS = [200, 800] as const

type Pair = { readonly near: Socket; readonly far: Socket; swallowed: boolean }

const wait = (ms: number, then: () => void): void => void (ms <= 0 ? then() : setTimeout(then, ms))

export const openWeather = async (upstream: string, chance: Chance): Promise<WeatherLine> => {
  const { hostname, port } = new URL(upstream)
  let weather: Weather = 'fair'
  const pairs = new Set<Pair>()

  const lateness = (): number => {
    if (weather === 'slow') return SLOW_MS
    return weather === 'lossy' && chance.between(1, 5) === 1 ? chance.between(...RETRANSMIT_MS) : 0
  }

  /** Hands on what comes, in order, however late each piece is. */
  const pipe = (pair: Pair, from: Socket, to: Socket, isAnswer: boolean): void => {
    let turn: Promise<void> = Promise.resolve()
    /** When the last piece so far arrives: nothing overtakes it. */
    let due = 0
    from.on('data', (bytes) => {
      if (weather === 'vanished' || (weather === 'oneWay' && isAnswer)) {
        pair.swallowed = true
        return
      }
      due = Math.max(due, performance.now() + lateness())
      const arrival = due
      turn = turn
        .then(() => new Promise<void>((resolve) => wait(arrival - performance.now(), resolve)))
        .then(() => void (to.writable && to.write(bytes)))
    })
    from.on('end', () => void turn.then(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      pairs.delete(pair)
      // Whoever is swallowed does not hear that the other one hung up.
      if (!pair.swallowed) void turn.then(() => to.destroy())
    })
  }

  const server = createServer((near) => {
    if (weather === 'cut') {
      near.resetAndDestroy()
      return
    }
    const far = dial(Number(port), hostname)
    const pair: Pair = { near, far, swallowed: false }
    pairs.add(pair)
    near.setNoDelay(true)
    far.setNoDelay(true)
    pipe(pair, near, far, false)
    pipe(pair, far, near, true)
    if (weather === 'held') for (const end of [near, far]) end.pause()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server always has a port.')

  const breakPair = ({ near, far }: Pair): void => {
    near.resetAndDestroy()
    far.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    set: (next) => {
      weather = next
      for (const pair of pairs) {
        // A stream from which something is missing can only be begun anew.
        if (next === 'cut' || (pair.swallowed && next !== 'vanished' && next !== 'oneWay')) breakPair(pair)
        else for (const end of [pair.near, pair.far]) next === 'held' ? end.pause() : end.resume()
      }
    },
    close: async () => {
      for (const pair of pairs) breakPair(pair)
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
