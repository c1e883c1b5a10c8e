/** What the planner is asked: a day of the week and a target; the cases stand in the table. */
import { fill, say } from '../client/language.ts'
import type { Reckoning, Wanted } from './plan-ask.ts'
import { type Edited, perCent, UNEDITED, wantedIn } from './plan-fields.ts'
import { PLAN, WEEKDAYS } from './plan-words.ts'
import { TroubleLine } from './trouble-line.tsx'

type Props = {
  readonly reckoning: Reckoning
  readonly wanted: Wanted
  readonly edited: Edited
  readonly onWant: (wanted: Wanted) => void
  readonly onEdit: (edited: Edited) => void
}

export const PlanBar = ({ reckoning: { basis, progress, problem }, wanted, edited, onWant, onEdit }: Props) => {
  const isEdited = edited !== UNEDITED
  const isOther = isEdited || wanted.target !== undefined || Object.keys(wanted.cases).length > 0
  const next = basis && wantedIn(edited, wanted, basis)
  const isBad = basis !== undefined && next === undefined
  const target = wanted.target ?? basis?.target
  const field = (of: 'minutes' | 'share', usual: string) => (
    <input
      class="plan-cases"
      inputMode="numeric"
      aria-label={say(PLAN[of])}
      value={edited[of] ?? usual}
      onInput={(event) => onEdit({ ...edited, [of]: event.currentTarget.value })}
    />
  )
  return (
    <form
      class="panel plan-bar"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBad) onWant(next ?? { ...wanted })
      }}
    >
      <fieldset class="plan-days" aria-label={say(PLAN.weekday)}>
        {WEEKDAYS.map((word, index) => (
          <button
            key={word[1]}
            type="button"
            class="tab"
            aria-pressed={wanted.weekday === index + 1}
            onClick={() => onWant({ weekday: index + 1, cases: {}, target: wanted.target })}
          >
            {say(word)}
          </button>
        ))}
      </fieldset>
      {target && (
        <span class="plan-target">
          {say(PLAN.targetBefore)}
          {field('share', perCent(target.share))}
          {say(PLAN.targetMiddle)}
          {field('minutes', String(target.minutes))}
          {say(PLAN.targetAfter)}
        </span>
      )}
      <span class="plan-acts">
        {isOther && (
          <button
            type="button"
            class="action soft"
            onClick={() => onWant({ weekday: wanted.weekday, cases: {}, target: undefined })}
          >
            {say(PLAN.reset)}
          </button>
        )}
        <button type="submit" class="action" disabled={isBad || progress !== undefined}>
          {say(PLAN.run)}
        </button>
        <button type="button" class="action soft" disabled={progress !== undefined} onClick={() => print()}>
          {say(PLAN.print)}
        </button>
      </span>
      <p class="plan-state" role="status">
        {progress && <progress max={progress.all} value={progress.done} />}
        {isBad ? (
          <span class="bad">{say(PLAN.bad)}</span>
        ) : progress ? (
          fill(PLAN.running, progress)
        ) : (
          isEdited && say(PLAN.edited)
        )}
      </p>
      {problem && <TroubleLine problem={problem} />}
    </form>
  )
}
