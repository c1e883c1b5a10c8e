/** What is done now and then: everything of a window's day that has no button of its own, each with its digit. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Answer, ask } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { hallInfo } from '../client/hall-info.ts'
import { fill, say, type Word } from '../client/language.ts'
import { token } from '../client/session.ts'
import { problemText, STATUS_WORDS } from '../client/words.ts'
import { authority } from '../hall/catalogue.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy } from './acting.ts'
import { serviceNamed } from './names.ts'
import { Sheet } from './sheet.tsx'
import { ticketNumberOf } from './ticket-number.ts'
import { closeSheet, SheetTrouble } from './window-sheet-parts.tsx'
import { SHEET } from './window-sheet-words.ts'
import { type OpenSheet, type Panel, sheet } from './window-state.ts'

type Plain = Exclude<OpenSheet['kind'], 'call' | 'why'>
type Entry = { readonly kind: Plain; readonly word: Word; readonly possible: boolean }

const entriesOf = ({ view }: Panel): readonly Entry[] => {
  const { ticket } = view
  const live = ticket !== null
  return [
    { kind: 'requeue', word: [`退回队列`, 'Back to the queue'], possible: live },
    { kind: 'direct', word: SHEET.direct, possible: !live },
    { kind: 'find', word: SHEET.find, possible: !live },
    { kind: 'matter', word: SHEET.matter, possible: live },
    { kind: 'correct', word: SHEET.correct, possible: live },
    { kind: 'visitor', word: SHEET.visitor, possible: live },
    { kind: 'earlier', word: SHEET.earlier, possible: view.earlier.length > 0 },
  ]
}

export const More = ({ panel }: { readonly panel: Panel }) => (
  <Sheet title={say(SHEET.more)} onClose={closeSheet}>
    <div class="choices two">
      {entriesOf(panel).map(({ kind, word, possible }, index) => (
        <button
          key={kind}
          type="button"
          class="choice"
          data-digit={index + 1}
          disabled={!possible || busy.value !== undefined}
          onClick={() => {
            sheet.value = { kind }
          }}
        >
          <kbd>{index + 1}</kbd>
          {say(word)}
        </button>
      ))}
    </div>
  </Sheet>
)

/** What a wedge scanner types for a ticket's QR: an address whose last part is its secret. */
const SCANNED = /\/t\/([^/?#\s]+)\s*$/

type Found = Answer<{ readonly ticket: TicketCard }>

/** The ticket behind a number or a scanned code, asked for where it is not on the screen; undefined for neither. */
const findTicket = async ({ view }: Panel, typed: string): Promise<Found | undefined> => {
  const secret = SCANNED.exec(typed)?.[1]
  const number = ticketNumberOf(typed)
  if (secret === undefined && number === undefined) return undefined
  const here = [...view.head, ...view.parked].find((card) => card.number === number)
  if (here) return { ok: true, ticket: here }
  const info = await hallInfo()
  if (!info.ok) return info
  const hall = `/api/halls/${info.hall}`
  return secret === undefined
    ? ask(`${hall}/tickets/${number}`, { token: token.value })
    : ask(`${hall}/scans`, { method: 'POST', body: { secret }, token: token.value })
}

/** Why this window cannot call that ticket, or undefined. */
const whyNot = ({ view }: Panel, card: TicketCard, listed: boolean): string | undefined => {
  if (card.status !== 'waiting' && card.status !== 'parked')
    return fill(SHEET.notWaiting, { status: say(STATUS_WORDS[card.status]) })
  if (!listed && !view.mayOverride) return fill(SHEET.notListed, { service: serviceNamed(card) })
  return listed && card.status === 'waiting' && !view.mayChoose ? say(SHEET.mayNotChoose) : undefined
}

/** Whether the window's own list names what the ticket is for; what it takes while it stands in, the hall knows. */
const isListed = ({ view }: Panel, card: TicketCard): boolean => {
  const setting = catalogue.value?.counters.find(({ id }) => id === view.counter)
  const service = catalogue.value?.services.find(({ id }) => id === card.service)
  const known = [...view.head, ...view.parked].some(({ id }) => id === card.id)
  return known || !setting || !service || authority(setting, service) !== 'none'
}

/** Calls a ticket by its number or code, also one that the window's list does not name, where the hall lets it. */
type FindProps = { readonly panel: Panel; readonly number?: string | undefined }

export const FindTicket = ({ panel, number }: FindProps) => {
  const typed = useSignal('')
  const trouble = useSignal('')
  const look = (text: string): void =>
    void findTicket(panel, text.trim()).then((answer) => {
      typed.value = ''
      if (!answer?.ok) {
        trouble.value = problemText(answer ?? { ok: false, code: 'unknown-ticket', status: 0 })
        return
      }
      const listed = isListed(panel, answer.ticket)
      trouble.value = whyNot(panel, answer.ticket, listed) ?? ''
      if (trouble.value === '')
        sheet.value = { kind: 'call', card: answer.ticket, ...(listed ? {} : { override: true }) }
    })
  useEffect(() => {
    if (number !== undefined) look(number)
  }, [number])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    look(typed.value)
  }
  return (
    <Sheet title={say(SHEET.find)} onClose={closeSheet}>
      <p class="hint">{say(SHEET.findHint)}</p>
      <form class="reason" onSubmit={submit}>
        <label class="field">
          <span>{say(SHEET.findField)}</span>
          <input
            data-needed
            value={typed.value}
            autocomplete="off"
            onInput={(event) => {
              typed.value = event.currentTarget.value
              trouble.value = ''
            }}
          />
        </label>
        <button type="submit" class="action" disabled={typed.value.trim() === ''}>
          {say(SHEET.findDo)}
        </button>
      </form>
      <p class="trouble" role="alert">
        {trouble.value}
      </p>
      <SheetTrouble />
    </Sheet>
  )
}
