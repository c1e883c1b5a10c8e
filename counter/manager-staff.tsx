/** Staff: who may sign in as what; somebody who leaves is disabled, never deleted, since the ledger names them. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { STAFF_ROLES, type StaffRole } from '../hall/actor.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import { type Profile, StaffCard } from './manager-staff-card.tsx'
import { type Column, Table } from './manager-table.tsx'
import { COMMON, ROLE_WORDS, STAFF } from './manager-words.ts'
import { AccountSheet } from './security-account-sheet.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import '../client/security-words.ts'

type Person = Profile & { readonly role: StaffRole; readonly disabled: boolean; readonly linked?: true }

const REFRESH_MS = 15_000
const PASSWORD_LENGTH_MIN = 8

const PasswordField = () => (
  <label class="field">
    <span>{say(STAFF.password)}</span>
    <input name="password" type="password" required minLength={PASSWORD_LENGTH_MIN} autocomplete="new-password" />
  </label>
)

const textOf = (form: HTMLFormElement, field: string): string => String(new FormData(form).get(field) ?? '')

const AddPerson = ({ onAdded }: { readonly onAdded: () => void }) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const sending = useSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (sending.value || !(form instanceof HTMLFormElement)) return
    const body = {
      name: textOf(form, 'name').trim(),
      role: textOf(form, 'role'),
      password: textOf(form, 'password'),
    }
    sending.value = true
    const answer = await askHall('staff', { method: 'POST', body })
    sending.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    form.reset()
    onAdded()
  }
  return (
    <form class="panel form" onSubmit={submit}>
      <h2>{say(STAFF.add)}</h2>
      <label class="field">
        <span>{say(STAFF.name)}</span>
        <input name="name" required maxLength={40} autocomplete="off" />
      </label>
      <label class="field">
        <span>{say(STAFF.role)}</span>
        <select name="role">
          {STAFF_ROLES.map((role) => (
            <option key={role} value={role}>
              {say(ROLE_WORDS[role])}
            </option>
          ))}
        </select>
      </label>
      <PasswordField />
      <button type="submit" class="action" disabled={sending.value}>
        {say(STAFF.doAdd)}
      </button>
      <TroubleLine problem={problem.value} />
    </form>
  )
}

type PasswordProps = { readonly person: Person; readonly onClose: () => void }

const NewPassword = ({ person, onClose }: PasswordProps) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const body = { password: textOf(form, 'password') }
    const answer = await askHall(`staff/${person.id}`, { method: 'PATCH', body })
    problem.value = answer.ok ? undefined : answer
    if (answer.ok) onClose()
  }
  return (
    <Sheet title={fill(STAFF.passwordTitle, { name: person.name })} onClose={onClose}>
      <form onSubmit={submit}>
        <PasswordField />
        <TroubleLine problem={problem.value} />
        <button type="submit" class="action">
          {say(STAFF.save)}
        </button>
      </form>
    </Sheet>
  )
}

const Who = ({ person: { name, photo } }: { readonly person: Person }) => (
  <span class="staff-who">
    {photo !== undefined && <img class="staff-face" src={`/media/${photo}`} alt="" loading="lazy" />}
    {name}
  </span>
)

export const StaffTab = () => {
  const list = useAsked<{ staff: readonly Person[] }>('staff', REFRESH_MS)
  const changing = useSignal<Person | undefined>(undefined)
  const showing = useSignal<Person | undefined>(undefined)
  const account = useSignal<Person | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const setDisabled = async (person: Person, disabled: boolean): Promise<void> => {
    const answer = await askHall(`staff/${person.id}`, { method: 'PATCH', body: { disabled } })
    problem.value = answer.ok ? undefined : answer
    list.reload()
  }
  const staff = list.value?.staff ?? []
  const acts: Column<Person> = {
    head: COMMON.action,
    tone: () => 'acts',
    cell: (one) => (
      <>
        <button
          type="button"
          class="row-act"
          onClick={() => {
            showing.value = one
          }}
        >
          {say(STAFF.card)}
        </button>
        {mayAct('security') && (
          <>
            <button
              type="button"
              class="row-act"
              onClick={() => {
                account.value = one
              }}
            >
              {say(STAFF.account)}
            </button>
            <button
              type="button"
              class="row-act"
              onClick={() => {
                changing.value = one
              }}
            >
              {say(STAFF.newPassword)}
            </button>
            <button
              type="button"
              class={one.disabled ? 'row-act' : 'row-act bad'}
              onClick={() => void setDisabled(one, !one.disabled)}
            >
              {say(one.disabled ? STAFF.enable : STAFF.disable)}
            </button>
          </>
        )}
      </>
    ),
  }
  return (
    <div class="two-columns">
      <section class="panel">
        <TroubleLine problem={problem.value ?? list.problem} />
        <Table
          rows={staff}
          keyOf={({ id }) => id}
          empty={list.value ? STAFF.none : COMMON.loading}
          columns={[
            { head: STAFF.name, cell: (one) => <Who person={one} /> },
            { head: STAFF.post, cell: ({ number, post }) => [number, post].filter(Boolean).join(' · ') },
            { head: STAFF.role, cell: ({ role }) => say(ROLE_WORDS[role]) },
            {
              head: COMMON.state,
              cell: ({ disabled }) => (
                <span class={disabled ? 'badge' : 'badge good'}>{say(disabled ? STAFF.disabled : STAFF.active)}</span>
              ),
            },
            ...(mayAct() || mayAct('security') ? [acts] : []),
          ]}
        />
      </section>
      {mayAct('security') && <AddPerson onAdded={list.reload} />}
      {showing.value && (
        <StaffCard
          person={showing.value}
          onSaved={list.reload}
          onClose={() => {
            showing.value = undefined
          }}
        />
      )}
      {account.value && (
        <AccountSheet
          person={account.value}
          onSaved={list.reload}
          onClose={() => {
            account.value = undefined
          }}
        />
      )}
      {changing.value && (
        <NewPassword
          person={changing.value}
          onClose={() => {
            changing.value = undefined
          }}
        />
      )}
    </div>
  )
}
