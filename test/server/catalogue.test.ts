import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { type Catalogue, countersNeeded, type Theme } from '../../hall/catalogue.ts'
import { adviseCatalogue, checkCatalogue } from '../../hall/catalogue-check.ts'
import { CATALOGUE_BYTES_MAX } from '../../hall/limits.ts'
import { voiceOf } from '../../hall/voice.ts'
import { openDraft } from '../../server/catalogue/draft.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { type catalogueSchema, parseCatalogue } from '../../server/catalogue/schema.ts'
import { tideCatalogue, withWindow } from '../kit/tide-catalogue.ts'

const json = JSON.stringify(sampleCatalogue)
/** The sample as it would arrive on the wire, with one edit of its text. */
const edited = (from: string, to: string): unknown => {
  const text = json.replace(from, () => to)
  if (text === json) throw new Error(`the sample does not contain ${from}`)
  return JSON.parse(text)
}
const problemsOf = (value: unknown) => {
  const parsed = parseCatalogue(value)
  return parsed.ok ? [] : parsed.problems
}

describe('ways of working', () => {
  const working = withWindow('2', { breaks: [{ from: '12:00', to: '13:30' }] }, tideCatalogue)
  const rates = { ordinary: 1, priority: 2.5, appointment: 0.5 }
  const whole = { ...working, rules: { ...working.rules, rate: rates } }

  it('Q11 Q14 profiles, plans, breaks and rates arrive as they were sent', () => {
    expect(parseCatalogue(JSON.parse(JSON.stringify(whole)))).toEqual({ ok: true, catalogue: whole })
  })

  it('Q11 Q14 what is no profile or no time of day is refused where it stands', () => {
    const where = (catalogue: object) => problemsOf(catalogue).map((found) => found.where)
    const [first, ...rest] = whole.profiles ?? []
    expect(where({ ...whole, profiles: [{ ...first, order: 'newest' }, ...rest] })).toEqual(['profiles/longest/order'])
    expect(where(withWindow('2', { plan: [{ from: '24:00', profile: 'tide' }] }, whole))).toEqual([
      'counters/2/plan/1/from',
    ])
  })
})

