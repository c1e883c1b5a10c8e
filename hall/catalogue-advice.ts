/** What a catalogue could do better. Advice never stops a publish: a hall knows its day better than a formula. */
import { type Catalogue, countersNeeded, staffNeeded, TICKET_CLASSES } from './catalogue.ts'
import type { BusinessDay } from './ids.ts'
import { isStrict, rateOf } from './score.ts'

export type CatalogueAdvice = {
  readonly where: string
  readonly code:
    | 'too-few-counters'
    | 'staff-needed'
    | 'no-guide-desk'
    | 'calendar-year'
    | 'order-moves'
    | 'strict-order'
  readonly zh: string
  readonly en: string
}

/** Windows by the 25-case rule for each theme (S003-14). */
const tooFewCounters = ({ themes, counters, rules }: Catalogue): CatalogueAdvice[] =>
  themes.flatMap((theme) => {
    const needed = countersNeeded(theme, rules)
    const present = counters.filter((counter) => counter.own.includes(theme.id)).length
    if (present >= needed) return []
    const daily = theme.dailyCases
    return [
      {
        where: `themes/${theme.id}`,
        code: 'too-few-counters',
        zh: `“${theme.name}”日均 ${daily} 件，按每窗口 ${rules.casesPerCounter} 件应设 ${needed} 个窗口，现有 ${present} 个`,
        en: `"${theme.nameEn}" has ${daily} cases a day and needs ${needed} windows; it has ${present}.`,
      },
    ]
  })

/** A guide desk on every floor where somebody is served, with so many guides (S003-31). */
const floorsWithoutDesk = ({ zones, counters, rules }: Catalogue): CatalogueAdvice[] => {
  const floorOf = new Map(zones.map((zone) => [zone.id, zone.floor]))
  const floorsOf = (role: 'guide' | 'any'): Set<number | undefined> =>
    new Set(
      counters.filter((counter) => role === 'any' || counter.role === 'guide').map(({ zone }) => floorOf.get(zone)),
    )
  const desks = floorsOf('guide')
  const floors = [...floorsOf('any')].filter((floor) => floor !== undefined && !desks.has(floor))
  return floors.map((floor) => ({
    where: `floors/${floor}`,
    code: 'no-guide-desk',
    zh: `${floor} 楼没有导办台，每层应设一个，每台 ${rules.guidesPerFloor} 人`,
    en: `Floor ${floor} has no guide desk; every floor should have one with ${rules.guidesPerFloor} guides.`,
  }))
}

/** The staff that the comprehensive windows need (S003-33). */
const staff = ({ counters }: Catalogue): CatalogueAdvice[] => {
  const comprehensive = counters.filter((counter) => counter.role === 'comprehensive').length
  const needed = staffNeeded(comprehensive)
  if (comprehensive === 0) return []
  return [
    {
      where: 'counters',
      code: 'staff-needed',
      zh: `综合服务窗口 ${comprehensive} 个，按 1:1.5 应配 ${needed} 人`,
      en: `${comprehensive} comprehensive windows need ${needed} staff (1.5 for each).`,
    },
  ]
}

/** What an order brings that a manager might not expect of it. */
const order = ({ rules }: Catalogue): CatalogueAdvice[] => {
  const rates = TICKET_CLASSES.map((name) => rateOf(rules, name))
  const moves: CatalogueAdvice = {
    where: 'rules/rate',
    code: 'order-moves',
    zh: '各类号等候的分量不同，次序会随等候变化：屏上的先后和前面人数可能改变',
    en: 'Classes gain at different rates, so the order changes while people wait: places shown may change.',
  }
  const strict: CatalogueAdvice = {
    where: 'rules/creditMinutes',
    code: 'strict-order',
    zh: '有的号一律先办：人多时普通号的等候没有上限，请确认有规定要求这样做',
    en: 'Some go before everybody, so there is no limit to how long others may wait. Make sure that a rule demands it.',
  }
  return [
    ...(new Set(rates).size > 1 ? [moves] : []),
    ...(TICKET_CLASSES.some((name) => isStrict(rules, name)) ? [strict] : []),
  ]
}

/** Windows by the 25-case rule, guide desks by floor, the staff that windows need, and what the order brings. */
export const adviseCatalogue = (catalogue: Catalogue): readonly CatalogueAdvice[] => [
  ...tooFewCounters(catalogue),
  ...floorsWithoutDesk(catalogue),
  ...staff(catalogue),
  ...order(catalogue),
]

/** Five working days take seven days, and the two golden weeks with their neighbours at most this many more. */
const HOLIDAYS_AT_MOST = 16

/**
 * Whether promises made today may reach into a year whose holidays are not known: their dates would then fall too early.
 * @param knows whether the calendar has that year.
 */
export const adviseCalendar = (
  { services }: Catalogue,
  today: BusinessDay,
  knows: (year: number) => boolean,
): readonly CatalogueAdvice[] => {
  const longest = Math.max(0, ...services.map((service) => service.promisedWorkingDays))
  const first = Number(today.slice(0, 4))
  const last = new Date(
    Date.parse(`${today}T00:00:00Z`) + (Math.ceil((longest * 7) / 5) + HOLIDAYS_AT_MOST) * 86_400_000,
  )
  const years = Array.from({ length: last.getUTCFullYear() - first + 1 }, (_, index) => first + index)
  return years
    .filter((year) => !knows(year))
    .map((year) => ({
      where: 'hours',
      code: 'calendar-year',
      zh: `本程序还没有 ${year} 年的放假安排，跨入 ${year} 年的承诺日期会偏早，节假日也会照常开厅，请更新程序`,
      en: `The holidays of ${year} are not known: dates promised in ${year} come too early, and the hall would open on holidays. Update the program.`,
    }))
}
