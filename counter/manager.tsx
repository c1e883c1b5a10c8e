/** The manager's page: the floor as it is now, and what the hall consists of. An inspector sees the same and changes nothing. */
import '../client/tokens.css'
import { PlainNotice } from './plain-notice.tsx'
import './staff.css'
import './manager.css'
import { signal, useComputed } from '@preact/signals'
import { render } from 'preact'
import { useCatalogue } from '../client/catalogue.ts'
import { FormCard } from '../client/form-card.tsx'
import { startScreen } from '../client/gate.tsx'
import { hallInfo } from '../client/hall-info.ts'
import { language, say, speak } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { either } from '../client/phrases.ts'
import { beScreen, person, signOut } from '../client/session.ts'
import { beFirstManager } from '../client/sign-in.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import type { Duty } from '../hall/duty.ts'
import { topicOf } from '../hall/wire.ts'
import { perform } from './acting.ts'
import { afterwards } from './afterwards.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { mayAct } from './manager-ask.ts'
import { CatalogueTab } from './manager-catalogue.tsx'
import { FloorTab } from './manager-floor.tsx'
import type { Floor, TabProps } from './manager-floor-type.ts'
import { StaffTab } from './manager-staff.tsx'
import { COMMON, FLOOR, TAB_WORDS } from './manager-words.ts'
import { OwnAccount } from './own-account.tsx'
import { onceSetUp } from './set-up-first.tsx'

/** What follows the floor comes after it, and with it the sentences for what the hall refuses to staff. */
const day = afterwards(() => import('./manager-day.tsx'))
const ratings = afterwards(() => import('./manager-ratings.tsx'))

afterwards(() => import('./waiting-list-bar.tsx'))
const order = afterwards(() => import('./order-tab.tsx'))
const forecast = afterwards(() => import('./forecast-tab.tsx'))
const plan = afterwards(() => import('./plan-tab.tsx'))
const whatIf = afterwards(() => import('./what-if-tab.tsx'))
const devices = afterwards(() => import('./manager-devices.tsx'))
const screens = afterwards(() => import('./screens-tab.tsx'))
const media = afterwards(() => import('./media-tab.tsx'))
const slips = afterwards(() => import('./manager-slips.tsx'))
const system = afterwards(() => import('./system-tab.tsx'))
const security = afterwards(() => import('./security-tab.tsx'))
const audit = afterwards(() => import('./audit-tab.tsx'))
const waiting = afterwards(() => import('./two-people-badge.tsx'))
const voice = afterwards(() => import('./clips-tab.tsx'))

const Loading = () => <p class="hint">{say(COMMON.loading)}</p>
const DayTab = (props: TabProps) => {
  const Tab = day.value?.DayTab ?? Loading
  return <Tab {...props} />
}
const RatingsTab = (props: TabProps) => {
  const Tab = ratings.value?.RatingsTab ?? Loading
  return <Tab {...props} />
}
const OrderTab = (props: TabProps) => {
  const Tab = order.value?.OrderTab ?? Loading
  return <Tab {...props} />
}
const ForecastTab = (props: TabProps) => {
  const Tab = forecast.value?.ForecastTab ?? Loading
  return <Tab {...props} />
}
const PlanTab = (props: TabProps) => {
  const Tab = plan.value?.PlanTab ?? Loading
  return <Tab {...props} />
}
const WhatIfTab = (props: TabProps) => {
  const Tab = whatIf.value?.WhatIfTab ?? Loading
  return <Tab {...props} />
}
const DevicesTab = (props: TabProps) => {
  const Tab = devices.value?.DevicesTab ?? Loading
  return <Tab {...props} />
}
const ScreensTab = (props: TabProps) => {
  const Tab = screens.value?.ScreensTab ?? Loading
  return <Tab {...props} />
}
const SystemTab = (props: TabProps) => {
  const Tab = system.value?.SystemTab ?? Loading
  return <Tab {...props} />
}
const SecurityTab = (props: TabProps) => {
  const Tab = security.value?.SecurityTab ?? Loading
  return <Tab {...props} />
}
const AuditTab = (props: TabProps) => {
  const Tab = audit.value?.AuditTab ?? Loading
  return <Tab {...props} />
}
const WaitingCount = () => {
  const Count = waiting.value?.TwoPeopleBadge
  return Count ? <Count /> : null
}
const Submitted = () => {
  const Sheet = waiting.value?.TwoPeopleSubmitted
  return Sheet ? <Sheet /> : null
}
const MediaTab = () => {
  const Tab = media.value?.MediaTab ?? Loading
  return <Tab />
}
const VoiceTab = () => {
  const Tab = voice.value?.VoiceTab ?? Loading
  return <Tab />
}
const SlipsTab = () => {
  const Tab = slips.value?.SlipsTab ?? Loading
  return <Tab />
}

