/** The first page: the themes as large tiles, each with how many wait and for how long. */
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { either, isUnstaffed, rangeText, waitText } from '../client/phrases.ts'
import { clock, dateText, tick } from '../client/time.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ThemeId } from '../hall/ids.ts'
import { MATTERS_MAX } from '../hall/legs.ts'
import type { KioskView } from '../hall/views/public.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { Frame } from './frame.tsx'
import { PlaceIcon, SearchIcon } from './icons.tsx'
import { themeOf } from './live.ts'
import { Basket, Options } from './options.tsx'
import { Tiles } from './pages.tsx'
import { elder, go, HOME } from './place.ts'
import { canTake, closingIn, opensNext, standingOf, todayOf } from './standing.ts'
import { closingText, opensText, standingText, todayText } from './standing-words.ts'
import { choose } from './take.ts'
import { basket, several } from './wanted.ts'
import { W } from './words.ts'

/** Whether today is enough, as far as anybody can know. */
const Today = ({ row, view }: { readonly row: ThemeRow; readonly view: KioskView }) => {
  const today = todayOf(row, view, tick.value)
  const text = todayText(today)
  return text === undefined ? null : <span class={`today is-${today}`}>{text}</span>
}

/** Nobody waits, and a window is free: where all are busy even the first has to wait. */
const isFree = ({ waiting, estimate }: ThemeRow): boolean => waiting === 0 && estimate?.from === 0

type WaitingProps = { readonly row: ThemeRow; readonly view?: KioskView }

/** How long the queue of a theme is, and with a view whether today is enough; what to do when no window serves it. */
export const Waiting = ({ row, view }: WaitingProps) =>
  isUnstaffed(row) ? (
    <span class="waiting is-warning">
      <b>{say(W.noWindowDesk)}</b>
      {row.waiting > 0 && <span class="waiting-range">{fill(W.waiting, { count: row.waiting })}</span>}
    </span>
  ) : (
    <span class="waiting">
      <b>{isFree(row) ? say(W.noWaiting) : fill(W.waiting, { count: row.waiting })}</b>
      {view && <Today row={row} view={view} />}
      {!isFree(row) && (
        <span class="waiting-range">
          {row.estimate ? fill(W.about, { range: rangeText(row.estimate) }) : waitText(row, W.noWindow)}
        </span>
      )}
    </span>
  )

/** The one service of a theme that has no other: its tile takes the number itself. */
const onlyOf = (theme: ThemeId): Service | undefined => {
  const services = catalogue.value?.services.filter((service) => service.theme === theme) ?? []
  return services.length === 1 ? services[0] : undefined
}

const ThemeTile = ({ row, view }: { readonly row: ThemeRow; readonly view: KioskView }) => {
  const only = onlyOf(row.id)
  const standing = only && standingOf(only.id, view, row)
  const place = only ? basket.value.indexOf(only.id) + 1 : 0
  const touch = (): void => {
    if (!only || !standing) go({ at: 'theme', theme: row.id })
    else if (canTake(standing)) choose(only.id)
    else go({ at: 'guide', service: only.id, from: HOME })
  }
  const trouble = standing && standing.kind !== 'unstaffed' ? standingText(standing) : undefined
  return (
    <button type="button" class={`theme-tile ${place > 0 ? 'is-chosen' : ''}`} onClick={touch}>
      <span class="letter" aria-hidden="true">
        {row.letter}
      </span>
      <span class="theme-words">
        <span class="theme-name">{either(row.name, row.nameEn)}</span>
        {language.value === 'zh' && <span class="theme-hint">{themeOf(row.id)?.hint}</span>}
        {trouble !== undefined && <span class="theme-trouble">{trouble}</span>}
        {view.open && standing?.kind !== 'used' && standing?.kind !== 'untaken' && <Waiting row={row} view={view} />}
        {standing && canTake(standing) && (
          <span class="one-tap">{several.value ? (place > 0 ? `✓ ${place}` : say(W.choose)) : say(W.oneTap)}</span>
        )}
      </span>
    </button>
  )
}

const Closed = ({ view }: { readonly view: KioskView }) => {
  const hours = catalogue.value?.hours
  const opening = hours && opensNext(hours, tick.value, view.timeZone)
  return (
    <div class="head-ask is-warning">
      <h1>{say(W.hallClosed)}</h1>
      <p>{opening ? opensText(opening) : fill(W.hallHours, { hours: view.hours })}</p>
    </div>
  )
}

const Ask = ({ view }: { readonly view: KioskView }) => {
  const closing = closingIn(view, tick.value)
  return (
    <div class={`head-ask ${closing === undefined ? '' : 'is-closing'}`}>
      <h1>{say(several.value ? W.several : W.chooseTheme)}</h1>
      <p>
        {closing !== undefined
          ? closingText(closing)
          : several.value
            ? fill(W.severalHint, { most: MATTERS_MAX })
            : say(W.chooseThemeHint)}
      </p>
    </div>
  )
}

const Head = ({ view }: { readonly view: KioskView }) => (
  <>
    <div class="head-hall">
      <p class="hall-name">{either(view.name, view.nameEn)}</p>
      <p class="head-time">
        <span class="head-date">{dateText(tick.value, view.timeZone, language.value)}</span>{' '}
        <b>{clock(tick.value, view.timeZone)}</b>
      </p>
    </div>
    {view.open ? <Ask view={view} /> : <Closed view={view} />}
  </>
)

/** Least width and height of a tile, mm. */
const leastTile = () => (elder.value ? { width: 104, height: 50 } : { width: 86, height: 38 })

export const Home = ({ view }: { readonly view: KioskView }) => (
  <Frame class="home" head={<Head view={view} />}>
    <div class="toolbar">
      <button type="button" class="search-bar" onClick={() => go({ at: 'search' })}>
        <SearchIcon />
        <b>{say(W.search)}</b>
        <span class="search-bar-hint">{say(W.searchHint)}</span>
      </button>
      <Options />
      {(catalogue.value?.elsewhere?.length ?? 0) > 0 && (
        <button type="button" class="option" onClick={() => go({ at: 'elsewhere', from: HOME })}>
          <PlaceIcon />
          {say(W.elsewhere)}
        </button>
      )}
    </div>
    {view.themes.length === 0 ? (
      <p class="nothing">{say(W.noThemes)}</p>
    ) : (
      <Tiles
        things={view.themes}
        list="themes"
        least={leastTile()}
        class="theme-tiles"
        render={(row) => <ThemeTile key={row.id} row={row} view={view} />}
      />
    )}
    <Basket />
  </Frame>
)
