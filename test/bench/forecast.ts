/** Part: how near the forecasts come on the skills hall after ten days of learning, and what one costs (F2, F15). */
import { measureSkillsHall } from '../forecast/ten-days.ts'
import { type ForecastFigures, rounded } from './figures.ts'
import type { Plan } from './plan.ts'

/** One seed for all, so that two runs differ by the machine alone. */
const SEED = 3

export const measureForecast = ({ days }: Plan['forecast']): ForecastFigures => {
  const { waited, meanWait, rolloutMae, closedMae, coverage80, rolloutMs, closedMs } = measureSkillsHall(SEED, days)
  return {
    waited,
    meanWait: rounded(meanWait),
    rolloutMae: rounded(rolloutMae),
    closedMae: rounded(closedMae),
    coverage80: rounded(coverage80),
    rolloutMs: rounded(rolloutMs),
    closedMs: rounded(closedMs),
  }
}
