/** A new device: what it is, where it stands; the server answers with a code that pairs it once. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { EdgeSetting } from '../hall/catalogue.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import { DEVICE_KINDS, type DeviceKind, deviceOf, placesOf } from './device-kind.ts'
import { DEVICES } from './device-words.ts'
import { askHall } from './manager-ask.ts'
import { KIND_WORDS } from './manager-words.ts'
import { named } from './names.ts'
import { TroubleLine } from './trouble-line.tsx'

type Option = { readonly value: string; readonly text: string }

const optionsOf = (
  place: 'counter' | 'zone' | 'printer' | 'edge',
  printers: readonly PrinterRow[],
  edges: readonly EdgeSetting[],
): readonly Option[] => {
  const book = catalogue.value
  switch (place) {
    case 'counter':
      return (book?.counters ?? []).map((row) => ({ value: row.id, text: windowText(row.name) }))
    case 'zone':
      return [
        { value: '', text: say(DEVICES.allZones) },
        ...(book?.zones ?? []).map((row) => ({ value: row.id, text: named(row) })),
      ]
    case 'edge':
      return edges.map((row) => ({ value: row.id, text: row.name }))
    case 'printer':
      return [
        { value: '', text: say(DEVICES.firstPrinter) },
        ...printers.map((row) => ({ value: row.id, text: row.name })),
      ]
  }
}

/** A code that pairs one device once. */
export type Code = {
  readonly code: string
  readonly expiresAt: number
  readonly kind: DeviceKind
  readonly name: string
}

type Props = {
  readonly printers: readonly PrinterRow[]
  readonly edges: readonly EdgeSetting[]
  readonly onAdded: (code: Code) => void
}

export const AddDevice = ({ printers, edges, onAdded }: Props) => {
  const kind = useSignal<DeviceKind>('kiosk')
  const problem = useSignal<Problem | undefined>(undefined)
  const sending = useSignal(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (sending.value || !(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const text = (field: string): string => String(data.get(field) ?? '').trim()
    const chosen = { counter: text('counter'), zone: text('zone'), printer: text('printer'), edge: text('edge') }
    const name = text('name')
    const device = deviceOf(kind.value, name, chosen)
    sending.value = true
    const answer = await askHall<{ code: string; expiresAt: number }>('devices', { method: 'POST', body: device })
    sending.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    form.reset()
    onAdded({ code: answer.code, expiresAt: answer.expiresAt, kind: kind.value, name })
  }
  const nowhere = kind.value === 'edge' && edges.length === 0
  return (
    <form class="form" onSubmit={submit}>
      <div class="kinds">
        {DEVICE_KINDS.map((other) => (
          <button
            key={other}
            type="button"
            class="tab"
            aria-pressed={kind.value === other}
            onClick={() => {
              kind.value = other
            }}
          >
            {say(KIND_WORDS[other])}
          </button>
        ))}
      </div>
      <label class="field">
        <span>{say(DEVICES.name)}</span>
        <input name="name" required maxLength={40} placeholder={say(DEVICES.namePlaceholder)} autocomplete="off" />
      </label>
      {placesOf(kind.value).map((place) => (
        <label key={place} class="field">
          <span>{say(DEVICES[place])}</span>
          <select name={place}>
            {optionsOf(place, printers, edges).map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ))}
          </select>
        </label>
      ))}
      {nowhere && <p class="hint">{say(DEVICES.noEdges)}</p>}
      <button type="submit" class="action" disabled={sending.value || nowhere}>
        {say(DEVICES.doAdd)}
      </button>
      <TroubleLine problem={problem.value} />
    </form>
  )
}