describe('the shipped hall', () => {
  const { themes, services, counters } = sampleCatalogue
  const own = (theme: Theme) => counters.filter((counter) => counter.own.includes(theme.id))
  const comprehensive = themes.filter((theme) => theme.kind === 'comprehensive')

  it('CAT20 has nothing to put right, and nothing to advise but the staff of its 14 windows', () => {
    expect(checkCatalogue(sampleCatalogue)).toEqual([])
    expect(adviseCatalogue(sampleCatalogue)).toEqual([
      expect.objectContaining({ code: 'staff-needed', zh: '综合服务窗口 14 个，按 1:1.5 应配 21 人' }),
    ])
  })

  it('CAT20 has the six themes of the county plan, and the fourteen departments behind one door', () => {
    expect(comprehensive.map((theme) => `${theme.letter} ${theme.name} ${theme.departments.length}`)).toEqual([
      'A 登记注册 1',
      'B 经营许可 4',
      'C “一门式”综合 14',
      'D 公安专项 3',
      'E 不动产登记 3',
      'F 社会保障 2',
    ])
    expect(comprehensive.filter((theme) => theme.staffedBy === 'centre').map((theme) => theme.id)).toEqual(['C'])
  })

  it('CAT20 offers at least 64 services, and at least two of each of the fourteen departments', () => {
    const count = (theme: string) => services.filter((service) => service.theme === theme).length
    const least = { A: 7, B: 7, C: 28, D: 9, E: 8, F: 9 }
    for (const [theme, fewest] of Object.entries(least)) expect(count(theme)).toBeGreaterThanOrEqual(fewest)
    expect(comprehensive.reduce((sum, theme) => sum + count(theme.id), 0)).toBeGreaterThanOrEqual(64)
    for (const department of themes.find((theme) => theme.id === 'C')?.departments ?? [])
      expect(services.filter((service) => service.department === department).length, department).toBeGreaterThan(1)
  })

  it('CAT20 numbers its windows in theme order, as many as ⌈daily cases ÷ 25⌉', () => {
    for (const theme of themes) expect(own(theme).length, theme.id).toBe(countersNeeded(theme, sampleCatalogue.rules))
    expect(counters.map((counter) => counter.name)).toEqual([
      ...Array.from({ length: 19 }, (_, n) => `${n + 1}`),
      '一楼导办台',
      '二楼导办台',
    ])
    const order = counters.flatMap((counter) => (counter.role === 'comprehensive' ? counter.own : []))
    expect(order.join('')).toBe('AABBCCCCDDDEEF')
  })

  it('CAT20 asks for two to six named documents with a law behind each, for every service of a theme', () => {
    for (const service of services.filter(({ theme }) => comprehensive.some(({ id }) => id === theme))) {
      expect(service.checklist.length, service.id).toBeGreaterThanOrEqual(2)
      expect(service.checklist.length, service.id).toBeLessThanOrEqual(6)
      expect(service.expectedMinutes).toBeGreaterThanOrEqual(3)
      expect(service.expectedMinutes).toBeLessThanOrEqual(30)
      expect(service.keywords?.length, service.id).toBeGreaterThan(0)
      expect(service.id).toMatch(new RegExp(`^${service.theme}-[0-9]{2}$`))
      expect(new Set(service.checklist.map(({ name }) => name)).size, service.id).toBe(service.checklist.length)
      for (const { basis } of service.checklist) expect(basis, service.id).toMatch(/^《.+》/)
    }
  })

  it('CAT20 finishes an immediate case on the same day', () => {
    const late = services.filter((service) => service.caseType === 'immediate' && service.promisedWorkingDays > 0)
    expect(late).toEqual([])
  })

  it('CAT20 names three stand-ins at most for every window that calls, of its own theme first and of its zone only', () => {
    for (const { id, zone, own: themesOf, backups = [] } of counters) {
      if (themesOf.length === 0) expect(backups, id).toEqual([])
      else expect(backups.length, id).toBeGreaterThan(0)
      expect(backups.length, id).toBeLessThanOrEqual(3)
      const others = backups.map((other) => counters.find((counter) => counter.id === other))
      expect(new Set(others.map((other) => other?.zone)), id).toEqual(new Set(backups.length > 0 ? [zone] : []))
    }
    expect(Object.fromEntries(counters.map(({ id, backups }) => [id, backups?.join(' ') ?? '']))).toMatchObject({
      1: '2 3 4',
      2: '1 3 4',
      4: '3 2 1',
      10: '9 11 12',
      12: '13 11 10',
      14: '8 7 6',
      16: '',
      18: '17 19 15',
    })
  })

  it('CAT20 sends on to payment what is paid on the day, to collection what is made on the day, and names the joint matter', () => {
    const leadingTo = (kind: 'stages' | 'assists', follower: string) =>
      services.filter((service) => service[kind]?.includes(follower))
    for (const { id, fee } of leadingTo('stages', 'J-01')) expect(fee, id).toMatch(/元/)
    for (const { id, caseType } of leadingTo('stages', 'K-01')) expect(caseType, id).toBe('immediate')
    expect(leadingTo('stages', 'J-01').length).toBeGreaterThan(5)
    expect(leadingTo('stages', 'K-01').length).toBeGreaterThan(2)
    expect(leadingTo('assists', 'B-11').map(({ id, caseType }) => `${id} ${caseType}`)).toEqual(['E-03 joint'])
  })

  it('CAT20 tells the procedure of most matters and the conditions of many, and three special procedures', () => {
    const matters = services.filter(({ theme }) => comprehensive.some(({ id }) => id === theme))
    expect(matters.filter(({ procedure }) => procedure !== undefined).length / matters.length).toBeGreaterThan(0.85)
    expect(matters.filter(({ preconditions }) => preconditions !== undefined).length / matters.length).toBeGreaterThan(
      0.6,
    )
    expect(matters.flatMap(({ id, special }) => (special ? [`${id} ${special.name}`] : []))).toEqual([
      'B-01 现场核查',
      'C-26 现场核查',
      'E-07 遗失声明公告',
    ])
  })

  it('CAT20 has a theme of one matter, matters with a quota and matters that ask whose they are', () => {
    const of = (theme: string) => services.filter((service) => service.theme === theme).map(({ id }) => id)
    expect(themes.filter(({ id }) => of(id).length === 1).map(({ id }) => id)).toEqual(['K'])
    expect(services.filter(({ dailyQuota }) => dailyQuota !== undefined).map(({ id }) => id)).toEqual(['E-04', 'F-12'])
    expect(services.filter(({ identity }) => identity).map(({ id }) => id)).toEqual(['E-08', 'F-09'])
    expect(services.filter(({ basis, quantity, handler }) => basis && quantity && handler).length).toBeGreaterThan(5)
  })

  it('CAT20 sends people elsewhere for some things, at places that are plainly invented', () => {
    const { elsewhere = [] } = sampleCatalogue
    expect(elsewhere.length).toBeGreaterThan(1)
    for (const { id, address, phone, reason } of elsewhere) {
      expect(address, id).toContain('示例地址')
      expect(phone, id).toMatch(/^0753-00001\d\d$/)
      expect(reason, id).toBeTruthy()
    }
  })

  it('CAT20 draws every zone on its floor, speaks Cantonese upstairs, and has rules and turns for its boards', () => {
    expect(sampleCatalogue.zones.every(({ plan }) => plan !== undefined)).toBe(true)
    expect(voiceOf(sampleCatalogue.voice, 'all').languages).toEqual(['mandarin'])
    expect(voiceOf(sampleCatalogue.voice, 'z4').languages).toEqual(['mandarin', 'cantonese'])
    expect(sampleCatalogue.boards?.rules.length).toBeGreaterThan(4)
    expect(sampleCatalogue.boards?.playlist.map(({ kind }) => kind)).toEqual(['figures', 'rules', 'text'])
  })

  it('CAT20 says which parts are invented', () => {
    expect(sampleCatalogue.sample).toContain('蕉府办函〔2017〕25号')
    const invented = [
      '前置条件',
      '办理程序',
      'B岗',
      '设定依据',
      '承办人',
      '限号',
      '不在本厅办理的事项',
      '大厅须知',
      '楼层布局',
    ]
    for (const said of [...invented, '示例数据']) expect(sampleCatalogue.sample).toContain(said)
  })
})

