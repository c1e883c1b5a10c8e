/** Advice as the manager's page asks for it: fresh, only for who may see it, and done under a name of its own (U10, U11). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { advise } from '../../hall/advice/advise.ts'
import { ADVISED_ID } from '../../hall/advice/advised.ts'
import { openAdviser } from '../../server/advice/advice.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { handClock, minutes, seconds } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { allOf, quiet } from './busy-halls.ts'

const crowded = async () => {
  const open = await openHall(quiet(15), ['1'])
  for (let index = 0; index < 6; index += 1)
    await open.must({ type: 'IssueTicket', ticket: `ticket-number-${index}`, service: 'C-01' })
  const adviser = openAdviser(open.live, open.ledger, open.hall().id, open.clock)
  return { ...open, adviser }
}

describe('the adviser', () => {
  it('U10 the same advice is given for twenty seconds, and then reckoned anew', async () => {
    const { adviser, clock } = await crowded()
    const first = await adviser.now()
    clock.move(seconds(19))
    expect(await adviser.now()).toBe(first)
    clock.move(seconds(1))
    expect((await adviser.now()).at).toBe(first.at + seconds(20))
  })

  it('U10 whoever asks while it is reckoned gets the same answer', async () => {
    const { adviser } = await crowded()
    const [one, other] = await Promise.all([adviser.now(), adviser.now()])
    expect(one).toBe(other)
  })

  it('U10 once a window changes the advice is about the hall as it is then', async () => {
    const { adviser, must } = await crowded()
    expect((await adviser.now()).acts.map(({ counter }) => counter)).toEqual(['4'])
    await must({ type: 'OpenCounter', counter: '4' })
    expect((await adviser.now()).acts).toEqual([])
  })

  it('U10 a catalogue that is published while advice is reckoned does not mix its windows with those of before', async () => {
    const { must, hall } = await crowded()
    const { catalogue, at } = hall()
    const [first] = catalogue?.counters ?? []
    if (!catalogue || !first) throw new Error('There are windows.')
    const work = advise(hall(), at, 7)
    work.next()
    const more = [{ ...first, id: 'one-more', name: '新窗口' }, ...catalogue.counters]
    await must({ type: 'PublishCatalogue', catalogue: { ...catalogue, counters: more } })
    expect(allOf(work).acts).toEqual([])
    expect(allOf(advise(hall(), at, 7)).acts).not.toEqual([])
  })

  it('U11 what was followed is told by the ledger itself, also after a restart', async () => {
    const { adviser, ask, clock, ledger, restarted, hall } = await crowded()
    const [act] = (await adviser.now()).acts
    if (!act) throw new Error('A window is to be opened here.')
    expect(
      await ask(act.intent, { id: `${ADVISED_ID}asked-by-the-page`, by: { role: 'manager', id: 'm1', name: '经理' } }),
    ).toMatchObject({ ok: true })
    clock.move(minutes(30))
    const day = hall().day ?? ''
    expect(await adviser.saved(day)).toMatchObject([{ counter: '4', what: 'CounterOpened', until: null }])
    const again = openAdviser(restarted().live, ledger, hall().id, clock)
    expect(await again.saved(day)).toMatchObject([{ counter: '4', what: 'CounterOpened' }])
    expect(await again.saved('2020-01-01')).toBeUndefined()
  })
})

describe('over HTTP', () => {
  let hall: HallServer
  const clock = handClock()
  beforeEach(async () => {
    hall = await startTestHall({ clock })
  })
  afterEach(() => hall.stop())

  it('U10 manager and inspector see advice, others do not', async () => {
    const path = `${hall.hallPath}/advice`
    expect(await hall.request('GET', path, undefined, hall.managerToken)).toMatchObject({
      status: 200,
      state: 'ready',
      atRisk: [],
    })
    const inspector = await hall.staff('inspector', 'inspector')
    expect((await hall.request('GET', path, undefined, inspector)).status).toBe(200)
    const guide = await hall.staff('guide', 'guide')
    expect((await hall.request('GET', path, undefined, guide)).status).toBe(403)
    expect((await hall.request('GET', path)).status).toBe(401)
    expect((await hall.request('GET', `${path}/saved`, undefined, guide)).status).toBe(403)
  })

  it('A3 who asks about another hall is told that it is not here', async () => {
    for (const topic of ['advice', 'advice/saved', 'forecast', 'plan', 'what-if'])
      expect(
        await hall.request('GET', `/api/halls/another/${topic}`, undefined, hall.managerToken),
        topic,
      ).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('U11 the acts of a day are asked for by the day, and a day without a hall is said to be one', async () => {
    const path = `${hall.hallPath}/advice/saved`
    expect(await hall.request('GET', path, undefined, hall.managerToken)).toMatchObject({ status: 200, acts: [] })
    for (const day of ['2020-01-01', 'yesterday'])
      expect(await hall.request('GET', `${path}?day=${day}`, undefined, hall.managerToken)).toMatchObject({
        status: 404,
        code: 'no-such-day',
      })
  })
})
