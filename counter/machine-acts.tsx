/** What can be done with one machine from the device page: make it show itself, print on it, pair it anew, take it back. */
import type { Signal } from '@preact/signals'
import type { Answer } from '../client/ask.ts'
import { say, type Word } from '../client/language.ts'
import { problemText } from '../client/words.ts'
import type { PrinterId } from '../hall/ids.ts'
import type { Code } from './device-form.tsx'
import { canChime, kindOf } from './device-kind.ts'
import { DEVICES } from './device-words.ts'
import type { Device, Machine, Peripheral } from './machines.ts'
import { askHall, mayAct } from './manager-ask.ts'
import { printStaffSlip } from './print-staff-slip.ts'

/** What became of the last act, shown at the machine it was about. */
export type Told = { readonly key: string; readonly text: string; readonly good: boolean }

type Props = {
  readonly machine: Machine
  readonly told: Signal<Told | undefined>
  readonly onCode: (code: Code) => void
  readonly onEnd: (device: Device) => void
}
type Act = (word: Word, ask: () => Promise<Answer<object>>, done: Word) => ReturnType<typeof Button>

const Button = ({
  word,
  bad,
  onClick,
}: {
  readonly word: Word
  readonly bad?: boolean
  readonly onClick: () => void
}) => (
  <button type="button" class={bad ? 'row-act bad' : 'row-act'} onClick={onClick}>
    {say(word)}
  </button>
)

const freshCode = async (device: Device, { told, machine, onCode }: Props): Promise<void> => {
  const answer = await askHall<{ code: string; expiresAt: number }>(`devices/${device.id}/code`, {
    method: 'POST',
    body: {},
  })
  told.value = answer.ok ? undefined : { key: machine.key, text: problemText(answer), good: false }
  if (answer.ok) onCode({ code: answer.code, expiresAt: answer.expiresAt, kind: kindOf(device), name: device.name })
}

const DeviceActs = ({ device, act, props }: { readonly device: Device; readonly act: Act; readonly props: Props }) => (
  <>
    {device.paired &&
      canChime(kindOf(device)) &&
      act(DEVICES.tone, () => askHall(`devices/${device.id}/tone`, { method: 'POST', body: {} }), DEVICES.toneSent)}
    <Button word={DEVICES.newCode} onClick={() => void freshCode(device, props)} />
    <Button bad word={DEVICES.revoke} onClick={() => props.onEnd(device)} />
  </>
)

const PrinterActs = ({ id, act }: { readonly id: PrinterId; readonly act: Act }) => (
  <>
    {act(DEVICES.testPrint, () => printStaffSlip(id, 'test'), DEVICES.printSent)}
    {act(DEVICES.waitingList, () => printStaffSlip(id, 'waiting'), DEVICES.printSent)}
  </>
)

const PeripheralActs = ({ id, act }: { readonly id: Peripheral['id']; readonly act: Act }) =>
  act(
    DEVICES.frame,
    () => askHall(`peripherals/${encodeURIComponent(id)}/test`, { method: 'POST', body: {} }),
    DEVICES.frameSent,
  )

/** The buttons of one machine; somebody who only reads sees the paper and nothing else. */
export const MachineActs = (props: Props) => {
  const { machine, told } = props
  const { is, key } = machine
  const act: Act = (word, ask, done) => (
    <Button
      word={word}
      onClick={() => {
        told.value = undefined
        void ask().then((answer) => {
          told.value = { key, text: answer.ok ? say(done) : problemText(answer), good: answer.ok }
        })
      }}
    />
  )
  return (
    <div class="acts">
      {mayAct('system') && is.what === 'device' && <DeviceActs device={is.device} act={act} props={props} />}
      {mayAct('system') && is.what === 'printer' && <PrinterActs id={is.printer.id} act={act} />}
      {mayAct('system') && is.what === 'peripheral' && <PeripheralActs id={is.peripheral.id} act={act} />}
      {is.what === 'printer' && (
        <a class="row-act" href={`/paper#${encodeURIComponent(is.printer.id)}`}>
          {say(DEVICES.paper)}
        </a>
      )}
      {told.value?.key === key && (
        <span class={told.value.good ? 'told good' : 'told bad'} role="status">
          {told.value.text}
        </span>
      )}
    </div>
  )
}
