/** One ticket at the guide desk: how it stands, what happened to it, and what can be done for its owner. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { GROUND_WORDS } from '../client/ground-words.ts'
import { say, type Word } from '../client/language.ts'
import { tick } from '../client/time.ts'
import { CLASS_WORDS, problemText, STATUS_WORDS } from '../client/words.ts'
import type { Intent, NoticeKind } from '../hall/commands.ts'
import type { Status } from '../hall/ticket.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy, trouble } from './acting.ts'
import { afterwards } from './afterwards.ts'
import { type Desk, type TicketSheet, troubleIn } from './guide-desk.ts'
import { returnRefused } from './guide-return.ts'
import { done, type Found, leaveTicket, refresh } from './guide-state.ts'
import { TicketFacts } from './guide-ticket-facts.tsx'
import { T } from './guide-ticket-words.ts'
import { Icon, type IconName } from './icons.tsx'
import { serviceNamed } from './names.ts'
import { statusBadge } from './status-badge.ts'
import { TroubleLine } from './trouble-line.tsx'
import { WHY } from './why-words.ts'

const REFRESH_MS = 5_000

const LIVE: readonly Status[] = ['waiting', 'called', 'serving', 'parked']
const MAY_CHANGE_CLASS: readonly Status[] = ['waiting', 'parked']
const MAY_CANCEL: readonly Status[] = ['waiting', 'called', 'parked', 'no-show']
const MAY_REPRINT: readonly Status[] = [...LIVE, 'no-show']
const WAS_CALLED: readonly Status[] = ['called', 'serving', 'parked', 'no-show', 'completed']

const sheetsPart = afterwards(() => import('./guide-sheets.tsx'))

type SheetButton = readonly [sheet: TicketSheet, word: Word, icon: IconName, may: readonly Status[]]
const SHEETS: readonly SheetButton[] = [
  ['redirect', T.redirect, 'move', LIVE],
  ['class', T.class, 'star', MAY_CHANGE_CLASS],
  ['matter', T.matter, 'ticket', LIVE],
  ['check', T.check, 'check', LIVE],
  ['cancel', T.cancel, 'cross', MAY_CANCEL],
]

/** 流程单 for a visit of several matters; 取件通知 once one of them is done, where the hall has a window to collect at. */
const papersOf = ({ legs, status }: TicketCard): readonly (readonly [kind: NoticeKind, word: Word])[] => [
  ...(legs ? [['journey', T.journey] as const] : []),
  ...((status === 'completed' || legs?.some(({ state }) => state === 'done')) &&
  catalogue.value?.counters.some(({ role }) => role === 'collect')
    ? [['collection', T.collection] as const]
    : []),
]

const Head = ({ ticket }: { readonly ticket: TicketCard }) => (
  <>
    <div class="found-head">
      <strong class="found-number">{ticket.number}</strong>
      <span class={statusBadge(ticket.status)}>{say(STATUS_WORDS[ticket.status])}</span>
      <button
        type="button"
        class="plain back"
        onClick={() => {
          leaveTicket()
          trouble.value = undefined
        }}
      >
        <Icon name="back" />
        <span>{say(T.back)}</span>
      </button>
    </div>
    {(ticket.class !== 'ordinary' || ticket.prechecked) && (
      <div class="chips">
        {ticket.class !== 'ordinary' && (
          <span class={`chip ${ticket.class}`}>
            {say(CLASS_WORDS[ticket.class])}
            {ticket.ground && ` · ${say(GROUND_WORDS[ticket.ground])}`}
          </span>
        )}
        {ticket.prechecked && <span class="badge good">{say(T.prechecked)}</span>}
      </div>
    )}
    {!ticket.legs && <p class="found-service">{serviceNamed(ticket)}</p>}
  </>
)

/** 过号激活, or why the hall's rule does not allow it. */
const Return = ({ ticket, onReturn }: { readonly ticket: TicketCard; readonly onReturn: () => void }) => {
  const refused = catalogue.value && returnRefused(ticket, catalogue.value, tick.value)
  return refused ? (
    <p class="warning">{problemText(refused)}</p>
  ) : (
    <button type="button" class="action" disabled={busy.value !== undefined} onClick={onReturn}>
      <Icon name="back" />
      {say(T.return)}
    </button>
  )
}

export const GuideTicket = ({ desk, seen }: { readonly desk: Desk; readonly seen: Found }) => {
  const { view, does } = desk
  const sheet = useSignal<TicketSheet | undefined>(undefined)
  const { number, id } = seen.ticket
  // The lists of the view are newer than what was looked up, for the tickets they hold.
  const newer = [...view.recent, ...view.missed].find((card) => card.id === id)
  const ticket = newer ?? seen.ticket
  useEffect(() => {
    const timer = setInterval(() => void refresh(number), REFRESH_MS)
    return () => clearInterval(timer)
  }, [number])
  const act = async (intent: Intent, said: Word): Promise<void> => {
    if ((await does('ticket', intent)) === undefined) return
    sheet.value = undefined
    done.value = say(said)
    await refresh(number)
  }
  const off = busy.value !== undefined
  const Sheet = sheetsPart.value?.GuideSheet
  const Why = sheetsPart.value?.WhySheet
  const asksWhy = useSignal(false)
  return (
    <div class="found">
      <Head ticket={ticket} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by key */}
      <div class="found-body scroll" tabIndex={0}>
        <TicketFacts seen={{ ticket, ahead: seen.ahead }} timeZone={view.timeZone} />
      </div>
      {done.value !== '' && (
        <p class="good" role="status">
          {done.value}
        </p>
      )}
      {sheet.value === undefined && <TroubleLine {...troubleIn('ticket')} />}
      {ticket.status === 'no-show' && (
        <Return ticket={ticket} onReturn={() => void act({ type: 'ReturnTicket', ticket: id }, T.returned)} />
      )}
      <div class="found-acts">
        {Why && WAS_CALLED.includes(ticket.status) && (
          <button
            type="button"
            class="action soft"
            onClick={() => {
              asksWhy.value = true
            }}
          >
            <Icon name="call" />
            {say(WHY.ask)}
          </button>
        )}
        <button
          type="button"
          class="action soft"
          disabled={off || !MAY_REPRINT.includes(ticket.status)}
          onClick={() => void act({ type: 'ReprintTicket', ticket: id }, T.reprinted)}
        >
          <Icon name="printer" />
          {say(T.reprint)}
        </button>
        {papersOf(ticket).map(([kind, word]) => (
          <button
            key={kind}
            type="button"
            class="action soft"
            disabled={off}
            onClick={() => void act({ type: 'GiveNotice', service: ticket.service, kind, ticket: id }, T.printing)}
          >
            <Icon name="printer" />
            {say(word)}
          </button>
        ))}
        {SHEETS.map(([name, word, icon, may]) => (
          <button
            key={name}
            type="button"
            class="action soft"
            disabled={off || !may.includes(ticket.status)}
            onClick={() => {
              trouble.value = undefined
              sheet.value = name
            }}
          >
            <Icon name={icon} />
            {say(word)}
          </button>
        ))}
      </div>
      {asksWhy.value && Why && (
        <Why
          number={number}
          onClose={() => {
            asksWhy.value = false
          }}
        />
      )}
      {sheet.value && Sheet && (
        <Sheet
          kind={sheet.value}
          desk={desk}
          ticket={ticket}
          onClose={() => {
            sheet.value = undefined
          }}
          onAct={(intent, said) => void act(intent, said)}
        />
      )}
    </div>
  )
}
