/** Five grades of one size, none chosen beforehand; the word and the mouth say it, not the colour alone (ux §5). */
import { useSignal } from '@preact/signals'
import { say } from '../client/language.ts'
import { GRADE_WORDS, problemText } from '../client/words.ts'
import { GRADES, type Grade } from '../hall/commands.ts'
import type { TicketId, TicketSecret } from '../hall/ids.ts'
import { T } from './ticket-words.ts'
import { askAsVisitor } from './visitor.ts'

/** The mouth of each face, from a broad smile to its opposite. */
const MOUTHS: Record<Grade, string> = {
  'very-satisfied': 'M7 13.500c1 5 9 5 10 0z',
  satisfied: 'M7.500 14c2 3 7 3 9 0',
  'fairly-satisfied': 'M8 15.500h8',
  dissatisfied: 'M7.500 17c2-3 7-3 9 0',
  'very-dissatisfied': 'M7 18c1-5 9-5 10 0z',
}

const Face = ({ grade }: { readonly grade: Grade }) => (
  <svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.800"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <circle cx="12" cy="12" r="10.500" />
    <path d="M8.500 8.500v1.500M15.500 8.500v1.500" stroke-width="2.400" />
    <path d={MOUTHS[grade]} stroke-linejoin="round" />
  </svg>
)

export const RateCard = ({ ticket, secret }: { readonly ticket: TicketId; readonly secret: TicketSecret }) => {
  const sending = useSignal<Grade | undefined>(undefined)
  const trouble = useSignal('')
  const rate = async (grade: Grade): Promise<void> => {
    if (sending.value !== undefined) return
    sending.value = grade
    const answer = await askAsVisitor(secret, { type: 'RateVisit', ticket, secret, grade })
    trouble.value = answer.ok ? '' : problemText(answer)
    // The live view takes this card away once the rating is in the ledger.
    if (!answer.ok) sending.value = undefined
  }
  return (
    <section class="card rate">
      <h2>{say(T.rateAsk)}</h2>
      <div class="grades">
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            class={`grade is-${grade}`}
            disabled={sending.value !== undefined}
            onClick={() => void rate(grade)}
          >
            <Face grade={grade} />
            {say(GRADE_WORDS[grade])}
          </button>
        ))}
      </div>
      <p class="rate-hint">{say(T.rateHint)}</p>
      <p class="trouble" role="alert">
        {trouble.value}
      </p>
    </section>
  )
}
