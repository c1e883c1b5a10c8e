/** With which right: the class of a ticket, the ground of a priority, the time of an appointment. */
import { useEffect, useRef } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { GROUND_WORDS } from '../client/ground-words.ts'
import { say } from '../client/language.ts'
import { nowHere } from '../client/time.ts'
import { PRIORITY_GROUNDS, type PriorityGround } from '../hall/commands.ts'
import { type Wish, wish } from './guide-state.ts'
import { Y } from './guide-tray-words.ts'
import { nearestSlot, type Slot, slotsOf } from './slots.ts'

const slotsNow = (): readonly Slot[] => {
  const book = catalogue.value
  return book ? slotsOf(book.hours, book.hall.timeZone, nowHere()) : []
}

/** An appointment begins with the half hour nearest to now; another class forgets ground and time. */
export const chooseClass = ({ ground: _ground, slot: _slot, ...rest }: Wish, name: Wish['class']): void => {
  const slot = name === 'appointment' ? nearestSlot(slotsNow(), nowHere())?.at : undefined
  wish.value = { ...rest, class: name, ...(slot === undefined ? {} : { slot }) }
}

type GroundProps = {
  readonly now: PriorityGround | undefined
  readonly onGround: (ground: PriorityGround) => void
}

/** What was just asked for must be in sight, however many matters stand above it. */
const useInSight = () => {
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => part.current?.scrollIntoView({ block: 'nearest' }), [])
  return part
}

export const Ground = ({ now, onGround }: GroundProps) => (
  <div class="grounds" ref={useInSight()}>
    <p class="hint">{say(Y.ground)}</p>
    {PRIORITY_GROUNDS.map((ground) => (
      <button key={ground} type="button" class="choice" aria-pressed={now === ground} onClick={() => onGround(ground)}>
        {say(GROUND_WORDS[ground])}
      </button>
    ))}
  </div>
)

export const Slots = ({ now }: { readonly now: Wish }) => {
  const slots = slotsNow()
  return (
    <div class="grounds slots" ref={useInSight()}>
      <p class="hint">{say(slots.length === 0 ? Y.noSlots : Y.slot)}</p>
      {slots.map((slot) => (
        <button
          key={slot.text}
          type="button"
          class="choice"
          aria-pressed={now.slot === slot.at}
          onClick={() => {
            wish.value = { ...now, slot: slot.at }
          }}
        >
          {slot.text}
        </button>
      ))}
    </div>
  )
}
