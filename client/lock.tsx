/**
 * The lock over a page of staff (X16). The hall ends a session after quiet; then the page shows who was signed in and waits
 * for the password, with everything that was begun kept underneath and out of sight. Keys and fingers are told to the hall
 * as a sign of life; watching a screen is none.
 */
import { effect, signal, useSignal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { ask } from './ask.ts'
import { CodeForm, FormCard } from './form-card.tsx'
import { fill, say, type Word } from './language.ts'
import { reconnect } from './live-view.ts'
import { forget, locked, person, signOut, token } from './session.ts'
import { signIn, speakOn, ticketIn } from './sign-in.ts'
import './lock.css'
import './security-words.ts'

const W = {
  title: ['已锁屏', 'Locked'],
  hint: [
    '{name}，请输入密码继续。没填完的内容还在',
    '{name}, enter your password to go on. What you had begun is still there',
  ],
  password: ['密码', 'Password'],
  go: ['解锁', 'Unlock'],
  other: ['换人登录', 'Somebody else signs in'],
} satisfies Record<string, Word>

/** A sign of life is told at most this often, ms. */
const TELL_EVERY_MS = 60_000

const toldAt = signal(Number.NEGATIVE_INFINITY)

const alive = (): void => {
  if (locked.value || !person.value || performance.now() - toldAt.value < TELL_EVERY_MS) return
  toldAt.value = performance.now()
  void ask('/api/here', { method: 'POST', body: {}, token: token.value })
}

/** Ends the session on the hall and leaves the page locked. */
export const lock = (): void => {
  const held = token.value
  if (!person.value || locked.value) return
  forget()
  void ask('/api/sign-out', { method: 'POST', body: {}, token: held })
}

/** Windows and Linux have no key of their own for a page: Ctrl, Alt and L. */
const lockKey = (event: KeyboardEvent): void => {
  if (event.ctrlKey && event.altKey && event.code === 'KeyL') lock()
}

const Locked = () => {
  const ticket = useSignal<string | undefined>(undefined)
  const dialog = useRef<HTMLDialogElement>(null)
  const name = person.value?.identity.name ?? ''
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    dialog.current?.querySelector<HTMLInputElement>('input')?.focus()
  }, [ticket.value])
  return (
    // A second Escape closes a dialog whatever is said to it; then it is there again.
    <dialog
      ref={dialog}
      class="lock"
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      {ticket.value === undefined ? (
        <FormCard
          title={W.title}
          hint={fill(W.hint, { name })}
          fields={[{ name: 'password', label: W.password, secret: true }]}
          action={W.go}
          onSubmit={async ({ password = '' }) => {
            const answer = await signIn(name, password)
            ticket.value = ticketIn(answer)
            if (answer.ok) speakOn(true)
            return answer
          }}
        >
          <button
            type="button"
            class="lock-other"
            onClick={async () => {
              await signOut()
              reconnect()
            }}
          >
            {say(W.other)}
          </button>
        </FormCard>
      ) : (
        <CodeForm
          ticket={ticket.value}
          onIn={() => speakOn(true)}
          onBack={() => {
            ticket.value = undefined
          }}
        />
      )}
    </dialog>
  )
}

/** Watches for signs of life and for the end of the session, as long as the page lives. */
export const watchLock = (): void => {
  for (const sign of ['keydown', 'pointerdown'] as const) addEventListener(sign, alive, true)
  addEventListener('keydown', lockKey, true)
  const over = document.createElement('div')
  document.body.append(over)
  effect(() => {
    const shut = locked.value && person.value !== undefined
    // Out of sight and out of reach, sheets in the browser's top layer among it.
    document.documentElement.toggleAttribute('data-locked', shut)
    render(shut ? <Locked /> : null, over)
  })
}
