/** The guide desk, a tablet: take a number for somebody, find a ticket, and see what needs a hand. */
import '../client/tokens.css'
import './staff.css'
import './guide.css'
import { useComputed } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { needCatalogue } from '../client/catalogue.ts'
import { startScreen } from '../client/gate.tsx'
import { say } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { person, signOut } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { topicOf, type Views } from '../hall/wire.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { GuideAlarms } from './guide-alarms.tsx'
import type { Desk } from './guide-desk.ts'
import { deskWith } from './guide-desk.ts'
import { GuideIssue } from './guide-issue.tsx'
import { GuideLookup } from './guide-lookup.tsx'
import { W } from './guide-words.ts'

const Figures = ({ view }: { readonly view: Views['guide'] }) => (
  <span class="figures">
    <span>
      {say(W.waiting)} <b>{view.counts.waiting}</b>
    </span>
    <span>
      {say(W.serving)} <b>{view.counts.called + view.counts.serving}</b>
    </span>
    <span>
      {say(W.completed)} <b>{view.counts.completed}</b>
    </span>
  </span>
)

const Shown = ({ desk }: { readonly desk: Desk }) => {
  const { view } = desk
  return (
    <div class="guide">
      <header class="bar-top">
        <h1>{say(W.title)}</h1>
        <span class={view.open ? 'badge open' : 'badge'}>{say(view.open ? W.open : W.closed)}</span>
        <Figures view={view} />
        <span class="spring" />
        <span class="who">{person.value?.identity.name}</span>
        <Clock timeZone={view.timeZone} />
        <LanguageButton />
        <SignOutButton onClick={() => void signOut()} />
      </header>
      <StaleNotice timeZone={view.timeZone} />
      <main class="guide-main">
        <GuideIssue desk={desk} />
        <GuideLookup desk={desk} />
        <GuideAlarms desk={desk} />
      </main>
    </div>
  )
}

const App = () => {
  const live = watch('guide')
  const shown = useComputed(() => live.value?.position ?? 0)
  const message = live.value
  const revision = message?.view.revision
  useEffect(() => {
    if (revision !== undefined) void needCatalogue(revision)
  }, [revision])
  return message ? <Shown desk={deskWith(message.view, shown)} /> : <Connecting topic={topicOf('guide')} />
}

startScreen('guide', 'person', App)
