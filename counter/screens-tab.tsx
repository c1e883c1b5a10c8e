/** 屏幕: how every screen of the hall is, in one look; what is to be mended first, the others where they hang. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { stale } from '../client/live-view.ts'
import { tick } from '../client/time.ts'
import { Icon } from './icons.tsx'
import { deviceMood, type Told } from './machines.ts'
import { useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { COMMON } from './manager-words.ts'
import { ProvisionSheet } from './provision-sheet.tsx'
import { ScreenCard } from './screens-card.tsx'
import { countsOf, type Screen, screensOf, troubled, wallsOf } from './screens-list.ts'
import { ScreenSheet } from './screens-sheet.tsx'
import { CONDITION_WORDS, SCREENS } from './screens-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import './screens.css'

const REFRESH_MS = 2_000

const Counts = ({ screens }: { readonly screens: readonly Screen[] }) => (
  <p class="screen-counts">
    <b>{fill(SCREENS.all, { count: screens.length })}</b>
    {countsOf(screens).map(([condition, count]) => {
      const one = screens.find((screen) => screen.condition === condition)
      return (
        <span key={condition} class={`screen-count is-${one ? deviceMood(one) : 'idle'}`}>
          {say(CONDITION_WORDS[condition])} <b>{count}</b>
        </span>
      )
    })}
  </p>
)

export const ScreensTab = ({ floor: { view } }: TabProps) => {
  const list = useAsked<Told>('devices', REFRESH_MS)
  const opened = useSignal<string | undefined>(undefined)
  const provisioned = useSignal<Screen | undefined>(undefined)
  if (!list.value)
    return (
      <section class="panel">
        <p class="hint">{say(COMMON.loading)}</p>
        <TroubleLine problem={list.problem} />
      </section>
    )
  const screens = screensOf(list.value.devices)
  const walls = wallsOf(screens, catalogue.value)
  const placeOf = (screen: Screen): string => walls.find((wall) => wall.screens.includes(screen))?.name ?? ''
  const toMend = troubled(screens)
  const shared = { now: tick.value, timeZone: view.timeZone }
  const card = (screen: Screen, place?: string) => (
    <ScreenCard
      key={screen.id}
      screen={screen}
      {...(place === undefined ? {} : { place })}
      {...shared}
      onOpen={() => {
        opened.value = screen.id
      }}
    />
  )
  const shown = screens.find(({ id }) => id === opened.value)
  if (screens.length === 0)
    return (
      <section class="panel">
        <p class="hint">{say(SCREENS.none)}</p>
        <a class="row-act" href="#devices">
          {say(SCREENS.toDevices)}
        </a>
        {list.problem && <TroubleLine problem={list.problem} />}
      </section>
    )
  return (
    <section class={stale.value ? 'screens old' : 'screens'}>
      <div class="row">
        <Counts screens={screens} />
        <TroubleLine problem={list.problem} />
      </div>
      {toMend.length > 0 ? (
        <section class="screen-wall mend" aria-label={say(SCREENS.mend)}>
          <h2>{say(SCREENS.mend)}</h2>
          <div class="screen-cards">{toMend.map((screen) => card(screen, placeOf(screen)))}</div>
        </section>
      ) : (
        <p class="screen-calm">
          <Icon name="check" />
          {say(SCREENS.allWell)}
        </p>
      )}
      {wallsOf(
        screens.filter(({ condition }) => condition === 'well'),
        catalogue.value,
      ).map((wall) => (
        <section key={wall.key} class="screen-wall" aria-label={wall.name}>
          <h2>{wall.name}</h2>
          <div class="screen-cards">{wall.screens.map((screen) => card(screen))}</div>
        </section>
      ))}
      {shown && !provisioned.value && (
        <ScreenSheet
          key={shown.id}
          screen={shown}
          place={placeOf(shown)}
          {...shared}
          onProvision={() => {
            provisioned.value = shown
          }}
          onSaved={list.reload}
          onClose={() => {
            opened.value = undefined
          }}
        />
      )}
      {provisioned.value && (
        <ProvisionSheet
          device={provisioned.value}
          timeZone={view.timeZone}
          onClose={() => {
            provisioned.value = undefined
          }}
        />
      )}
    </section>
  )
}
