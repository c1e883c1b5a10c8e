/** The amber line that says that what is shown may be old (I7). Nothing is hidden: the last truth stays, greyed by CSS. */
import { fill, type Word } from './language.ts'
import { stale, staleSince } from './live-view.ts'
import { clock } from './time.ts'

const STALE: Word = [
  '显示未更新，{time} 起 · 请听窗口人工叫号',
  'Not updated since {time} · please listen for your number at the windows',
]

export const StaleNotice = ({ timeZone }: { readonly timeZone: string }) =>
  stale.value ? (
    <p class="stale-notice" role="status">
      {fill(STALE, { time: clock(staleSince.value, timeZone, true) })}
    </p>
  ) : null
