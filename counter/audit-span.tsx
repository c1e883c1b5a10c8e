/** The first and the last day of a question, side by side. */
import type { Signal } from '@preact/signals'
import { say } from '../client/language.ts'
import { A } from './audit-words.ts'

type Props = { readonly from: Signal<string>; readonly to: Signal<string>; readonly today: string }

export const Span = ({ from, to, today }: Props) => (
  <>
    {(
      [
        [A.from, from],
        [A.to, to],
      ] as const
    ).map(([word, day]) => (
      <label class="row" key={word[1]}>
        {say(word)}
        <input
          class="blank"
          type="date"
          value={day.value}
          max={today}
          onInput={({ currentTarget }) => {
            day.value = currentTarget.value
          }}
        />
      </label>
    ))}
  </>
)
