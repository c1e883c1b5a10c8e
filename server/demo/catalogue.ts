/** The demonstration's own catalogue: the shipped one, saying plainly that it is none, with rules that a visitor can sit through. */
import type { Catalogue } from '../../hall/catalogue.ts'
import type { PeripheralSetting } from '../../hall/peripheral.ts'

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
  peripherals: simulatedAt(shipped),
  notices: ['演示大厅：号票和叫号都是模拟的，不能用于办事。', ...shipped.notices],
})