describe('the schema', () => {
  it('CAT21 produces exactly the type of a catalogue', () => {
    type Deep<T> = T extends object ? { readonly [K in keyof T]: Deep<T[K]> } : T
    expectTypeOf<Deep<z.output<typeof catalogueSchema>>>().toEqualTypeOf<Deep<Catalogue>>()
  })

  it('CAT21 reads the shipped catalogue back unchanged', () => {
    const parsed = parseCatalogue(JSON.parse(json))
    expect(parsed).toEqual({ ok: true, catalogue: sampleCatalogue })
    expect(Buffer.byteLength(json)).toBeLessThan(CATALOGUE_BYTES_MAX)
  })

  it.each([
    ['at the top', '{"hall":', '{"halll":1,"hall":', 'halll'],
    ['in a material', '"copies":1', '"copies":1,"copys":1', 'services/A-01/checklist/1/copys'],
    ['in the rules', '"casesPerCounter":', '"fast":1,"casesPerCounter":', 'rules/fast'],
  ])('CAT22 an unknown key %s is refused by its name', (_, from, to, where) => {
    expect(problemsOf(edited(from, to))).toEqual([expect.objectContaining({ code: 'unknown-key', where })])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('CAT22 the key %s is refused and pollutes nothing', (key) => {
    for (const [from, to] of [
      ['{"hall":', `{"${key}":{"polluted":true},"hall":`],
      ['"copies":1', `"copies":1,"${key}":{"polluted":true}`],
      ['"creditMinutes":{', `"creditMinutes":{"${key}":{"polluted":true},`],
    ] as const)
      expect(problemsOf(edited(from, to))).toEqual([expect.objectContaining({ code: 'unknown-key' })])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('CAT23 what is missing, of a wrong type or no choice is named by the id of its row', () => {
    expect(problemsOf(edited('"copies":1,', ''))).toEqual([
      expect.objectContaining({
        code: 'wrong-shape',
        where: 'services/A-01/checklist/1/copies',
        zh: '缺少这一项，请补上',
      }),
    ])
    expect(problemsOf(edited('"expectedMinutes":12', '"expectedMinutes":"12"'))).toEqual([
      expect.objectContaining({ where: 'services/A-01/expectedMinutes', zh: '这里应是数字，请更正' }),
    ])
    expect(problemsOf(edited('"paper":80', '"paper":70'))).toEqual([
      expect.objectContaining({ where: 'printers/p1/paper', zh: '只能是：80、58、210，请改选' }),
    ])
    for (const value of [null, [], 'x', 7, undefined])
      expect(problemsOf(value)).toEqual([expect.objectContaining({ code: 'wrong-shape', where: '' })])
  })

  it('CAT23 text that would break a screen or a printer is refused', () => {
    for (const text of ['\u001b@', 'a\nb', '\ud800', '\ufffd'])
      expect(problemsOf({ ...sampleCatalogue, notices: [text] })).toEqual([
        expect.objectContaining({ code: 'wrong-shape', where: 'notices/1' }),
      ])
    expect(problemsOf({ ...sampleCatalogue, notices: ['𠮷野家 㙍'] })).toEqual([])
  })

  it('CAT23 more than a hall can have is refused at its list', () => {
    const [first] = sampleCatalogue.services
    const services = Array.from({ length: 1_001 }, () => first)
    expect(problemsOf({ ...sampleCatalogue, services })).toEqual([
      expect.objectContaining({ code: 'out-of-bounds', where: 'services' }),
    ])
    expect(problemsOf({ ...sampleCatalogue, notices: ['字'.repeat(201)] })).toEqual([
      expect.objectContaining({ code: 'out-of-bounds', where: 'notices/1' }),
    ])
    expect(problemsOf(edited('"copies":1', '"copies":-1'))).toEqual([
      expect.objectContaining({ code: 'out-of-bounds' }),
    ])
  })

  it('CAT23 a thousand wrong rows are answered with two hundred and a count', () => {
    const problems = problemsOf({ ...sampleCatalogue, services: Array.from({ length: 1_000 }, () => 0) })
    expect(problems).toHaveLength(201)
    expect(problems.at(-1)).toMatchObject({ code: 'more-problems', zh: '还有 800 处问题，请先改正以上各处' })
  })

  it('CAT24 a catalogue of the right shape and the wrong meaning is refused, and handed back for editing', () => {
    const parsed = parseCatalogue(edited('"letter":"B"', '"letter":"A"'))
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ code: 'duplicate-letter' }],
      catalogue: { hall: { id: 'jiaoling' } },
    })
  })
})

