/** Advice as the manager reads it (U10). */
import { beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../client/catalogue.ts'
import { language } from '../../client/language.ts'
import { actText, doneText, followedText, gainText, stepped } from '../../counter/advice-text.ts'
import type { Advised } from '../../hall/advice/advise.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const advised = (more: Partial<Advised>): Advised => ({
  kind: 'open',
  counter: '2',
  intent: { type: 'OpenCounter', counter: '2' },
  spared: 3.2,
  savedMs: minutes(61),
  savedAtLeastMs: minutes(33),
  p80Minutes: 20,
  ...more,
})
const help = { type: 'SwitchHelp', counter: '2', theme: 'C', on: true, reason: '建议' } as const
const profile = (id: string | null) =>
  advised({ kind: 'profile', intent: { type: 'SwitchProfile', counter: '2', profile: id, reason: '建议' } })

describe('advice in words', () => {
  beforeEach(() => {
    language.value = 'zh'
    const tide = { id: 'tide', name: '潮汐', own: ['A'], help: [], order: 'own-first', helpWhen: [] } as const
    catalogue.value = { ...smallCatalogue, profiles: [tide] }
  })

  it('U10 each act is one sentence with the window, the theme and the profile by their names', () => {
    expect(actText(advised({}))).toBe('开2号窗口')
    expect(actText(advised({ kind: 'resume' }))).toBe('请2号窗口恢复办理')
    expect(actText(advised({ kind: 'help', intent: help }))).toBe('2号窗口帮办社会保障')
    expect(actText(profile('tide'))).toBe('2号窗口改用“潮汐”')
    expect(actText(profile(null))).toBe('2号窗口改为受理全部事项')
    language.value = 'en'
    expect(actText(advised({ kind: 'help', intent: help }))).toBe('Window 2 helps Social security')
  })

  it('U10 what it gains is said in people and in minutes, and how much of it is nearly certain', () => {
    expect(gainText(advised({}))).toBe('少 3 人超时，共少等 60 分钟；五次有四次不少于 35 分钟；按 5 分钟内有人到岗推算')
    expect(gainText(advised({ kind: 'help', intent: help, savedAtLeastMs: 0 }))).toBe('少 3 人超时，共少等 60 分钟')
    expect(gainText(advised({ kind: 'resume', spared: 0.4 }))).toBe('共少等 60 分钟；五次有四次不少于 35 分钟')
  })

  it('U10 whoever opened a window is told to send somebody there', () => {
    expect(followedText(advised({}))).toBe('已开窗。请安排人员到2号窗口。')
    expect(followedText(advised({ kind: 'help', intent: help }))).toBe('已照办。2号窗口帮办社会保障')
  })

  it('U11 what was done reads as what was advised', () => {
    const at = { at: 0, until: null, counter: '2' }
    expect(doneText({ ...at, what: 'CounterOpened' })).toBe('开2号窗口')
    expect(doneText({ ...at, what: 'HelpSwitched', theme: 'C' })).toBe('2号窗口帮办社会保障')
    expect(doneText({ ...at, what: 'ProfileSwitched', profile: 'tide' })).toBe('2号窗口改用“潮汐”')
    expect([minutes(62), minutes(63), -minutes(4)].map(stepped)).toEqual([60, 65, -5])
  })
})
