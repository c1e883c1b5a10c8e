/**
 * The numbers kept for a question or a visit: masked, whole for half a minute to whoever says why, and a field for what is
 * asked for and not there yet. Shows nothing where nothing is asked for.
 */
import './vault.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say, type Word } from '../client/language.ts'
import { tick } from '../client/time.ts'
import { businessDay } from '../hall/calendar.ts'
import type { Ask } from '../hall/personal-data.ts'
import { ReasonForm } from './reason-form.tsx'
import {
  type About,
  type DocumentKind,
  type Held,
  heldFor,
  type KeptRow,
  keepNumber,
  lookAt,
  phoneDays,
  removeNumber,
  vaultText,
} from './vault-ask.ts'
import { ASK_WORDS, LOOK_REASONS, REMOVE_REASONS, V } from './vault-words.ts'

/** Long enough to dial, short enough that nobody passing by reads it later. ms */
const SHOWN_MS = 30_000

const KINDS: readonly (readonly [kind: DocumentKind, word: Word])[] = [
  ['resident', ['居民身份证', 'Identity card']],
  ['company', ['统一社会信用代码', 'Credit code']],
  ['other', ['其他证件', 'Another document']],
]

type EntryProps = { readonly ask: Ask; readonly about: About; readonly onKept: () => void }

const Entry = ({ ask, about, onKept }: EntryProps) => {
  const kind = useSignal<DocumentKind>('resident')
  const trouble = useSignal('')
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const field = form instanceof HTMLFormElement ? form.elements.namedItem('number') : null
    if (!(field instanceof HTMLInputElement) || field.value.trim() === '') return
    const answer = await keepNumber(ask, about, field.value.trim(), kind.value)
    trouble.value = answer.ok ? '' : vaultText(answer)
    if (!answer.ok) return
    field.value = ''
    onKept()
  }
  return (
    <form class="vault-entry" onSubmit={(event) => void submit(event)}>
      {ask === 'document' && (
        <div class="vault-kinds">
          {KINDS.map(([value, word]) => (
            <button
              key={value}
              type="button"
              class="choice"
              aria-pressed={kind.value === value}
              onClick={() => {
                kind.value = value
              }}
            >
              {say(word)}
            </button>
          ))}
        </div>
      )}
      <label class="field">
        <span>{say(ASK_WORDS[ask])}</span>
        <input
          name="number"
          autocomplete="off"
          spellcheck={false}
          maxLength={40}
          inputMode={ask === 'phone' ? 'tel' : 'text'}
        />
      </label>
      <button type="submit" class="action soft">
        {say(V.save)}
      </button>
      {trouble.value !== '' && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
    </form>
  )
}

type RowProps = { readonly row: KeptRow; readonly timeZone: string; readonly onGone: () => void }

const Row = ({ row, timeZone, onGone }: RowProps) => {
  const asks = useSignal<'look' | 'remove' | undefined>(undefined)
  const whole = useSignal<{ readonly value: string; readonly until: number } | undefined>(undefined)
  const trouble = useSignal('')
  // It is drawn anew with every tick, but measured by a clock that nothing sets: the hall's time may be put back meanwhile.
  const left = whole.value && tick.value ? Math.ceil((whole.value.until - performance.now()) / 1_000) : 0
  useEffect(() => {
    if (!whole.value) return
    const hide = setTimeout(() => {
      whole.value = undefined
    }, whole.value.until - performance.now())
    return () => clearTimeout(hide)
  }, [whole, whole.value])
  const answered = async (reason: string): Promise<void> => {
    const looks = asks.value === 'look'
    const answer = looks ? await lookAt(row.id, reason) : await removeNumber(row.id, reason)
    trouble.value = answer.ok ? '' : vaultText(answer)
    asks.value = undefined
    if (!answer.ok) return
    if (looks && 'value' in answer) whole.value = { value: String(answer.value), until: performance.now() + SHOWN_MS }
    else onGone()
  }
  const toggle = (what: 'look' | 'remove'): void => {
    asks.value = asks.value === what ? undefined : what
  }
  return (
    <div class="vault-row">
      <p>
        <span class="vault-name">{say(ASK_WORDS[row.ask])}</span>
        <b class={whole.value ? 'vault-whole' : 'vault-masked'}>{whole.value?.value ?? row.masked ?? say(V.keyGone)}</b>
        <small>
          {whole.value
            ? fill(V.hides, { seconds: Math.max(0, left) })
            : row.waits
              ? fill(V.afterAnswer, { days: phoneDays() })
              : fill(V.until, { day: businessDay(row.until - 1, timeZone) })}
        </small>
        {row.masked !== undefined && !whole.value && (
          <button
            type="button"
            class="action soft"
            aria-expanded={asks.value === 'look'}
            onClick={() => toggle('look')}
          >
            {say(V.look)}
          </button>
        )}
        <button type="button" class="plain" aria-expanded={asks.value === 'remove'} onClick={() => toggle('remove')}>
          {say(V.remove)}
        </button>
      </p>
      {asks.value && (
        <div class="vault-why">
          <p class="hint">{say(asks.value === 'look' ? V.lookWhy : V.removeWhy)}</p>
          <ReasonForm
            key={asks.value}
            usual={asks.value === 'look' ? LOOK_REASONS : REMOVE_REASONS}
            action={say(asks.value === 'look' ? V.lookDo : V.removeDo)}
            danger={asks.value === 'remove'}
            onReason={(reason) => void answered(reason)}
          />
        </div>
      )}
      {trouble.value !== '' && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
    </div>
  )
}

export const VaultNumbers = ({ about, timeZone }: { readonly about: About; readonly timeZone: string }) => {
  const held = useSignal<Held | undefined>(undefined)
  const trouble = useSignal('')
  const { kind, id } = about
  const load = async (): Promise<void> => {
    const answer = await heldFor({ kind, id })
    trouble.value = answer.ok ? '' : vaultText(answer)
    if (answer.ok) held.value = answer
  }
  useEffect(() => void load(), [kind, id])
  const { asks = [], kept = [] } = held.value ?? {}
  const missing = asks.filter((ask) => !kept.some((row) => row.ask === ask))
  if (trouble.value === '' && missing.length + kept.length === 0) return null
  return (
    <section class="vault">
      {kind === 'ticket' && <p class="hint">{say(V.asked)}</p>}
      {kept.map((row) => (
        <Row key={row.id} row={row} timeZone={timeZone} onGone={() => void load()} />
      ))}
      {missing.map((ask) => (
        <Entry key={ask} ask={ask} about={about} onKept={() => void load()} />
      ))}
      {trouble.value !== '' && <p class="trouble">{trouble.value}</p>}
    </section>
  )
}
