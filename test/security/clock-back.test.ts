/** A machine's clock that goes back, as after a night with a wrong one, locks nobody out. */
import { expect, it } from 'vitest'
import { openShutOut } from '../../server/line/shut-out.ts'
import { openGuesses } from '../../server/people/guesses.ts'
import { handClock, hours, minutes } from '../kit/hand-clock.ts'
import { GOOD, register } from './people-kit.ts'

const A_YEAR = hours(365 * 24)

it('X18 Z11 whoever mistyped while the clock was ahead signs in when it is right again', async () => {
  const { people, clock } = register()
  await people.addStaff('one', GOOD, 'guide')
  clock.move(A_YEAR)
  for (let tries = 0; tries < 6; tries += 1) await people.signIn('one', 'not the one', undefined, 'desk')
  clock.move(-A_YEAR)
  expect(await people.signIn('one', GOOD, undefined, 'desk')).toMatchObject({ ok: true })
})

it('X18 Z11 a small step back gives no guess away, and costs less than two minutes', async () => {
  const { people, clock } = register()
  for (let tries = 0; tries < 5; tries += 1) await people.signIn('nobody', 'not the one', undefined, 'desk')
  expect(await people.signIn('nobody', 'not the one', undefined, 'desk')).toMatchObject({ code: 'too-many' })
  clock.move(-100)
  expect(await people.signIn('nobody', 'not the one', undefined, 'desk')).toMatchObject({ code: 'too-many' })
  clock.move(minutes(2))
  expect(await people.signIn('nobody', 'not the one', undefined, 'desk')).toMatchObject({ code: 'wrong-password' })
})

it('X15 Z11 whoever was out while the clock was ahead comes in when it is right again', () => {
  const clock = handClock()
  const out = openShutOut(clock)
  clock.move(A_YEAR)
  out.shut('a kiosk')
  clock.move(-A_YEAR)
  expect(out.left('a kiosk')).toBe(0)
})

it('X18 Z11 an alarm about guessing while the clock was ahead ends when it is quiet, and not a year later', () => {
  const hand = handClock()
  let ahead = A_YEAR
  const said: string[] = []
  // Timers go on as ever when a clock is set.
  const clock = { now: () => hand.now() + ahead, after: hand.after }
  const guesses = openGuesses(clock, {
    raise: (code) => void said.push(code),
    clear: (code) => void said.push(`${code} over`),
  })
  for (let tries = 0; tries < 20; tries += 1) guesses.guessed()
  ahead = 0
  hand.move(minutes(10))
  expect(said).toEqual(['guessing', 'guessing over'])
})
