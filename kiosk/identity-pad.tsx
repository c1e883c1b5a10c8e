/** A document's number on the screen's own keys. What is typed is seen as dots; the last sign alone, for a moment (K23). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { EraseIcon } from './icons.tsx'
import { IDENTITY } from './identity-words.ts'
import { type Kind, shownSigns, withSign } from './typed-document.ts'

/** How long the last sign is seen, ms. */
const FRESH_MS = 900
const DIGITS = [...'123456789']
const SIGNS: Readonly<Record<Exclude<Kind, 'resident'>, readonly string[]>> = {
  company: [...'0123456789ABCDEFGHJKLMNPQRTUWXY'],
  other: [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
}

type PadProps = {
  readonly kind: Kind
  readonly typed: string
  readonly type: (typed: string) => void
}

/** A place for every sign, in the groups in which such numbers are written. */
const Slots = ({ kind, typed, fresh }: Omit<PadProps, 'type'> & { readonly fresh: boolean }) => (
  <p class={`slots is-${kind}`} role="status" aria-label={fill(IDENTITY.typed, { count: typed.length })}>
    {shownSigns(typed, kind, fresh).map((sign, place) => (
      <span key={place} class={sign === '' ? 'slot' : 'slot is-typed'} aria-hidden="true">
        {sign === '●' ? <i /> : sign}
      </span>
    ))}
  </p>
)

export const IdentityPad = ({ kind, typed, type }: PadProps) => {
  const fresh = useSignal(false)
  const press = (sign: string): void => {
    const next = withSign(typed, sign, kind)
    fresh.value = next !== typed
    type(next)
  }
  const erase = (): void => {
    fresh.value = false
    type(typed.slice(0, -1))
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      fresh.value = false
    }, FRESH_MS)
    return () => clearTimeout(timer)
  }, [typed, fresh])
  useEffect(() => {
    // A keyboard or keypad that is attached types too.
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (/^[0-9a-z]$/i.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') erase()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const key = (sign: string) => (
    <button key={sign} type="button" class="key" onClick={() => press(sign)}>
      {sign}
    </button>
  )
  const erasers = (
    <>
      <button type="button" class="key is-wide" disabled={typed === ''} onClick={erase}>
        <EraseIcon />
        {say(IDENTITY.delete)}
      </button>
      <button type="button" class="key is-wide" disabled={typed === ''} onClick={() => type('')}>
        {say(IDENTITY.clear)}
      </button>
    </>
  )
  return (
    <div class="identity-typing" data-digits>
      <Slots kind={kind} typed={typed} fresh={fresh.value} />
      {kind === 'resident' ? (
        <div class="digits" data-quiet="">
          {DIGITS.map(key)}
          {key('X')}
          {key('0')}
          {erasers}
        </div>
      ) : (
        <div class="keys" data-quiet="">
          {SIGNS[kind].map(key)}
          {erasers}
        </div>
      )}
    </div>
  )
}
