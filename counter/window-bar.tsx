/** The head of the window panel: which window, who sits there, in which state, how much is done today. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { person, signOut } from '../client/session.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { themeNamed } from './names.ts'
import { parts } from './window-parts.ts'
import type { Panel } from './window-state.ts'
import { sheet } from './window-state.ts'
import { stateText, W } from './window-words.ts'

/** Cases today against what the rules expect (S003-14): of this window, of whoever sits here, of its own themes. */
const Today = ({ panel: { view } }: { readonly panel: Panel }) => {
  const share = Math.min(1, view.completed / view.casesPerCounter)
  return (
    <div class="today">
      <span class="today-words">
        <i>{say(W.today)}</i> <b>{fill(W.cases, { done: view.completed, goal: view.casesPerCounter })}</b>
      </span>
      <span class="bar" style={`--share:${share}`} />
      <span class="today-more">
        {say(W.mine)} <b>{view.mine.cases}</b>
      </span>
      {view.themes
        .filter((theme) => !theme.help)
        .map((theme) => (
          <span key={theme.id} class="today-more today-theme">
            {themeNamed(theme.id, theme.name)} <b>{fill(W.cases, { done: theme.cases, goal: theme.casesExpected })}</b>
          </span>
        ))}
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
  const showSmall = parts.value?.showSmall
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
      {showSmall && (
        <button type="button" class="plain small-form" onClick={() => void showSmall()}>
          {say(W.small)}
        </button>
      )}
      <LanguageButton />
      <SignOutButton onClick={leave} />
    </header>
  )
}
