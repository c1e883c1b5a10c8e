/**
 * Work profiles and rules of order as sentences of Chinese and English with gaps (Q15). A page draws the gaps as fields,
 * every other place fills them with words, so what is edited and what is read is one sentence.
 */
import { TICKET_CLASSES, type TicketClass } from './catalogue.ts'
import type { ThemeId } from './ids.ts'
import type { HelpRule, WorkProfile } from './profile.ts'
import { STRICT_MINUTES } from './score.ts'

type Said = readonly [zh: string, en: string]

/** Text between gaps, and the gaps by name. */
export type SentencePart<Gap extends string> = { readonly text: string } | { readonly gap: Gap }

const PARTS = /\{(\w+)\}/g

/** A sentence taken apart at its gaps. */
export const partsOf = <Gap extends string>(sentence: string, gaps: readonly Gap[]): readonly SentencePart<Gap>[] => {
  const parts: SentencePart<Gap>[] = []
  let from = 0
  for (const found of sentence.matchAll(PARTS)) {
    const gap = gaps.find((name) => name === found[1])
    if (gap === undefined) continue
    if (found.index > from) parts.push({ text: sentence.slice(from, found.index) })
    parts.push({ gap })
    from = found.index + found[0].length
  }
  if (from < sentence.length) parts.push({ text: sentence.slice(from) })
  return parts
}

const filled = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(PARTS, (gap, name: string) => values[name] ?? gap)

export const HELP_GAPS = [
  'theme',
  'measure',
  'overMinutes',
  'overWaiting',
  'whenIdle',
  'first',
  'untilWaiting',
] as const
export type HelpGap = (typeof HELP_GAPS)[number]

/** Which thresholds a help rule has; either of two is enough. */
export type Measure = 'minutes' | 'waiting' | 'either'

export const measureOf = ({ overMinutes, overWaiting }: HelpRule): Measure => {
  if (overMinutes === undefined) return 'waiting'
  return overWaiting === undefined ? 'minutes' : 'either'
}

/** The sentence of a help rule with its gaps, by its thresholds. */
export const HELP_SENTENCES: Readonly<Record<Measure, Said>> = {
  minutes: [
    '当【{theme}】{measure} {overMinutes} 分钟{whenIdle}时，{first}，降到 {untilWaiting} 人恢复。',
    'When {theme} {measure} {overMinutes} min{whenIdle}, {first}, until {untilWaiting} are left.',
  ],
  waiting: [
    '当【{theme}】{measure} {overWaiting} 人{whenIdle}时，{first}，降到 {untilWaiting} 人恢复。',
    'When {theme} {measure} {overWaiting} people{whenIdle}, {first}, until {untilWaiting} are left.',
  ],
  either: [
    '当【{theme}】{measure} {overMinutes} 分钟或超过 {overWaiting} 人{whenIdle}时，{first}，降到 {untilWaiting} 人恢复。',
    'When {theme} {measure} {overMinutes} min or {overWaiting} people{whenIdle}, {first}, until {untilWaiting} are left.',
  ],
}

export const MEASURE_WORDS: Readonly<Record<Measure, Said>> = {
  minutes: ['等候超过', 'waits over'],
  waiting: ['等候人数超过', 'has more than'],
  either: ['等候超过', 'waits over'],
}
export const IDLE_WORDS: Readonly<Record<'true' | 'false', Said>> = {
  true: ['且本窗口主办的没有人等', ' and nobody waits for the window’s own'],
  false: ['', ''],
}
export const FIRST_WORDS: Readonly<Record<'true' | 'false', Said>> = {
  true: ['先叫它', 'call it first'],
  false: ['主办的叫完就叫它', 'call it after the window’s own'],
}

type NameOf = (theme: ThemeId) => string

/** A help rule as one sentence. */
export const helpSentence = (rule: HelpRule, nameOf: NameOf): Said => {
  const measure = measureOf(rule)
  const at = (which: 0 | 1): string =>
    filled(HELP_SENTENCES[measure][which], {
      theme: nameOf(rule.theme),
      measure: MEASURE_WORDS[measure][which],
      overMinutes: String(rule.overMinutes ?? ''),
      overWaiting: String(rule.overWaiting ?? ''),
      whenIdle: IDLE_WORDS[`${rule.whenIdle}`][which],
      first: FIRST_WORDS[`${rule.first}`][which],
      untilWaiting: String(rule.untilWaiting),
    })
  return [at(0), at(1)]
}

