/** The three steps of a second factor: scan, confirm, keep the recovery codes (X30). */
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type Answer, ask, type Problem } from '../client/ask.ts'
import { valuesOf } from '../client/form-card.tsx'
import { fill, say } from '../client/language.ts'
import { type Granted, person, token } from '../client/session.ts'
import { goOn } from '../client/sign-in.ts'
import { madeCodes } from './factor-state.ts'
import { FACTOR } from './factor-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import './factor.css'

/** What the hall made for the telephone: the key as people type it, and what the square says. */
export type Begun = { readonly secret: string; readonly address: string }

/** Modules of quiet ground around the code, as ISO/IEC 18004 asks. */
const QUIET = 4

export const askOwn = <T,>(path: string, body: object): Promise<Answer<T>> =>
  ask<T>(`/api/factor${path}`, { method: 'POST', body, token: token.value })

/** For a form that comes after another: whoever types goes on typing. */
export const useFirstField = () => {
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), [])
  return form
}

const Square = ({ text }: { readonly text: string }) => {
  const drawn = useSignal<{ readonly side: number; readonly path: string } | undefined>(undefined)
  useEffect(() => {
    const draw = async (): Promise<void> => {
      try {
        const { encode } = await import('uqr')
        const { data, size } = encode(text, { ecc: 'M', border: 0 })
        const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
        drawn.value = { side: size + 2 * QUIET, path: path.join('') }
      } catch (error) {
        console.warn('The QR encoder did not load; the key can be typed.', error)
      }
    }
    void draw()
  }, [text])
  if (!drawn.value) return <span class="factor-square" />
  const { side, path } = drawn.value
  return (
    <svg
      class="factor-square"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={say(FACTOR.square)}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}

/** Scan and confirm. */
export const Scan = ({ begun: { secret, address } }: { readonly begun: Begun }) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const busy = useSignal(false)
  const first = useFirstField()
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy.value || !(event.currentTarget instanceof HTMLFormElement)) return
    const { code = '' } = valuesOf(event.currentTarget)
    busy.value = true
    const answer = await askOwn<Granted & { readonly recovery: readonly string[] }>('/confirm', { code })
    busy.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    // Before the session changes: a page that only set this up goes away with it.
    madeCodes.value = { codes: answer.recovery, alone: person.value?.identity.setUp === true }
    goOn(answer)
  }
  return (
    <form class="factor-scan" ref={first} onSubmit={submit}>
      <Square text={address} />
      <div class="factor-side">
        <h3>1. {say(FACTOR.scan)}</h3>
        <p class="hint">{say(FACTOR.scanHint)}</p>
        <p class="hint">{say(FACTOR.typed)}</p>
        <code class="factor-key">{secret.match(/.{4}/g)?.join(' ')}</code>
        <h3>2. {say(FACTOR.six)}</h3>
        <div class="factor-six">
          <input
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={8}
            required
            aria-label={say(FACTOR.six)}
          />
          <button type="submit" class="action" disabled={busy.value}>
            {say(FACTOR.confirm)}
          </button>
        </div>
        <TroubleLine problem={problem.value} />
      </div>
    </form>
  )
}

/** The recovery codes, this once. */
export const CodesToKeep = ({ codes }: { readonly codes: readonly string[] }) => (
  <section class="factor-codes">
    <h3>3. {say(FACTOR.codes)}</h3>
    <p class="hint">{say(FACTOR.codesHint)}</p>
    <div class="factor-paper">
      <p class="factor-name">{fill(FACTOR.codesPaper, { name: person.value?.identity.name ?? '' })}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </div>
    <div class="row end">
      <button type="button" class="action soft" onClick={() => print()}>
        {say(FACTOR.print)}
      </button>
      <button
        type="button"
        class="action"
        data-main
        onClick={() => {
          madeCodes.value = undefined
        }}
      >
        {say(FACTOR.kept)}
      </button>
    </div>
  </section>
)
