/** The only thing that a session without its second factor shows. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { say } from '../client/language.ts'
import { person, signOut } from '../client/session.ts'
import { LanguageButton, SignOutButton } from './bar.tsx'
import { madeCodes } from './factor-state.ts'
import { askOwn, type Begun, CodesToKeep, Scan } from './factor-steps.tsx'
import { FACTOR } from './factor-words.ts'
import { TroubleLine } from './trouble-line.tsx'

export const SetUpPage = () => {
  const begun = useSignal<Begun | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const begin = async (): Promise<void> => {
    const answer = await askOwn<Begun>('', {})
    problem.value = answer.ok ? undefined : answer
    if (answer.ok) begun.value = answer
    // Quiet for too long, or taken back meanwhile: whoever it was signs in again.
    else if (answer.status === 401) void signOut()
  }
  useEffect(() => void begin(), [])
  return (
    <div class="set-up">
      <header class="bar-top">
        <h1>{say(FACTOR.first)}</h1>
        <span class="spring" />
        <span class="who">{person.value?.identity.name}</span>
        <LanguageButton />
        <SignOutButton onClick={() => void signOut()} />
      </header>
      <main>
        <section class="panel set-up-card">
          {madeCodes.value ? (
            <CodesToKeep codes={madeCodes.value.codes} />
          ) : (
            <>
              <p class="set-up-why">{say(FACTOR.firstHint)}</p>
              <p class="hint">{say(FACTOR.why)}</p>
              {begun.value ? (
                <Scan begun={begun.value} />
              ) : (
                <div class="row">
                  <TroubleLine problem={problem.value} />
                  {problem.value && (
                    <button type="button" class="action" onClick={() => void begin()}>
                      {say(FACTOR.next)}
                    </button>
                  )}
                </div>
              )}
            </>
          )}
        </section>
      </main>
    </div>
  )
}
