/** The guide desk, a tablet: take a number for somebody, find a ticket, and see what needs a hand. */
import '../client/tokens.css'
import './staff.css'
import './guide.css'
import './guide-sheets.css'
import { useComputed } from '@preact/signals'
import { useCatalogue } from '../client/catalogue.ts'
import { startScreen } from '../client/gate.tsx'
import { fill, say } from '../client/language.ts'
import { stale, staleSince, watch } from '../client/live-view.ts'
import { signOut } from '../client/session.ts'
import { clock } from '../client/time.ts'
import { topicOf, type Views } from '../hall/wire.ts'
import { afterwards } from './afterwards.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { type Desk, deskWith } from './guide-desk.ts'
import { GuideIssue } from './guide-issue.tsx'
import { W } from './guide-words.ts'
import { OwnAccount } from './own-account.tsx'
import { onceSetUp } from './set-up-first.tsx'

// The first picture is taking a number; everything else follows while somebody reads it.
const lookupPart = afterwards(() => import('./guide-lookup.tsx'))
const alarmsPart = afterwards(() => import('./guide-alarms.tsx'))
const presentedPart = afterwards(() => import('./guide-presented.tsx'))
const dutyPart = afterwards(() => import('./guide-duty.tsx'))
afterwards(() => import('../client/staff-words.ts'))
afterwards(() => import('./waiting-list-bar.tsx'))

const Figures = ({ view }: { readonly view: Views['guide'] }) => (
  <span class="figures">
    {(
      [
        [W.waiting, view.counts.waiting],
        [W.serving, view.counts.called + view.counts.serving],
        [W.completed, view.counts.completed],
        [W.answered, view.answered],
        [W.notices, view.noticesGiven],
      ] as const
    ).map(([word, count]) => (
      <span key={word[0]}>
        {say(word)} <b>{count}</b>
      </span>
    ))}
  </span>
)

const Shown = ({ desk }: { readonly desk: Desk }) => {
  const { view } = desk
  const Lookup = lookupPart.value?.GuideLookup
  const Alarms = alarmsPart.value?.GuideAlarms
  const Presented = presentedPart.value?.GuidePresented
  const duty = dutyPart.value
  return (
    <div class="guide">
      <header class="bar-top">
        <h1>{say(W.title)}</h1>
        <span class={view.open ? 'badge open' : 'badge'}>{say(view.open ? W.open : W.closed)}</span>
        <Figures view={view} />
        <span class="spring" />
        {duty && <duty.DutyButton desk={desk} />}
        <OwnAccount />
        <Clock timeZone={view.timeZone} />
        <LanguageButton />
        <SignOutButton onClick={() => void signOut()} />
      </header>
      {stale.value && (
        <p class="stale-notice" role="status">
          {fill(W.stale, { time: clock(staleSince.value, view.timeZone, true) })}
        </p>
      )}
      {duty && !stale.value && <duty.DutyQuestion desk={desk} />}
      {Presented && !stale.value && <Presented desk={desk} />}
      <main class="guide-main">
        <GuideIssue desk={desk} />
        {Lookup ? <Lookup desk={desk} /> : <section class="column" />}
        {Alarms ? <Alarms desk={desk} /> : <section class="column" />}
      </main>
    </div>
  )
}

const App = () => {
  const live = watch('guide')
  const shown = useComputed(() => live.value?.position ?? 0)
  const message = live.value
  useCatalogue(message?.view.revision)
  return message ? <Shown desk={deskWith(message.view, shown)} /> : <Connecting topic={topicOf('guide')} />
}

startScreen('guide', 'person', onceSetUp(App))
