/** What the people of the demonstration are like. Weights are judgement, not counts: a visitor should see everything in minutes. */
import { GRADES, type Grade, PRIORITY_GROUNDS, type PriorityGround } from '../../hall/commands.ts'
import type { TicketSecret } from '../../hall/ids.ts'
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

/** Where somebody takes a number, and as whom. */
const WAYS: Weights<'kiosk' | 'priority' | 'appointment'> = [
  ['kiosk', 88],
  ['priority', 8],
  ['appointment', 4],
]

export const drawCitizen = (chance: Chance, secret: TicketSecret): Citizen => ({
  secret,
  habit: chance.weighted(HABITS),
  snag: chance.weighted(SNAGS),
  whim: chance.weighted(WHIMS),
  rates: chance.weighted(RATES),
  back: false,
})

export const drawGrade = (chance: Chance): Grade => chance.weighted(GRADED)
export const drawGround = (chance: Chance): PriorityGround => chance.weighted(GROUNDS)
export const drawWay = (chance: Chance): 'kiosk' | 'priority' | 'appointment' => chance.weighted(WAYS)
