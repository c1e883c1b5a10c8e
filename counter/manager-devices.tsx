/** Devices: every machine, printer and peripheral of the hall with its state, what can be done with it, and a new one. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { stale } from '../client/live-view.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { CodeSheet } from './device-code.tsx'
import { AddDevice, type Code } from './device-form.tsx'
import { DEVICES } from './device-words.ts'
import { Icon } from './icons.tsx'
import type { Told as ActTold } from './machine-acts.tsx'
import { MachineTable } from './machine-table.tsx'
import { type Device, inTrouble, machinesOf, placesWith, type Told } from './machines.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { COMMON } from './manager-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import './manager-devices.css'

const REFRESH_MS = 2_000

export const DevicesTab = ({ floor: { view } }: TabProps) => {
  const list = useAsked<Told>('devices', REFRESH_MS)
  const onlyTroubled = useSignal(false)
  const adding = useSignal(false)
  const code = useSignal<Code | undefined>(undefined)
  const ending = useSignal<Device | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const told = useSignal<ActTold | undefined>(undefined)
  if (!list.value)
    return (
      <section class="panel">
        <p class="hint">{say(COMMON.loading)}</p>
        <TroubleLine problem={list.problem} />
      </section>
    )
  const { edges } = list.value
  const machines = machinesOf(list.value, view.printers)
  const troubled = machines.filter(inTrouble)
  const shown = onlyTroubled.value ? troubled : machines
  const showCode = (made: Code): void => {
    code.value = made
    list.reload()
  }
  const revoke = async (device: Device): Promise<void> => {
    const answer = await askHall(`devices/${device.id}`, { method: 'DELETE' })
    problem.value = answer.ok ? undefined : answer
    ending.value = undefined
    list.reload()
  }
  return (
    <section class={stale.value ? 'panel old' : 'panel'}>
      <div class="row">
        {[false, true].map((only) => (
          <button
            key={String(only)}
            type="button"
            class="tab machine-filter"
            aria-pressed={onlyTroubled.value === only}
            onClick={() => {
              onlyTroubled.value = only
            }}
          >
            {only ? fill(DEVICES.troubled, { count: troubled.length }) : fill(DEVICES.all, { count: machines.length })}
          </button>
        ))}
        <TroubleLine problem={problem.value ?? list.problem} />
        <span class="spring" />
        {mayAct('system') && (
          <button
            type="button"
            class="action"
            onClick={() => {
              adding.value = true
            }}
          >
            <Icon name="device" />
            {say(DEVICES.add)}
          </button>
        )}
      </div>
      {shown.length > 0 ? (
        <MachineTable
          places={placesWith(shown, edges, catalogue.value)}
          timeZone={view.timeZone}
          told={told}
          onCode={showCode}
          onEnd={(device) => {
            ending.value = device
          }}
        />
      ) : (
        <p class="hint">{say(onlyTroubled.value ? DEVICES.allWell : DEVICES.none)}</p>
      )}
      {adding.value && (
        <Sheet
          title={say(DEVICES.add)}
          onClose={() => {
            adding.value = false
          }}
        >
          <AddDevice
            printers={view.printers}
            edges={edges}
            onAdded={(made) => {
              adding.value = false
              showCode(made)
            }}
          />
        </Sheet>
      )}
      {code.value && (
        <CodeSheet
          code={code.value}
          timeZone={view.timeZone}
          onClose={() => {
            code.value = undefined
          }}
        />
      )}
      {ending.value && (
        <ConfirmSheet
          danger
          title={`${say(DEVICES.revoke)} ${ending.value.name}`}
          text={say(DEVICES.revokeSure)}
          action={say(DEVICES.revoke)}
          onConfirm={() => ending.value && void revoke(ending.value)}
          onClose={() => {
            ending.value = undefined
          }}
        />
      )}
    </section>
  )
}
