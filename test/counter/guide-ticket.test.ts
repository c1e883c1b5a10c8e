import { describe, expect, it } from 'vitest'
import { placeOf } from '../../counter/guide-place.ts'
import { returnRefused } from '../../counter/guide-return.ts'
import { NO_BURST, scannedIn, secretIn, soughtIn, withKey } from '../../counter/guide-scan.ts'
import { transferOf, windowsFor } from '../../counter/guide-send-on.ts'
import type { Catalogue, NoShowRule, Service } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import type { Hall } from '../../hall/hall.ts'
import { cardOf, type TicketCard } from '../../hall/views/card.ts'
import { windowsView } from '../../hall/views/windows.ts'
import { guide } from '../kit/actors.ts'
import { MORNING, minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import {
  calledNext,
  completed,
  type Deed,
  given,
  later,
  missed,
  opened,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'

const SECRET = 'hS3cret-of_22characters'
const cardIn = (hall: Hall, id: string): TicketCard => {
  const ticket = hall.tickets.get(id)
  if (!ticket) throw new Error(`The story has no ticket ${id}.`)
  return cardOf(hall, ticket)
}
const serviceOf = (id: string): Service => {
  const service = smallCatalogue.services.find((row) => row.id === id)
  if (!service) throw new Error(`The small hall has no ${id}.`)
  return service
}
const { rules } = smallCatalogue

describe('scanning a ticket', () => {
  it('G11 the secret is found at the end of the address, wherever the address puts it', () => {
    expect(secretIn(`http://192.168.1.10:8080/t/${SECRET}`)).toBe(SECRET)
    expect(secretIn(`https://queue.example.gov.cn/t/${SECRET}?from=paper`)).toBe(SECRET)
    expect(secretIn(`http://government-service-hall/ticket?secret=${SECRET}`)).toBe(SECRET)
    expect(secretIn(`http://hall/government-service-hall/t/${SECRET}`)).toBe(SECRET)
    expect(secretIn(` ${SECRET} `)).toBe(SECRET)
  })

  it('G11 an address without a secret, and the name of a machine, are none', () => {
    expect(secretIn('http://government-service-hall/')).toBeUndefined()
    expect(secretIn('http://hall/t/short')).toBeUndefined()
    expect(secretIn('个体工商户')).toBeUndefined()
  })

  it('G11 one field takes both: a number as people read it, or what a scanner typed', () => {
    expect(soughtIn('a12')).toEqual({ by: 'number', number: 'A012' })
    expect(soughtIn(`http://hall/t/${SECRET}`)).toEqual({ by: 'secret', secret: SECRET })
    expect(soughtIn('12')).toBeUndefined()
  })

  it('G11 a scanner is heard wherever the cursor is: an address as fast as no finger types', () => {
    const typed = (text: string, ms: number) =>
      [...text].reduce((burst, key, index) => withKey(burst, key, 1_000 + index * ms), NO_BURST)
    const address = `http://hall/t/${SECRET}`
    const end = (ms: number) => 1_000 + address.length * ms
    expect(scannedIn(typed(address, 5), end(5))).toBe(SECRET)
    expect(scannedIn(typed(address, 30), end(30))).toBe(SECRET)
    expect(scannedIn(typed(address, 120), end(120))).toBeUndefined()
    expect(scannedIn(typed(address, 5), end(5) + 5_000)).toBeUndefined()
    expect(scannedIn(typed('abcdefghijklmnopqrstuv', 5), 1_000 + 22 * 5)).toBeUndefined()
  })

  it('G11 keys of a moment before are no part of the scan', () => {
    let burst = withKey(NO_BURST, 'x', 0)
    for (const [index, key] of [...`http://hall/t/${SECRET}`].entries()) burst = withKey(burst, key, 900 + index * 5)
    expect(burst.text.startsWith('http')).toBe(true)
  })
})

describe('why a ticket stands where it stands', () => {
  const why = (hall: Hall, id: string, more: object = {}) =>
    placeOf({ ...cardIn(hall, id), ...more }, rules).map((ground) => ground.why)

  it('G9 by its arrival; by its booked time and its class with the minutes that it takes off', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01', { class: 'appointment', slot: MORNING + minutes(30) }),
      taken('t3', 'A-01', { class: 'priority', ground: 'military' }),
    ).past
    expect(placeOf(cardIn(hall, 't1'), rules)).toEqual([{ why: 'arrival' }])
    expect(placeOf(cardIn(hall, 't2'), rules)).toEqual([
      { why: 'slot', at: MORNING + minutes(30) },
      { why: 'class', class: 'appointment', minutes: 10 },
    ])
    expect(placeOf(cardIn(hall, 't3'), rules)).toEqual([{ why: 'class', class: 'priority', minutes: 15 }])
  })

  it('G9 come back after a no-show, bound to a window, at an earlier matter’s place, at the front', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      windowOpened('2'),
      taken('t1', 'A-01'),
      taken('t2', 'A-01'),
      taken('t3', 'A-01', { more: ['A-02'] }),
      calledNext('1'),
      missed('1'),
      told({ type: 'ReturnTicket', ticket: 't1' }),
      told({ type: 'TransferTicket', ticket: 't2', service: 'A-01', reason: 'expert', bound: { counter: '1' } }),
    ).past
    expect(why(hall, 't1')).toEqual(['returned'])
    expect(placeOf(cardIn(hall, 't2'), rules)).toEqual([{ why: 'arrival' }, { why: 'bound', bound: { counter: '1' } }])
    expect(why(hall, 't2', { fronted: true })).toEqual(['front', 'bound'])
  })

  it('G9 an earlier matter is done and its place is kept; who does not wait has no place', () => {
    const { hall } = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01', { more: ['B-01'] }),
      calledNext('1'),
      started('1'),
    ).past
    expect(why(hall, 't1')).toEqual([])
    const after = given(
      opened(),
      windowOpened('1'),
      taken('t1', 'A-01', { more: ['B-01'] }),
      calledNext('1'),
      started('1'),
      completed('1'),
    ).past
    expect(why(after.hall, 't1')).toEqual(['arrival', 'next-leg'])
  })
})

