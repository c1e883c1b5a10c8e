/** What must be true of hours and rules before a catalogue is published. */
import { type Catalogue, type NoShowRule, type Rules, TICKET_CLASSES } from './catalogue.ts'
import { type Problems, problem, within } from './catalogue-problem.ts'
import { BLOCK_MARK } from './number-block.ts'
import { ASKS, type Ask, KEEP_DAYS_MAX, USUAL_KEEP } from './personal-data.ts'
import { STRICT_MINUTES } from './score.ts'

const knownTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    // A RangeError is how Intl says that it does not know the zone.
    return false
  }
}

const CLOCK = /^([01][0-9]|2[0-3]):[0-5][0-9]$/

/** The zone is known, the hall opens before it closes, and on some day. */
export function* checkHours({ hall, hours }: Catalogue): Problems {
  if (!knownTimeZone(hall.timeZone))
    yield problem(
      'hall/timeZone',
      'time-zone',
      `不认识时区“${hall.timeZone}”，中国各地请填 Asia/Shanghai`,
      `The time zone "${hall.timeZone}" is unknown. For China write Asia/Shanghai.`,
    )
  // Two clocks of this form compare as text in the order of the day.
  if (!CLOCK.test(hours.open) || !CLOCK.test(hours.close) || hours.open >= hours.close)
    yield problem(
      'hours',
      'hours',
      `开门“${hours.open}”、关门“${hours.close}”须写成 08:30 的样子，且开门早于关门`,
      `Opening "${hours.open}" and closing "${hours.close}" must look like 08:30, and opening must come first.`,
    )
  const { weekdays } = hours
  if (weekdays.length === 0 || new Set(weekdays).size < weekdays.length || !weekdays.every((day) => within(day, 1, 7)))
    yield problem(
      'hours/weekdays',
      'weekdays',
      '工作日须从 1（周一）到 7（周日）中至少选一天，不重复',
      'Weekdays: at least one of 1 (Monday) to 7 (Sunday), each once.',
    )
}

type Range = readonly [where: string, value: number, least: number, most: number, zh: string, en: string]

/** A number that goes on waiting no place further down, or no time at all, would be called again at once or never. */
const noShowRanges = (
  where: string,
  rule: NoShowRule,
  least = rule.mode === 'places-down' ? 1 : 0,
): readonly Range[] => [
  [`${where}/returnMinutes`, rule.returnMinutes, 0, 1_440, '过号激活时限分钟数', 'Minutes to return after a no-show'],
  [`${where}/placesDown`, rule.placesDown, least, 100, '过号激活后顺延位数', 'Places down after a no-show'],
  [`${where}/times`, rule.times, least, 10, '过号激活次数', 'Returns after a no-show'],
]

const KEEP_WORDS: Readonly<Record<Ask, string>> = { phone: '联系电话留存天数', document: '证件号码留存天数' }

const ranges = (rules: Rules): readonly Range[] => [
  ['calls/limit', rules.calls.limit, 1, 10, '叫号次数', 'Calls of one ticket'],
  ['calls/gapSeconds', rules.calls.gapSeconds, 0, 600, '两次叫号间隔秒数', 'Seconds between two calls'],
  ...noShowRanges('noShow', rules.noShow),
  // 0 notes no vacancy.
  ['window/idleMinutes', rules.window.idleMinutes, 0, 240, '空岗提醒分钟数', 'Minutes until a window is vacant'],
  ['guidesPerFloor', rules.guidesPerFloor, 0, 20, '每层导办人数', 'Guides on each floor'],
  // Visits of earlier days are kept at hand for a month.
  ['ratingDays', rules.ratingDays, 1, 30, '号票评价有效天数', 'Days for rating a visit'],
  ['casesPerCounter', rules.casesPerCounter, 1, 1_000, '每窗口每天办件数', 'Cases of a window in a day'],
  ...ASKS.map((ask): Range => {
    const days = (rules.keep ?? USUAL_KEEP)[ask]
    return [`keep/${ask}`, days, 0, KEEP_DAYS_MAX, KEEP_WORDS[ask], `Days a visitor's ${ask} is kept`]
  }),
  ['waitAmberMinutes', rules.waitAmberMinutes, 1, 1_440, '黄色提醒等候分钟数', 'Minutes of waiting until amber'],
  // A kiosk that gave more by itself would hold up those who come when the line is back.
  ['offlineNumbers', rules.offlineNumbers ?? 0, 0, 50, '应急号段号码数', 'Numbers lent to a kiosk'],
  ['waitRedMinutes', rules.waitRedMinutes, 1, 1_440, '红色提醒等候分钟数', 'Minutes of waiting until red'],
]

