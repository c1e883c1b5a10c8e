/** A hall that calls at random and one board that listens, in a time of their own; tests are under fake timers. */
import { vi } from 'vitest'
import { type Caller, type CallerParts, createCaller } from '../../display/caller.ts'
import { ANNOUNCE_WITHIN_MS, HEARTBEAT_MS } from '../../hall/limits.ts'
import type { BoardCall } from '../../hall/views/public.ts'
import { boardOf, callOf } from './board-view.ts'

const LOADED = 1_000_000
export const SPEECH_MS = 4_000
export const CHIME_MS = 750

export type Sounded = { readonly position: number; readonly number: string; readonly from: number; until: number }
export type How = 'speaks' | 'fails' | 'hangs'

/** In small steps, so that timers and heartbeats fall where they would. Those who share a time pass it together. */
export const pass = async (ms: number, ...storms: readonly Storm[]): Promise<void> => {
  for (let left = ms; left > 0; left -= 250) {
    const span = Math.min(250, left)
    for (const storm of storms) storm.now += span
    await vi.advanceTimersByTimeAsync(span)
    for (const storm of storms) storm.beat()
  }
}

/** A hall's calls and one board, both in a hand's time. */
export class Storm {
  now = LOADED
  asleep = false
  /** The machine is awake, and hears nothing. */
  cut = false
  turn = true
  how: How = 'speaks'
  readonly calls: BoardCall[] = []
  readonly sounded: Sounded[] = []
  /** What was called while nobody listened: it may never be said. */
  readonly unheard = new Set<number>()
  private told = LOADED
  private readonly caller: Caller

  constructor(made: (parts: CallerParts) => Caller = createCaller) {
    this.caller = made({
      now: () => this.now,
      loadedAt: () => LOADED,
      speaks: () => this.turn,
      chime: () => new Promise((resolve) => setTimeout(resolve, CHIME_MS)),
      speak: (item) => this.speak(item.position, item.number),
      hush: () => {
        const last = this.sounded.at(-1)
        if (last && last.until > this.now) last.until = this.now
      },
      saying: () => {},
    })
    this.tell()
  }

  private speak(position: number, number: string): Promise<void> {
    const how = this.how
    if (how === 'hangs') {
      this.sounded.push({ position, number, from: this.now, until: Number.POSITIVE_INFINITY })
      return new Promise(() => {})
    }
    const length = how === 'fails' ? 100 : SPEECH_MS
    this.sounded.push({ position, number, from: this.now, until: this.now + length })
    return new Promise((resolve, reject) => {
      setTimeout(() => (how === 'fails' ? reject(new Error('synthesis-failed')) : resolve()), length)
    })
  }

  tell(): void {
    if (this.asleep || this.cut) return
    // Exactly what the server tells: the last call of each window and every live call of the last minute.
    const rows = new Set<string>()
    const listed = [...this.calls].reverse().filter((call) => {
      const row = !rows.has(call.counter)
      rows.add(call.counter)
      return row || (call.live && this.now - call.at <= ANNOUNCE_WITHIN_MS)
    })
    this.told = this.now
    this.caller.hear({ topic: 'board:all', position: this.calls.length, now: this.now, view: boardOf(listed) })
  }

  call(counter: number): void {
    const at = String(counter)
    for (const [index, call] of this.calls.entries())
      if (call.counter === at) this.calls[index] = { ...call, live: false }
    const position = this.calls.length + 1
    this.calls.push(callOf(position, this.now, { counter: at, counterName: at, number: `A${position}` }))
    if (this.asleep || !this.turn) this.unheard.add(position)
    this.tell()
  }

  recall(counter: number): void {
    const last = this.calls.findLast((call) => call.counter === String(counter))
    if (!last?.live) return
    const position = this.calls.length + 1
    this.calls.push({ ...last, position, at: this.now, recall: true })
    if (this.asleep || !this.turn) this.unheard.add(position)
    this.tell()
  }

  movesOn(counter: number): void {
    const at = String(counter)
    for (const [index, call] of this.calls.entries())
      if (call.counter === at) this.calls[index] = { ...call, live: false }
    this.tell()
  }

  beat(): void {
    if (this.now - this.told >= HEARTBEAT_MS) this.tell()
  }

  pass(ms: number): Promise<void> {
    return pass(ms, this)
  }

  /** The machine sleeps: its timers stand still while the hall goes on calling. */
  async sleep(ms: number, callsMeanwhile: readonly number[]): Promise<void> {
    this.asleep = true
    this.now += ms / 2
    for (const counter of callsMeanwhile) this.call(counter)
    this.now += ms / 2
    await vi.advanceTimersByTimeAsync(0)
    this.asleep = false
  }
}