const list = (themes: readonly ThemeId[], nameOf: NameOf): Said => [
  themes.map((theme) => `【${nameOf(theme)}】`).join(''),
  themes.map(nameOf).join(', '),
]

/** What a profile takes and in which order, as one sentence; its help rules are sentences of their own. */
export const profileSentence = ({ own, help, order, services }: WorkProfile, nameOf: NameOf): Said => {
  const [ownZh, ownEn] = list(own, nameOf)
  const [helpZh, helpEn] = list(help, nameOf)
  const some: Said = services ? [`，只限 ${services.length} 个事项`, `, ${services.length} services only`] : ['', '']
  if (own.length === 0 && help.length === 0) return ['不叫号。', 'Calls nobody.']
  if (own.length === 0) return [`只协助${helpZh}，按先后叫${some[0]}。`, `Only helps ${helpEn}, in order${some[1]}.`]
  if (help.length === 0) return [`主办${ownZh}，按先后叫${some[0]}。`, `Takes ${ownEn}, in order${some[1]}.`]
  const both: Said = [`主办${ownZh}，协助${helpZh}，`, `Takes ${ownEn}, helps ${helpEn}, `]
  return order === 'longest'
    ? [`${both[0]}谁等得久先叫谁${some[0]}。`, `${both[1]}whoever waited longest first${some[1]}.`]
    : [`${both[0]}主办的没有人等才协助${some[0]}。`, `${both[1]}helping while nobody waits for its own${some[1]}.`]
}

const CLASS_WORDS: Readonly<Record<TicketClass, Said>> = {
  ordinary: ['普通号', 'an ordinary number'],
  priority: ['优先号', 'a priority number'],
  appointment: ['预约号', 'a booked number'],
}

type Order = {
  readonly creditMinutes: Readonly<Record<TicketClass, number>>
  readonly rate?: Readonly<Record<TicketClass, number>>
}

/** What the credits and rates promise people, a sentence for each thing somebody may ask. */
export const orderSentences = ({ creditMinutes, rate }: Order): readonly Said[] => {
  const rateOf = (name: TicketClass): number => rate?.[name] ?? 1
  const base = creditMinutes.ordinary
  const even = TICKET_CLASSES.every((name) => rateOf(name) === rateOf('ordinary'))
  const said = TICKET_CLASSES.flatMap((name): Said[] => {
    const [zh, en] = CLASS_WORDS[name]
    const credit = creditMinutes[name]
    if (name === 'ordinary') return []
    if (credit >= STRICT_MINUTES && base < STRICT_MINUTES)
      return [[`${zh}从可以叫起先于所有普通号。`, `From when it may be called, ${en} goes before every ordinary one.`]]
    if (base >= STRICT_MINUTES && credit < STRICT_MINUTES)
      return [[`普通号先于所有${zh}。`, `Ordinary numbers go before every ${en.replace(/^an? /, '')}.`]]
    const ahead = (credit - base) / (rateOf(name) || 1)
    if (even && ahead < 0)
      return [
        [
          `普通号最多先于比它早到 ${-ahead} 分钟以内的${zh}。`,
          `An ordinary number goes before ${en.replace(/^an? /, '')}s that came at most ${-ahead} min earlier.`,
        ],
      ]
    if (even && ahead === 0)
      return [
        [`${zh}与普通号一样，按先后叫。`, `${en[0]?.toUpperCase()}${en.slice(1)} is called in order like any other.`],
      ]
    if (even)
      return [
        [
          `${zh}最多先于比它早到 ${ahead} 分钟以内的普通号。`,
          `${en[0]?.toUpperCase()}${en.slice(1)} goes before ordinary ones that came at most ${ahead} min earlier.`,
        ],
      ]
    return []
  })
  if (even) return said
  return [
    ...said,
    [
      '各类号每等一分钟得分不同，屏上显示的先后可能随时间变化。',
      'Classes gain at different rates while they wait, so the order that screens show may change.',
    ],
  ]
}
