/** 推演: a past day run again, with other rules, other opening hours or one window more. */
import './what-if.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import { clock } from '../client/time.ts'
import { askHall } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { COMMON } from './manager-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import { WhatIfForm } from './what-if-form.tsx'
import { WhatIfResult } from './what-if-result.tsx'
import { type Answered, changeOf, type DayFacts, isWhole, type Question, questionAbout } from './what-if-state.ts'
import { CHANGE_PROBLEMS, WHAT_IF } from './what-if-words.ts'

/** What a change cannot be, in words; undefined for every other problem. */
const changeProblem = (problem: Problem): string | undefined => {
  if (problem.code !== 'change-impossible') return undefined
  const word = Object.entries(CHANGE_PROBLEMS).find(([why]) => why === problem.why)?.[1]
  return word && fill(word, { line: typeof problem.index === 'number' ? problem.index + 1 : '' })
}

export const WhatIfTab = ({ floor: { view } }: TabProps) => {
  const facts = useSignal<DayFacts | undefined>(undefined)
  /** The day in the field, which may be one that cannot be run. */
  const wanted = useSignal('')
  const question = useSignal<Question | undefined>(undefined)
  const answered = useSignal<Answered | undefined>(undefined)
  const isStale = useSignal(false)
  const isRunning = useSignal(false)
  const said = useSignal<Word | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)

  const choose = async (day?: string): Promise<void> => {
    const answer = await askHall<DayFacts>(day === undefined ? 'what-if' : `what-if?day=${day}`)
    const isNone = !answer.ok && answer.code === 'no-such-day'
    said.value = isNone ? (answer.latest === null ? WHAT_IF.noneYet : WHAT_IF.noDay) : undefined
    problem.value = answer.ok || isNone ? undefined : answer
    if (!answer.ok) return
    facts.value = answer
    wanted.value = answer.day
    // Lines about windows stay while days are compared; the rules begin from those of the day.
    const lines = question.value?.lines ?? []
    question.value = { ...questionAbout(answer), order: question.value?.order ?? 'same', lines }
    isStale.value = true
  }
  useEffect(() => void choose(), [])

  const run = async (): Promise<void> => {
    const [day, asked] = [facts.value, question.value]
    if (!day || !asked) return
    isRunning.value = true
    const body = { day: day.day, change: changeOf(asked) }
    const answer = await askHall<Answered>('what-if', { method: 'POST', body })
    isRunning.value = false
    problem.value = answer.ok ? undefined : answer
    said.value = undefined
    if (!answer.ok) return
    if (!('comparison' in answer)) {
      said.value = WHAT_IF.wrongDraft
      return
    }
    answered.value = answer
    isStale.value = false
  }

  const day = facts.value
  const asked = question.value
  const wrong = problem.value && changeProblem(problem.value)
  return (
    <div class="what-if">
      <form
        class="panel what-if-form"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <div class="what-if-fields">
          <section>
            <h2>{say(WHAT_IF.day)}</h2>
            <input
              type="date"
              aria-label={say(WHAT_IF.day)}
              value={wanted.value}
              max={view.day ?? ''}
              onChange={({ currentTarget }) => {
                wanted.value = currentTarget.value
                if (wanted.value !== '') void choose(wanted.value)
              }}
            />
            {day && (
              <p class="hint small">
                {fill(WHAT_IF.dayFacts, {
                  from: clock(day.from, day.timeZone),
                  to: clock(day.to, day.timeZone),
                  counted: day.counted,
                  windows: day.open.length,
                })}
              </p>
            )}
          </section>
          {day && asked && (
            <WhatIfForm
              facts={day}
              question={asked}
              onChange={(next) => {
                question.value = next
                isStale.value = true
              }}
            />
          )}
        </div>
        <div class="what-if-foot">
          {!day && !said.value && !problem.value && <p class="hint">{say(COMMON.loading)}</p>}
          {said.value && (
            <p class={said.value === WHAT_IF.noneYet ? 'hint' : 'trouble'} role="alert">
              {say(said.value)}
            </p>
          )}
          {wrong ? (
            <p class="trouble" role="alert">
              {wrong}
            </p>
          ) : (
            <TroubleLine problem={problem.value} />
          )}
          {day && asked && (
            <button
              type="submit"
              class="action"
              disabled={isRunning.value || wanted.value !== day.day || !isWhole(asked)}
            >
              {say(isRunning.value ? WHAT_IF.running : WHAT_IF.run)}
            </button>
          )}
        </div>
      </form>
      {answered.value ? (
        <div class={isStale.value ? 'what-if-found stale' : 'what-if-found'}>
          {isStale.value && (
            <p class="what-if-stale" role="status">
              {say(WHAT_IF.stale)}
            </p>
          )}
          <WhatIfResult answered={answered.value} />
        </div>
      ) : (
        <section class="panel what-if-before">
          <p>{say(WHAT_IF.before)}</p>
          <p class="hint">{say(WHAT_IF.beforeThen)}</p>
        </section>
      )}
    </div>
  )
}
