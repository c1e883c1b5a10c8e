import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Basis } from '../../hall/plan/basis.ts'
import { questionOf } from '../../hall/plan/basis.ts'
import { missedBy } from '../../hall/plan/missed.ts'
import { planFor } from '../../hall/plan/plan.ts'
import { makePlanning } from '../../server/plan/planning.ts'
import { type Answered, type HallServer, startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { ran } from './ran.ts'

const ASKED = { weekday: 1, themes: ['B'], cases: { B: 30 }, target: { minutes: 15, share: 0.9 } }

describe('the planner asked over HTTP', { timeout: 60_000 }, () => {
  let hall: HallServer
  let inspector: string
  const ask = (body: unknown, token = hall.managerToken): Promise<Answered> =>
    hall.request('POST', `${hall.hallPath}/plan`, body, token)
  beforeAll(async () => {
    hall = await startTestHall({ shipped: smallCatalogue })
    inspector = await hall.staff('inspector', 'inspector')
  })
  afterAll(() => hall.stop())

  it('U4 manager and inspector see what comes on a weekday; nobody else does', async () => {
    const basis = await hall.request('GET', `${hall.hallPath}/plan?weekday=2`, undefined, inspector)
    expect(basis.status).toBe(200)
    expect((basis as unknown as Basis).weekday).toBe(2)
    expect((basis as unknown as Basis).themes.map(({ id }) => id)).toEqual(['A', 'B', 'C'])
    const guide = await hall.staff('guide', 'guide')
    expect((await hall.request('GET', `${hall.hallPath}/plan`, undefined, guide)).status).toBe(403)
    expect((await ask(ASKED, guide)).status).toBe(403)
    expect((await hall.request('GET', `${hall.hallPath}/plan`)).status).toBe(401)
  })

  it('U4 the answer is the planner’s own, with what the rule misses', async () => {
    const answer = await ask(ASKED, inspector)
    const question = questionOf(hall.live.hall(), ASKED)
    if (!question) throw new Error('The small hall has theme B.')
    const plan = ran(planFor(question))
    expect(answer).toMatchObject({ status: 200, need: plan.need, erlang: plan.erlang, rule: plan.rule, set: plan.set })
    expect(answer.missed).toEqual(JSON.parse(JSON.stringify(missedBy(plan, smallCatalogue.rules.casesPerCounter))))
  })

  it('U4 nothing of it reaches the ledger', async () => {
    const before = hall.live.hall().position
    await ask({ ...ASKED, cases: { B: 31 } })
    expect(hall.live.hall().position).toBe(before)
  })

  it('U4 what cannot be reckoned is refused with what to change', async () => {
    const refusals = [
      [{ ...ASKED, weekday: 8 }, 'weekday'],
      [{ ...ASKED, target: { minutes: 15, share: 1 } }, 'share'],
      [{ ...ASKED, target: { minutes: 0, share: 0.9 } }, 'minutes'],
      [{ ...ASKED, cases: { B: -1 } }, 'cases'],
      [{ ...ASKED, themes: [] }, 'themes'],
      [{ ...ASKED, themes: ['X'] }, 'themes'],
      [{ ...ASKED, themes: ['A', 'B'], cases: { A: 9_000, B: 9_000 } }, 'cases'],
    ] as const
    for (const [body, named] of refusals) {
      const answer = await ask(body)
      expect(answer).toMatchObject({ status: 422, code: 'malformed' })
      expect(JSON.stringify(answer.problems)).toContain(named)
    }
    const weekday = await hall.request('GET', `${hall.hallPath}/plan?weekday=0`, undefined, inspector)
    expect(weekday).toMatchObject({ status: 422, problems: ['weekday'] })
  })

  it('F11 a call does not wait for the planner: its reckoning runs in slices', async () => {
    const big = ask({ ...ASKED, themes: ['A', 'B', 'C'], cases: { A: 400, B: 400, C: 400 } })
    let turns = 0
    let over = false
    void big.then(() => {
      over = true
    })
    while (!over) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      turns += 1
    }
    expect((await big).status).toBe(200)
    // A second's work in slices of half a millisecond lets everybody else have a turn some thousand times.
    expect(turns).toBeGreaterThan(300)
  })
})

describe('answers that are kept', { timeout: 60_000 }, () => {
  const questionAbout = (cases: number) => {
    const arrivals = new Array<number>(4).fill(cases / 4)
    const demand = { theme: 'A', arrivals, minutes: 10, cv: 0.8, priority: 0, basis: 'catalogue' } as const
    const { rules } = smallCatalogue
    const halfHours = { first: 17, count: 4 }
    return { demands: [demand], halfHours, ruleWindows: 1, set: [1, 1, 1, 1], target: ASKED.target, rules, seed: 1 }
  }

  it('U4 the same question is reckoned once, another one anew', async () => {
    const planned = makePlanning()
    const first = planned(questionAbout(8), 25)
    expect(planned(questionAbout(8), 25)).toBe(first)
    expect(planned(questionAbout(9), 25)).not.toBe(first)
    expect(planned(questionAbout(8), 20)).not.toBe(first)
    await first
  })

  it('U4 a question that fails tells who asked, and stops nobody after it', async () => {
    const planned = makePlanning()
    const whole = questionAbout(8)
    // No catalogue holds a rate below nothing: the simulator will not have it.
    const rules = { ...whole.rules, rate: { ordinary: -1, priority: -1, appointment: -1 } }
    const failing = planned({ ...whole, rules }, 25)
    const next = planned(questionAbout(8), 25)
    await expect(failing).rejects.toThrow()
    expect((await next).cases).toBe(8)
  })
})
