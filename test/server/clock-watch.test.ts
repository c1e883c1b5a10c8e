import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyHall } from '../../hall/hall.ts'
import { watchClock } from '../../server/clock-watch.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { type HallClock, hallClock } from '../contract/hall-clock.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'

let clock: HallClock
let passed = 0
let ledgerAt = 0
let stop = (): void => {}
let alarms: ReturnType<typeof openSystemAlarms>
const logged: { what: string; detail: unknown }[] = []

beforeEach(() => {
  clock = hallClock(MORNING)
  passed = 0
  ledgerAt = MORNING - seconds(30)
  logged.length = 0
  alarms = openSystemAlarms(clock)
  stop = watchClock({
    live: { hall: () => ({ ...emptyHall('h'), at: ledgerAt }) },
    clock,
    log: (_level, what, detail) => void logged.push({ what, detail }),
    alarms,
    monotonic: () => passed,
  })
})
afterEach(() => stop())

/** Time goes on, for the clock and in truth. */
const goOn = (ms: number): void => {
  for (let left = ms; left > 0; left -= seconds(1)) {
    passed += seconds(1)
    clock.pass(seconds(1))
  }
}
/** Somebody, or NTP, puts the clock. */
const jump = (ms: number): void => clock.set(clock.now() + ms)
const said = () => alarms.list().map(({ code, data }) => ({ code, ...data }))

describe('the clock of the machine', () => {
  it('Z31 one that runs true, or is put right by seconds, is no alarm', () => {
    goOn(minutes(5))
    for (const ms of [4_900, -4_900]) {
      jump(ms)
      goOn(seconds(2))
    }
    expect(said()).toEqual([])
    expect(logged).toEqual([])
  })

  it('Z31 a jump of an hour is said within a second, forwards and backwards, and ends when it is taken back', () => {
    jump(minutes(60))
    goOn(seconds(1))
    expect(said()).toEqual([{ code: 'clock-suspect', aheadMs: minutes(60) }])
    jump(-minutes(60))
    goOn(seconds(1))
    expect(said()).toEqual([])
    ledgerAt = 0
    jump(-minutes(60))
    goOn(seconds(1))
    expect(said()).toEqual([{ code: 'clock-suspect', behindMs: minutes(60) }])
    expect(logged.map(({ what }) => what)).toEqual(['clock-jumped', 'clock-jumped', 'clock-jumped'])
  })

  it('Z31 a clock that was put right and runs true since is said for ten minutes', () => {
    jump(minutes(60))
    goOn(minutes(9))
    expect(said()).toHaveLength(1)
    goOn(minutes(2))
    expect(said()).toEqual([])
  })

  it('Z31 a machine that wakes in 1970 stands before the ledger, and it is said until it does not', () => {
    stop()
    clock.set(seconds(40))
    stop = watchClock({
      live: { hall: () => ({ ...emptyHall('h'), at: ledgerAt }) },
      clock,
      log: () => {},
      alarms,
      monotonic: () => passed,
    })
    expect(said()).toMatchObject([{ code: 'clock-suspect' }])
    goOn(minutes(30))
    expect(said()).toHaveLength(1)
    clock.set(ledgerAt + minutes(31))
    goOn(minutes(11))
    expect(said()).toEqual([])
  })
})
