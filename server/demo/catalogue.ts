/** The demonstration's own catalogue: the shipped one, saying plainly that it is none, with rules that a visitor can sit through. */
import type { Catalogue } from '../../hall/catalogue.ts'

/** Seconds between two calls; a real hall waits longer, a visitor does not. */
const GAP_SECONDS = 3
/** Demo people move many times faster while the hall counts real minutes, so its warnings come after fewer of them. */
const AMBER_MINUTES = 2
const RED_MINUTES = 4
/** The hall's minutes are real ones: five of them would be most of what a visitor watches. */
const IDLE_MINUTES = 3

const DEMO_NOTE = '演示：大厅里的群众和窗口人员都是模拟的，退出后全部数据删除，不能用于真实业务。'

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
  notices: ['演示大厅：号票和叫号都是模拟的，不能用于办事。', ...shipped.notices],
})
