/** What is asked: the rule of order, and lines about windows. */
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { TICKET_CLASSES, type TicketClass } from '../hall/catalogue.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { type DayFacts, type Line, ORDERS, type Question, withLine, withLineAs, withoutLine } from './what-if-state.ts'
import { WHAT_IF } from './what-if-words.ts'

type Props = {
  readonly facts: DayFacts
  readonly question: Question
  readonly onChange: (question: Question) => void
}

const ORDER_WORDS: Record<Question['order'], Word> = {
  same: WHAT_IF.orderSame,
  draft: WHAT_IF.orderDraft,
  own: WHAT_IF.orderOwn,
}
const ACTS = ['open', 'close', 'add'] as const

type ColumnProps = Props & { readonly which: 'creditMinutes' | 'rate'; readonly name: TicketClass }

const ClassNumber = ({ question, onChange, which, name }: ColumnProps) => (
  <input
    type="number"
    min="0"
    max={which === 'rate' ? 100 : 1440}
    step={which === 'rate' ? 0.1 : 1}
    aria-label={`${say(CLASS_WORDS[name])} ${say(which === 'rate' ? WHAT_IF.rate : WHAT_IF.credit)}`}
    value={Number.isNaN(question[which][name]) ? '' : question[which][name]}
    onInput={({ currentTarget }) =>
      onChange({ ...question, [which]: { ...question[which], [name]: currentTarget.valueAsNumber } })
    }
  />
)

const OwnOrder = (props: Props) => (
  <>
    <table class="grid what-if-order">
      <thead>
        <tr>
          <th />
          <th scope="col">{say(WHAT_IF.credit)}</th>
          <th scope="col">{say(WHAT_IF.rate)}</th>
        </tr>
      </thead>
      <tbody>
        {TICKET_CLASSES.map((name) => (
          <tr key={name}>
            <th scope="row">{say(CLASS_WORDS[name])}</th>
            <td>
              <ClassNumber {...props} which="creditMinutes" name={name} />
            </td>
            <td>
              <ClassNumber {...props} which="rate" name={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="hint small">{say(WHAT_IF.creditHint)}</p>
  </>
)

type LineProps = Props & { readonly line: Line; readonly place: number }

const WindowLine = ({ facts, question, onChange, line, place }: LineProps) => {
  const set = (part: Partial<Line>): void => onChange(withLineAs(question, { ...line, ...part }))
  const label = (word: Word): string => `${fill(['第 {place} 条', 'Line {place}'], { place })} ${say(word)}`
  return (
    <li class="what-if-line">
      <select
        aria-label={label(WHAT_IF.act)}
        value={line.act}
        onChange={({ currentTarget }) => {
          const act = ACTS.find((one) => one === currentTarget.value)
          if (act) set({ act })
        }}
      >
        {ACTS.map((act) => (
          <option key={act} value={act}>
            {say(WHAT_IF[act])}
          </option>
        ))}
      </select>
      {line.act === 'add' ? (
        <select
          aria-label={label(WHAT_IF.forTheme)}
          value={line.theme}
          onChange={({ currentTarget }) => set({ theme: currentTarget.value })}
        >
          {facts.themes.map((theme) => (
            <option key={theme.id} value={theme.id}>
              {named(theme)}
            </option>
          ))}
        </select>
      ) : (
        <select
          aria-label={label(WHAT_IF.which)}
          value={line.counter}
          onChange={({ currentTarget }) => set({ counter: currentTarget.value })}
        >
          {facts.windows.map(({ id, name }) => (
            <option key={id} value={id}>
              {windowText(name)}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        class="plain"
        aria-label={label(WHAT_IF.remove)}
        onClick={() => onChange(withoutLine(question, line.id))}
      >
        <Icon name="cross" />
      </button>
      <div class="what-if-times">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} class="what-if-time">
            <span>{say(WHAT_IF[end])}</span>
            <input
              type="time"
              aria-label={label(WHAT_IF[end])}
              value={line[end]}
              onInput={({ currentTarget }) => set({ [end]: currentTarget.value })}
            />
          </label>
        ))}
      </div>
    </li>
  )
}

export const WhatIfForm = (props: Props) => {
  const { facts, question, onChange } = props
  return (
    <>
      <section>
        <h2>{say(WHAT_IF.order)}</h2>
        <div class="kinds">
          {ORDERS.map((order) => (
            <button
              key={order}
              type="button"
              class="tab"
              aria-pressed={question.order === order}
              onClick={() => onChange({ ...question, order })}
            >
              {say(ORDER_WORDS[order])}
            </button>
          ))}
        </div>
        {question.order === 'draft' && <p class="hint small">{say(WHAT_IF.draftHint)}</p>}
        {question.order === 'own' && <OwnOrder {...props} />}
      </section>
      <section>
        <h2>{say(WHAT_IF.windows)}</h2>
        <ul class="what-if-lines">
          {question.lines.map((line, index) => (
            <WindowLine key={line.id} {...props} line={line} place={index + 1} />
          ))}
        </ul>
        <button type="button" class="row-act" onClick={() => onChange(withLine(question, facts))}>
          {say(WHAT_IF.addRow)}
        </button>
      </section>
    </>
  )
}
