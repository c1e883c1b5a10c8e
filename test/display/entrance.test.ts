import { describe, expect, it } from 'vitest'
import { SHIFT_EVERY_MS, shiftAt } from '../../display/burn-in.ts'
import { entranceType, floorsOf, gridBoxes, zoneFace } from '../../display/entrance-plan.ts'
import { legible } from '../../display/legible.ts'
import type { PlanBox } from '../../hall/board-settings.ts'
import type { Zone } from '../../hall/catalogue.ts'
import { type BoardView, boardView } from '../../hall/views/public.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { given, opened, taken, windowOpened } from '../kit/story.ts'

const EAST: Zone = { id: 'z3', name: '东厅', nameEn: 'East', floor: 1, direction: '进门右转' }

const viewOf = (zones: readonly Zone[]): BoardView =>
  boardView(given(opened({ ...smallCatalogue, zones }), windowOpened('1'), taken('t1', 'A-01')).past.hall, 'all')
const view = (plans: Readonly<Record<string, PlanBox>> = {}): BoardView =>
  viewOf(
    [...smallCatalogue.zones, EAST].map(
      (zone) => ({ ...zone, ...(plans[zone.id] ? { plan: plans[zone.id] } : {}) }) as Zone,
    ),
  )
/** A board of 55 inches, lying. */
const panel = { width: 1920, height: 1080, inches: 55, metres: 10 }
const area = { width: 1872, height: 780 }

const overlaps = (one: PlanBox, other: PlanBox): boolean =>
  one.x < other.x + other.width - 0.01 &&
  other.x < one.x + one.width - 0.01 &&
  one.y < other.y + other.height - 0.01 &&
  other.y < one.y + one.height - 0.01

describe('the board at the entrance', () => {
  it('B26 tells every zone of every floor with its themes, its open windows and the way', () => {
    const floors = floorsOf(view(), area, 1)
    expect(floors.map(({ floor, zones }) => [floor, zones.map(({ zone }) => zone.id)])).toEqual([
      [1, ['z1', 'z3']],
      [2, ['z2']],
    ])
    const [first] = floors[0]?.zones ?? []
    expect(first?.zone).toMatchObject({ name: '一楼', direction: '进门就是', openCounters: 1 })
    expect(first?.themes.map(({ letter, waiting }) => [letter, waiting])).toEqual([
      ['A', 1],
      ['B', 0],
    ])
    expect(floors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100)
  })

  it('B26 the ground floor is at the bottom of an upright board, and on the left of a lying one', () => {
    expect(floorsOf(view(), { width: 1000, height: 1700 }, 1).map(({ floor }) => floor)).toEqual([2, 1])
    expect(floorsOf(view(), { width: 1700, height: 1000 }, 1).map(({ floor }) => floor)).toEqual([1, 2])
  })

  it('B26 zones lie where the plan says, and in a neat grid where a plan is missing or leaves no room to read what it shows', () => {
    const plan = {
      z1: { x: 0, y: 0, width: 40, height: 60 },
      z2: { x: 5, y: 5, width: 90, height: 90 },
      z3: { x: 50, y: 30, width: 50, height: 70 },
    }
    const boxesOf = (plans: Readonly<Record<string, PlanBox>>) =>
      floorsOf(view(plans), area, 1)[0]?.zones.map(({ box }) => box)
    const grid = boxesOf({})
    expect(boxesOf(plan)).toEqual([plan.z1, plan.z3])
    expect(boxesOf({ z1: plan.z1, z3: plan.z3 })).toEqual(grid)
    expect(boxesOf({ ...plan, z3: { ...plan.z3, height: 8 } })).toEqual(grid)
    // Room for one of its two themes is not enough.
    expect(boxesOf({ ...plan, z1: { ...plan.z1, height: 30 } })).toEqual(grid)
  })

  it('B26 a grid covers its floor, and no box lies on another', () => {
    for (const count of [1, 2, 3, 4, 5, 7, 12]) {
      const boxes = gridBoxes(
        Array.from({ length: count }, (_, index) => index % 4),
        1.8,
      )
      expect(boxes).toHaveLength(count)
      expect(boxes.reduce((sum, { width, height }) => sum + (width * height) / 100, 0)).toBeCloseTo(100)
      for (const [index, box] of boxes.entries())
        expect(boxes.slice(index + 1).some((other) => overlaps(box, other))).toBe(false)
    }
  })

  it('B26 type is as large as every zone has room for; themes without room take turns', () => {
    const floors = floorsOf(view(), area, 1)
    const size = entranceType(floors, panel, undefined, area)
    expect(size).toBeGreaterThanOrEqual(40)
    const [zone] = floors[0]?.zones ?? []
    if (!zone) throw new Error('The small hall has a zone on its first floor.')
    expect(zoneFace(zone, 900, 600, size)).toMatchObject({ rows: 2, way: true, whole: true })
    expect(zoneFace(zone, 900, 260, 36)).toMatchObject({ rows: 1, whole: false })
    expect(zoneFace(zone, 470, 600, 36)).toMatchObject({ stacked: true, tall: true, rows: 2, whole: true })
    expect(zoneFace(zone, 380, 600, 36)).toMatchObject({ whole: false, some: false })
    expect(zoneFace(zone, 900, 80, 36).rows).toBe(0)
  })

  it('B26 from a distance that somebody set the type is as large as that needs, where names and themes have room', () => {
    const floors = floorsOf(viewOf(smallCatalogue.zones), area, 1)
    const at = (metres?: number) => entranceType(floors, panel, metres, area)
    expect(at()).toBe(48)
    expect(at(5)).toBeCloseTo(legible({ ...panel, metres: 5 }).hanzi)
    expect(at(50)).toBeGreaterThan(60)
    expect(at(50)).toBeLessThan(150)
  })
})

describe('burn-in', () => {
  it('B27 the picture moves by a hair every five minutes and comes back', () => {
    const shifts = [0, 1, 2, 3, 4].map((turn) => shiftAt(turn * SHIFT_EVERY_MS).join())
    expect(new Set(shifts.slice(0, 4)).size).toBe(4)
    expect(shifts[4]).toBe(shifts[0])
    expect(shiftAt(SHIFT_EVERY_MS - 1)).toEqual(shiftAt(0))
    for (let turn = 0; turn < 4; turn += 1)
      for (const way of shiftAt(turn * SHIFT_EVERY_MS)) expect(way === 0 || (way >= 2 && way <= 4)).toBe(true)
  })
})
