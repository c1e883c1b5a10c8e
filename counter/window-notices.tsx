/** Above the visit: what cannot wait. Whom to stand in for, who is away beside us, that nothing was done, what is unconfirmed. */
import { fill, say } from '../client/language.ts'
import { connected, stale, staleSince } from '../client/live-view.ts'
import { windowText } from '../client/phrases.ts'
import { clock, minutesSince, tick } from '../client/time.ts'
import type { CounterView, StandIn } from '../hall/views/window.ts'
import { busy } from './acting.ts'
import { standInOf } from './acts.ts'
import { afterwards } from './afterwards.ts'
import { Icon } from './icons.tsx'
import { KEY_OF } from './window-keys.ts'
import { whereText } from './window-paused.tsx'
import { WindowPresented } from './window-presented.tsx'
import type { Panel } from './window-state.ts'
import { ASKED_WORDS, V } from './window-visit-words.ts'

const askInterrupted = () => afterwards(() => import('./window-interrupted.tsx'))
let interruptedPart: ReturnType<typeof askInterrupted> | undefined

/** What to do about a visit in whose middle the hall stood still; fetched on the rare day on which it is needed (Z34). */
export const Interrupted = ({ panel }: { readonly panel: Panel }) => {
  if (!panel.view.interrupted) return null
  interruptedPart ??= askInterrupted()
  const Band = interruptedPart.value?.InterruptedBand
  return Band ? <Band panel={panel} /> : null
}

const Unconfirmed = () => {
  const working = busy.value
  if (!working?.unconfirmed) return null
  const acts = working.asks.map(({ type }) => say(ASKED_WORDS[type] ?? [type, type])).join(' + ')
  return (
    <p class="notice-row unsure" role="alert">
      <Icon name="warn" />
      <span>{fill(connected.value && !stale.value ? V.unconfirmed : V.notSent, { acts })}</span>
    </p>
  )
}

const StandInRow = ({
  panel,
  row,
  byKey,
}: {
  readonly panel: Panel
  readonly row: StandIn
  readonly byKey: boolean
}) => {
  const { view, does } = panel
  const reason = view.away.find(({ counter }) => counter === row.from)?.reason
  const where = whereText({ ...row, ...(reason === undefined ? {} : { reason }) }, view.timeZone, tick.value)
  return (
    <div class="notice-row stand-in" role="status">
      <Icon name="people" />
      <span class="notice-words">
        <b>{fill(V.standIn, { window: windowText(row.name) })}</b>
        {where !== '' && `（${where}）`} · {fill(V.standInCounts, { waiting: row.waiting, parked: row.parked })}
        {!row.first && ` · ${say(V.notFirst)}`}
        {row.note !== undefined && <i> · {fill(V.note, { note: row.note })}</i>}
      </span>
      <button
        type="button"
        class="action"
        disabled={busy.value !== undefined}
        {...(byKey ? { 'aria-keyshortcuts': KEY_OF['stand-in'] } : {})}
        onClick={() => void does('stand-in', [{ type: 'TakeOver', counter: view.counter, from: row.from }])}
      >
        {say(V.takeOver)}
        {byKey && <kbd>{KEY_OF['stand-in']}</kbd>}
      </button>
    </div>
  )
}

const Away = ({ view }: { readonly view: CounterView }) => {
  const prompted = new Set(view.standIns.map(({ from }) => from))
  const away = view.away.filter(({ counter }) => !prompted.has(counter))
  if (away.length === 0) return null
  return (
    <p class="notice-row away">
      {say(V.away)}
      {away
        .map((row) =>
          fill(V.awayOne, { window: windowText(row.name), where: whereText(row, view.timeZone, tick.value) }),
        )
        .join('；')}
    </p>
  )
}

export const WindowNotices = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const byKey = standInOf(view)?.from
  return (
    <div class="notices">
      {stale.value && (
        <p class="stale-notice" role="status">
          {fill(V.stale, { time: clock(staleSince.value, view.timeZone, true) })}
        </p>
      )}
      <Unconfirmed />
      <Interrupted panel={panel} />
      <WindowPresented panel={panel} />
      {view.vacantSince !== undefined && (
        <p class="notice-row vacant" role="alert">
          <Icon name="warn" />
          {fill(V.vacant, { minutes: minutesSince(view.vacantSince, tick.value), waiting: view.waiting })}
        </p>
      )}
      {view.standIns.map((row) => (
        <StandInRow key={row.from} panel={panel} row={row} byKey={row.from === byKey} />
      ))}
      {view.covers.length > 0 && (
        <p class="notice-row covers">
          <Icon name="people" />
          {fill(V.covers, { windows: view.covers.map(({ name }) => windowText(name)).join('、') })}
        </p>
      )}
      <Away view={view} />
    </div>
  )
}
