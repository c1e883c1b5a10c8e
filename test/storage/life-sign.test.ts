import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIFE_SIGN_FILE, type LifeSign, openLifeSign } from '../../server/storage/life-sign.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { type OpenHall, openHall } from '../kit/open-hall.ts'

let dataDir = ''
let hall: OpenHall
let sign: LifeSign
const logged: string[] = []
const file = (): string => join(dataDir, LIFE_SIGN_FILE)

/** The process of now; the timers of one that died ring for nobody. */
let process = { alive: false }

/** A start of the program on this folder and ledger. */
const start = (): LifeSign => {
  process.alive = false
  const own = { alive: true }
  process = own
  hall = hall.restarted()
  const { clock } = hall
  sign = openLifeSign({
    dataDir,
    live: hall.live,
    clock: { now: clock.now, after: (ms, then) => clock.after(ms, () => own.alive && then()) },
    log: (_level, what) => void logged.push(what),
  })
  return sign
}
/** The power goes for so long: nothing is closed and no timer rings. */
const dark = (ms: number): void => {
  process.alive = false
  hall.clock.move(ms)
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yichuang-life-'))
  logged.length = 0
  hall = await openHall()
  start()
})
afterEach(() => {
  sign.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the life sign', () => {
  it('Z34 a first start, and one after seconds, knows of no standstill', () => {
    expect(sign.standstill()).toBeUndefined()
    hall.clock.move(minutes(30))
    dark(seconds(59))
    expect(start().standstill()).toBeUndefined()
    expect(logged).toEqual([])
  })

  it('Z34 after a minute or more it says from when to when, by what was signed last, and where the ledger stood', () => {
    hall.clock.move(minutes(30))
    dark(seconds(60))
    const { position } = hall.hall()
    const standstill = { from: MORNING + minutes(30), to: MORNING + minutes(31), position }
    expect(start().standstill()).toEqual({ ...standstill, inFront: new Map() })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ at: standstill.to, standstill })
    expect(logged).toEqual(['stood-still'])
  })

  it('Z34 signs every five seconds', () => {
    const at = (): number => (JSON.parse(readFileSync(file(), 'utf8')) as { at: number }).at
    for (const passed of [0, 5, 10, 15]) {
      expect(at()).toBe(MORNING + seconds(passed))
      hall.clock.move(seconds(4))
      expect(at()).toBe(MORNING + seconds(passed))
      hall.clock.move(seconds(1))
    }
  })

  it('Z34 an event of the ledger is a later sign of life than one that the disk had not taken', async () => {
    const old = readFileSync(file(), 'utf8')
    hall.clock.move(seconds(50))
    await hall.must({ type: 'OpenCounter', counter: '1' })
    dark(seconds(59))
    writeFileSync(file(), old)
    expect(start().standstill()).toBeUndefined()
    dark(seconds(4))
    writeFileSync(file(), old)
    expect(start().standstill()).toMatchObject({ from: MORNING + seconds(50), to: MORNING + seconds(113) })
  })

  it('Z34 an end in good order counts as well', () => {
    hall.clock.move(seconds(3))
    sign.close()
    hall.clock.move(minutes(2))
    expect(start().standstill()).toMatchObject({ from: MORNING + seconds(3), to: MORNING + seconds(123) })
  })

  it('Z34 a closed hall did not stand still, nor one whose day is over', async () => {
    await hall.must({ type: 'CloseHall' })
    dark(minutes(10))
    expect(start().standstill()).toBeUndefined()
    await hall.must({ type: 'OpenHall' })
    dark(hours(24))
    expect(start().standstill()).toBeUndefined()
  })

  it('Z34 a standstill of yesterday, or of a ledger that went further, is none of today', async () => {
    dark(minutes(3))
    const first = start().standstill()
    const text = readFileSync(file(), 'utf8')
    dark(seconds(20))
    writeFileSync(file(), text.replace(`"position":${first?.position}`, '"position":999'))
    expect(start().standstill()).toBeUndefined()
    dark(minutes(3))
    expect(start().standstill()).toBeDefined()
    hall.clock.move(hours(24))
    await hall.must({ type: 'CloseHall', force: true })
    await hall.must({ type: 'OpenHall' })
    dark(seconds(20))
    expect(start().standstill()).toBeUndefined()
  })

  it('Z34 a clock that went back says nothing, and one that jumps while the hall runs neither', () => {
    hall.clock.move(minutes(30))
    dark(-minutes(20))
    expect(start().standstill()).toBeUndefined()
    hall.clock.move(hours(3))
    expect(sign.standstill()).toBeUndefined()
    dark(seconds(20))
    expect(start().standstill()).toBeUndefined()
  })

  it('Z34 where the power goes again at once, the standstill of before is still known, until the day is over', () => {
    dark(minutes(3))
    const first = start().standstill()
    expect(first).toBeDefined()
    hall.clock.move(seconds(20))
    dark(seconds(30))
    expect(start().standstill()).toEqual(first)
    expect(logged).toEqual(['stood-still'])
    dark(minutes(2))
    expect(start().standstill()).toMatchObject({ to: hall.clock.now() })
    dark(hours(24))
    expect(start().standstill()).toBeUndefined()
  })

  it.each([
    ['empty', ''],
    ['halved', '{"at":17'],
    ['of something else', '{"at":"noon"}'],
    ['null', 'null'],
    ['of half a standstill', '{"at":"noon","standstill":{"from":1,"to":"noon","position":1}}'],
  ])('Z34 a file that is %s is no sign, and stops nobody', (_kind, text) => {
    hall.clock.move(minutes(5))
    writeFileSync(file(), text)
    expect(start().standstill()).toBeUndefined()
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ at: hall.clock.now() })
  })

  it('Z34 a disk that takes no sign is said once, and once it does, it is signed again', () => {
    rmSync(dataDir, { recursive: true })
    hall.clock.move(seconds(5))
    hall.clock.move(seconds(5))
    expect(logged).toEqual(['life-sign-not-written'])
  })
})
