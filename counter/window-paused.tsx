/** A paused window: what its strip tells the visitors, and what was left for whoever stands in. */
import { fill, say } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { windowText } from '../client/phrases.ts'
import { clock, tick } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import type { PauseReason } from '../hall/commands.ts'
import type { Panel } from './window-state.ts'
import { V } from './window-visit-words.ts'
import { W } from './window-words.ts'

type WhereTo = {
  readonly reason?: PauseReason
  readonly destination?: string
  readonly backAt?: number
  readonly coveredBy?: string
}

/** 去向 in one line: why, where, back when, and who serves meanwhile (S004-39). `now` tells whether it is late. */
export const whereText = (
  { reason, destination, backAt, coveredBy }: WhereTo,
  timeZone: string,
  now: number,
): string => {
  const back = backAt === undefined ? '' : fill(now > backAt ? V.late : V.backAt, { time: clock(backAt, timeZone) })
  const by = coveredBy === undefined ? '' : fill(V.coveredBy, { window: windowText(coveredBy) })
  return [reason === undefined ? '' : say(PAUSE_WORDS[reason]), destination ?? '', back, by]
    .filter((text) => text !== '')
    .join(' · ')
}

export const PausedFacts = ({ panel: { view } }: { readonly panel: Panel }) => {
  const strip = watch('strip', view.counter).value?.view
  return (
    <>
      <p class="strip-says">
        {say(V.stripSays)}
        <b>
          {say(W.paused)} · {whereText(strip ?? view, view.timeZone, tick.value)}
        </b>
      </p>
      {view.note !== undefined && (
        <p>
          {say(V.coverNote)}：{view.note}
        </p>
      )}
    </>
  )
}
