/** The papers at the manager's page: what each knows, how it would look, and a hall's own in the draft and then in force. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkSlip } from '../../hall/catalogue-check-slips.ts'
import { SLIP_FACTS } from '../../hall/slip-facts.ts'
import { SLIP_KINDS, type SlipKind, type SlipTemplate } from '../../hall/slip-template.ts'
import type { PaperRow } from '../../hall/views/paper.ts'
import { render } from '../../printer/compose.ts'
import { modelFor } from '../../printer/models.ts'
import { readPaper } from '../../printer/paper.ts'
import { slipOf } from '../../printer/slips/fill.ts'
import { SHIPPED } from '../../printer/slips/shipped.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { parseCatalogue } from '../../server/catalogue/schema.ts'
import { mintSecret } from '../../server/clock.ts'
import { type SampleFacts, sampleFacts } from '../../server/printing/sample-facts.ts'
import { promisedDay } from '../../server/working-days.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { given, opened } from '../kit/story.ts'

type Row = {
  readonly kind: SlipKind
  readonly template: SlipTemplate
  readonly own: boolean
  readonly facts: readonly { readonly name: string; readonly sample: string }[]
  readonly lists: readonly { readonly name: string; readonly facts: Row['facts'] }[]
  readonly must: readonly string[]
}

let hall: HallServer
let inspector: string
let guide: string
beforeAll(async () => {
  hall = await startTestHall()
  inspector = await hall.staff('inspector', 'inspector')
  guide = await hall.staff('guide', 'guide')
})
afterAll(() => hall.stop())

const ask = (method: string, path: string, body?: unknown, token = hall.managerToken) =>
  hall.request(method, `${hall.hallPath}/${path}`, body, token)
const rows = async (): Promise<readonly Row[]> => (await ask('GET', 'slips')).slips as readonly Row[]
const rowOf = async (kind: SlipKind): Promise<Row | undefined> => (await rows()).find((row) => row.kind === kind)
const preview = (template: unknown, more: object = {}, token = hall.managerToken) =>
  ask('POST', 'slips/preview', { kind: 'ticket', template, paper: 80, mode: 'text', ...more }, token)
const save = (kind: string, template: unknown, token = hall.managerToken) =>
  ask('PUT', `draft/slips/${kind}`, { template }, token)
const textOf = (paper: object): string =>
  (('rows' in paper ? paper.rows : []) as readonly PaperRow[])
    .flatMap((row) => (row.kind === 'text' ? row.runs.map((run) => run.text) : []))
    .join('\n')

const OWN: SlipTemplate = [
  { kind: 'text', text: '您的号码', align: 'center' },
  { kind: 'text', text: '{number}', size: 3, align: 'center' },
  { kind: 'text', text: '{badges}' },
  { kind: 'text', text: '{missedCall}' },
  { kind: 'qr', data: '{link}' },
]

describe('the papers of the hall', () => {
  it('P41 every kind is listed with its template, its facts with a sample from this hall, and what must be on it', async () => {
    const all = await rows()
    expect(all.map(({ kind }) => kind)).toEqual(SLIP_KINDS)
    for (const { kind, template, own, facts, lists, must } of all) {
      expect(own).toBe(false)
      expect(template).toEqual(SHIPPED[kind])
      expect(facts.map(({ name }) => name)).toEqual(SLIP_FACTS[kind].facts)
      expect(lists.map(({ name }) => name)).toEqual(Object.keys(SLIP_FACTS[kind].lists))
      expect(must).toEqual(SLIP_FACTS[kind].must)
    }
    const samples = new Map(all[0]?.facts.map(({ name, sample }) => [name, sample]))
    expect(samples.get('hall')).toBe(sampleCatalogue.hall.name)
    expect(samples.get('number')).toMatch(/^[A-Z]023$/)
    expect(samples.get('missedCall')).toContain('叫号3次')
  })

  it('P41 inspectors read them, guides and strangers do not, and only a manager changes them', async () => {
    expect((await ask('GET', 'slips', undefined, inspector)).status).toBe(200)
    expect((await preview(OWN, {}, inspector)).status).toBe(200)
    expect((await save('ticket', OWN, inspector)).status).toBe(403)
    for (const answer of [ask('GET', 'slips', undefined, guide), preview(OWN, {}, guide), save('ticket', OWN, guide)])
      expect((await answer).status).toBe(403)
    expect((await ask('GET', 'slips', undefined, 'nobody')).status).toBe(401)
    expect((await rowOf('ticket'))?.own).toBe(false)
  })
})

describe('the preview', () => {
  it.each([80, 58, 210] as const)(
    'P38 P41 every shipped paper has one on %i mm, drawn from its bytes',
    async (paper) => {
      const { dots } = modelFor({ paper })
      for (const kind of SLIP_KINDS) {
        const seen = await preview(SHIPPED[kind], { kind, paper })
        expect(seen, kind).toMatchObject({ status: 200, ok: true, dots })
        expect(Number(seen.bytes), kind).toBeGreaterThan(200)
        expect(textOf(seen), kind).toContain(kind === 'next' ? '下一站' : sampleCatalogue.hall.name.slice(0, 3))
      }
    },
  )

  it('P38 it shows what the bytes say, in words of this hall', async () => {
    const seen = await preview(OWN)
    const { rows: drawn, dots } = seen as unknown as { rows: readonly PaperRow[]; dots: number }
    expect(textOf(seen)).toMatch(/^您的号码\n[A-Z]023\n【优先】/)
    const [code] = drawn.flatMap((row) => (row.kind === 'qr' ? [row.data] : []))
    expect(code).toBe(`${hall.url}/t/7f3kq9x2m8wv4c6hj5n1p0`)
    // The secrets that are minted are as long.
    expect(code?.split('/').at(-1)).toHaveLength(mintSecret().length)
    const made = sampleFacts(hall.live.hall(), hall.live.hall().at, String(code)) as SampleFacts
    const { bytes } = render(slipOf('ticket', '', made.ticket(), { ticket: OWN }), modelFor({ paper: 80 }))
    expect(drawn).toEqual(readPaper(bytes, dots).rows)
    expect(seen.bytes).toBe(bytes.length)
  })

  it('P38 P30 the day that its receipt promises is so many working days from today', async () => {
    const { catalogue, at } = hall.live.hall()
    const text = textOf(await preview(SHIPPED.receipt, { kind: 'receipt' }))
    const [, day = '', days = ''] = /(\d{4}-\d\d-\d\d)（(\d+)个工作日内）/.exec(text) ?? []
    expect(day).toBe(promisedDay(at, Number(days), catalogue?.hall.timeZone ?? ''))
  })

  it('P36 P38 in picture mode it is pictures', async () => {
    const { rows: drawn } = (await preview(OWN, { mode: 'raster' })) as unknown as { rows: readonly PaperRow[] }
    expect(drawn.some((row) => row.kind === 'raster')).toBe(true)
    expect(drawn.some((row) => row.kind === 'text')).toBe(false)
  })

  it('P41 a template with a mistake is refused with its place, in both languages, and so is what is no template', async () => {
    const wrong = await preview([...OWN, { kind: 'text', text: '{nobody}' }])
    expect(wrong).toMatchObject({ status: 422, code: 'slip-invalid' })
    expect(wrong.problems).toEqual([
      {
        where: `slips/ticket/${OWN.length + 1}`,
        code: 'unknown-fact',
        zh: expect.stringContaining('{nobody}'),
        en: expect.stringContaining('{nobody}'),
      },
    ])
    expect((await preview([{ kind: 'text', text: 'a\u001bb' }])).problems).toMatchObject([
      { where: 'slips/ticket/1/text' },
    ])
    expect((await preview([{ kind: 'text', text: 'x', size: 9 }])).problems).toMatchObject([
      { where: 'slips/ticket/1/size', zh: expect.stringContaining('1、2、3、4') },
    ])
    expect((await preview('x')).problems).toMatchObject([{ where: 'slips/ticket' }])
    expect((await preview([])).problems).toMatchObject([{ code: 'empty-slip' }])
    const many = Array.from({ length: 61 }, () => ({ kind: 'rule' }))
    expect((await preview(many)).problems).toMatchObject([{ where: 'slips/ticket', code: 'out-of-bounds' }])
  })

  it('P41 a request that is no preview is malformed, and one that is too large is turned away unread', async () => {
    expect(await preview(OWN, { kind: 'letter' })).toMatchObject({ status: 422, code: 'malformed' })
    expect(await preview(OWN, { paper: 79 })).toMatchObject({ status: 422, code: 'malformed' })
    expect((await preview([{ kind: 'text', text: 'x'.repeat(70_000) }])).status).toBe(413)
  })
})

describe('a hall’s own paper', () => {
  it('P41 is saved in the draft, counts from the publish on, and goes back to the shipped one', async () => {
    expect(await save('ticket', OWN)).toMatchObject({ status: 200, ok: true, problems: [] })
    expect(await rowOf('ticket')).toMatchObject({ own: true, template: OWN })
    expect(await ask('GET', 'draft')).toMatchObject({ changed: true, problems: [] })
    const { token } = await hall.device('kiosk')
    const issue = (ticket: string) => hall.command({ type: 'IssueTicket', ticket, service: 'A-02' }, token)
    const printed = (): string => textOf(hall.printing.paper('p1')?.jobs[0] ?? {})
    await issue('ticket-before-publish')
    await vi.waitFor(() => expect(printed()).toContain('A001'))
    expect(printed()).not.toContain('您的号码')
    await ask('POST', 'draft/publish', { id: mintSecret() })
    await issue('ticket-after-publish')
    // A number waits some milliseconds for its forecast.
    await vi.waitFor(() => expect(printed()).toMatch(/^您的号码\nA002/))
    // A reprint is by the paper in force, and still says that it is one.
    await hall.command({ type: 'ReprintTicket', ticket: 'ticket-before-publish' }, hall.managerToken)
    expect(printed()).toMatch(/^您的号码\nA001\n补打第2份/)
    expect(await save('ticket', null)).toMatchObject({ ok: true, problems: [] })
    expect(await rowOf('ticket')).toMatchObject({ own: false, template: SHIPPED.ticket })
    expect(hall.live.hall().catalogue?.slips).toEqual({ ticket: OWN })
    await ask('POST', 'draft/publish', { id: mintSecret() })
    expect(hall.live.hall().catalogue?.slips).toBeUndefined()
  })

  it('P41 with a mistake it is not saved, and what was there stays', async () => {
    await save('next', SHIPPED.next)
    const wrong = await save('next', OWN)
    expect(wrong).toMatchObject({ status: 422, code: 'slip-invalid' })
    expect(wrong.problems).toContainEqual(expect.objectContaining({ code: 'unknown-fact' }))
    expect(await rowOf('next')).toMatchObject({ own: true, template: SHIPPED.next })
    expect((await save('letter', OWN)).status).toBe(404)
    expect(await ask('PUT', 'draft/slips/next', { nothing: 1 })).toMatchObject({ status: 422, code: 'malformed' })
  })

  it('P41 of two papers saved at once neither is lost, nor anything else of the draft', async () => {
    const kinds = ['receipt', 'guide', 'special', 'declined', 'fee'] as const
    await Promise.all(kinds.map((kind) => save(kind, SHIPPED[kind])))
    const file = join(hall.dataDir, 'catalogue.json')
    const draft = JSON.parse(readFileSync(file, 'utf8'))
    expect(Object.keys(draft.slips)).toEqual(expect.arrayContaining([...kinds]))
    expect(draft.services).toEqual(sampleCatalogue.services)
  })

  it('P41 a draft that cannot be read is not written over', async () => {
    const file = join(hall.dataDir, 'catalogue.json')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, '{ broken')
    expect(await save('guide', SHIPPED.guide)).toMatchObject({ status: 422, code: 'catalogue-invalid' })
    expect(readFileSync(file, 'utf8')).toBe('{ broken')
    expect((await ask('GET', 'slips')).status).toBe(200)
    writeFileSync(file, before)
  })

  it('P41 is still edited while something else of the draft is wrong, and the answer says what', async () => {
    const file = join(hall.dataDir, 'catalogue.json')
    const before = readFileSync(file, 'utf8')
    const draft = JSON.parse(before)
    writeFileSync(file, JSON.stringify({ ...draft, notices: [], hall: { ...draft.hall, name: ' ' } }))
    const saved = await save('guide', SHIPPED.guide)
    expect(saved).toMatchObject({ status: 200, problems: [{ where: 'hall', code: 'empty-text' }] })
    writeFileSync(file, before)
  })

  it('P41 a catalogue that comes in a file is checked in the same way', () => {
    const withSlips = (slips: object) => parseCatalogue({ ...sampleCatalogue, slips })
    expect(withSlips({ ticket: OWN }).ok).toBe(true)
    expect(withSlips({ ticket: OWN.slice(0, 2) })).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.objectContaining({ code: 'must-be-on-paper' })]),
    })
    expect(withSlips({ letter: OWN }).ok).toBe(false)
  })
})

describe('the sample facts', () => {
  it('P41 are there for every fact of every paper, and every shipped paper prints with them', () => {
    const { past } = given(opened(sampleCatalogue))
    const made = sampleFacts(past.hall, past.now, 'https://hall.example/t/7f3kq9x2m8wv4c6hj5n1p0') as SampleFacts
    for (const kind of SLIP_KINDS) {
      const known = SLIP_FACTS[kind]
      expect(Object.keys(made[kind]()).sort(), kind).toEqual([...known.facts, ...Object.keys(known.lists)].sort())
      expect([...checkSlip(kind, SHIPPED[kind])]).toEqual([])
    }
  })
})
