/** Who is on duty at the desks: in the bar how many of how many, in a sheet who; and once after signing in, where this person is. */
import { signal, useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { person } from '../client/session.ts'
import { clock } from '../client/time.ts'
import type { Duty } from '../hall/views/duty.ts'
import { busy, trouble } from './acting.ts'
import { type Desk, troubleIn } from './guide-desk.ts'
import { type DeskChoice, desksOf, dutyTally, postOf } from './guide-post.ts'
import { Q } from './guide-question-words.ts'
import { Icon } from './icons.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

type DeskProps = { readonly desk: Desk }

/** The session that was asked already: one signing in, one question. */
const askedOf = signal<string | undefined>(undefined)

const dismiss = (): void => {
  askedOf.value = person.value?.token
}

const come = async ({ does }: Desk, { id }: DeskChoice): Promise<void> => {
  if ((await does('post', { type: 'TakePost', desk: id })) !== undefined) dismiss()
}

const ComeButtons = ({ desk, but }: DeskProps & { readonly but?: Duty | undefined }) => (
  <>
    {desksOf(desk.view.duty)
      .filter(({ floor }) => floor !== but?.floor)
      .map((choice) => (
        <button
          key={choice.id}
          type="button"
          class="action soft"
          disabled={busy.value !== undefined}
          onClick={() => void come(desk, choice)}
        >
          {fill(Q.take, { desk: choice.name })}
        </button>
      ))}
  </>
)

/** A line under the bar, which keeps nobody from taking a number meanwhile. */
export const DutyQuestion = ({ desk }: DeskProps) => {
  const { identity, token } = person.value ?? {}
  const desks = desksOf(desk.view.duty)
  const known = identity?.role !== 'guide' || postOf(desk.view.duty, identity.id) !== undefined
  if (!desk.view.open || known || desks.length === 0 || askedOf.value === token) return null
  return (
    <section class="duty-question" aria-label={say(desks.length === 1 ? Q.whereOne : Q.where)}>
      <b>{say(desks.length === 1 ? Q.whereOne : Q.where)}</b>
      <ComeButtons desk={desk} />
      <button type="button" class="plain" onClick={dismiss}>
        {say(Q.later)}
      </button>
      <TroubleLine {...troubleIn('post')} />
    </section>
  )
}

const Floor = ({ duty, timeZone }: { readonly duty: Duty; readonly timeZone: string }) => {
  const few = duty.desks.length > 0 && duty.guides.length < duty.needed
  return (
    <section class="floor-duty">
      <h3>
        {fill(Q.floor, { floor: duty.floor })}
        <span class={few ? 'badge warn' : 'badge good'}>
          {duty.desks.length === 0
            ? say(Q.noDesk)
            : fill(Q.ofNeeded, { here: duty.guides.length, needed: duty.needed })}
        </span>
      </h3>
      <p>
        {duty.guides.length === 0
          ? say(Q.nobody)
          : duty.guides.map(({ name, since }) => fill(Q.since, { name, time: clock(since, timeZone) })).join('；')}
      </p>
    </section>
  )
}

const DutySheet = ({ desk, onClose }: DeskProps & { readonly onClose: () => void }) => {
  const { view, does } = desk
  const post = postOf(view.duty, person.value?.identity.id)
  const leave = async (): Promise<void> => {
    if ((await does('post', { type: 'LeavePost' })) === undefined) return
    // Whoever has just left is not asked where they are.
    dismiss()
    onClose()
  }
  return (
    <Sheet title={say(Q.dutyTitle)} onClose={onClose}>
      {view.duty.map((duty) => (
        <Floor key={duty.floor} duty={duty} timeZone={view.timeZone} />
      ))}
      <TroubleLine {...troubleIn('post')} />
      <div class="sheet-acts">
        <ComeButtons desk={desk} but={post?.floor} />
        {post && (
          <button type="button" class="action soft" disabled={busy.value !== undefined} onClick={() => void leave()}>
            {say(Q.leave)}
          </button>
        )}
      </div>
    </Sheet>
  )
}

export const DutyButton = ({ desk }: DeskProps) => {
  const open = useSignal(false)
  const { here, needed } = dutyTally(desk.view.duty)
  const post = postOf(desk.view.duty, person.value?.identity.id)
  return (
    <>
      <button
        type="button"
        class={here < needed && desk.view.open ? 'plain duty few' : 'plain duty'}
        onClick={() => {
          trouble.value = undefined
          open.value = true
        }}
      >
        <Icon name="people" />
        <span>
          {fill(Q.duty, { here, needed })}
          {post && ` · ${say(Q.here)}`}
        </span>
      </button>
      {open.value && (
        <DutySheet
          desk={desk}
          onClose={() => {
            open.value = false
          }}
        />
      )}
    </>
  )
}
