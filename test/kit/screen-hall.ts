/** Screens of a hall with a clock in the hand: machines come, speak of themselves, fall silent. */
import type { Catalogue } from '../../hall/catalogue.ts'
import type { ScreenHealth, ScreenView } from '../../hall/screen.ts'
import type { DeviceRow, Topic, ViewMessage, Views } from '../../hall/wire.ts'
import type { DeviceInfo } from '../../server/people/people.ts'
import { openScreens } from '../../server/screens.ts'
import { openHall } from './open-hall.ts'

type Printing = Parameters<typeof openScreens>[1]
const noPrinters = { rows: () => [], onChange: () => {}, paperAt: () => 'ready' } as unknown as Printing

/** A screen that is as it should be. */
export const WELL: ScreenHealth = {
  shown: 1_000_000,
  sound: 'silent',
  visible: true,
  frames: 60,
  width: 1920,
  height: 1080,
  density: 1,
  secure: true,
}

export const display = (id: string, more: Partial<DeviceInfo> = {}): DeviceInfo => ({
  id,
  name: `屏${id}`,
  role: 'display',
  paired: true,
  ...more,
})

/** @param first the machines there are; `machines` of the answer replaces them */
export const screenHall = async (first: readonly DeviceInfo[], catalogue?: Catalogue) => {
  const hall = await openHall(catalogue)
  let machines = first
  const screens = openScreens(hall.live, noPrinters, hall.clock, {
    machines: () => machines,
    clerk: () => undefined,
    past: { earlierAt: () => [], viewOf: () => undefined },
    edges: { view: () => undefined, onChange: () => {} },
    presented: { at: () => [], onChange: () => {} },
    alarms: { list: () => [], onChange: () => {} },
  })
  const told: ViewMessage[] = []
  screens.onTell((message) => void told.push(message))
  const viewOf = (id: string): ScreenView | undefined => screens.present(`screen:${id}`)?.view as ScreenView | undefined
  /** These screens say that they are well but for this, and again every five seconds while the time passes. */
  const say = (id: string, part: Partial<ScreenHealth> = {}): boolean => screens.hear(id, { ...WELL, ...part })
  return {
    ...hall,
    screens,
    told,
    viewOf,
    say,
    come: (...ids: readonly string[]) => {
      for (const id of ids) screens.came(id)
    },
    replace: (others: readonly DeviceInfo[]) => {
      machines = others
      screens.look()
    },
    /** Time passes in steps of a second; whoever is named goes on saying how it is every five. */
    pass: (seconds: number, saying: Readonly<Record<string, Partial<ScreenHealth>>> = {}) => {
      for (let second = 1; second <= seconds; second += 1) {
        hall.clock.move(1_000)
        if (second % 5 === 0) for (const [id, part] of Object.entries(saying)) say(id, part)
      }
    },
    conditionOf: (id: string) => screens.stateOf(id)?.condition,
    speakers: () => machines.filter(({ id }) => viewOf(id)?.speaks).map(({ id }) => id),
    rows: (topic: Topic = 'floor'): readonly DeviceRow[] =>
      (screens.present(topic)?.view as Views['floor'] | undefined)?.devices ?? [],
  }
}
