/** How fast the simulator runs a day of a hall with policy and skills, on one core: events (people coming, visits ending) a second. */
import { emptyCourse, makeEngine } from '../../hall/simulate/engine.ts'
import {
  orderOfScenario,
  type Scenario,
  type ScenarioRelief,
  visitsOf,
  windowsOfScenario,
} from '../../hall/simulate/shape.ts'
import { skillsHall, THREE_CLASSES, TWO_SKILLS } from '../simulate/skills-hall.ts'
import { median, rounded, type SimulateFigures } from './figures.ts'

/** As many different days as are drawn beforehand; the simulator runs them again and again. */
const DAYS = 50

const RELIEF: ScenarioRelief = { themes: ['A', 'B'], overMinutes: 15, overWaiting: 8, untilWaiting: 3 }

/** Million events a second, the median of some rounds. */
const speedOf = (scenario: Scenario, rounds: number, days: number): number => {
  const engine = makeEngine(windowsOfScenario(scenario), orderOfScenario(scenario))
  const drawn = Array.from({ length: DAYS }, (_, day) => visitsOf(scenario, day))
  const into = emptyCourse(drawn.reduce((most, { count }) => Math.max(most, count), 0))
  const speeds = Array.from({ length: rounds + 1 }, () => {
    let events = 0
    const startedAt = performance.now()
    for (let day = 0; day < days; day += 1) {
      const visits = drawn[day % DAYS]
      if (!visits) continue
      engine.run(visits, into)
      for (let visit = 0; visit < visits.count; visit += 1) events += into.window[visit] === -1 ? 1 : 2
    }
    return events / (performance.now() - startedAt) / 1_000
  })
  // The first round warms up.
  return rounded(median(speeds.slice(1)))
}

/** Two skills a window, three classes with credits and rates, appointments, people who do not come. */
export const measureSimulate = ({
  rounds,
  days,
}: {
  readonly rounds: number
  readonly days: number
}): SimulateFigures => {
  const hall = skillsHall(TWO_SKILLS, THREE_CLASSES(30, 2))
  const helped = { ...hall, windows: TWO_SKILLS.map((window) => ({ ...window, reliefs: [RELIEF] })) }
  return { millionEvents: speedOf(hall, rounds, days), withHelp: speedOf(helped, rounds, days) }
}
