/** The transfer sheet: to a service, one window or one person, where in the order, and why; one line says what will happen. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { windowText } from '../client/phrases.ts'
import { REDIRECT_WORDS } from '../client/staff-words.ts'
import { nowHere, tick } from '../client/time.ts'
import { REDIRECT_REASONS, type RedirectReason } from '../hall/commands.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { WindowRow } from '../hall/views/windows.ts'
import { busy } from './acting.ts'
import { named } from './names.ts'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { type Destination, type Position, servicesAt, serviceThere, transferOf } from './window-destination.ts'
import { whereText } from './window-paused.tsx'
import { closeIf, closeSheet, Options, SheetTrouble, TextField } from './window-sheet-parts.tsx'
import { SHEET } from './window-sheet-words.ts'
import type { Panel } from './window-state.ts'

type Way = 'service' | 'window' | 'person'
const WAYS: readonly (readonly [Way, Word])[] = [
  ['service', SHEET.byService],
  ['window', SHEET.byWindow],
  ['person', SHEET.byPerson],
]
const DELAYS = [10, 30] as const
const NOWHERE: Destination = { position: 'keep', comeBack: false, note: '' }

const positionWord = (position: Position): Word => {
  if (position === 'keep') return SHEET.keep
  if (position === 'front') return SHEET.front
  return [`过 ${position} 分钟`, `In ${position} min`]
}
const POSITIONS: readonly Position[] = ['keep', 'front', ...DELAYS]

/** Windows that can take somebody now stand before those that cannot. */
const NEAREST: readonly WindowRow['status'][] = ['open', 'paused', 'closed']

type RowsProps = {
  readonly rows: readonly WindowRow[]
  readonly chosen: Destination
  readonly timeZone: string
  readonly person: boolean
  readonly onChoose: (row: WindowRow) => void
}

/** The windows of the hall, or whoever sits at them, with what tells whether they are a good choice. */
const WindowRows = ({ rows, chosen, timeZone, person, onChoose }: RowsProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key
  <section class="window-rows" aria-label={say(person ? SHEET.byPerson : SHEET.byWindow)} tabIndex={0}>
    {[...rows]
      .filter((row) => !person || row.status !== 'closed')
      .sort((a, b) => NEAREST.indexOf(a.status) - NEAREST.indexOf(b.status))
      .map((row) => (
        <button
          key={row.id}
          type="button"
          class="window-row"
          aria-pressed={person ? chosen.staff === row.staffId : chosen.counter === row.id}
          disabled={row.status === 'closed'}
          onClick={() => onChoose(row)}
        >
          <b>{person ? row.staff : windowText(row.name)}</b>
          <span>{person ? windowText(row.name) : row.staff}</span>
          <small>{row.zoneName}</small>
          <small class={row.status === 'paused' ? 'mins amber' : ''}>
            {row.status === 'closed'
              ? say(SHEET.closed)
              : row.status === 'paused'
                ? whereText(row, timeZone, tick.value)
                : ''}
          </small>
          <span class="count">{fill(SHEET.waiting, { count: row.waiting })}</span>
        </button>
      ))}
  </section>
)

