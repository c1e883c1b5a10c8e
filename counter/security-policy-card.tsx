/** 登录策略: the profile of the hall and what may be set within it (X16, X29). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { PROFILES, type Profile } from '../hall/duty.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { FACTORS } from './factor-words.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import { PROFILE_WORDS, SECURITY } from './security-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const REFRESH_MS = 30_000
const NUMBERS = [
  ['idleMinutes', 'idle', 5, 30],
  ['sessionsMax', 'sessionsMax', 1, 10],
  ['passwordLength', 'passwordLength', 8, 64],
] as const

/** Of whom a second factor is asked (X30). */
const SECOND_FACTORS = ['offered', 'administrators', 'everybody'] as const
type SecondFactor = (typeof SECOND_FACTORS)[number]

type Policy = {
  readonly profile: Profile
  readonly idleMinutes: number
  readonly sessionsMax: number
  readonly passwordLength: number
  readonly secondFactor: SecondFactor
}

export const SecurityPolicyCard = () => {
  const list = useAsked<{ policy: Policy; fixed: boolean }>('security/policy', REFRESH_MS)
  const problem = useSignal<Problem | undefined>(undefined)
  const saved = useSignal(false)
  const wanted = useSignal<Profile | undefined>(undefined)
  const may = mayAct('security')
  const change = async (body: object): Promise<void> => {
    const answer = await askHall('security/policy', { method: 'PATCH', body })
    problem.value = answer.ok ? undefined : answer
    saved.value = answer.ok
    list.reload()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const data = new FormData(event.currentTarget)
    const numbers = Object.fromEntries(NUMBERS.map(([name]) => [name, Number(data.get(name))]))
    const wantedFactor = String(data.get('secondFactor'))
    // What nobody touched stays what is usual in the profile, also in another one.
    const other = wantedFactor === list.value?.policy.secondFactor ? {} : { secondFactor: wantedFactor }
    void change({ ...numbers, ...other })
  }
  if (!list.value)
    return (
      <section class="panel">
        <h2>{say(SECURITY.policy)}</h2>
        <TroubleLine problem={list.problem} />
      </section>
    )
  const { policy, fixed } = list.value
  return (
    <section class="panel security-policy">
      <h2>{say(SECURITY.policy)}</h2>
      <div class="security-profiles">
        {PROFILES.map((profile) => (
          <button
            key={profile}
            type="button"
            class="security-profile"
            aria-pressed={policy.profile === profile}
            disabled={!may || fixed}
            onClick={() => {
              if (profile !== policy.profile) wanted.value = profile
            }}
          >
            <b>{say(PROFILE_WORDS[profile][0])}</b>
            <span>{say(PROFILE_WORDS[profile][1])}</span>
          </button>
        ))}
      </div>
      {fixed && <p class="hint">{say(SECURITY.fixed)}</p>}
      <form class="security-numbers" onSubmit={submit}>
        {NUMBERS.map(([name, word, min, max]) => (
          <label key={name} class="field">
            <span>{say(SECURITY[word])}</span>
            <input name={name} type="number" min={min} max={max} required disabled={!may} defaultValue={policy[name]} />
          </label>
        ))}
        <label class="field">
          <span>{say(FACTORS.ask)}</span>
          <select name="secondFactor" disabled={!may} key={policy.secondFactor}>
            {SECOND_FACTORS.map((wanted) => (
              <option key={wanted} value={wanted} selected={wanted === policy.secondFactor}>
                {say(FACTORS[wanted])}
              </option>
            ))}
          </select>
        </label>
        {may && (
          <button type="submit" class="action">
            {say(SECURITY.save)}
          </button>
        )}
      </form>
      {saved.value && (
        <p class="hint" role="status">
          {say(SECURITY.saved)}
        </p>
      )}
      <TroubleLine problem={problem.value} />
      {wanted.value && (
        <ConfirmSheet
          title={say(SECURITY.change)}
          text={fill(SECURITY.profileSure, { profile: say(PROFILE_WORDS[wanted.value][0]) })}
          action={say(SECURITY.change)}
          onConfirm={() => {
            const profile = wanted.value
            wanted.value = undefined
            void change({ profile })
          }}
          onClose={() => {
            wanted.value = undefined
          }}
        />
      )}
    </section>
  )
}
