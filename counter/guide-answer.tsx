/** The answer to a question that somebody owed: what was said, and it is off the list (S003-08). */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import type { OwedQuestion } from '../hall/question.ts'
import { busy } from './acting.ts'
import { A } from './guide-alarm-words.ts'
import { type Desk, troubleIn } from './guide-desk.ts'
import { isOverdue } from './guide-question.ts'
import { Q } from './guide-question-words.ts'
import { named } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { VaultNumbers } from './vault-numbers.tsx'

type AnswerProps = { readonly desk: Desk; readonly question: OwedQuestion; readonly onClose: () => void }

export const AnswerSheet = ({ desk, question, onClose }: AnswerProps) => {
  const text = useSignal('')
  const { view, does } = desk
  const service = catalogue.value?.services.find(({ id }) => id === question.service)
  const overdue = isOverdue(question, view.day)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const answer = text.value.trim()
    if (answer === '') return
    const done = await does('answer', { type: 'AnswerQuestion', question: question.id, text: answer })
    if (done !== undefined) onClose()
  }
  return (
    <Sheet title={say(Q.answerTitle)} onClose={onClose}>
      <p class="question-text">{question.text ?? say(A.aQuestion)}</p>
      <p class="hint">
        {service && `${named(service)} · `}
        {fill(Q.asked, { time: clock(question.askedAt, view.timeZone), by: question.takenBy })}
      </p>
      <p class={overdue ? 'strong red' : 'strong'}>
        {fill(Q.due, { owner: question.owner, due: question.due })}
        {overdue && ` · ${say(Q.overdue)}`}
      </p>
      <VaultNumbers about={{ kind: 'question', id: question.id }} timeZone={view.timeZone} />
      <form onSubmit={(event) => void submit(event)}>
        <label class="field">
          <span>{say(Q.answerText)}</span>
          <textarea
            data-needed
            rows={4}
            maxLength={REASON_LENGTH_MAX}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        <TroubleLine {...troubleIn('answer')} />
        <button type="submit" class="action wide" disabled={text.value.trim() === '' || busy.value !== undefined}>
          {say(Q.answer)}
        </button>
      </form>
    </Sheet>
  )
}
