/** Sheets in which a matter is chosen: one more for the visitor in front, or the first of somebody without a number. */
import { type Signal, useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { mintId } from '../client/mint-id.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { busy } from './acting.ts'
import { named } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { servicesAt } from './window-destination.ts'
import { closeIf, closeSheet, SheetTrouble } from './window-sheet-parts.tsx'
import { DIRECT_REASONS, SHEET } from './window-sheet-words.ts'
import type { Panel } from './window-state.ts'

/** 追加事项: queued with the same number once the present matter is done. */
export const Matter = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const added = useSignal<Service | undefined>(undefined)
  const { ticket } = view
  if (!ticket) return null
  const add = (): void => {
    if (added.value)
      void does('matter', [{ type: 'AddMatter', ticket: ticket.id, service: added.value.id }]).then(closeIf)
  }
  return (
    <Sheet wide title={say(SHEET.matter)} onClose={closeSheet}>
      <p class="hint">{say(SHEET.matterHint)}</p>
      <ServicePicker
        waiting={new Map(view.themes.map((theme) => [theme.id, theme.waiting]))}
        chosen={added.value?.id}
        current={ticket.service}
        firstTheme={ticket.theme}
        typing
        onChoose={(service) => {
          added.value = service
        }}
      />
      <div class="row end">
        <span>{added.value && named(added.value)}</span>
        <button
          type="button"
          class="action"
          data-main
          disabled={added.value === undefined || busy.value !== undefined}
          onClick={add}
        >
          {say(SHEET.matterDo)}
        </button>
      </div>
      <SheetTrouble />
    </Sheet>
  )
}

type MatterSelectProps = {
  readonly label: Word
  readonly services: readonly Service[]
  readonly service: ServiceId | undefined
  readonly chosen: Signal<ServiceId | undefined>
}

/** One of the few services of this window; a list of them needs no search. */
const MatterSelect = ({ label, services, service, chosen }: MatterSelectProps) => (
  <label class="field">
    <span>{say(label)}</span>
    <select
      value={service ?? ''}
      onChange={(event) => {
        chosen.value = event.currentTarget.value
      }}
    >
      {services.map((row) => (
        <option key={row.id} value={row.id}>
          {fill(SHEET.visitorOf, { number: row.id, service: named(row) })}
        </option>
      ))}
    </select>
  </label>
)

/** 更正事项: the visitor came for another matter of this window, which is served at once and without another wait. */
export const Correct = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const book = catalogue.value
  const { ticket, counter } = view
  const services = book ? servicesAt(book, counter).filter(({ id }) => id !== ticket?.service) : []
  const chosen = useSignal<string | undefined>(undefined)
  const service = chosen.value ?? services[0]?.id
  if (!ticket) return null
  const correct = (): void => {
    if (service === undefined) return
    void does('correct', [{ type: 'CorrectService', counter, ticket: ticket.id, service }]).then(closeIf)
  }
  return (
    <Sheet title={say(SHEET.correct)} onClose={closeSheet}>
      <p class="hint">{say(SHEET.correctHint)}</p>
      <MatterSelect label={SHEET.correctFor} services={services} service={service} chosen={chosen} />
      <div class="row end">
        <button
          type="button"
          class="action"
          data-main
          disabled={service === undefined || busy.value !== undefined}
          onClick={correct}
        >
          {say(SHEET.correctDo)}
        </button>
      </div>
      <SheetTrouble />
    </Sheet>
  )
}

/** Serves somebody who has no number: what they come for, and why they did not take one. */
export const Direct = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const book = catalogue.value
  const services = book ? servicesAt(book, view.counter) : []
  const chosen = useSignal<string | undefined>(undefined)
  const service = chosen.value ?? services[0]?.id
  const { counter } = view
  return (
    <Sheet title={say(SHEET.direct)} onClose={closeSheet}>
      <p class="hint">{say(SHEET.directHint)}</p>
      <MatterSelect label={SHEET.thereFor} services={services} service={service} chosen={chosen} />
      <ReasonForm
        usual={DIRECT_REASONS}
        action={say(SHEET.directDo)}
        disabled={service === undefined || busy.value !== undefined}
        onReason={(reason) => {
          if (service === undefined) return
          void does('direct', [{ type: 'ServeDirectly', counter, ticket: mintId(), service, reason }]).then(closeIf)
        }}
      />
      <SheetTrouble />
    </Sheet>
  )
}
