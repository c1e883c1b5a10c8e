import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  find,
  found,
  issued,
  leaveTicket,
  lookTrouble,
  lookUp,
  refresh,
  showIssued,
} from '../../counter/guide-state.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

type Asked = { readonly path: string; readonly body: string; readonly answer: (value: object, status?: number) => void }

const SECRET = 'hS3cret-of_22characters'
const [service] = smallCatalogue.services
if (!service) throw new Error('The small hall has services.')

describe('what the guide desk asks about tickets', () => {
  let asked: Asked[] = []
  /** The question about a ticket that comes as the `count`-th. */
  const question = async (count: number): Promise<Asked> => {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(count))
    const row = asked[count - 1]
    if (!row) throw new Error(`Nobody asked ${count} times.`)
    return row
  }
  const card = (number: string) => ({ ok: true, ticket: { id: number, number, prechecked: true }, ahead: 4 })

  beforeEach(() => {
    asked = []
    leaveTicket()
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      if (path === '/api/hall') return Promise.resolve(Response.json({ hall: 'h1' }))
      return new Promise<Response>((resolve) => {
        asked.push({
          path,
          body: typeof init.body === 'string' ? init.body : '',
          answer: (value, status = 200) => resolve(Response.json(value, { status })),
        })
      })
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('G11 a secret travels in the body, never in an address; a number is an address of its own', async () => {
    void find({ by: 'secret', secret: SECRET })
    const scan = await question(1)
    expect(scan).toMatchObject({ path: '/api/halls/h1/scans', body: JSON.stringify({ secret: SECRET }) })
    void lookUp('A012')
    expect((await question(2)).path).toBe('/api/halls/h1/tickets/A012')
  })

  it('G11 nothing of the secret is left in what the desk holds', async () => {
    const done = find({ by: 'secret', secret: SECRET })
    ;(await question(1)).answer(card('A012'))
    await done
    expect(found.value).toMatchObject({ ticket: { number: 'A012' }, ahead: 4 })
    expect(JSON.stringify([found.value, lookTrouble.value])).not.toContain(SECRET)
  })

  it('G11 of several questions on their way only the last one is shown', async () => {
    const first = lookUp('A001')
    const second = lookUp('A002')
    ;(await question(2)).answer(card('A002'))
    await second
    ;(await question(1)).answer(card('A001'))
    await first
    expect(found.value?.ticket.number).toBe('A002')
  })

  it('G11 who went back to the list is not taken to a ticket by a late answer', async () => {
    const late = lookUp('A001')
    const row = await question(1)
    leaveTicket()
    row.answer(card('A001'))
    await late
    expect(found.value).toBeUndefined()
  })

  it('G9 the ticket on the screen renews itself and never takes the place of another that was asked for', async () => {
    const shown = lookUp('A001')
    ;(await question(1)).answer(card('A001'))
    await shown
    const renewed = refresh('A001')
    ;(await question(2)).answer({ ...card('A001'), ahead: 3 })
    await renewed
    expect(found.value?.ahead).toBe(3)
    const stale = refresh('A001')
    const other = lookUp('A002')
    ;(await question(3)).answer({ ...card('A001'), ahead: 2 })
    await stale
    expect(found.value?.ahead).toBe(3)
    ;(await question(4)).answer(card('A002'))
    await other
    expect(found.value?.ticket.number).toBe('A002')
  })

  it('G11 an unknown number is said, and what was shown stays', async () => {
    const asking = lookUp('A999')
    ;(await question(1)).answer({ code: 'unknown-ticket' }, 404)
    await asking
    expect(lookTrouble.value).toMatchObject({ code: 'unknown-ticket' })
    expect(found.value).toBeUndefined()
  })

  it('G7 the ticket just taken says how many are before it and that it is 已预审, as soon as the hall has told', async () => {
    const taken = showIssued('A001', { service, class: 'ordinary' })
    expect(issued.value).toMatchObject({ number: 'A001' })
    expect(issued.value?.ahead).toBeUndefined()
    ;(await question(1)).answer(card('A001'))
    await taken
    expect(issued.value).toMatchObject({ number: 'A001', ahead: 4, prechecked: true })
  })
})
