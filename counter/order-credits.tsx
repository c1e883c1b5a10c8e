/** 谁先叫: the credit and the rate of each class as a sentence, and what they promise people. */
import { fill, say } from '../client/language.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { TICKET_CLASSES, type TicketClass } from '../hall/catalogue.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import { orderSentences, partsOf } from '../hall/profile-sentence.ts'
import { STRICT_MINUTES } from '../hall/score.ts'
import { ChoiceBlank, NumberBlank, Wrong } from './order-blanks.tsx'
import { isStrict, type Order, problemsAt, rateOf, withCredit, withRate } from './order-state.ts'
import { CLASS_NUMBERS, O } from './order-words.ts'

/** What a class gets when strict precedence is taken from it again, and most halls give. */
const USUAL_MINUTES = 30
/** The most that the check allows, but for a whole day. */
const CREDIT_MOST = 240

type Props = {
  readonly order: Order
  readonly problems: readonly CatalogueProblem[]
  readonly onChange: (order: Order) => void
}

const Credit = ({ order, name, onChange }: Omit<Props, 'problems'> & { readonly name: TicketClass }) => {
  const title = say(CLASS_WORDS[name])
  const strict = isStrict(order, name)
  return (
    <>
      <ChoiceBlank
        label={fill(O.creditKind, { name: title })}
        value={strict ? 'strict' : 'credit'}
        choices={[
          { value: 'credit', text: say(O.startsWith) },
          { value: 'strict', text: say(O.strictly) },
        ]}
        onChange={(kind) => onChange(withCredit(order, name, kind === 'strict' ? STRICT_MINUTES : USUAL_MINUTES))}
      />
      {!strict && (
        <>
          {' '}
          <NumberBlank
            label={fill(O.creditOf, { name: title })}
            value={order.rules.creditMinutes[name]}
            most={CREDIT_MOST}
            onChange={(minutes) => onChange(withCredit(order, name, minutes))}
          />{' '}
          {say(O.minutes)}
        </>
      )}
    </>
  )
}

/** Ordinary numbers have no credit to speak of, unless a hall gave them one. */
const plainly = ({ rules }: Order, name: TicketClass): boolean =>
  name === 'ordinary' && rules.creditMinutes.ordinary === 0

export const OrderCredits = ({ order, problems, onChange }: Props) => (
  <section class="panel order-part">
    <h2>{say(O.credits)}</h2>
    <p class="hint">{say(O.creditsHint)}</p>
    <ul class="sentences">
      {TICKET_CLASSES.map((name) => (
        <li key={name}>
          <p class="sentence">
            {partsOf(say(plainly(order, name) ? O.ordinarySentence : O.creditSentence), ['name', 'credit', 'rate']).map(
              (part, index) => {
                if ('text' in part) return <span key={index}>{part.text}</span>
                if (part.gap === 'name') return <b key={index}>{say(CLASS_NUMBERS[name])}</b>
                if (part.gap === 'credit') return <Credit key={index} order={order} name={name} onChange={onChange} />
                return (
                  <NumberBlank
                    key={index}
                    label={fill(O.rateOf, { name: say(CLASS_WORDS[name]) })}
                    value={rateOf(order, name)}
                    least={0.1}
                    most={10}
                    step={0.1}
                    onChange={(rate) => onChange(withRate(order, name, rate))}
                  />
                )
              },
            )}
          </p>
          <Wrong
            problems={[
              ...problemsAt(problems, `rules/creditMinutes/${name}`),
              ...problemsAt(problems, `rules/rate/${name}`),
            ]}
          />
        </li>
      ))}
    </ul>
    <Wrong problems={problems.filter(({ where }) => where === 'rules/creditMinutes' || where === 'rules/rate')} />
    <div class="promises">
      <b>{say(O.promises)}</b>
      <ul>
        {orderSentences(order.rules).map((sentence) => (
          <li key={sentence[1]}>{say(sentence)}</li>
        ))}
      </ul>
    </div>
  </section>
)
