/** 我的账号: one's own second factor, set up, changed and taken away (X30). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask, type Problem } from '../client/ask.ts'
import { valuesOf } from '../client/form-card.tsx'
import { fill, say } from '../client/language.ts'
import { type Granted, person, token } from '../client/session.ts'
import { goOn } from '../client/sign-in.ts'
import { madeCodes } from './factor-state.ts'
import { askOwn, type Begun, CodesToKeep, Scan, useFirstField } from './factor-steps.tsx'
import { FACTOR } from './factor-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

type Own = { readonly set: boolean; readonly asked: boolean; readonly recoveryLeft?: number }
type Act = 'begin' | 'remove'

/** Who it is, once more: a page left open gives nobody the account. */
const Prove = (props: {
  readonly own: Own
  readonly act: Act
  readonly onBegun: (begun: Begun) => void
  readonly onBack: () => void
}) => {
  const { own, act, onBegun, onBack } = props
  const problem = useSignal<Problem | undefined>(undefined)
  const busy = useSignal(false)
  const first = useFirstField()
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy.value || !(event.currentTarget instanceof HTMLFormElement)) return
    const proof = valuesOf(event.currentTarget)
    busy.value = true
    const answer = act === 'begin' ? await askOwn<Begun>('', proof) : goOn(await askOwn<Granted>('/remove', proof))
    busy.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    if ('address' in answer) onBegun(answer)
    else onBack()
  }
  return (
    <form class="form" ref={first} onSubmit={submit}>
      <label class="field">
        <span>{say(FACTOR.password)}</span>
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      {own.set && (
        <label class="field">
          <span>{say(FACTOR.code)}</span>
          <input name="code" autocomplete="one-time-code" required />
        </label>
      )}
      <TroubleLine problem={problem.value} />
      <div class="row end">
        <button type="button" class="action soft" onClick={onBack}>
          {say(FACTOR.back)}
        </button>
        <button type="submit" class={act === 'remove' ? 'action danger' : 'action'} disabled={busy.value}>
          {say(act === 'remove' ? FACTOR.remove : FACTOR.next)}
        </button>
      </div>
    </form>
  )
}

const Standing = ({ own, onAct }: { readonly own: Own; readonly onAct: (act: Act) => void }) => (
  <div class="factor-standing">
    <p class="row">
      <b>{say(FACTOR.title)}</b>
      <span class={own.set ? 'badge good' : own.asked ? 'badge warn' : 'badge'}>
        {say(own.set ? FACTOR.on : FACTOR.off)}
      </span>
      {own.set && <span class="hint">{fill(FACTOR.left, { count: own.recoveryLeft ?? 0 })}</span>}
    </p>
    <p class="hint">{say(FACTOR.why)}</p>
    <div class="row">
      <button type="button" class={own.set ? 'action soft' : 'action'} data-main onClick={() => onAct('begin')}>
        {say(own.set ? FACTOR.change : FACTOR.setUp)}
      </button>
      {own.set && !own.asked && (
        <button type="button" class="row-act bad" onClick={() => onAct('remove')}>
          {say(FACTOR.remove)}
        </button>
      )}
      {own.asked && <span class="hint">{say(FACTOR.asked)}</span>}
    </div>
  </div>
)

export const FactorSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const own = useSignal<Own | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const act = useSignal<Act | undefined>(undefined)
  const begun = useSignal<Begun | undefined>(undefined)
  const held = token.value
  const codes = madeCodes.value?.codes
  useEffect(() => {
    void ask<Own>('/api/factor', { token: held }).then((answer) => {
      problem.value = answer.ok ? undefined : answer
      if (answer.ok) own.value = answer
    })
  }, [held])
  const back = (): void => {
    act.value = undefined
    begun.value = undefined
  }
  // Recovery codes are shown once: a key pressed by mistake leads to the button that says they are kept.
  const close = (): void => {
    if (madeCodes.value) document.querySelector<HTMLElement>('.factor-codes [data-main]')?.focus()
    else onClose()
  }
  // What comes after the codes is how it stands.
  useEffect(() => {
    if (codes) back()
  }, [codes])
  return (
    <Sheet
      title={`${person.value?.identity.name ?? ''} · ${say(FACTOR.account)}`}
      wide={codes !== undefined || begun.value !== undefined}
      onClose={close}
    >
      {codes ? (
        <CodesToKeep codes={codes} />
      ) : begun.value ? (
        <Scan begun={begun.value} />
      ) : own.value && act.value ? (
        <Prove
          own={own.value}
          act={act.value}
          onBack={back}
          onBegun={(made) => {
            begun.value = made
          }}
        />
      ) : own.value ? (
        <Standing
          own={own.value}
          onAct={(wanted) => {
            act.value = wanted
          }}
        />
      ) : (
        <TroubleLine problem={problem.value} />
      )}
    </Sheet>
  )
}
