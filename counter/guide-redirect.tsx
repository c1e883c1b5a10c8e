/** 改办: to another service, one window or one person, in its order or to the front, and why; in one line what will happen. */
import { type Signal, useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { windowText } from '../client/phrases.ts'
import { REDIRECT_WORDS } from '../client/staff-words.ts'
import type { Service } from '../hall/catalogue.ts'
import { REDIRECT_REASONS } from '../hall/commands.ts'
import type { Bound } from '../hall/legs.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import type { WindowRow } from '../hall/views/windows.ts'
import { busy } from './acting.ts'
import { type ActSheet, troubleIn, waitingIn } from './guide-desk.ts'
import { type SendOn, transferOf, windowsFor } from './guide-send-on.ts'
import { T } from './guide-ticket-words.ts'
import { named } from './names.ts'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

type Who = 'any' | 'window' | 'person'
const WHO: readonly (readonly [Who, Word])[] = [
  ['any', T.anyWindow],
  ['window', T.byWindow],
  ['person', T.byPerson],
]

const windowRowText = (row: WindowRow): string => {
  const window = windowText(row.name)
  if (row.status === 'closed') return `${window} · ${say(T.closedWindow)}`
  if (row.status === 'paused') return `${window} · ${say(T.pausedWindow)}`
  return fill(T.windowRow, { window, waiting: row.waiting })
}

type WhereProps = {
  readonly who: Signal<Who>
  readonly rows: readonly WindowRow[]
  readonly wanted: SendOn
  readonly onBound: (bound: Bound | undefined) => void
}

/** A closed window takes nobody, and nobody sits there: it is shown, so that nobody looks for it, and cannot be chosen. */
const Where = ({ who, rows, wanted: { bound }, onBound }: WhereProps) => (
  <>
    <div class="segments">
      {WHO.map(([name, word]) => (
        <button
          key={name}
          type="button"
          class="tab"
          aria-pressed={who.value === name}
          onClick={() => {
            who.value = name
            onBound(undefined)
          }}
        >
          {say(word)}
        </button>
      ))}
    </div>
    {who.value !== 'any' && (
      <div class="where scroll">
        {rows
          .filter(({ status }) => who.value === 'window' || status !== 'closed')
          .map((row) => {
            const to: Bound = who.value === 'window' ? { counter: row.id } : { staff: row.staffId }
            return (
              <button
                key={row.id}
                type="button"
                class="choice"
                disabled={row.status === 'closed'}
                aria-pressed={JSON.stringify(bound) === JSON.stringify(to)}
                onClick={() => onBound(to)}
              >
                {who.value === 'window'
                  ? windowRowText(row)
                  : fill(T.personRow, { staff: row.staff, window: windowText(row.name) })}
              </button>
            )
          })}
        {rows.every(({ status }) => status === 'closed') && <p class="hint">{say(T.noWindows)}</p>}
      </div>
    )}
  </>
)

const boundText = (bound: Bound | undefined, rows: readonly WindowRow[]): string => {
  if (!bound) return ''
  const row = rows.find(({ id, staffId }) => ('counter' in bound ? id === bound.counter : staffId === bound.staff))
  if (!row) return ''
  return ` · ${'counter' in bound ? windowText(row.name) : row.staff}`
}

const Reasons = ({ wanted, onChange }: { readonly wanted: SendOn; readonly onChange: (next: SendOn) => void }) => (
  <>
    <fieldset class="why">
      <legend>{say(T.why)}</legend>
      {REDIRECT_REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          class="choice"
          aria-pressed={wanted.reason === reason}
          onClick={() => onChange({ ...wanted, reason })}
        >
          {say(REDIRECT_WORDS[reason])}
        </button>
      ))}
    </fieldset>
    <label class="field">
      <input
        value={wanted.note}
        maxLength={REASON_LENGTH_MAX}
        placeholder={say(T.note)}
        aria-label={say(T.note)}
        onInput={(event) => onChange({ ...wanted, note: event.currentTarget.value })}
      />
    </label>
  </>
)

export const Redirect = ({ desk, ticket, onClose, onAct }: ActSheet) => {
  const book = catalogue.value
  const here: Service | undefined = book?.services.find(({ id }) => id === ticket.service)
  const wanted = useSignal<SendOn>({ service: here, front: false, reason: undefined, note: '' })
  const who = useSignal<Who>('any')
  const windows = watch('windows').value?.view.windows ?? []
  const { service, bound, front } = wanted.value
  const rows = service && book ? windowsFor(service, windows, book) : []
  const change = (next: Partial<SendOn>): void => {
    wanted.value = { ...wanted.value, ...next }
  }
  const setBound = (to: Bound | undefined): void => {
    const { bound: _was, ...rest } = wanted.value
    wanted.value = to ? { ...rest, bound: to } : rest
  }
  const intent = transferOf(ticket, wanted.value)
  const preview = fill(T.preview, {
    number: ticket.number,
    service: service ? named(service) : '—',
    to: boundText(bound, rows),
    order: say(front ? T.front : T.inOrder),
  })
  return (
    <Sheet wide title={fill(T.redirectTitle, { number: ticket.number })} onClose={onClose}>
      <div class="transfer">
        <div class="picks">
          <ServicePicker
            waiting={waitingIn(desk)}
            chosen={service?.id}
            firstTheme={ticket.theme}
            onChoose={(to) => {
              who.value = 'any'
              setBound(undefined)
              change({ service: to })
            }}
          />
        </div>
        <div class="transfer-to">
          <Where who={who} rows={rows} wanted={wanted.value} onBound={setBound} />
          <div class="segments two">
            {([false, true] as const).map((first) => (
              <button
                key={String(first)}
                type="button"
                class="tab"
                aria-pressed={front === first}
                onClick={() => change({ front: first })}
              >
                {say(first ? T.front : T.inOrder)}
              </button>
            ))}
          </div>
          <Reasons
            wanted={wanted.value}
            onChange={(next) => {
              wanted.value = next
            }}
          />
        </div>
      </div>
      <div class="sheet-foot">
        <p class="preview">{preview}</p>
        <TroubleLine {...troubleIn('ticket')} />
        <button
          type="button"
          data-main
          class="action wide"
          disabled={typeof intent === 'string' || busy.value !== undefined}
          onClick={() => {
            if (typeof intent !== 'string') onAct(intent, T.redirected)
          }}
        >
          {say(intent === 'where' ? T.choose : intent === 'why' ? T.chooseWhy : T.redirect)}
        </button>
      </div>
    </Sheet>
  )
}
