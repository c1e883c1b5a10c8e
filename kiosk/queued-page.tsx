/** They have a number for this already: which, how many are before it, and the paper again for whoever showed its document (K20). */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { either, numberParts } from '../client/phrases.ts'
import { send } from '../client/send.ts'
import { QUEUED } from './choice-words.ts'
import { Frame } from './frame.tsx'
import { PaperIcon } from './icons.tsx'
import { serviceOf, view } from './live.ts'
import type { Queued } from './place.ts'
import { startOver } from './place.ts'
import './choices.css'

type State = 'offered' | 'printing' | 'printed' | 'failed'

const Reprint = ({ queued: { ticket, person } }: { readonly queued: Queued }) => {
  const state = useSignal<State>('offered')
  if (ticket === undefined || person === undefined) return <p class="queued-state">{say(QUEUED.desk)}</p>
  if (view.value?.paper === 'out') return <p class="queued-state is-warning">{say(QUEUED.noPaper)}</p>
  if (state.value !== 'offered') {
    return (
      <p class={`queued-state is-${state.value}`} role="status">
        {say(QUEUED[state.value])}
      </p>
    )
  }
  const reprint = async (): Promise<void> => {
    state.value = 'printing'
    const answer = await send({ type: 'ReprintTicket', ticket, person })
    state.value = answer.ok ? 'printed' : 'failed'
  }
  return (
    <>
      <p class="queued-state">{say(QUEUED.lost)}</p>
      <button type="button" class="along-print" onClick={() => void reprint()}>
        <PaperIcon />
        {say(QUEUED.reprint)}
      </button>
    </>
  )
}

export const QueuedPage = ({ queued }: { readonly queued: Queued }) => {
  const service = serviceOf(queued.service)
  const [letters, digits] = numberParts(queued.number)
  return (
    <Frame
      class="queued"
      head={
        <div class="head-theme">
          <div>
            <h1>{say(QUEUED.title)}</h1>
            <p class="head-small">{say(QUEUED.hint)}</p>
          </div>
        </div>
      }
      action={
        <button type="button" class="take-button" onClick={startOver}>
          {say(QUEUED.understood)}
        </button>
      }
    >
      <section class="queued-card">
        {service && <p class="taken-service">{either(service.name, service.nameEn)}</p>}
        <p class="taken-number" data-say={[...queued.number].join(' ')} style={`--characters:${queued.number.length}`}>
          {letters}
          <span>{digits}</span>
        </p>
        {queued.ahead !== undefined && <p class="queued-ahead">{fill(QUEUED.ahead, { count: queued.ahead })}</p>}
      </section>
      <section class="queued-reprint">
        <Reprint queued={queued} />
      </section>
    </Frame>
  )
}
