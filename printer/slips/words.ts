/** Sentences that several slips share, each made from the settings it speaks of. */
import type { Material, NoShowRule, Outcome, Rules, Service, TicketClass, Zone } from '../../hall/catalogue.ts'
import type { Grade, NoticeKind, RedirectReason } from '../../hall/commands.ts'
import type { ServedToday } from '../../hall/served-today.ts'

/** What becomes of a number whose calls are over and which may not come back. */
const VOID = '本号作废，请重新取号。'

const placesText = ({ placesDown }: NoShowRule): string => (placesDown === 0 ? '排在最前' : `顺延${placesDown}位`)

/**
 * What happens to somebody who does not come when called, from the rules in force (requirements §3.4). It is never typed
 * by hand: a ticket that promises another rule than the system keeps is a complaint. `noShow` is the rule of the theme
 * where it has its own, else that of the hall.
 */
export const missedCallText = ({ calls, noShow }: Pick<Rules, 'calls' | 'noShow'>): string => {
  const missed = `叫号${calls.limit}次、每次等候${calls.gapSeconds}秒未到窗口`
  switch (noShow.mode) {
    case 'void':
      return `叫号后等候${calls.gapSeconds}秒未到窗口，${VOID}`
    case 'void-after-calls':
      return `${missed}，${VOID}`
    case 'places-down':
      if (noShow.times === 0) return `${missed}，${VOID}`
      return `${missed}，${placesText(noShow)}继续排队，限${noShow.times}次；此后再过号，${VOID}`
    case 'keep': {
      if (noShow.times === 0 || noShow.returnMinutes === 0) return `${missed}，${VOID}`
      const back = `过号后${noShow.returnMinutes}分钟内可到导办台激活，${placesText(noShow)}，限${noShow.times}次。`
      return `${missed}即为过号。${back}`
    }
  }
}

/**
 * What is true of this ticket, and on a further copy, which it is: two papers with one number are told apart at the window.
 * Empty words are left out.
 */
export const badgesText = (words: readonly string[], copy: number): string =>
  [...words.filter((word) => word !== '').map((word) => `【${word}】`), ...(copy > 1 ? [`补打第${copy}份`] : [])].join(
    ' ',
  )

/** How many are before. */
export const beforeText = (ahead: number): string => (ahead === 0 ? '前面无人等待' : `前面等待 ${ahead} 人`)

/** How long that takes, as far as anything honest can be said; empty where nothing can. */
export const waitText = (
  estimate: { readonly fromMinutes: number; readonly toMinutes: number } | undefined,
): string => {
  if (!estimate) return ''
  const { fromMinutes: from, toMinutes: to } = estimate
  return from === to ? `预计约 ${to} 分钟` : `预计 ${from}～${to} 分钟`
}

const CLOSING_WORDS: Readonly<Record<ServedToday, string>> = {
  yes: '',
  uncertain: '今天不一定能办上。请留意叫号，或到导办台问明再等。',
  unlikely: '今天很可能办不上。请改日早些来，急事请到导办台。',
  unknown: '现在没有开放的窗口：今天能否办上，请到导办台询问。',
}

/** Whether whoever took this number is served today, and what to do; nothing where they are (K22). */
export const closingText = (served: ServedToday): string => CLOSING_WORDS[served]

/** A term of no days at all is one that ends on the day itself. */
export const daysText = (count: number): string => (count === 0 ? '当日办结' : `${count}个工作日`)

/** A procedure whose days come on top of the promise (S004-30). */
export const specialText = ({ name, workingDays }: NonNullable<Service['special']>): string =>
  `${name} ${workingDays}个工作日，不计入承诺时限`

/** `3、5～7`: windows as people say them; three or more neighbours become a range. */
export const counterList = (names: readonly string[]): string => {
  const groups: { first: string; last: string; count: number }[] = []
  for (const name of names) {
    const group = groups.at(-1)
    const next = group !== undefined && /^[1-9]\d*$/.test(group.last) && name === String(Number(group.last) + 1)
    if (group && next) Object.assign(group, { last: name, count: group.count + 1 })
    else groups.push({ first: name, last: name, count: 1 })
  }
  return groups
    .map(({ first, last, count }) => (count === 1 ? first : `${first}${count === 2 ? '、' : '～'}${last}`))
    .join('、')
}

/** Whether a window goes by a number, so that people call it 三号窗口; a desk goes by its name. */
const isNumbered = (name: string): boolean => /^[A-Za-z]?\d+[A-Za-z]?$/.test(name)

/** `3、5～7号窗口、一楼导办台`: where to go, in words that stand on the signs. Empty when there is nowhere. */
export const windowsText = (names: readonly string[]): string => {
  const numbered = names.filter(isNumbered)
  const named = names.filter((name) => !isNumbered(name))
  return [...(numbered.length === 0 ? [] : [`${counterList(numbered)}号窗口`]), ...named].join('、')
}

/** `2楼 企业服务区`; a zone that names its floor itself is not told twice. */
export const zoneText = ({ name, floor }: Pick<Zone, 'name' | 'floor'>): string =>
  name.includes('楼') ? name : `${floor}楼 ${name}`

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  immediate: '即办',
  promised: '承诺',
  joint: '联办',
  reported: '上报',
  returned: '退办',
  supplement: '补办',
  refused: '不受理',
  consulted: '咨询',
  collected: '领证',
}

/** 办件类型 as the screens and papers say it (S000-17, S004-32). */
export const outcomeWord = (outcome: Outcome): string => OUTCOME_WORDS[outcome]

const FORM_WORDS: Readonly<Record<Material['form'], string>> = {
  original: '原件',
  copy: '复印件',
  'original-and-copy': '原件+复印件',
  electronic: '电子件',
}

/** 原件 · 复印件 · 原件+复印件 · 电子件. */
export const formWord = (form: Material['form']): string => FORM_WORDS[form]

const REDIRECT_WORDS: Readonly<Record<RedirectReason, string>> = {
  'wrong-theme': '取号类别与所办事项不符',
  'wrong-service': '所选事项与所办事项不符',
  'more-matters': '还有其他事项要办',
  materials: '需要先补材料',
  authority: '原窗口不能受理此事项',
  expert: '需要专人办理',
  load: '窗口分流，减少等候',
  asked: '应您的要求',
}

/** Why somebody is sent on, said to the person who is sent. */
export const redirectWord = (reason: RedirectReason): string => REDIRECT_WORDS[reason]

const CLASS_WORDS: Readonly<Record<TicketClass, string>> = { ordinary: '', priority: '优先', appointment: '预约' }

/** 优先 or 预约; who has no precedence has no word either. */
export const classWord = (name: TicketClass): string => CLASS_WORDS[name]

const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  'very-satisfied': '非常满意',
  satisfied: '满意',
  'fairly-satisfied': '基本满意',
  dissatisfied: '不满意',
  'very-dissatisfied': '非常不满意',
}

/** 好差评, in the five words that are fixed nationally (requirements §3.7). */
export const gradeWord = (grade: Grade): string => GRADE_WORDS[grade]

const NOTICE_WORDS: Readonly<Record<NoticeKind, string>> = {
  supplement: '补齐申请材料通知书',
  guide: '一次性告知单',
  special: '特定程序告知书',
  service: '办事指南',
  journey: '办理流程单',
  collection: '取件通知单',
  elsewhere: '不在本厅办理告知单',
}

/** What a notice is called on its own head. */
export const noticeWord = (kind: NoticeKind): string => NOTICE_WORDS[kind]
