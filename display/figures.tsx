/** The figures of the day (S004-50), as large as the card lets them be. */
import { say, type Word } from '../client/language.ts'
import { clock } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import { W } from './words.ts'

type Figure = { readonly word: Word; readonly value: number; readonly unit: string }

const figuresOf = ({ figures }: BoardView): readonly Figure[] => {
  const { issued, served, waiting, windows, meanWaitMs, satisfied } = figures
  return [
    { word: W.issued, value: issued, unit: '' },
    { word: W.served, value: served, unit: '' },
    { word: W.waitingNow, value: waiting, unit: '' },
    { word: W.windowsOpen, value: windows, unit: '' },
    ...(meanWaitMs === null
      ? []
      : [{ word: W.meanWait, value: Math.round(meanWaitMs / 60_000), unit: say(W.minutes) }]),
    ...(satisfied === null ? [] : [{ word: W.satisfied, value: satisfied, unit: '%' }]),
  ]
}

export const Figures = ({ view, now }: { readonly view: BoardView; readonly now: number }) => (
  <>
    <h2 class="card-title">
      {say(W.today)} <span class="card-note">{clock(now, view.timeZone)}</span>
    </h2>
    <dl class="card-figures">
      {figuresOf(view).map(({ word, value, unit }) => (
        <div key={word[0]}>
          <dt>{say(word)}</dt>
          <dd>
            {value}
            {unit !== '' && <span class="card-unit">{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </>
)