const Target = ({ panel, ticket, way, to, onTo }: TargetProps) => {
  const { view } = panel
  const book = catalogue.value
  const windows = watch('windows').value?.view.windows ?? []
  // The board knows how many wait for every theme; a server that does not tell it to windows leaves only our own.
  const board = watch('board', 'all').value?.view
  if (way === 'service' || !book)
    return (
      <ServicePicker
        waiting={new Map((board?.themes ?? view.themes).map((theme) => [theme.id, theme.waiting]))}
        chosen={to.service}
        current={ticket.service}
        firstTheme={ticket.theme}
        typing
        onChoose={({ id }) => onTo({ service: id })}
      />
    )
  const at = windows.find((row) => (way === 'person' ? row.staffId === to.staff : row.id === to.counter))?.id
  const services = at === undefined ? [] : servicesAt(book, at)
  return (
    <div class="window-target">
      <WindowRows
        rows={windows.filter(({ id }) => id !== view.counter)}
        chosen={to}
        timeZone={view.timeZone}
        person={way === 'person'}
        onChoose={(row) => {
          const service = serviceThere(book, row.id, ticket.service)
          onTo({
            ...(service === undefined ? {} : { service }),
            ...(way === 'person' ? { staff: row.staffId } : { counter: row.id }),
          })
        }}
      />
      {at !== undefined && (
        <label class="field">
          <span>{say(SHEET.thereFor)}</span>
          <select
            value={to.service ?? ''}
            onChange={(event) => onTo({ ...whoOf(to), service: event.currentTarget.value })}
          >
            {services.map((service) => (
              <option key={service.id} value={service.id}>
                {named(service)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

type Where = Pick<Destination, 'service' | 'counter' | 'staff'>
const whoOf = ({ counter, staff }: Destination): Where => ({
  ...(counter === undefined ? {} : { counter }),
  ...(staff === undefined ? {} : { staff }),
})

type TargetProps = {
  readonly panel: Panel
  readonly ticket: TicketCard
  readonly way: Way
  readonly to: Destination
  readonly onTo: (where: Where) => void
}

/** What will happen, in one line, before it does. */
const previewText = (ticket: TicketCard, to: Destination, here: string, possible: boolean): string => {
  const service = catalogue.value?.services.find(({ id }) => id === to.service)
  if (!service) return say(SHEET.previewNone)
  if (!possible) return say(SHEET.previewSame)
  const rows = watch('windows').value?.view.windows ?? []
  const row = rows.find(({ id, staffId }) => (to.staff === undefined ? id === to.counter : staffId === to.staff))
  const place = !row ? say(SHEET.anyWindow) : to.staff === undefined ? windowText(row.name) : row.staff
  const position = say(positionWord(to.position))
  const back = to.comeBack ? fill(SHEET.previewBack, { window: windowText(here) }) : ''
  return fill(SHEET.preview, { number: ticket.number, place, service: named(service), position }) + back
}

export const Transfer = ({ panel }: { readonly panel: Panel }) => {
  const { view, does } = panel
  const way = useSignal<Way>('service')
  const to = useSignal<Destination>(NOWHERE)
  const reason = useSignal<RedirectReason | undefined>(undefined)
  const { ticket } = view
  if (!ticket) return null
  const change = (part: Partial<Destination>): void => {
    to.value = { ...to.value, ...part }
  }
  const command = transferOf(ticket, to.value, reason.value ?? 'asked', nowHere())
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (command && reason.value !== undefined) void does('transfer', [command]).then(closeIf)
  }
  return (
    <Sheet wide title={fill(SHEET.transfer, { number: ticket.number })} onClose={closeSheet}>
      <div class="transfer">
        <div class="transfer-where">
          <div class="tabs three">
            {WAYS.map(([value, word]) => (
              <button
                key={value}
                type="button"
                class="tab"
                aria-pressed={way.value === value}
                onClick={() => {
                  way.value = value
                  to.value = { position: to.value.position, comeBack: to.value.comeBack, note: to.value.note }
                }}
              >
                {say(word)}
              </button>
            ))}
          </div>
          <Target
            panel={panel}
            ticket={ticket}
            way={way.value}
            to={to.value}
            onTo={(where) => {
              const { position, comeBack, note } = to.value
              to.value = { position, comeBack, note, ...where }
            }}
          />
        </div>
        <form class="reason" onSubmit={submit}>
          <Options
            label={SHEET.position}
            options={POSITIONS.map((value) => ({ value, word: positionWord(value) }))}
            chosen={to.value.position}
            onChoose={(position) => change({ position })}
          />
          <button
            type="button"
            class="choice"
            aria-pressed={to.value.comeBack}
            onClick={() => change({ comeBack: !to.value.comeBack })}
          >
            {say(SHEET.comeBack)}
          </button>
          <Options
            label={SHEET.reason}
            digits
            options={REDIRECT_REASONS.map((value) => ({ value, word: REDIRECT_WORDS[value] }))}
            chosen={reason.value}
            onChoose={(value) => {
              reason.value = value
            }}
          />
          <TextField
            label={SHEET.note}
            value={to.value.note}
            max={REASON_LENGTH_MAX}
            onText={(note) => change({ note })}
          />
          <p class="preview" role="status">
            {previewText(ticket, to.value, view.counterName, command !== undefined)}
          </p>
          <button
            type="submit"
            data-main
            class="action"
            disabled={command === undefined || reason.value === undefined || busy.value !== undefined}
          >
            {say(SHEET.transferDo)}
          </button>
          <SheetTrouble />
        </form>
      </div>
    </Sheet>
  )
}
