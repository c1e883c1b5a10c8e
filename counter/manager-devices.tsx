/** Devices: what is paired and online, a new one with its code, a fresh code, an end. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import type { DeviceRole } from '../hall/actor.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { AddDevice, type Code } from './device-form.tsx'
import { kindOf, pairingAddress } from './device-kind.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { type Column, Table } from './manager-table.tsx'
import { COMMON, DEVICES, KIND_WORDS } from './manager-words.ts'
import { named } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

export type Device = {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly counter?: string
  readonly zone?: string
  readonly printer?: string
  readonly paired: boolean
  readonly online: boolean
  readonly seenAt?: number
}

const REFRESH_MS = 5_000

const placeText = ({ counter, zone, printer, role }: Device, printers: readonly PrinterRow[]): string => {
  const book = catalogue.value
  if (counter !== undefined) return windowText(book?.counters.find((row) => row.id === counter)?.name ?? counter)
  const inZone = book?.zones.find((row) => row.id === zone)
  if (role === 'display') return inZone ? named(inZone) : say(DEVICES.allZones)
  if (printer !== undefined) return printers.find((row) => row.id === printer)?.name ?? printer
  return role === 'kiosk' ? say(DEVICES.firstPrinter) : ''
}

const State = ({ device, timeZone }: { readonly device: Device; readonly timeZone: string }) => {
  if (!device.paired) return <span class="badge">{say(DEVICES.unpaired)}</span>
  if (device.online) return <span class="badge good">{say(DEVICES.online)}</span>
  const text =
    device.seenAt === undefined
      ? say(DEVICES.offline)
      : fill(DEVICES.offlineSince, { time: clock(device.seenAt, timeZone) })
  return <span class="badge warn">{text}</span>
}

const CodeSheet = ({
  code,
  timeZone,
  onClose,
}: {
  readonly code: Code
  readonly timeZone: string
  readonly onClose: () => void
}) => {
  const address = pairingAddress(code.kind, code.code)
  return (
    <Sheet title={`${code.name} · ${say(DEVICES.codeTitle)}`} onClose={onClose}>
      <p class="pair-code">{code.code}</p>
      <p class="hint">{fill(DEVICES.expires, { time: clock(code.expiresAt, timeZone) })}</p>
      <p class="hint">{say(DEVICES.codeHint)}</p>
      <p class="pair-address">{`${location.origin}${address}`}</p>
      <a class="action" data-main href={address} target="_blank" rel="noreferrer" onClick={onClose}>
        {say(DEVICES.openHere)}
      </a>
    </Sheet>
  )
}

export const DevicesTab = ({ floor: { view } }: TabProps) => {
  const list = useAsked<{ devices: readonly Device[] }>('devices', REFRESH_MS)
  const code = useSignal<Code | undefined>(undefined)
  const ending = useSignal<Device | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const freshCode = async (device: Device): Promise<void> => {
    const answer = await askHall<{ code: string; expiresAt: number }>(`devices/${device.id}/code`, {
      method: 'POST',
      body: {},
    })
    problem.value = answer.ok ? undefined : answer
    if (answer.ok)
      code.value = { code: answer.code, expiresAt: answer.expiresAt, kind: kindOf(device), name: device.name }
    list.reload()
  }
  const revoke = async (device: Device): Promise<void> => {
    const answer = await askHall(`devices/${device.id}`, { method: 'DELETE' })
    problem.value = answer.ok ? undefined : answer
    ending.value = undefined
    list.reload()
  }
  const devices = list.value?.devices ?? []
  const acts: Column<Device> = {
    head: DEVICES.action,
    tone: () => 'acts',
    cell: (device) => (
      <>
        <button type="button" class="row-act" onClick={() => void freshCode(device)}>
          {say(DEVICES.newCode)}
        </button>
        <button
          type="button"
          class="row-act bad"
          onClick={() => {
            ending.value = device
          }}
        >
          {say(DEVICES.revoke)}
        </button>
      </>
    ),
  }
  return (
    <div class="two-columns">
      <section class="panel">
        <TroubleLine problem={problem.value ?? list.problem} />
        <Table
          rows={devices}
          keyOf={({ id }) => id}
          empty={list.value ? DEVICES.none : COMMON.loading}
          columns={[
            { head: DEVICES.name, cell: ({ name }) => name },
            { head: DEVICES.kind, cell: (device) => say(KIND_WORDS[kindOf(device)]) },
            { head: DEVICES.where, cell: (device) => placeText(device, view.printers) },
            { head: DEVICES.state, cell: (device) => <State device={device} timeZone={view.timeZone} /> },
            ...(mayAct() ? [acts] : []),
          ]}
        />
      </section>
      {mayAct() && (
        <AddDevice
          printers={view.printers}
          onAdded={(made) => {
            code.value = made
            list.reload()
          }}
        />
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
    </div>
  )
}