describe('the draft', () => {
  let folder = ''
  let file = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
    file = join(folder, 'data', 'catalogue.json')
  })
  afterEach(() => rm(folder, { recursive: true }))
  const beside = async () => (await readdir(join(folder, 'data'))).sort()
  const renamed: Catalogue = { ...sampleCatalogue, hall: { ...sampleCatalogue.hall, name: '另一个大厅' } }

  it('CAT30 a missing draft is made from the shipped catalogue, as text a person can edit', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    expect(await readFile(file, 'utf8')).toContain('\n      "name": "结婚登记",\n')
    expect(await draft.read()).toEqual({ ok: true, catalogue: sampleCatalogue })
    await rm(file)
    expect(await draft.read()).toEqual({ ok: true, catalogue: sampleCatalogue })
    expect(await beside()).toEqual(['catalogue.json'])
  })

  it('CAT30 what is written is read back, by another opening too, and replaces an older draft in place', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    await draft.write(renamed)
    expect(await draft.read()).toEqual({ ok: true, catalogue: renamed })
    const again = await openDraft(file, sampleCatalogue)
    expect(await again.read()).toEqual({ ok: true, catalogue: renamed })
    expect(await beside()).toEqual(['catalogue.json'])
  })

  it('CAT31 an edit made beside us in a text editor is seen at the next read', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    await writeFile(file, `\uFEFF${JSON.stringify(renamed)}`)
    expect(await draft.read()).toEqual({ ok: true, catalogue: renamed })
  })

  it.each([
    ['torn in the middle', json.slice(0, json.length / 2)],
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['too large', json + ' '.repeat(CATALOGUE_BYTES_MAX)],
  ])('CAT32 a draft that is %s is named once and kept as it is', async (_, text) => {
    const draft = await openDraft(file, sampleCatalogue)
    await writeFile(file, text)
    for (const opened of [draft, await openDraft(file, sampleCatalogue)]) {
      const answer = await opened.read()
      expect(answer).toEqual({
        ok: false,
        problems: [expect.objectContaining({ code: 'file-unreadable', where: file })],
      })
      for (const { zh, en } of answer.ok ? [] : answer.problems) {
        expect(zh).toContain(file)
        expect(en).toContain(`${file} cannot be read`)
      }
    }
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('CAT33 a write keeps every bad file beside before it replaces it', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    await writeFile(file, '{"hall":')
    await draft.write(renamed)
    await writeFile(file, '{"hall":{}}')
    await draft.write(sampleCatalogue)
    expect(await beside()).toEqual(['catalogue.json', 'catalogue.json.bad-1', 'catalogue.json.bad-2'])
    expect(await readFile(`${file}.bad-1`, 'utf8')).toBe('{"hall":')
    expect(await readFile(`${file}.bad-2`, 'utf8')).toBe('{"hall":{}}')
    expect(await draft.read()).toEqual({ ok: true, catalogue: sampleCatalogue })
  })

  it('CAT33 a draft of the right shape that may not be published yet is simply replaced', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    const [first, ...rest] = sampleCatalogue.themes
    if (!first) throw new Error('the sample has themes')
    await draft.write({ ...sampleCatalogue, themes: [{ ...first, letter: 'O' }, ...rest] })
    expect(await draft.read()).toMatchObject({ ok: false, problems: [{ code: 'bad-letter' }], catalogue: {} })
    await draft.write(renamed)
    expect(await beside()).toEqual(['catalogue.json'])
  })

  it('CAT34 writes at the same moment take turns, the last one stays, and readers never see half a file', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    const named = (n: number): Catalogue => ({ ...renamed, hall: { ...renamed.hall, name: `大厅 ${n}` } })
    const writes = Array.from({ length: 20 }, (_, n) => draft.write(named(n)))
    const reads = Array.from({ length: 5 }, async () => JSON.parse(await readFile(file, 'utf8')).hall.id)
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 5 }, () => 'jiaoling'))
    await Promise.all(writes)
    expect(await draft.read()).toMatchObject({ ok: true, catalogue: { hall: { name: '大厅 19' } } })
  })

  it('CAT34 a write that fails tells its caller and does not stop the next one', async () => {
    const draft = await openDraft(file, sampleCatalogue)
    await rm(join(folder, 'data'), { recursive: true })
    await expect(draft.write(renamed)).rejects.toThrow('ENOENT')
    await openDraft(file, sampleCatalogue)
    await draft.write(renamed)
    expect(await draft.read()).toEqual({ ok: true, catalogue: renamed })
  })
})
