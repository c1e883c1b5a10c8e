/** The board at the entrance: which zone for what, how long it takes there, and how to get there (B26). */
import { fill, say } from '../client/language.ts'
import { stale } from '../client/live-view.ts'
import { either, waitText } from '../client/phrases.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import type { Views } from '../hall/wire.ts'
import { BoardHeader } from './board-header.tsx'
import { shiftAt } from './burn-in.ts'
import { floorText } from './columns.ts'
import { BOX_GAP, boxSize, entranceType, type Floor, floorsOf, type PlacedZone, zoneFace } from './entrance-plan.ts'
import { metresSet, panel } from './panel.ts'
import { resumedText } from './resumed.ts'
import { PAGE_MS, turnOf } from './rows.ts'
import { Sound } from './sound-button.tsx'
import { W } from './words.ts'
import './entrance.css'

/** Head and foot, and the margins around the plan; a floor's own title. In 1,080ths. */
/** Signs of a name that stands on one line; a longer one takes two smaller lines and is never cut. */
const LONG_NAME = 7

const EDGES = { head: 92, foot: 96, margin: 24, title: 60 }

const Pin = () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7z" fill="currentColor" />
    <circle cx="12" cy="9" r="2.6" fill="var(--board)" />
  </svg>
)

const Theme = ({ theme }: { readonly theme: ThemeRow }) => (
  <li class={theme.openCounters === 0 ? 'way-theme is-shut-theme' : 'way-theme'}>
    <span class="theme-letter">{theme.letter}</span>
    <span class={theme.name.length > LONG_NAME ? 'way-name is-long' : 'way-name'}>{theme.name}</span>
    <span class="way-waiting">{fill(W.people, { count: theme.waiting })}</span>
    <span class="way-estimate">{waitText(theme, W.noWindow)}</span>
  </li>
)

type ZoneProps = {
  readonly placed: PlacedZone
  readonly here: boolean
  readonly width: number
  readonly height: number
  readonly size: number
}

const Zone = ({ placed, here, width, height, size }: ZoneProps) => {
  const { zone, themes, box } = placed
  const face = zoneFace(placed, width, height, size)
  const waiting = themes.reduce((sum, theme) => sum + theme.waiting, 0)
  return (
    <li
      class={`zone ${here ? 'is-here' : ''} ${face.stacked ? 'is-stacked' : ''} ${face.tall ? 'is-tall' : ''}`}
      style={`left:${box.x}%;top:${box.y}%;width:${box.width}%;height:${box.height}%`}
    >
      <div class="zone-box">
        <h3 class="zone-head">
          <span class={zone.name.length > LONG_NAME ? 'zone-name is-long' : 'zone-name'}>{zone.name}</span>
          {here ? (
            <span class="zone-here">
              <Pin />
              {say(W.youAreHere)}
            </span>
          ) : (
            <span class="zone-open">{fill(W.open, { count: zone.openCounters })}</span>
          )}
        </h3>
        {face.rows === 0 ? (
          <p class="zone-way">{fill(W.people, { count: waiting })}</p>
        ) : (
          <ul class="zone-themes">
            {turnOf(themes, face.rows, tick.value, PAGE_MS).map((theme) => (
              <Theme key={theme.id} theme={theme} />
            ))}
          </ul>
        )}
        {face.way && zone.direction !== '' && <p class="zone-way">{zone.direction}</p>}
      </div>
    </li>
  )
}

type Props = { readonly view: Views['board']; readonly here: string | undefined }

/** Names in the language of now, since their length decides how large they can be. */
const named = ({ zones, themes }: BoardView): Pick<BoardView, 'zones' | 'themes'> => ({
  zones: zones.map((zone) => ({ ...zone, name: either(zone.name, zone.nameEn) })),
  themes: themes.map((theme) => ({ ...theme, name: either(theme.name, theme.nameEn) })),
})

export const Entrance = ({ view, here }: Props) => {
  const { width, height } = panel.value
  const unit = Math.min(width, height) / 1_080
  const around = EDGES.head + EDGES.foot + 2 * EDGES.margin
  const whole = { width: width - 2 * EDGES.margin * unit, height: height - around * unit }
  const upright = whole.height > whole.width
  // Every floor has its title above its plan.
  const titles = upright ? new Set(view.zones.map(({ floor }) => floor)).size : 1
  const area = { width: whole.width, height: whole.height - titles * EDGES.title * unit }
  const floors = floorsOf(named(view), area, unit)
  const size = entranceType(floors, panel.value, metresSet.value, area)
  const [x, y] = shiftAt(tick.value)
  const back = resumedText(view, tick.value)
  const boxOf = ({ share }: Floor, { box }: PlacedZone) => {
    const outer = boxSize(box, share, area)
    return { width: outer.width - BOX_GAP * unit, height: outer.height - BOX_GAP * unit }
  }
  return (
    <main
      class={`board entrance ${upright ? 'is-upright' : ''} ${stale.value ? 'is-stale' : ''}`}
      style={`--u:${unit}px;--size:${size}px;--shift:${x * unit}px ${y * unit}px`}
    >
      <BoardHeader view={view} part={say(W.wayIn)} />
      {view.open ? (
        <section
          class="floors"
          style={`grid-template-${upright ? 'rows' : 'columns'}:${floors.map(({ share }) => `${share}fr`).join(' ')}`}
        >
          {floors.map((floor) => (
            <section key={floor.floor} class="floor">
              <h2 class="floor-name">{floorText(floor.floor)}</h2>
              <ul class="floor-plan">
                {floor.zones.map((placed) => (
                  <Zone
                    key={placed.zone.id}
                    placed={placed}
                    here={placed.zone.id === here}
                    size={size}
                    {...boxOf(floor, placed)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </section>
      ) : (
        <div class="quiet">
          <p class="quiet-title">{say(W.hallClosed)}</p>
          <p class="quiet-hint">{fill(W.hours, { hours: view.hours })}</p>
        </div>
      )}
      <footer class="board-footer">
        <p class="entrance-hint" role={back === '' ? undefined : 'status'}>
          {back === '' ? say(view.open ? W.takeNumber : W.comeAgain) : back}
        </p>
        <Sound />
        {view.hotline !== '' && <p class="footer-hotline">{fill(W.hotline, { phone: view.hotline })}</p>}
      </footer>
      <StaleNotice timeZone={view.timeZone} />
    </main>
  )
}
