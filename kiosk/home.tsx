/** The first page: the themes as large tiles, each with how many wait and for how long. */
import { fill, language, say } from '../client/language.ts'
import { either, rangeText } from '../client/phrases.ts'
import { clock, dateText, tick } from '../client/time.ts'
import type { KioskView } from '../hall/views/public.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { Frame } from './frame.tsx'
import { SearchIcon } from './icons.tsx'
import { themeOf } from './live.ts'
import { Tiles } from './pages.tsx'
import { elder, go, wheelchair } from './place.ts'
import { W } from './words.ts'

/** How long the queue of a theme is, in one line; and what to do when no window serves it. */
export const Waiting = ({ row }: { readonly row: ThemeRow }) =>
  row.estimate === null ? (
    <span class="waiting is-warning">
      {say(W.noWindow)}
      {row.waiting > 0 && ` · ${fill(W.waiting, { count: row.waiting })}`}
      <span class="waiting-advice">{say(W.askDesk)}</span>
    </span>
  ) : (
    <span class="waiting">
      {row.waiting === 0 ? (
        <b>{say(W.noWaiting)}</b>
      ) : (
        <>
          <b>{fill(W.waiting, { count: row.waiting })}</b>
          <span class="waiting-range">{fill(W.about, { range: rangeText(row.estimate) })}</span>
        </>
      )}
    </span>
  )

const ThemeTile = ({ row, open }: { readonly row: ThemeRow; readonly open: boolean }) => (
  <button type="button" class="theme-tile" onClick={() => go({ at: 'theme', theme: row.id })}>
    <span class="letter" aria-hidden="true">
      {row.letter}
    </span>
    <span class="theme-words">
      <span class="theme-name">{either(row.name, row.nameEn)}</span>
      {language.value === 'zh' && <span class="theme-hint">{themeOf(row.id)?.hint}</span>}
      {open && <Waiting row={row} />}
    </span>
  </button>
)

const Head = ({ view }: { readonly view: KioskView }) => (
  <>
    <div class="head-hall">
      <p class="hall-name">{either(view.name, view.nameEn)}</p>
      <p class="head-time">
        {dateText(tick.value, view.timeZone, language.value)} <b>{clock(tick.value, view.timeZone)}</b>
      </p>
    </div>
    {view.open ? (
      <div class="head-ask">
        <h1>{say(W.chooseTheme)}</h1>
        <p>{say(W.chooseThemeHint)}</p>
      </div>
    ) : (
      <div class="head-ask is-warning">
        <h1>{say(W.hallClosed)}</h1>
        <p>{fill(W.hallClosedHint, { hours: view.hours })}</p>
      </div>
    )}
  </>
)

/** Least width and height of a tile, mm. Half a panel holds one row, which is then as wide as it can be. */
const leastTile = () => ({
  width: elder.value && wheelchair.value ? 140 : elder.value || wheelchair.value ? 112 : 86,
  height: elder.value ? 80 : 52,
})

export const Home = ({ view }: { readonly view: KioskView }) => (
  <Frame class="home" head={<Head view={view} />}>
    <button type="button" class="search-bar" onClick={() => go({ at: 'search' })}>
      <SearchIcon />
      <b>{say(W.search)}</b>
      <span class="search-bar-hint">{say(W.searchHint)}</span>
    </button>
    {view.themes.length === 0 ? (
      <p class="nothing">{say(W.noThemes)}</p>
    ) : (
      <Tiles
        things={view.themes}
        list="themes"
        least={leastTile()}
        class="theme-tiles"
        render={(row) => <ThemeTile key={row.id} row={row} open={view.open} />}
      />
    )}
  </Frame>
)
