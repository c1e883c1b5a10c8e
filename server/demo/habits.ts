/** What the people of the demonstration are like. Weights are judgement, not counts: a visitor should see everything in minutes. */
import type { Service } from '../../hall/catalogue.ts'
import {
  COMPLAINT_REASONS,
  type ComplaintReason,
  GRADES,
  type Grade,
  PRIORITY_GROUNDS,
  type PriorityGround,
} from '../../hall/commands.ts'
import type { PersonKey, TicketSecret } from '../../hall/ids.ts'
import type { Materials } from '../../hall/materials.ts'
import type { Chance } from './chance.ts'

/** Whom a call reaches: `slow` ones need a second, a `late` one misses all and returns, a `gone` one left without a word. */
export type Habit = 'prompt' | 'slow' | 'late' | 'gone'

/** What turns up at the window: nothing, a missing paper to be fetched, or a matter for another window. */
export type Snag = 'none' | 'fetch' | 'elsewhere'

/** What somebody does besides waiting. */
export type Whim = 'none' | 'leaves' | 'loses-paper' | 'wrong-theme'

export type Citizen = {
  readonly secret: TicketSecret
  readonly whim: Whim
  readonly rates: 'pad' | 'phone' | 'not'
  /** Shows a document at the window, under this key. */
  readonly shows?: PersonKey
  habit: Habit
  snag: Snag
  /** Whether the missing paper has been fetched. */
  back: boolean
}

type Weights<T> = readonly (readonly [value: T, weight: number])[]

const HABITS: Weights<Habit> = [
  ['prompt', 84],
  ['slow', 8],
  ['late', 4],
  ['gone', 4],
]
const SNAGS: Weights<Snag> = [
  ['none', 90],
  ['fetch', 5],
  ['elsewhere', 5],
]
const WHIMS: Weights<Whim> = [
  ['none', 90],
  ['leaves', 4],
  ['loses-paper', 3],
  ['wrong-theme', 3],
]
const RATES: Weights<Citizen['rates']> = [
  ['pad', 78],
  ['phone', 7],
  ['not', 15],
]

/** Grades from best to worst. */
const GRADE_WEIGHTS = [720, 220, 40, 14, 6]

const GRADED: Weights<Grade> = GRADES.map((grade, worse) => [grade, GRADE_WEIGHTS[worse] ?? 0])

const GROUNDS: Weights<PriorityGround> = PRIORITY_GROUNDS.map((ground) => [ground, ground === 'elderly' ? 12 : 1])

/**
 * Where somebody takes a number, and as whom. `card`: lays a card on the kiosk's reader; `declared`: chooses precedence
 * there; `checked`: at the desk, which looks through the papers first.
 */
export type Way = 'kiosk' | 'card' | 'declared' | 'several' | 'priority' | 'appointment' | 'checked'
/** The ways that need nobody of the hall. */
export const AT_KIOSK: readonly Way[] = ['kiosk', 'card', 'declared', 'several']
const WAYS: Weights<Way> = [
  ['kiosk', 66],
  ['card', 8],
  ['declared', 4],
  ['several', 5],
  ['priority', 8],
  ['appointment', 4],
  ['checked', 5],
]
/** How many show a document when the clerk asks. */
const SHOWS = 0.3
/** How many say why it was bad. */
const EXPLAINS = 0.7

/** The key of somebody's document. Nobody of these people has one, so it stands for nothing. */
export const drawPerson = (chance: Chance): PersonKey => `p${chance.id().slice(0, 22)}`

export const drawCitizen = (chance: Chance, secret: TicketSecret): Citizen => ({
  secret,
  ...(chance.happens(SHOWS) ? { shows: drawPerson(chance) } : {}),
  habit: chance.weighted(HABITS),
  snag: chance.weighted(SNAGS),
  whim: chance.weighted(WHIMS),
  rates: chance.weighted(RATES),
  back: false,
})

export const drawGrade = (chance: Chance): Grade => chance.weighted(GRADED)
export const drawGround = (chance: Chance): PriorityGround => chance.weighted(GROUNDS)
export const drawWay = (chance: Chance): Way => chance.weighted(WAYS)

/** Why it was bad, if somebody says it at all. */
export const drawComplaints = (chance: Chance): readonly ComplaintReason[] =>
  chance.happens(EXPLAINS) ? [chance.pick(COMPLAINT_REASONS)] : []

/** Everything on the checklist was brought. */
export const allThere = ({ checklist }: Service): Materials => ({
  present: checklist.map(({ name }) => name),
  missing: [],
})

/** One paper is missing. The checklist must ask for some. */
export const lacking = (chance: Chance, { checklist }: Service): Materials => {
  const missing = chance.pick(checklist).name
  return { present: checklist.map(({ name }) => name).filter((name) => name !== missing), missing: [missing] }
}
