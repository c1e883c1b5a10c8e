import { describe, expect, it } from 'vitest'
import { clipsNeeded } from '../../hall/clips-needed.ts'
import { counted, spokenCall, spokenClips, spokenIn, spokenText, wordParts } from '../../hall/spoken.ts'
import { USUAL_VOICE, type VoiceLanguage, voiceOf, type ZoneVoice } from '../../hall/voice.ts'
import { isClipName } from '../../server/voice/clips.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const call = (number: string, counterName: string, recall = false) => ({
  number,
  counterName,
  recall,
  zoneName: '一区',
})
const text = (
  called: ReturnType<typeof call>,
  more: Partial<ZoneVoice> = {},
  language: VoiceLanguage = 'mandarin',
): string => spokenText(spokenIn(called, { ...USUAL_VOICE, ...more }, language))

describe('how a call is read out', () => {
  it('B12 digits are read singly, zeros are not skipped, letters are letters', () => {
    expect(text(call('A012', '3'))).toBe('请 A 零一二 号，到 三 号窗口')
    expect(text(call('VA100', '3'))).toBe('请 V A 一零零 号，到 三 号窗口')
    expect(text(call('A1000', '3'))).toBe('请 A 一零零零 号，到 三 号窗口')
  })

  it('B12 a hall may have 1 read as 幺, in the number only', () => {
    expect(text(call('A011', '11'), { digits: { one: '幺', two: '二' } })).toBe('请 A 零幺幺 号，到 十一 号窗口')
  })

  it('V2 the habits hold in Mandarin ticket numbers alone, and zeros are never skipped', () => {
    const digits = { one: '幺', two: '两' } as const
    expect(text(call('A1200', '12'), { digits })).toBe('请 A 幺两零零 号，到 十二 号窗口')
    expect(text(call('A012', '22'), { digits })).toBe('请 A 零幺两 号，到 二十二 号窗口')
    expect(text(call('A012', '12'), { digits }, 'cantonese')).toBe('請 A 零一二 號，到 十二 號窗口')
    expect(text(call('A012', '12'), { digits }, 'english')).toBe('Number A zero one two, please go to window twelve')
  })

  it.each([
    ['1', '一'],
    ['10', '十'],
    ['12', '十二'],
    ['20', '二十'],
    ['21', '二十一'],
    ['100', '一百'],
    ['105', '一百零五'],
    ['110', '一百一十'],
    ['1001', '一千零一'],
    ['1010', '一千零一十'],
    ['08', '八'],
    ['0', '零'],
    ['12345', '一二三四五'],
  ])('B13 window %s is read as a number: %s', (figures, said) => {
    expect(counted(figures, 'mandarin').join('')).toBe(said)
  })

  it.each([
    ['7', 'seven'],
    ['13', 'thirteen'],
    ['20', 'twenty'],
    ['42', 'forty two'],
    ['105', 'one hundred five'],
    ['2010', 'two thousand ten'],
  ])('B13 window %s is a number in English too: %s', (figures, said) => {
    expect(counted(figures, 'english').join(' ')).toBe(said)
  })

  it('B13 letters of a window are read as letters, and a window with a name is called by it', () => {
    expect(text(call('A001', 'B12'))).toBe('请 A 零零一 号，到 B 十二 号窗口')
    expect(text(call('A001', '3A'))).toBe('请 A 零零一 号，到 三 A 号窗口')
    expect(text(call('A001', '台胞接待室'))).toBe('请 A 零零一 号，到 台胞接待室')
    expect(text(call('A001', '3楼受理室'))).toBe('请 A 零零一 号，到 三 楼受理室')
    expect(text(call('A001', 'ETC 窗口'))).toBe('请 A 零零一 号，到 E T C 窗口')
  })

  it('B14 a repeat says that it is one', () => {
    expect(text(call('A001', '1', true))).toBe('再次呼叫，请 A 零零一 号，到 一 号窗口')
    expect(text(call('A001', '1', true), {}, 'cantonese')).toBe('再次呼叫，請 A 零零一 號，到 一 號窗口')
  })

  it('B15 the English twin says the same', () => {
    expect(text(call('A012', '3'), {}, 'english')).toBe('Number A zero one two, please go to window three')
    expect(text(call('A012', '台胞接待室', true), {}, 'english')).toBe(
      'Calling again. Number A zero one two, please go to 台胞接待室',
    )
  })

  it('V1 a zone words its calls itself, and 号窗口 is said once even where the template says it too', () => {
    const wording = {
      mandarin: { call: '{number} 号到{zone}，{window} 号窗口', recall: '请 {number} 号速到 {window}' },
      english: { call: '{number}: window {window}', recall: 'Again, {number} to {window}' },
    }
    expect(text(call('A12', '3'), { wording })).toBe('A 一二 号到 一区，三 号窗口')
    expect(text(call('A12', '台胞接待室'), { wording })).toBe('A 一二 号到 一区，台胞接待室')
    expect(text(call('A12', '3', true), { wording })).toBe('请 A 一二 号速到 三 号窗口')
    expect(text(call('A12', '3'), { wording }, 'english')).toBe('A one two: window three')
    expect(text(call('A12', '3'), { wording }, 'cantonese')).toBe('請 A 一二 號，到 三 號窗口')
  })

  it('V3 the languages of a zone are spoken in their order, each in its own words', () => {
    const voice: ZoneVoice = { ...USUAL_VOICE, languages: ['mandarin', 'cantonese', 'english'] }
    expect(spokenCall(call('A001', '2'), voice).map((spoken) => spokenText(spoken))).toEqual([
      '请 A 零零一 号，到 二 号窗口',
      '請 A 零零一 號，到 二 號窗口',
      'Number A zero zero one, please go to window two',
    ])
  })

  it('V3 a zone that says nothing of itself is spoken to as the hall is, and that as usual', () => {
    const usual: ZoneVoice = { ...USUAL_VOICE, languages: ['cantonese'] }
    const own: ZoneVoice = { ...USUAL_VOICE, silent: true }
    expect(voiceOf({ usual, zones: { z1: own } }, 'z1')).toBe(own)
    expect(voiceOf({ usual, zones: { z1: own } }, 'z2')).toBe(usual)
    expect(voiceOf({ usual, zones: { z1: own } }, 'all')).toBe(usual)
    expect(voiceOf(undefined, 'z1')).toBe(USUAL_VOICE)
  })

  it('V5 the clips of a call are its words one by one, so that text and clips cannot differ', () => {
    const spoken = spokenIn(call('VA012', '12', true), USUAL_VOICE, 'mandarin')
    expect(spokenClips(spoken)).toEqual([
      ...['再次呼叫', undefined, '请', 'V', 'A', '零', '一', '二', '号', undefined, '到', '十', '二', '号窗口'],
    ])
    const pinned = spokenText(spoken).replace(/[ ，]/g, '')
    expect(spokenClips(spoken).join('')).toBe(pinned)
  })

  it('V5 the clips that a hall needs are those of every call it can make, each once', () => {
    const needed = clipsNeeded(smallCatalogue)
    expect(needed.map(({ language }) => language)).toEqual(['mandarin'])
    const names = needed[0]?.names ?? []
    expect(new Set(names).size).toBe(names.length)
    for (const name of ['A', 'B', 'C', 'V', 'Y', '零', '九', '请', '号', '到', '号窗口', '再次呼叫', '四'])
      expect(names).toContain(name)
    expect(names).not.toContain('十')
    const counters = smallCatalogue.counters.map((counter) =>
      counter.id === '1' ? { ...counter, name: '12' } : counter,
    )
    expect(clipsNeeded({ ...smallCatalogue, counters })[0]?.names).toContain('十')
    const silent = { usual: { ...USUAL_VOICE, silent: true } }
    expect(clipsNeeded({ ...smallCatalogue, voice: silent })).toEqual([])
  })

  it('V5 whatever a window is called, every clip that is asked for can be recorded', () => {
    for (const name of ['台胞接待室（一）', '3·4 号', '“绿色通道”', 'VIP—2', '#7 & #8']) {
      const counters = smallCatalogue.counters.map((counter) => ({ ...counter, name }))
      for (const { names } of clipsNeeded({ ...smallCatalogue, counters }))
        expect(
          names.filter((clip) => !isClipName(clip)),
          name,
        ).toEqual([])
    }
  })

  it('V5 free words are split where the way of speaking changes', () => {
    const said = wordParts('请出示 ID 卡，到 12 楼 Hall 办理', 'mandarin').map((part) =>
      part.kind === 'pause' ? part.mark : `${part.kind}:${part.said.join('')}`,
    )
    expect(said).toEqual([
      'words:请出示',
      'letters:ID',
      'words:卡',
      '，',
      'words:到',
      'count:十二',
      'words:楼',
      'words:Hall',
      'words:办理',
    ])
  })
})
