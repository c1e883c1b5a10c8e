/**
 * Who the visitor is, as far as it matters: their document becomes a key at the server, and the key finds what they were
 * told within 30 days (S004-02). The number stands in the field until it is sent, and nowhere afterwards.
 */
import { useSignal } from '@preact/signals'
import { type Answer, ask } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { token } from '../client/session.ts'
import { OUTCOME_WORDS, problemText } from '../client/words.ts'
import type { PersonKey } from '../hall/ids.ts'
import { busy } from './acting.ts'
import { Sheet } from './sheet.tsx'
import { VaultNumbers } from './vault-numbers.tsx'
import { closeIf, closeSheet, Options, SheetTrouble } from './window-sheet-parts.tsx'
import { SHEET } from './window-sheet-words.ts'
import type { Panel } from './window-state.ts'
import { earlierWhy } from './window-visit.tsx'

type DocumentKind = 'resident' | 'company' | 'other'
const KINDS: readonly { readonly value: DocumentKind; readonly word: Word }[] = [
  { value: 'resident', word: SHEET.resident },
  { value: 'company', word: SHEET.company },
  { value: 'other', word: SHEET.otherDocument },
]

type Person = { readonly person: PersonKey; readonly masked: string }

/** Asks the server for the key of a document. */
const keyOf = async (kind: DocumentKind, document: string): Promise<Answer<Person>> => {
  const info = await hallInfo()
  return info.ok
    ? ask<Person>(`/api/halls/${info.hall}/persons`, { method: 'POST', body: { kind, document }, token: token.value })
    : info
}

export const Visitor = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const kind = useSignal<DocumentKind>('resident')
  const trouble = useSignal('')
  const masked = useSignal('')
  const { ticket } = view
  if (!ticket) return null
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const field =
      event.currentTarget instanceof HTMLFormElement ? event.currentTarget.elements.namedItem('document') : null
    if (!(field instanceof HTMLInputElement) || field.value.trim() === '') return
    const document = field.value.trim()
    field.value = ''
    void keyOf(kind.value, document).then((answer) => {
      trouble.value = answer.ok ? '' : problemText(answer)
      if (!answer.ok) return
      masked.value = answer.masked
      void does('visitor', [{ type: 'NameVisitor', ticket: ticket.id, person: answer.person }]).then(closeIf)
    })
  }
  return (
    <Sheet title={say(SHEET.visitor)} onClose={closeSheet}>
      <p class="hint">{say(SHEET.visitorHint)}</p>
      <form class="reason" onSubmit={submit}>
        <Options
          label={SHEET.kind}
          digits
          options={KINDS}
          chosen={kind.value}
          onChoose={(value) => {
            kind.value = value
          }}
        />
        <label class="field">
          <span>{say(SHEET.document)}</span>
          <input name="document" data-needed autocomplete="off" spellcheck={false} maxLength={30} />
        </label>
        <button type="submit" class="action" disabled={busy.value !== undefined}>
          {say(SHEET.visitorDo)}
        </button>
      </form>
      <VaultNumbers about={{ kind: 'ticket', id: ticket.id }} timeZone={view.timeZone} />
      {masked.value !== '' && <p role="status">{masked.value}</p>}
      <p class="trouble" role="alert">
        {trouble.value}
      </p>
      <SheetTrouble />
    </Sheet>
  )
}

/** What this person was told before, newest first. */
export const Earlier = ({ panel: { view } }: { readonly panel: Panel }) => (
  <Sheet title={say(SHEET.earlier)} onClose={closeSheet}>
    {view.earlier.length === 0 && <p class="hint">{say(SHEET.earlierNone)}</p>}
    <ul class="list">
      {view.earlier.map((notice) => (
        <li key={`${notice.day} ${notice.number}`} class="earlier-row">
          <b>
            {notice.day} · {notice.number} · {say(OUTCOME_WORDS[notice.outcome])}
          </b>
          <span>{earlierWhy(notice)}</span>
          {notice.reason !== undefined && notice.missing.length > 0 && <span>{notice.reason}</span>}
          <small>
            {windowText(notice.counterName)} · {notice.staff}
          </small>
        </li>
      ))}
    </ul>
  </Sheet>
)
