/** The head of the window panel: which window, who sits there, in which state, how much is done today. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { person, signOut } from '../client/session.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import type { Panel } from './window-state.ts'
import { sheet } from './window-state.ts'
import { stateText, W } from './window-words.ts'

const Today = ({ panel: { view } }: { readonly panel: Panel }) => {
  const share = Math.min(1, view.completed / view.casesPerCounter)
  return (
    <div class="today">
      <span class="today-words">
        <i>{say(W.today)}</i> <b>{fill(W.cases, { done: view.completed, goal: view.casesPerCounter })}</b>
      </span>
      <span class="bar" style={`--share:${share}`} />
      {view.lastCompleted && (
        <span class={view.lastCompleted.rated ? 'rated' : 'rated not'}>
          {fill(view.lastCompleted.rated ? W.rated : W.unrated, { number: view.lastCompleted.number })}
        </span>
      )}
    </div>
  )
}

export const WindowBar = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const leave = (): void => {
    if (view.status === 'closed') void signOut()
    else sheet.value = { kind: 'leave' }
  }
  return (
    <header class="bar-top">
      <h1>{windowText(view.counterName)}</h1>
      <span class={`badge ${view.open ? view.status : 'closed'}`}>{stateText(view)}</span>
      <span class="who">{person.value?.identity.name ?? view.staff}</span>
      <Today panel={panel} />
      <span class="spring" />
      <Clock timeZone={view.timeZone} />
      <LanguageButton />
      <SignOutButton onClick={leave} />
    </header>
  )
}
