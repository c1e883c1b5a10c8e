/** 账号: somebody's role and their link to the single sign-on. Nobody changes their own (X29, X31). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { say, type Word } from '../client/language.ts'
import { STAFF_ROLES, type StaffRole } from '../hall/actor.ts'
import { askHall } from './manager-ask.ts'
import { ROLE_WORDS, STAFF } from './manager-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

const W = {
  title: ['账号', 'Account'],
  subject: ['单点登录标识', 'Sign-on subject'],
  subjectLinked: ['已关联，填新的可更换', 'Linked; enter another to replace it'],
  subjectNone: ['没有关联', 'Not linked'],
  unlink: ['取消关联', 'Unlink'],
  hint: ['改角色后，此人要重新登录', 'With another role this person signs in again'],
} satisfies Record<string, Word>

type Person = { readonly id: string; readonly name: string; readonly role: StaffRole; readonly linked?: true }
type Props = { readonly person: Person; readonly onSaved: () => void; readonly onClose: () => void }

export const AccountSheet = ({ person, onSaved, onClose }: Props) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const change = async (body: object): Promise<void> => {
    const answer = await askHall(`staff/${person.id}`, { method: 'PATCH', body })
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    onSaved()
    onClose()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const data = new FormData(event.currentTarget)
    const role = String(data.get('role'))
    const subject = String(data.get('subject') ?? '').trim()
    void change({ ...(role === person.role ? {} : { role }), ...(subject === '' ? {} : { subject }) })
  }
  return (
    <Sheet title={`${person.name} · ${say(W.title)}`} onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <p class="hint">{say(W.hint)}</p>
        <label class="field">
          <span>{say(STAFF.role)}</span>
          <select name="role" defaultValue={person.role}>
            {STAFF_ROLES.map((role) => (
              <option key={role} value={role} selected={role === person.role}>
                {say(ROLE_WORDS[role])}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{say(W.subject)}</span>
          <input
            name="subject"
            maxLength={255}
            autocomplete="off"
            placeholder={say(person.linked ? W.subjectLinked : W.subjectNone)}
          />
        </label>
        <TroubleLine problem={problem.value} />
        <button type="submit" class="action" data-main>
          {say(STAFF.save)}
        </button>
        {person.linked && (
          <button type="button" class="row-act bad" onClick={() => void change({ subject: null })}>
            {say(W.unlink)}
          </button>
        )}
      </form>
    </Sheet>
  )
}
