/**
 * A roster: how many people come when and when each rests, so that every half hour has its windows staffed. A shift lasts
 * nine hours at most, eight of them at work (劳动法 第三十六条), with an hour's break near its middle; a shift of six hours
 * or less has none. Over a whole day of even need three sittings at noon take half as many people again as there are
 * windows: that is where the one and a half of S003-33 comes from.
 */

/** In half hours. */
const SPAN_MAX = 18
const BREAK = 2
const WITHOUT_BREAK = 12
/** The break lies between two and a half and five and a half hours after the shift begins: 11:00 to 14:00 for 08:30. */
const BREAK_EARLIEST = 5
const BREAK_LATEST = 9

/** People who come, rest and go together. All in half hours since the opening. */
export type RosterShift = {
  readonly from: number
  readonly to: number
  /** When their hour of rest begins; null: a shift too short for one. */
  readonly restFrom: number | null
  readonly people: number
}

export type Roster = {
  readonly staff: number
  readonly shifts: readonly RosterShift[]
  /** People at work in each half hour: never fewer than were needed. */
  readonly onDuty: readonly number[]
}

/** Where shifts begin: at the opening, and where the day is longer than a shift, evenly until the last ends with the day. */
const startsOf = (length: number): readonly number[] => {
  const span = Math.min(length, SPAN_MAX)
  const kinds = Math.ceil(length / span)
  return Array.from({ length: kinds }, (_, kind) =>
    kinds === 1 ? 0 : Math.round((kind * (length - span)) / (kinds - 1)),
  )
}

/** Every way of sharing `people` out among `kinds`, most of them early first. */
function* sharings(people: number, kinds: number): Generator<readonly number[]> {
  if (kinds === 1) {
    yield [people]
    return
  }
  for (let first = people; first >= 0; first -= 1)
    for (const rest of sharings(people - first, kinds - 1)) yield [first, ...rest]
}

/** A roster with so many people in each kind of shift, breaks as early as the need lets them; undefined where they do not fit. */
const arranged = (
  need: readonly number[],
  starts: readonly number[],
  people: readonly number[],
): Roster | undefined => {
  const span = Math.min(need.length, SPAN_MAX)
  const onDuty = need.map((_, at) =>
    starts.reduce((sum, from, kind) => sum + (from <= at && at < from + span ? (people[kind] ?? 0) : 0), 0),
  )
  const spare = (at: number): number => (onDuty[at] ?? 0) - (need[at] ?? 0)
  if (need.some((_, at) => spare(at) < 0)) return undefined
  const shifts: RosterShift[] = []
  for (const [kind, from] of starts.entries()) {
    let left = people[kind] ?? 0
    const to = from + span
    if (span <= WITHOUT_BREAK) {
      if (left > 0) shifts.push({ from, to, restFrom: null, people: left })
      continue
    }
    for (let rest = from + BREAK_EARLIEST; rest <= from + BREAK_LATEST && left > 0; rest += 1) {
      const resting = Math.min(left, spare(rest), spare(rest + 1))
      if (resting <= 0) continue
      for (let at = rest; at < rest + BREAK; at += 1) onDuty[at] = (onDuty[at] ?? 0) - resting
      shifts.push({ from, to, restFrom: rest, people: resting })
      left -= resting
    }
    if (left > 0) return undefined
  }
  return { staff: people.reduce((sum, one) => sum + one, 0), shifts, onDuty }
}

/**
 * The least people whose shifts cover every half hour. Breaks of one length taken as early as they fit are the most that
 * fit, so on a day of one shift nobody could do with fewer; on a longer day it is the least of what these shifts allow.
 *
 * @param need windows to be staffed in each half hour since the opening
 */
export const rosterFor = (need: readonly number[]): Roster => {
  const starts = startsOf(Math.max(1, need.length))
  for (let staff = Math.max(0, ...need); ; staff += 1)
    for (const people of sharings(staff, starts.length)) {
      const roster = arranged(need, starts, people)
      if (roster) return roster
    }
}
