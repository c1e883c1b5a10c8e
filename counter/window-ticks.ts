/** Ticking a 标准化受理清单 at the window: each row is there, missing, or, where it has a condition, not needed. Pure. */
import type { Material } from '../hall/catalogue.ts'
import type { Materials } from '../hall/materials.ts'

export type Tick = 'present' | 'missing' | 'unneeded'
/** By the name of the material; a row that nobody looked at has none. */
export type Ticks = Readonly<Partial<Record<string, Tick>>>

/** What a row can be: only a material with a condition can be none of this visitor's. */
export const ticksOf = ({ condition }: Material): readonly Tick[] =>
  condition === undefined ? ['present', 'missing'] : ['present', 'missing', 'unneeded']

/** The ticks that were saved before; what has a condition and was not named then was not needed. */
export const ticksFrom = (checklist: readonly Material[], saved: Materials | undefined): Ticks => {
  if (!saved) return {}
  return Object.fromEntries(
    checklist.flatMap((row): [string, Tick][] => {
      if (saved.present.includes(row.name)) return [[row.name, 'present']]
      if (saved.missing.includes(row.name)) return [[row.name, 'missing']]
      return row.condition === undefined ? [] : [[row.name, 'unneeded']]
    }),
  )
}

/** The next state of a row at a press of its digit: 有, 缺, 不需要, and 有 again. */
export const turned = (ticks: Ticks, row: Material): Ticks => {
  const order = ticksOf(row)
  const tick = ticks[row.name]
  const next = tick === undefined ? 'present' : order[(order.indexOf(tick) + 1) % order.length]
  return { ...ticks, ...(next === undefined ? {} : { [row.name]: next }) }
}

/** 全部齐全: every row that nobody marked as not needed is there. */
export const allPresent = (checklist: readonly Material[], ticks: Ticks): Ticks =>
  Object.fromEntries(checklist.map(({ name }) => [name, ticks[name] === 'unneeded' ? 'unneeded' : 'present']))

/** What the hall is told, in the order of the checklist. */
export const materialsOf = (checklist: readonly Material[], ticks: Ticks): Materials => {
  const withTick = (tick: Tick): string[] => checklist.map(({ name }) => name).filter((name) => ticks[name] === tick)
  return { present: withTick('present'), missing: withTick('missing') }
}

/** How many rows nobody has looked at. */
export const uncheckedOf = (checklist: readonly Material[], ticks: Ticks): number =>
  checklist.filter(({ name }) => ticks[name] === undefined).length
