/** The demonstration's own catalogue: the shipped one, saying plainly that it is none, with rules that a visitor can sit through. */
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { PeripheralSetting } from '../../hall/peripheral.ts'
import type { WorkProfile } from '../../hall/profile.ts'

/** Seconds between two calls; a real hall waits longer, a visitor does not. */
const GAP_SECONDS = 3
/** Demo people move many times faster while the hall counts real minutes, so its warnings come after fewer of them. */
const AMBER_MINUTES = 2
const RED_MINUTES = 4
/** The hall's minutes are real ones: five of them would be most of what a visitor watches. */
const IDLE_MINUTES = 3

const DEMO_NOTE = '演示：大厅里的群众和窗口人员都是模拟的，退出后全部数据删除，不能用于真实业务。'

/** What would be bolted down at the first window: simulated like everybody, for the device page to show. */
const simulatedAt = ({ counters }: Catalogue): readonly PeripheralSetting[] =>
  counters
    .filter(({ own }) => own.length > 0)
    .slice(0, 1)
    .flatMap(({ id: counter, name }): PeripheralSetting[] => {
      const bolted = { counter, link: { kind: 'virtual' } } as const
      return [
        { ...bolted, id: `led-${counter}`, name: `${name}号条屏（模拟）`, kind: 'led', characters: 12 },
        { ...bolted, id: `keypad-${counter}`, name: `${name}号呼叫器（模拟）`, kind: 'keypad' },
        { ...bolted, id: `pad-${counter}`, name: `${name}号评价器（模拟）`, kind: 'rating-pad' },
      ]
    })

/** What a visitor sees of 潮汐窗口 within minutes: window 3 helps registration in a flood, window 2 takes turns by the hour. */
const flood = { overMinutes: 6, overWaiting: 4, whenIdle: false, first: true, untilWaiting: 2 } as const
const PROFILES: readonly WorkProfile[] = [
  {
    id: 'tide-a',
    name: '潮汐：帮登记注册',
    own: ['B'],
    help: ['A'],
    order: 'own-first',
    helpWhen: [{ theme: 'A', ...flood }],
  },
  {
    id: 'tide-b',
    name: '潮汐：帮经营许可',
    own: ['A'],
    help: [],
    order: 'own-first',
    helpWhen: [{ theme: 'B', ...flood }],
  },
  { id: 'in-turn', name: '不分主题，按等候先后', own: ['A', 'B'], help: [], order: 'longest', helpWhen: [] },
]
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  from: `${String(hour).padStart(2, '0')}:00`,
  profile: hour % 2 === 0 ? 'in-turn' : 'tide-b',
}))

/** The two windows that know each other's theme, working by profiles. */
const withProfiles = (counter: Counter): Counter => {
  if (counter.id === '2') return { ...counter, plan: HOURS }
  return counter.id === '3' ? { ...counter, profile: 'tide-a' } : counter
}

export const demoCatalogue = (shipped: Catalogue): Catalogue => ({
  ...shipped,
  sample: [DEMO_NOTE, shipped.sample ?? ''].join(''),
  rules: {
    ...shipped.rules,
    calls: { ...shipped.rules.calls, gapSeconds: GAP_SECONDS },
    window: { ...shipped.rules.window, idleMinutes: IDLE_MINUTES },
    waitAmberMinutes: AMBER_MINUTES,
    waitRedMinutes: RED_MINUTES,
  },
  profiles: PROFILES,
  counters: shipped.counters.map(withProfiles),
  peripherals: simulatedAt(shipped),
  notices: ['演示大厅：号票和叫号都是模拟的，不能用于办事。', ...shipped.notices],
})
