/**
 * An identity-card reader on a serial line: asked again and again whether a card lies on it. What it reads is told once
 * for as long as the card lies there, and is neither kept nor written anywhere (E12).
 */
import type { SerialLink } from '../../hall/peripheral.ts'
import type { Clock } from '../clock.ts'
import { markOf, readCard } from './id-card.ts'
import type { Tell } from './parts.ts'
import type { OpenPeripheral } from './port.ts'
import {
  ASK_STATE,
  BROKEN,
  DONE,
  FIND,
  FOUND,
  READ,
  type SamCommand,
  type SamReply,
  SELECT,
  samReader,
  samRequest,
} from './sam-frame.ts'
import type { SerialBuses } from './serial-bus.ts'

const BAUD = 115_200
/** Modules take no question sooner than this after the last. */
const POLL_MS = 300
const ANSWER_MS = 1000
/** Reading a card takes about a second by itself. */
const READ_MS = 4000
/** So many polls in a row without a card: a card that lies badly is missed once, and one that was taken away always. */
const GONE_POLLS = 3
const SILENT_POLLS = 3

/** Opens a reader. */
export const cardReader = (link: SerialLink, buses: SerialBuses, clock: Clock, tell: Tell): OpenPeripheral => {
  /** Counts openings and losses of the line: a round that began before the newest one is stale. */
  let opening = 0
  let cancelNext: (() => void) | undefined
  let pending: ((reply: SamReply | undefined) => void) | undefined
  let lying: string | undefined
  let missed = 0
  let unanswered = 0
  let awake = false

  const reader = samReader((reply) => pending?.(reply))

  /** Asks, and takes what it needs from the reply while that is valid; undefined when no reply comes. */
  const ask = <T>(command: SamCommand, ms: number, take: (reply: SamReply) => T): Promise<T | undefined> =>
    new Promise((resolve) => {
      reader.reset()
      const cancel = clock.after(ms, () => pending?.(undefined))
      pending = (reply) => {
        pending = undefined
        cancel()
        resolve(reply && take(reply))
      }
      tap.send(samRequest(command), 'ask')
    })

  const read = async (): Promise<void> => {
    const selected = await ask(SELECT, ANSWER_MS, ({ status }) => status)
    if (selected !== DONE) return
    await ask(READ, READ_MS, ({ status, data }) => {
      const card = status === DONE ? readCard(data) : undefined
      if (!card) return
      const mark = markOf(card)
      if (mark === lying) return
      lying = mark
      tell.input({ kind: 'card', ...card })
    })
  }

  /** One poll. `isStale` says that the line was lost or closed meanwhile. */
  const round = async (isStale: () => boolean): Promise<void> => {
    const answer = await ask(awake ? FIND : ASK_STATE, ANSWER_MS, ({ status }) => status)
    if (isStale()) return
    if (answer === undefined) {
      unanswered++
      awake = false
      if (unanswered >= SILENT_POLLS)
        tell.health('silent', `${link.path} is open and no reader answers: check cable and speed`)
      return
    }
    unanswered = 0
    if (!awake && answer === BROKEN)
      return tell.health('failed', 'the security module reports that it does not work (60)')
    tell.health('ready')
    if (!awake) {
      awake = true
      return
    }
    missed = answer === FOUND ? 0 : missed + 1
    if (missed >= GONE_POLLS) lying = undefined
    if (answer === FOUND) await read()
  }

  const poll = async (mine: number): Promise<void> => {
    const isStale = (): boolean => mine !== opening
    await round(isStale)
    if (!isStale()) cancelNext = clock.after(POLL_MS, () => void poll(mine))
  }

  const stop = (): void => {
    opening++
    cancelNext?.()
    pending?.(undefined)
    reader.reset()
  }

  const tap = buses.tap(link.path, link.baud ?? BAUD, {
    bytes: (bytes) => {
      reader.push(bytes)
      bytes.fill(0)
    },
    line: (line) => {
      stop()
      if (line.state !== 'ready') return tell.health(line.state, line.detail)
      unanswered = 0
      awake = false
      void poll(opening)
    },
  })

  return {
    show: () => undefined,
    poke: () => undefined,
    close: () => {
      stop()
      return tap.close()
    },
  }
}
