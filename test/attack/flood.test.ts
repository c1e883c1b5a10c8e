/** A kiosk that asks for numbers faster than people can: it is slowed down alone, staff are told, and nobody loses a number by it. */
import { afterEach, describe, expect, it } from 'vitest'
import { mintSecret } from '../../server/clock.ts'
import { HUMAN_PACE } from '../../server/http/number-pace.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

let hall: HallServer
afterEach(() => hall.stop())

/** Paced as a hall is, where tests otherwise are not held up. */
const startPaced = async (): Promise<{ kiosk: string }> => {
  hall = await startTestHall({ numberPace: HUMAN_PACE })
  return { kiosk: (await hall.device('kiosk')).token }
}
const p99 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0
const issue = (token: string, id = mintSecret(), ticket = mintSecret()) =>
  hall.request('POST', `${hall.hallPath}/commands`, { id, type: 'IssueTicket', ticket, service: 'A-01' }, token)

describe('a flood of numbers', () => {
  it('X2 a thousand numbers asked for by one kiosk give five, and the others are told when to come again; nobody else waits, and staff are told', async () => {
    const { kiosk } = await startPaced()
    const desk = await hall.staff('guide', 'guide before a flood')
    const calm: number[] = []
    for (let count = 0; count < 20; count += 1) {
      const from = performance.now()
      expect((await issue(desk)).status).toBe(200)
      calm.push(performance.now() - from)
    }
    const begun = Date.now()
    const left = Array.from({ length: 1_000 }, mintSecret)
    const answers: Awaited<ReturnType<typeof issue>>[] = []
    const flooder = async (): Promise<void> => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) answers.push(await issue(kiosk, id))
    }
    const flooding = Promise.all(Array.from({ length: 20 }, flooder))
    // Meanwhile another kiosk gives its numbers, and a desk works as ever.
    const neighbour = (await hall.device('kiosk')).token
    const guide = await hall.staff('guide', 'guide beside a flood')
    const beside: number[] = []
    for (let count = 0; count < 40; count += 1) {
      const from = performance.now()
      expect((await issue(count < 5 ? neighbour : guide)).status).toBe(200)
      beside.push(performance.now() - from)
    }
    // The flooder shares this process with the hall, and asks with twenty lines at once.
    expect(p99(beside)).toBeLessThan(Math.max(250, 10 * p99(calm)))
    await flooding
    const given = answers.filter(({ status }) => status === 200)
    expect(given.length).toBeGreaterThanOrEqual(5)
    // Half a number a second comes back while the flood lasts.
    expect(given.length).toBeLessThanOrEqual(5 + Math.ceil((Date.now() - begun) / 2_000))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.every(({ status, waitMs }) => status === 429 && Number(waitMs) > 0)).toBe(true)
    const body = JSON.stringify({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' })
    const headers = { authorization: `Bearer ${kiosk}`, 'content-type': 'application/json' }
    const again = await fetch(`${hall.url}${hall.hallPath}/commands`, { method: 'POST', headers, body })
    if (again.status === 429) expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0)
    else expect(again.status).toBe(200)
    const floor = await hall.request('GET', `${hall.hallPath}/views/floor`, undefined, hall.managerToken)
    const { system } = floor.view as { readonly system: readonly { readonly code: string }[] }
    expect(system.map(({ code }) => code)).toContain('kiosk-flood')
  }, 90_000)

  it('X2 I8 the same command asked again is the same number, however often, and takes no turn', async () => {
    const { kiosk } = await startPaced()
    const id = mintSecret()
    const ticket = mintSecret()
    const first = await issue(kiosk, id, ticket)
    for (let again = 0; again < 4; again += 1) expect(await issue(kiosk, id, ticket)).toEqual(first)
  })

  it('X2 a desk is not held up by the pace of a kiosk', async () => {
    hall = await startTestHall()
    const guide = await hall.staff('guide', 'guide at the desk')
    const answers = await Promise.all(Array.from({ length: 20 }, () => issue(guide)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })
})
