/** Five grades of one size, none chosen beforehand; the word and the mouth say it, not the colour alone (ux §5). */
import { useSignal } from '@preact/signals'
import { Face } from '../client/faces.tsx'
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { GRADE_WORDS, problemText } from '../client/words.ts'
import { GRADES, type Grade } from '../hall/commands.ts'
import type { TicketId, TicketSecret } from '../hall/ids.ts'
import type { VisitorRating } from '../hall/views/public.ts'
import { RateWhy } from './rate-why.tsx'
import { openLeg } from './ticket-rating.ts'
import { T } from './ticket-words.ts'
import { askAsVisitor } from './visitor.ts'

type OneProps = { readonly ticket: TicketId; readonly secret: TicketSecret; readonly rating: VisitorRating }

const Grades = ({ ticket, secret, rating: { leg }, onRated }: OneProps & { readonly onRated: () => void }) => {
  const sending = useSignal<Grade | undefined>(undefined)
  const trouble = useSignal('')
  const rate = async (grade: Grade): Promise<void> => {
    if (sending.value !== undefined) return
    sending.value = grade
    onRated()
    const answer = await askAsVisitor(secret, { type: 'RateVisit', ticket, secret, leg, grade })
    trouble.value = answer.ok ? '' : problemText(answer)
    // The live view takes this away once the rating is in the ledger.
    if (!answer.ok) sending.value = undefined
  }
  return (
    <>
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
    </>
  )
}

const aboutText = ({ counterName, staff }: VisitorRating): string =>
  [windowText(counterName), staff].filter((text) => text !== '').join(' · ')

type Props = {
  readonly ticket: TicketId
  readonly secret: TicketSecret
  readonly ratings: readonly VisitorRating[]
}

/** One question for each matter that is done, one of them open at a time; what is rated says so and no more. */
export const RateCards = ({ ticket, secret, ratings }: Props) => {
  const chosen = useSignal<number | undefined>(undefined)
  const skipped = useSignal<readonly number[]>([])
  const open = openLeg(ratings, chosen.value, skipped.value)
  if (ratings.length === 0) return null
  if (open === undefined && ratings.length === 1) return <p class="thanks">{say(T.thanks)}</p>
  return (
    <section class="card rate">
      <h2>{say(open === undefined ? T.thanks : T.rateAsk)}</h2>
      {ratings.map((rating) => (
        <div key={rating.leg} class={rating.leg === open ? 'rate-leg is-open' : 'rate-leg'}>
          <p class="rate-about">
            <b>{rating.serviceName}</b>
            <span>{aboutText(rating)}</span>
          </p>
          {rating.leg === open && rating.asks === 'grade' && (
            <Grades
              ticket={ticket}
              secret={secret}
              rating={rating}
              onRated={() => {
                chosen.value = rating.leg
              }}
            />
          )}
          {rating.leg === open && rating.asks === 'why' && (
            <RateWhy
              ticket={ticket}
              secret={secret}
              leg={rating.leg}
              onSkip={() => {
                skipped.value = [...skipped.value, rating.leg]
              }}
            />
          )}
          {rating.leg !== open && rating.asks === 'grade' && (
            <button
              type="button"
              class="button rate-this"
              onClick={() => {
                chosen.value = rating.leg
              }}
            >
              {say(T.rateThis)}
            </button>
          )}
          {rating.leg !== open && rating.asks !== 'grade' && <span class="rated">{say(T.rated)}</span>}
        </div>
      ))}
    </section>
  )
}