/** A credit bounds how long somebody can be overtaken (I18), so it is itself bounded, but for that of a whole day (Q8). */
const CREDIT_MOST = 240
/** Slower, somebody would hardly gain by waiting; faster, others never would. */
const [RATE_LEAST, RATE_MOST] = [0.1, 10]

/** What makes the order: credits, and how fast each class gains. */
function* checkOrder({ creditMinutes, rate }: Rules): Problems {
  for (const name of TICKET_CLASSES) {
    const credit = creditMinutes[name]
    if (credit !== STRICT_MINUTES && !within(credit, 0, CREDIT_MOST))
      yield problem(
        `rules/creditMinutes/${name}`,
        'rule-out-of-range',
        `优先分钟数须为 0–${CREDIT_MOST} 的整数，或 ${STRICT_MINUTES}（整天，即一律先办），现为 ${credit}`,
        `Minutes of credit must be a whole number from 0 to ${CREDIT_MOST}, or ${STRICT_MINUTES} (a whole day: always first), and is ${credit}.`,
      )
    const gains = rate?.[name] ?? 1
    if (!(gains >= RATE_LEAST && gains <= RATE_MOST))
      yield problem(
        `rules/rate/${name}`,
        'rule-out-of-range',
        `等候的分量须在 ${RATE_LEAST}–${RATE_MOST} 之间，1 为照常，现为 ${gains}；0 会让人一直等下去`,
        `What waiting counts must be from ${RATE_LEAST} to ${RATE_MOST}, 1 as usual, and is ${gains}; with 0 somebody may wait for ever.`,
      )
  }
}

/** Rules are in a range in which a hall still works. */
export function* checkRules({ rules, themes }: Catalogue): Problems {
  yield* checkOrder(rules)
  const ofHall = ranges(rules).map(([where, ...range]): Range => [`rules/${where}`, ...range])
  const ofThemes = themes.flatMap(({ id, noShow }) => (noShow ? noShowRanges(`themes/${id}/noShow`, noShow) : []))
  for (const [where, value, least, most, zh, en] of [...ofHall, ...ofThemes])
    if (!within(value, least, most))
      yield problem(
        where,
        'rule-out-of-range',
        `${zh}须为 ${least}–${most} 的整数，现为 ${value}`,
        `${en} must be a whole number from ${least} to ${most}, and is ${value}.`,
      )
  if (rules.waitRedMinutes <= rules.waitAmberMinutes)
    yield problem(
      'rules/waitRedMinutes',
      'red-before-amber',
      '红色提醒须晚于黄色提醒，请加大红色分钟数',
      'Red must come after amber. Raise the minutes until red.',
    )
  if ((rules.offlineNumbers ?? 0) > 0)
    for (const name of TICKET_CLASSES)
      if (rules.classPrefix[name].endsWith(BLOCK_MARK))
        yield problem(
          `rules/classPrefix/${name}`,
          'bad-prefix',
          `启用应急号段时，号码前缀不能以 ${BLOCK_MARK} 结尾，请换一个字母`,
          `While numbers are lent to kiosks no prefix ends in ${BLOCK_MARK}. Take another letter.`,
        )
  for (const name of TICKET_CLASSES)
    if (!/^[A-HJ-NPR-Y]{0,2}$/.test(rules.classPrefix[name]))
      yield problem(
        `rules/classPrefix/${name}`,
        'bad-prefix',
        `号码前缀“${rules.classPrefix[name]}”不能用，请留空或用一两个大写字母，但不用 I、O、Q、Z`,
        `The prefix "${rules.classPrefix[name]}" cannot be used. Leave it empty or use one or two capitals, not I, O, Q or Z.`,
      )
  for (const theme of themes)
    if (!within(theme.dailyCases, 0, 100_000))
      yield problem(
        `themes/${theme.id}`,
        'daily-cases',
        '日均办件数须为 0 或更大的整数',
        'Average cases a day: a whole number from 0.',
      )
}
