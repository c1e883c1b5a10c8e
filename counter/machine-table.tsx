/** All machines in one table, a block of rows for each place, so that who walks there sees what is to be done there. */
import type { Signal } from '@preact/signals'
import { say, type Word } from '../client/language.ts'
import { clock, tick } from '../client/time.ts'
import type { Code } from './device-form.tsx'
import { DEVICES } from './device-words.ts'
import { Icon, type IconName } from './icons.tsx'
import { MachineActs, type Told } from './machine-acts.tsx'
import type { Device, Machine, Mood, Place } from './machines.ts'
import { COMMON } from './manager-words.ts'

const LOOKS: Readonly<Record<Mood, readonly [badge: string, icon: IconName]>> = {
  good: ['badge good', 'check'],
  idle: ['badge', 'clock'],
  amber: ['badge warn', 'warn'],
  red: ['badge bad', 'cross'],
}

const dayOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('zh-CN', { timeZone, month: '2-digit', day: '2-digit' }).format(at)

/** The time of day, and before it the day where that was not today. */
export const heardText = (heard: Machine['heard'], now: number, timeZone: string): string => {
  if (heard === 'now') return say(DEVICES.now)
  if (heard === undefined) return say(DEVICES.never)
  const day = dayOf(heard, timeZone)
  return day === dayOf(now, timeZone) ? clock(heard, timeZone, true) : `${day} ${clock(heard, timeZone)}`
}

const State = ({ machine: { mood, state, hint, detail } }: { readonly machine: Machine }) => {
  const [badge, icon] = LOOKS[mood]
  return (
    <>
      <span class={badge}>
        <Icon name={icon} />
        {say(state)}
      </span>
      {hint && <small class="machine-note">{say(hint)}</small>}
      {detail !== undefined && detail !== '' && (
        <small class="machine-note" lang="en">
          {detail}
        </small>
      )}
    </>
  )
}

const HEADS: readonly Word[] = [COMMON.name, COMMON.kind, COMMON.state, DEVICES.heard, DEVICES.version, COMMON.action]

type Props = {
  readonly places: readonly Place[]
  readonly timeZone: string
  readonly told: Signal<Told | undefined>
  readonly onCode: (code: Code) => void
  readonly onEnd: (device: Device) => void
}

export const MachineTable = ({ places, timeZone, ...acts }: Props) => (
  <table class="grid machines">
    <thead>
      <tr>
        {HEADS.map((head) => (
          <th key={head[1]} scope="col">
            {say(head)}
          </th>
        ))}
      </tr>
    </thead>
    {places.map((place) => (
      <tbody key={place.key}>
        <tr class="machine-place">
          <th colSpan={HEADS.length} scope="rowgroup">
            {place.name}
          </th>
        </tr>
        {place.machines.map((machine) => (
          <tr key={machine.key} class={`machine is-${machine.mood}`}>
            <th scope="row">
              {machine.name}
              {machine.notes.map((note) => (
                <small key={note} class="machine-note">
                  {note}
                </small>
              ))}
            </th>
            <td>{say(machine.kind)}</td>
            <td>
              <State machine={machine} />
            </td>
            <td class="short">{heardText(machine.heard, tick.value, timeZone)}</td>
            <td>{machine.version}</td>
            <td>
              <MachineActs machine={machine} {...acts} />
            </td>
          </tr>
        ))}
      </tbody>
    ))}
  </table>
)
