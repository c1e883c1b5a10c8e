/** 为什么叫这个号: the sentences of a call, and beside them the figures that they rest on (Q10). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import type { ExplainedCall, Reckoned } from '../hall/explain.ts'
import { askHall } from './manager-ask.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { WHY } from './why-words.ts'
import './why.css'

/** Passed-over people in the table; the sentence says how many there are. */
const SHOWN_MAX = 8

const minutes = (ms: number): string => fill(WHY.minutes, { count: Math.floor(ms / 60_000) })

/** Wait, credit and score as they are shown. Who was moved to the front stands there by no wait of theirs. */
export const figuresOf = (one: Reckoned): readonly [waited: string, credit: string, score: string] => {
  const credit = one.creditMs === 0 || one.strict ? '—' : minutes(one.creditMs)
  if (one.moved === 'fronted') return ['—', credit, one.strict ? say(WHY.first) : '—']
  return [minutes(one.waitMs), credit, one.strict ? say(WHY.first) : minutes(one.scoreMs)]
}

const Line = ({ one, earlierMs }: { readonly one: Reckoned; readonly earlierMs?: number }) => (
  <tr class={earlierMs === undefined ? 'called-one' : ''}>
    <th scope="row">{one.number}</th>
    {figuresOf(one).map((figure, index) => (
      <td key={index}>{figure}</td>
    ))}
    <td>{earlierMs === undefined ? '' : minutes(earlierMs)}</td>
  </tr>
)

/** One call: what was said, and whose waits stood against it. */
export const WhyCall = ({ call }: { readonly call: ExplainedCall }) => {
  const zone = catalogue.value?.hall.timeZone ?? 'Asia/Shanghai'
  const beyond = call.whom.find((other) => other.beyond)
  const shown = call.whom.slice(0, SHOWN_MAX)
  return (
    <article class="why-call">
      <h3>{fill(WHY.calledAt, { time: clock(call.at, zone), window: windowText(call.counterName) })}</h3>
      <p class="why-said">{language.value === 'zh' ? call.zh : call.en}</p>
      {shown.length > 0 && (
        <table class="why-figures">
          <thead>
            <tr>
              {[WHY.number, WHY.waited, WHY.credit, WHY.score, WHY.earlier].map((word) => (
                <th key={word[1]} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Line one={call.called} />
            {shown.map((other) => (
              <Line key={other.ticket} one={other} earlierMs={other.earlierMs} />
            ))}
          </tbody>
        </table>
      )}
      {call.overtook > shown.length && shown.length > 0 && (
        <p class="hint">{fill(WHY.more, { count: call.overtook - shown.length })}</p>
      )}
      {beyond && <p class="warning">{fill(WHY.beyond, { bound: Math.floor((beyond.boundMs ?? 0) / 60_000) })}</p>}
    </article>
  )
}

type Asked = {
  readonly number: string
  /** The window that would call it next, while it still waits. */
  readonly counter?: string | undefined
}

/** Every call of a number today, the newest first. */
export const WhyCalls = ({ number, counter }: Asked) => {
  const calls = useSignal<readonly ExplainedCall[] | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  useEffect(() => {
    const at = counter === undefined ? '' : `?counter=${encodeURIComponent(counter)}`
    void askHall<{ calls: readonly ExplainedCall[] }>(`tickets/${encodeURIComponent(number)}/why${at}`).then(
      (answer) => {
        problem.value = answer.ok ? undefined : answer
        if (answer.ok) calls.value = answer.calls.toReversed()
      },
    )
  }, [number, counter])
  return (
    <div class="why-calls">
      {problem.value && <TroubleLine problem={problem.value} />}
      {!calls.value && !problem.value && <p class="hint">{say(WHY.loading)}</p>}
      {calls.value?.length === 0 && <p>{fill(WHY.never, { number })}</p>}
      {calls.value?.map((call) => (
        <WhyCall key={call.at} call={call} />
      ))}
    </div>
  )
}

export const WhySheet = ({ number, counter, onClose }: Asked & { readonly onClose: () => void }) => (
  <Sheet title={fill(counter === undefined ? WHY.title : WHY.titleNext, { number })} onClose={onClose}>
    <WhyCalls number={number} counter={counter} />
  </Sheet>
)
