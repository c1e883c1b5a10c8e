/** The skills hall, with parameters that it learnt itself in ten days. */
import { describe, expect, it } from 'vitest'
import { liveADay, skillsHall } from './skills-hall.ts'
import { measureSkillsHall } from './ten-days.ts'

describe('the skills hall', () => {
  it('F15 after ten days the rollout is within 4.3 minutes in the mean, and its P80 covers four in five', () => {
    const figures = measureSkillsHall(3, 6)
    expect(figures.waited).toBeGreaterThan(800)
    expect(figures.rolloutMae).toBeLessThanOrEqual(4.3)
    expect(figures.coverage80).toBeGreaterThan(0.74)
    expect(figures.coverage80).toBeLessThan(0.87)
    expect(Math.abs(figures.rolloutBias)).toBeLessThan(1.5)
    // The formula for screens is worse, and not by much.
    expect(figures.closedMae).toBeLessThan(5.3)
    expect(figures.rolloutMae).toBeLessThan(figures.closedMae)
  }, 60_000)

  it('F15 what ten days taught is near the truth: fifteen minutes a visit, spread .8, three in twenty with precedence', () => {
    const at = skillsHall(11)
    for (let day = 0; day < 11; day += 1) liveADay(at)
    const { paces = {}, priority = {}, arrivals = {}, days, noShow } = at.hall.learned ?? {}
    expect(days).toBe(10)
    expect(Object.keys(paces)).toHaveLength(6)
    for (const { meanMs, cv } of Object.values(paces)) {
      expect(Math.abs(meanMs / 60_000 - 15)).toBeLessThan(2)
      expect(Math.abs(cv - 0.8)).toBeLessThan(0.15)
    }
    for (const share of Object.values(priority)) expect(Math.abs(share - 0.15)).toBeLessThan(0.06)
    const all = Object.values(arrivals).flat()
    expect(all.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(285)
    expect(all.reduce((sum, count) => sum + count, 0)).toBeLessThan(315)
    expect(noShow?.share).toBe(0)
  }, 60_000)
})
