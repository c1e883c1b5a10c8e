/** The hall board: who goes where now, how long others wait, and the voice that says it; or the way in (B26). */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { fill, say, speak } from '../client/language.ts'
import { refusals, stale, watch } from '../client/live-view.ts'
import { either } from '../client/phrases.ts'
import { mySettings } from '../client/report.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import type { Views } from '../hall/wire.ts'
import { startAnnouncer } from './announcer.ts'
import { BoardHeader } from './board-header.tsx'
import { shiftAt } from './burn-in.ts'
import { CallRows } from './call-rows.tsx'
import { contentOf } from './columns.ts'
import { Footer } from './footer.tsx'
import { type BoardLayout, boardLayout, type Unfit } from './layout.ts'
import { optionsOf } from './options.ts'
import { usePainted } from './painted.ts'
import { panel } from './panel.ts'
import { SidePanel } from './side-panel.tsx'
import { tellTrouble } from './trouble.ts'
import { unfitText } from './unfit-text.ts'
import { W } from './words.ts'
import '../client/tokens.css'
import './screen.css'
import './board.css'
import './calls.css'
import './side.css'

const options = optionsOf(location.search)

type Entrance = typeof import('./entrance.tsx').Entrance
const entrance = signal<Entrance | undefined>(undefined)

/** Fetched once somebody wants this screen to be the entrance board; until it is here the calls are shown. */
const readyEntrance = async (): Promise<void> => {
  if (entrance.value) return
  try {
    const loaded = await import('./entrance.tsx')
    entrance.value = loaded.Entrance
  } catch (error) {
    console.warn('The entrance board did not load; the calls are shown until the next try.', error)
    setTimeout(readyEntrance, 5_000)
  }
}

const Quiet = ({ view }: { readonly view: BoardView }) => (
  <div class="quiet">
    <p class="quiet-title">{say(view.open ? W.noCalls : W.hallClosed)}</p>
    <p class="quiet-hint">{view.open ? say(W.noCallsHint) : fill(W.hours, { hours: view.hours })}</p>
  </div>
)

/** Sizes that the stylesheets need, and the hair by which the picture is moved. */
const styleOf = (layout: BoardLayout, now: number): string => {
  const [x, y] = shiftAt(now)
  const { columns } = layout
  // The tag stands at the right end; what is before it keeps together.
  const tracks = [
    ...[columns.number, columns.name, columns.window, columns.floor]
      .filter((width) => width > 0)
      .map((width) => `${width}px`),
    ...(columns.tag > 0 ? [`minmax(${columns.tag}px, 1fr)`] : []),
  ]
  return [
    `--u:${layout.unit}px`,
    `--digit:${layout.digit}px`,
    `--hanzi:${layout.hanzi}px`,
    `--row:${layout.row}px`,
    `--rows:${layout.rows}`,
    `--gap:${layout.gap}px`,
    `--letters:${columns.letters}px`,
    `--tracks:${tracks.join(' ')}`,
    `--side-width:${layout.side.width}px`,
    `--side-height:${layout.side.height}px`,
    `--shift:${x * layout.unit}px ${y * layout.unit}px`,
  ].join(';')
}

/** Tells the manager that this layout cannot be read, as long as it stands here. */
const useTrouble = (unfit: Unfit | undefined): void => {
  const wrong = unfit !== undefined
  useEffect(() => {
    tellTrouble('layout', wrong)
    return () => tellTrouble('layout', false)
  }, [wrong])
}

const Calls = ({ view }: { readonly view: Views['board'] }) => {
  const { layout, unfit } = boardLayout(panel.value, contentOf(view))
  useTrouble(unfit)
  const busy = view.open && view.calls.length > 0
  const side = view.open ? layout.side.place : 'none'
  return (
    <main
      class={`board is-side-${side} ${layout.upright ? 'is-upright' : ''} ${stale.value ? 'is-stale' : ''} ${view.open ? '' : 'is-shut'}`}
      style={styleOf(layout, tick.value)}
    >
      <BoardHeader view={view} part={view.zone === 'all' ? '' : either(view.zoneName, view.zones[0]?.nameEn ?? '')} />
      <section class="board-calls">
        {busy ? <CallRows calls={view.calls} layout={layout} /> : <Quiet view={view} />}
      </section>
      {side !== 'none' && <SidePanel view={view} layout={layout} />}
      <Footer view={view} layout={layout} trouble={unfit ? unfitText(unfit, panel.value) : ''} />
      <StaleNotice timeZone={view.timeZone} />
    </main>
  )
}

const Board = () => {
  const zone = device.value?.identity.zone
  const here = watch('board', zone ?? 'all')
  useEffect(() => startAnnouncer(here, options.voice), [here])
  const wantsEntrance = mySettings.value?.settings.face === 'entrance'
  useEffect(() => void (wantsEntrance && readyEntrance()), [wantsEntrance])
  const Way = wantsEntrance ? entrance.value : undefined
  const message = (Way ? watch('board', 'all') : here).value
  usePainted(message?.position)
  if (!message) {
    const refused = Object.keys(refusals.value).length > 0
    return <main class="screen-wait">{say(refused ? W.wrongScreen : W.connecting)}</main>
  }
  return Way ? <Way view={message.view} here={zone} /> : <Calls view={message.view} />
}

startScreen('board', 'device', Board)
speak(options.language, false)