const TABS = {
  floor: FloorTab,
  day: DayTab,
  order: OrderTab,
  forecast: ForecastTab,
  plan: PlanTab,
  'what-if': WhatIfTab,
  ratings: RatingsTab,
  screens: ScreensTab,
  devices: DevicesTab,
  media: MediaTab,
  voice: VoiceTab,
  staff: StaffTab,
  slips: SlipsTab,
  catalogue: CatalogueTab,
  system: SystemTab,
  security: SecurityTab,
  audit: AuditTab,
} as const
type TabName = keyof typeof TABS
const TAB_NAMES: readonly TabName[] = [
  'floor',
  'day',
  'order',
  'forecast',
  'plan',
  'what-if',
  'ratings',
  'screens',
  'devices',
  'media',
  'voice',
  'staff',
  'slips',
  'catalogue',
  'system',
  'security',
  'audit',
]

/** Who sees a page at all: whoever has one of these duties (X29). */
const TAB_DUTIES: Readonly<Record<TabName, readonly Duty[]>> = {
  floor: ['run', 'read'],
  day: ['run', 'read'],
  order: ['run', 'read'],
  forecast: ['run', 'read'],
  plan: ['run', 'read'],
  'what-if': ['run', 'read'],
  ratings: ['run', 'read'],
  screens: ['system', 'read'],
  devices: ['system', 'read'],
  media: ['system', 'read'],
  voice: ['system', 'read'],
  staff: ['security', 'read'],
  slips: ['system', 'read'],
  catalogue: ['run', 'system', 'read'],
  system: ['system'],
  security: ['security', 'system', 'audit'],
  audit: ['audit', 'read'],
}

/** Whoever agrees to what takes two has one of these (X32). */
const TWO_PEOPLE: readonly Duty[] = ['security', 'system']

/** Whoever has none of these only looks. */
const ACTING: readonly Duty[] = ['run', 'system', 'security']

const tabOf = (hash: string): TabName => TAB_NAMES.find((name) => `#${name}` === hash) ?? 'floor'
const tab = signal<TabName>(tabOf(location.hash))
addEventListener('hashchange', () => {
  tab.value = tabOf(location.hash)
})

const Shown = ({ floor }: { readonly floor: Floor }) => {
  const { view } = floor
  const names = TAB_NAMES.filter((name) => TAB_DUTIES[name].some((duty) => mayAct(duty)))
  const open = names.includes(tab.value) ? tab.value : (names[0] ?? 'floor')
  const Tab = TABS[open]
  return (
    <div class="manager">
      <header class="bar-top">
        <h1>{either(view.name, view.nameEn)}</h1>
        <span class={view.open ? 'badge open' : 'badge'}>{say(view.open ? FLOOR.hallOpen : FLOOR.hallClosed)}</span>
        {!ACTING.some((duty) => mayAct(duty)) && <span class="badge">{say(FLOOR.readOnly)}</span>}
        <nav class="manager-tabs">
          {names.map((name) => (
            <a key={name} href={`#${name}`} aria-current={open === name ? 'page' : undefined}>
              {say(TAB_WORDS[name])}
              {name === 'security' && TWO_PEOPLE.some((duty) => mayAct(duty)) && <WaitingCount />}
            </a>
          ))}
        </nav>
        <span class="spring" />
        <OwnAccount />
        <Clock timeZone={view.timeZone} />
        <LanguageButton />
        <SignOutButton onClick={() => void signOut()} />
      </header>
      <StaleNotice timeZone={view.timeZone} />
      <PlainNotice />
      <main class="manager-main">
        <Tab floor={floor} />
      </main>
      <Submitted />
    </div>
  )
}

const App = () => {
  const live = watch('floor')
  const shown = useComputed(() => live.value?.position ?? 0)
  const message = live.value
  useCatalogue(message?.view.revision)
  if (!message) return <Connecting topic={topicOf('floor')} />
  return <Shown floor={{ view: message.view, does: (act, intent) => perform(act, [intent], shown) }} />
}

const start = (): void => startScreen('manager', 'person', onceSetUp(App))

const FirstManager = () => (
  <FormCard
    title={COMMON.firstTitle}
    hint={COMMON.firstHint}
    fields={[
      { name: 'code', label: COMMON.firstCode, upper: true },
      { name: 'name', label: COMMON.firstName },
      { name: 'password', label: ['密码（至少 8 位）', 'Password (8 or more)'], secret: true },
    ]}
    action={COMMON.firstDo}
    onSubmit={async ({ code = '', name = '', password = '' }) => {
      const answer = await beFirstManager(code, name, password)
      if (answer.ok) start()
      return answer
    }}
  />
)

/** A hall without a manager has nobody who could sign in, so the gate would be a dead end. */
const begin = async (): Promise<void> => {
  beScreen('manager')
  const info = await hallInfo()
  const root = document.getElementById('app')
  if (!root || !info.ok || !info.needsManager || person.value) {
    start()
    return
  }
  speak(language.value, false)
  render(<FirstManager />, root)
}

void begin()