describe('bringing a missed number back', () => {
  const missedIn = (noShow: NoShowRule, ...more: readonly Deed[]) =>
    given(opened(withRules({ noShow })), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'), missed('1'), ...more)
  const same = (story: ReturnType<typeof given>, book: Catalogue) => {
    const { past } = story
    const refused = returnRefused(cardIn(past.hall, 't1'), book, past.now)
    const intent: Intent = { type: 'ReturnTicket', ticket: 't1' }
    const decision = story.decides(intent, guide)
    return { shown: refused?.code, told: decision.ok ? undefined : decision.refusal.code }
  }

  it('G9 what the desk says beforehand is what the hall would say: allowed, too late, spent, or void by the rule', () => {
    const keep: NoShowRule = { mode: 'keep', returnMinutes: 30, placesDown: 3, times: 1 }
    const book = (noShow: NoShowRule) => withRules({ noShow })
    expect(same(missedIn(keep), book(keep))).toEqual({ shown: undefined, told: undefined })
    expect(same(missedIn(keep, later(minutes(31))), book(keep))).toEqual({
      shown: 'return-too-late',
      told: 'return-too-late',
    })
    const never = { ...keep, times: 0 }
    expect(same(missedIn(never), book(never))).toEqual({ shown: 'returns-spent', told: 'returns-spent' })
    const gone: NoShowRule = { ...keep, mode: 'void-after-calls' }
    expect(same(missedIn(gone), book(gone))).toEqual({ shown: 'no-return', told: 'no-return' })
  })

  it('G9 a theme with a rule of its own is asked by that rule', () => {
    const own: Catalogue = {
      ...smallCatalogue,
      themes: smallCatalogue.themes.map((theme) =>
        theme.id === 'A' ? { ...theme, noShow: { mode: 'void', returnMinutes: 0, placesDown: 0, times: 0 } } : theme,
      ),
    }
    const card = { theme: 'A', returns: 0, missedAt: MORNING } as const
    expect(returnRefused(card, own, MORNING)?.code).toBe('no-return')
    expect(returnRefused({ ...card, theme: 'B' }, own, MORNING)).toBeUndefined()
  })
})

describe('sending a ticket on', () => {
  const story = given(opened(), windowOpened('1'), windowOpened('4'), taken('t1', 'A-01'))
  const card = cardIn(story.past.hall, 't1')
  const wanted = { service: serviceOf('A-01'), front: false, reason: 'asked', note: '' } as const

  it('G9 it needs somewhere else to go, and a reason code', () => {
    expect(transferOf(card, wanted)).toBe('where')
    expect(transferOf(card, { ...wanted, service: undefined })).toBe('where')
    expect(transferOf(card, { ...wanted, service: serviceOf('B-01'), reason: undefined })).toBe('why')
  })

  it('G9 to a service, a window or the front of the same queue: the hall takes what the desk makes', () => {
    const made = [
      transferOf(card, { ...wanted, service: serviceOf('B-01'), note: ' 拿错号 ' }),
      transferOf(card, { ...wanted, bound: { counter: '1' } }),
      transferOf(card, { ...wanted, front: true }),
    ]
    expect(made[0]).toEqual({ type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'asked', note: '拿错号' })
    expect(made[1]).toMatchObject({ service: 'A-01', bound: { counter: '1' } })
    expect(made[2]).toMatchObject({ service: 'A-01', front: true })
    for (const intent of made) {
      if (typeof intent === 'string') throw new Error(`The desk still misses ${intent}.`)
      expect(story.decides(intent, guide)).toMatchObject({ ok: true })
    }
  })

  it('G9 only windows whose list has the service are offered, those that are open first (S003-22)', () => {
    const { windows } = windowsView(story.past.hall)
    const idsFor = (id: string) => windowsFor(serviceOf(id), windows, smallCatalogue).map((row) => row.id)
    expect(idsFor('A-01').slice(0, 2)).toEqual(['1', '4'])
    expect(idsFor('A-02')).not.toContain('4')
  })
})
