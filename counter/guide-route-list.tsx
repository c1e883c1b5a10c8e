/** The matters of the ticket in hand and what follows them, each with its windows. */
import { fill, say } from '../client/language.ts'
import { isNumbered, windowText } from '../client/phrases.ts'
import type { Catalogue } from '../hall/catalogue.ts'
import { marksOf, tallyOf } from './guide-marks.ts'
import { routeOf, type Stop } from './guide-route.ts'
import { mattersOf, type Wish, wish, without } from './guide-state.ts'
import { Y } from './guide-tray-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'

/** `3、5号窗口`; windows that have names of their own are named one by one. */
const windowsText = (windows: readonly string[]): string =>
  windows.length > 1 && windows.every(isNumbered)
    ? fill(Y.windows, { names: windows.join('、') })
    : windows.map(windowText).join('、')

const whereText = ({ zones, windows }: Stop): string =>
  windows.length === 0 ? say(Y.noWindow) : `${zones.join('、')} ${windowsText(windows)}`

const Ticked = ({ now: { service, materials } }: { readonly now: Wish }) => {
  if (!materials) return null
  const tally = tallyOf(service, marksOf(materials))
  return tally.complete ? (
    <span class="badge good">{say(Y.prechecked)}</span>
  ) : (
    <span class="badge warn">
      {fill(Y.tally, { present: tally.present, missing: tally.missing, open: tally.open })}
    </span>
  )
}

export const RouteList = ({ now, book }: { readonly now: Wish; readonly book: Catalogue }) => {
  const matters = mattersOf(now)
  const stops = routeOf(
    matters.map(({ id }) => id),
    book,
  )
  return (
    <ol class="route">
      {stops.map((stop, index) => (
        <li key={stop.service.id} class={stop.part ? 'stop follows' : 'stop'}>
          {stops.length > 1 && <b class="stop-index">{index + 1}</b>}
          <span class="stop-text">
            <span class="stop-name">{named(stop.service)}</span>
            <small>
              {stop.part && `${say(Y[stop.part])} · `}
              {whereText(stop)}
            </small>
            {index === 0 && <Ticked now={now} />}
          </span>
          {!stop.part && matters.length > 1 && (
            <button
              type="button"
              class="plain"
              aria-label={`${say(Y.remove)} ${named(stop.service)}`}
              onClick={() => {
                wish.value = without(now, stop.service.id)
              }}
            >
              <Icon name="cross" />
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}
