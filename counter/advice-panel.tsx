/** What will go wrong within the hour and what would help, with the button that does it. */
import './advice.css'
import { useComputed, useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { sendAs } from '../client/send.ts'
import { clock } from '../client/time.ts'
import type { Advice, Advised, AtRisk } from '../hall/advice/advise.ts'
import { ADVISED_ID } from '../hall/advice/advised.ts'
import { busy, perform } from './acting.ts'
import { actText, followedText, gainText } from './advice-text.ts'
import { ADVICE } from './advice-words.ts'
import { Icon } from './icons.tsx'
import { mayAct, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'

const ASK_EVERY_MS = 20_000
/** As many numbers as stand in two lines. */
const SHOWN = 8
const MINUTE = 60_000

const Late = ({ advice, timeZone }: { readonly advice: Advice; readonly timeZone: string }) => {
  const shown = advice.atRisk.slice(0, SHOWN)
  const more = advice.likely - shown.length
  const at = ({ readyAt }: AtRisk): string => clock(readyAt + advice.limitMinutes * MINUTE, timeZone)
  if (shown.length === 0) return null
  return (
    <ul class="advice-late" aria-label={say(ADVICE.who)}>
      {shown.map((risk) => (
        <li key={risk.ticket}>
          <b>{risk.number}</b> {fill(ADVICE.lateAt, { time: at(risk) })}
        </li>
      ))}
      {more > 0 && <li class="more">{fill(ADVICE.more, { count: more })}</li>}
    </ul>
  )
}

const Act = ({ act, onDo }: { readonly act: Advised; readonly onDo: (act: Advised) => void }) => (
  <li>
    <span>
      <b>{actText(act)}</b>
      <small>{gainText(act)}</small>
    </span>
    {mayAct() && (
      <button type="button" class="action soft" disabled={busy.value !== undefined} onClick={() => onDo(act)}>
        {say(ADVICE.doIt)}
      </button>
    )}
  </li>
)

const Outlook = ({ advice }: { readonly advice: Advice }) => {
  const { late, likely, p80Minutes, limitMinutes: limit } = advice
  const more = Math.round(advice.willBeLate)
  const already = late > 0 && fill(ADVICE.alreadyLate, { count: late, limit })
  const tone = late > 0 ? 'red' : more > 0 ? 'amber' : 'calm'
  return (
    <p class={`alarm ${tone}`}>
      <Icon name={tone === 'calm' ? 'check' : 'clock'} />
      <span>
        <b>{more > 0 ? fill(ADVICE.late, { count: more, limit }) : already || fill(ADVICE.calm, { limit })}</b>{' '}
        {more > likely && likely > 0 && `${fill(ADVICE.ofThem, { count: likely })} `}
        {more > 0 && already && `${already} `}
        {p80Minutes > 0 && fill(ADVICE.most, { minutes: p80Minutes })}
      </span>
    </p>
  )
}

export const AdvicePanel = ({ floor: { view } }: TabProps) => {
  const { value: advice, problem, reload } = useAsked<Advice>('advice', ASK_EVERY_MS)
  const done = useSignal('')
  const live = watch('floor')
  const shown = useComputed(() => live.value?.position ?? 0)
  if (!view.open) return null
  const follow = async (act: Advised): Promise<void> => {
    const text = followedText(act)
    const outcome = await perform('advice', [act.intent], shown, (id, intent) => sendAs(`${ADVISED_ID}${id}`, intent))
    if (outcome?.ok) done.value = text
    reload()
  }
  return (
    <section class="panel advice">
      <h2>
        {say(ADVICE.title)}
        {advice && <small>{fill(ADVICE.at, { time: clock(advice.at, view.timeZone) })}</small>}
      </h2>
      {!advice && <p class="hint">{say(problem ? ADVICE.failed : ADVICE.loading)}</p>}
      {advice?.state === 'full' && <p class="alarm red">{say(ADVICE.full)}</p>}
      {advice?.state === 'ready' && (
        <>
          <Outlook advice={advice} />
          <Late advice={advice} timeZone={view.timeZone} />
          {advice.acts.length > 0 && (
            <ol class="advice-acts" aria-label={say(ADVICE.acts)}>
              {advice.acts.map((act) => (
                <Act key={JSON.stringify(act.intent)} act={act} onDo={(wanted) => void follow(wanted)} />
              ))}
            </ol>
          )}
          {advice.acts.length === 0 && Math.round(advice.willBeLate) + advice.late > 0 && (
            <p class="hint">{say(ADVICE.noActs)}</p>
          )}
        </>
      )}
      {done.value !== '' && (
        <p class="advice-done" role="status">
          <Icon name="check" />
          {done.value}
        </p>
      )}
    </section>
  )
}
