/** What a hall shows and says to everybody can be used as it stands, or is refused with what to change (CAT25). */
import { describe, expect, it } from 'vitest'
import type { PlanBox, PlaylistItem } from '../../hall/board-settings.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import { checkCatalogue } from '../../hall/catalogue-check.ts'
import { USUAL_VOICE, type VoiceSettings, type Wording, type ZoneVoice } from '../../hall/voice.ts'
import { parseCatalogue } from '../../server/catalogue/schema.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'

const found = (catalogue: Catalogue): string[] =>
  checkCatalogue(catalogue).map(({ code, where, zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^["A-Z].*\.$/s)
    return `${code} ${where}`
  })
/** What the schema says, where a shape or a size is wrong. */
const shaped = (catalogue: unknown): string[] => {
  const parsed = parseCatalogue(catalogue)
  return parsed.ok ? [] : parsed.problems.map(({ code, where }) => `${code} ${where}`)
}

const [out] = smallCatalogue.elsewhere ?? []
if (!out) throw new Error('The small hall sends some people elsewhere.')
const elsewhere = (...rows: readonly Partial<typeof out>[]): Catalogue => ({
  ...smallCatalogue,
  elsewhere: rows.map((row) => ({ ...out, ...row })),
})

describe('other places', () => {
  it('CAT25 may be several, with ids of their own', () => {
    expect(found(elsewhere({}, { id: 'out-2' }))).toEqual([])
    expect(found({ ...smallCatalogue, elsewhere: [] })).toEqual([])
  })

  it.each([
    ['an id of a service', [{ id: 'A-01' }], 'duplicate-id elsewhere/A-01'],
    ['one id twice', [{}, {}], 'duplicate-id elsewhere/out-1'],
    ['an id that no address holds', [{ id: '../1' }], 'bad-id elsewhere/../1'],
    ['no name', [{ name: ' ' }], 'empty-text elsewhere/out-1'],
    ['nobody who handles it', [{ office: '' }], 'empty-text elsewhere/out-1/office'],
    ['no place', [{ address: '  ' }], 'empty-text elsewhere/out-1/address'],
    ['nobody to ring', [{ phone: '' }], 'empty-text elsewhere/out-1/phone'],
  ] as const)('CAT25 with %s are refused', (_, rows, problem) => {
    expect(found(elsewhere(...rows))).toEqual([problem])
  })

  it('CAT25 CAT22 with an unknown key are refused', () => {
    expect(shaped(elsewhere({ website: 'x' } as object))).toEqual(['unknown-key elsewhere/out-1/website'])
  })
})

const planned = (first: PlanBox | undefined, second?: PlanBox, floor = 1): Catalogue => ({
  ...smallCatalogue,
  zones: smallCatalogue.zones.map((zone, index) => {
    const plan = index === 0 ? first : second
    return { ...zone, floor: index === 0 ? 1 : floor, ...(plan ? { plan } : {}) }
  }),
})
const box = (x: number, y: number, width: number, height: number): PlanBox => ({ x, y, width, height })

describe('the plan of a floor', () => {
  it('CAT25 takes zones side by side, touching, filling it, or one above the other on two floors', () => {
    expect(found(planned(box(0, 0, 100, 100)))).toEqual([])
    expect(found(planned(box(0, 0, 50, 100), box(50, 0, 50, 100)))).toEqual([])
    expect(found(planned(box(0, 0, 50.5, 40), box(0, 40, 50.5, 60)))).toEqual([])
    expect(found(planned(box(0, 0, 60, 60), box(10, 10, 60, 60), 2))).toEqual([])
  })

  it.each([
    ['beyond the right edge', box(60, 0, 41, 10)],
    ['beyond the lower edge', box(0, 95, 10, 6)],
    ['before the left edge', box(-1, 0, 10, 10)],
    ['above the upper edge', box(0, -1, 10, 10)],
    ['without width', box(0, 0, 0, 10)],
    ['without height', box(0, 0, 10, 0)],
    ['nowhere', box(Number.NaN, 0, 10, 10)],
  ])('CAT25 refuses a zone %s', (_, plan) => {
    expect(found(planned(plan))).toEqual(['bad-plan zones/z1/plan'])
  })

  it.each([
    ['over a corner of another', box(0, 0, 50, 50), box(49, 49, 50, 50)],
    ['inside another', box(0, 0, 100, 100), box(40, 40, 10, 10)],
    ['in the very place of another', box(10, 10, 30, 30), box(10, 10, 30, 30)],
    ['across another', box(40, 0, 20, 100), box(0, 40, 100, 20)],
  ])('CAT25 refuses a zone %s', (_, one, other) => {
    expect(found(planned(one, other))).toEqual(['bad-plan zones/z2/plan'])
  })
})

const speaking = (voice: VoiceSettings): Catalogue => ({ ...smallCatalogue, voice })
const usual = (change: Partial<ZoneVoice>): Catalogue => speaking({ usual: { ...USUAL_VOICE, ...change } })
const worded = (wording: Partial<Wording>): Catalogue =>
  usual({
    wording: { mandarin: { call: '请{number}号到{window}号窗口', recall: '再请{number}号到{window}', ...wording } },
  })

describe('the voice', () => {
  it('CAT25 V1 may be silent, slow, in three languages, in words of its own, for a zone that there is', () => {
    expect(found(usual({}))).toEqual([])
    expect(found(usual({ silent: true, pace: 50, languages: ['english', 'mandarin', 'cantonese'] }))).toEqual([])
    expect(found(worded({ call: '{zone}：{number}，{window}，{number}' }))).toEqual([])
    const readings = [
      { text: '还款', pinyin: 'huan2 kuan3', jyutping: 'waan4 fun2' },
      { text: '吕', pinyin: 'lü3' },
    ]
    expect(found(speaking({ zones: { z2: USUAL_VOICE }, readings }))).toEqual([])
  })

  it.each([
    ['no language', usual({ languages: [] }), 'bad-voice voice/usual/languages'],
    ['one language twice', usual({ languages: ['mandarin', 'mandarin'] }), 'bad-voice voice/usual/languages'],
    ['no engine', usual({ engines: [] }), 'bad-voice voice/usual/engines'],
    ['one engine twice', usual({ engines: ['agent', 'agent'] }), 'bad-voice voice/usual/engines'],
    ['too slow a pace', usual({ pace: 49 }), 'rule-out-of-range voice/usual/pace'],
    ['too fast a pace', usual({ pace: 201 }), 'rule-out-of-range voice/usual/pace'],
    ['a zone nobody knows', speaking({ zones: { z9: USUAL_VOICE } }), 'unknown-zone voice/zones/z9'],
  ])('CAT25 with %s is refused', (_, catalogue, problem) => {
    expect(found(catalogue)).toEqual([problem])
  })

  it.each([
    ['without the number', '请到{window}号窗口', 'bad-wording'],
    ['without the window', '请{number}号', 'bad-wording'],
    ['with a name nobody knows', '请{number}到{window}，{name}', 'bad-wording'],
    ['with a brace left open', '请{number}到{window}{', 'bad-wording'],
    ['with a placeholder in another hand', '请{number}到{window}{Zone}', 'bad-wording'],
    ['of nothing', ' ', 'empty-text'],
  ])('CAT25 V1 a wording %s is refused, for a call and for a recall', (_, text, code) => {
    for (const kind of ['call', 'recall'] as const)
      expect(found(worded({ [kind]: text }))).toEqual([`${code} voice/usual/wording/mandarin/${kind}`])
  })

  it('CAT25 V1 a zone’s own wording is looked at as well', () => {
    const english = { call: 'Now serving {number}', recall: '{number} to {window}' }
    const voice = { zones: { z1: { ...USUAL_VOICE, wording: { english } } } }
    expect(found(speaking(voice))).toEqual(['bad-wording voice/zones/z1/wording/english/call'])
  })

  it.each([
    ['with a syllable too few', { text: '还款', pinyin: 'huan2' }],
    ['without tones', { text: '还款', pinyin: 'huan kuan' }],
    ['with a tone that there is not', { text: '还款', pinyin: 'huan2 kuan6' }],
    ['of letters', { text: 'VIP', pinyin: 'v1' }],
    ['of nothing', { text: '', pinyin: '' }],
    ['with the wrong jyutping', { text: '还款', pinyin: 'huan2 kuan3', jyutping: 'waan4' }],
  ])('CAT25 a reading %s is refused', (_, reading) => {
    expect(found(speaking({ readings: [reading] }))).toEqual(['bad-reading voice/readings/1'])
  })

  it('CAT22 a zone of a name that every object has is refused, and not passed over', () => {
    for (const [key, code] of [
      ['__proto__', 'unknown-key'],
      ['constructor', 'unknown-zone'],
    ]) {
      const text = JSON.stringify(speaking({ zones: { KEY: USUAL_VOICE } })).replace('"KEY"', `"${key}"`)
      expect(shaped(JSON.parse(text))).toEqual([`${code} voice/zones/${key}`])
    }
  })

  it('CAT25 CAT22 no other language, engine or digit is taken', () => {
    expect(shaped(usual({ languages: ['hakka' as never] }))).toEqual(['wrong-shape voice/usual/languages/1'])
    expect(shaped(usual({ engines: ['cloud' as never] }))).toEqual(['wrong-shape voice/usual/engines/1'])
    expect(shaped(usual({ digits: { one: '1' as never, two: '二' } }))).toEqual(['wrong-shape voice/usual/digits/one'])
  })
})

const playing = (...playlist: readonly PlaylistItem[]): Catalogue => ({
  ...smallCatalogue,
  boards: { rules: [], playlist },
})
const media = `${'3f'.repeat(16)}.jpg`

describe('what takes turns on a board', () => {
  it('CAT25 may be figures, rules, a text, a picture and a film', () => {
    expect(
      found(
        playing(
          { kind: 'figures', seconds: 3 },
          { kind: 'rules', seconds: 600 },
          { kind: 'text', title: '通知', lines: ['', '今天下午学习'], seconds: 10 },
          { kind: 'image', media, title: '平面图', seconds: 10 },
          { kind: 'video', media: `${'0'.repeat(32)}.mp4`, title: '宣传片' },
        ),
      ),
    ).toEqual([])
  })

  it.each([
    ['too short a time', { kind: 'figures', seconds: 2 }, 'rule-out-of-range boards/playlist/1'],
    ['too long a time', { kind: 'image', media, title: '图', seconds: 601 }, 'rule-out-of-range boards/playlist/1'],
    ['no title', { kind: 'video', media, title: ' ' }, 'empty-text boards/playlist/1/title'],
    [
      'nothing to read',
      { kind: 'text', title: '通知', lines: [' '], seconds: 9 },
      'empty-text boards/playlist/1/lines',
    ],
    [
      'a path for a name',
      { kind: 'video', media: '../../etc/passwd', title: '片' },
      'bad-media boards/playlist/1/media',
    ],
    [
      'an address for a name',
      { kind: 'image', media: 'http://x/y.jpg', title: '图', seconds: 9 },
      'bad-media boards/playlist/1/media',
    ],
    ['a name cut short', { kind: 'video', media: media.slice(1), title: '片' }, 'bad-media boards/playlist/1/media'],
  ] as const)('CAT25 with %s is refused', (_, item, problem) => {
    expect(found(playing(item))).toEqual([problem])
  })

  it('CAT25 is bounded: forty turns, thirty rules, none of them blank', () => {
    const turns = (count: number) =>
      playing(...Array.from({ length: count }, () => ({ kind: 'rules', seconds: 9 }) as const))
    const rules = (...lines: readonly string[]): Catalogue => ({
      ...smallCatalogue,
      boards: { rules: lines, playlist: [] },
    })
    expect([shaped(turns(40)), shaped(turns(41))]).toEqual([[], ['out-of-bounds boards/playlist']])
    const thirty = Array.from({ length: 30 }, (_, index) => `第 ${index} 条`)
    expect([shaped(rules(...thirty)), shaped(rules(...thirty, '再一条'))]).toEqual([[], ['out-of-bounds boards/rules']])
    expect(found(rules('请勿吸烟', ' '))).toEqual(['empty-text boards/rules/2'])
  })
})

describe('precedence at a kiosk', () => {
  it('CAT25 is left to it on known grounds, each once', () => {
    expect(found(withRules({ kioskGrounds: ['elderly', 'military'] }))).toEqual([])
    expect(found(withRules({ kioskGrounds: ['elderly', 'elderly'] }))).toEqual(['duplicate-id rules/kioskGrounds'])
    expect(shaped(withRules({ kioskGrounds: ['hurried' as never] }))).toEqual(['wrong-shape rules/kioskGrounds/1'])
  })
})
