/**
 * 材料核对 (S003-26): the checklist of the matter in hand, ticked row by row. What is missing becomes a 补办 with its
 * 补齐通知书 in one act; every other paper about the visit is printed from here, too.
 */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import type { Material, Service } from '../hall/catalogue.ts'
import { busy } from './acting.ts'
import { mayComplete } from './acts.ts'
import { Sheet } from './sheet.tsx'
import { Papers } from './window-papers.tsx'
import { closeIf, closeSheet, SheetTrouble } from './window-sheet-parts.tsx'
import { FORM_WORDS, SHEET } from './window-sheet-words.ts'
import { type Panel, serviceOf } from './window-state.ts'
import {
  allPresent,
  materialsOf,
  type Tick,
  type Ticks,
  ticksFrom,
  ticksOf,
  turned,
  uncheckedOf,
} from './window-ticks.ts'

const TICK_WORDS = { present: SHEET.present, missing: SHEET.missing, unneeded: SHEET.unneeded } as const
/** The rows that a digit reaches. */
const DIGITS = 9

type RowProps = {
  readonly row: Material
  readonly index: number
  readonly tick: Tick | undefined
  readonly onTick: (tick: Tick) => void
  readonly onTurn: () => void
}

const Row = ({ row, index, tick, onTick, onTurn }: RowProps) => (
  <li class={`tick-row ${tick ?? 'open'}`}>
    {index < DIGITS ? (
      <button
        type="button"
        class="tick-digit"
        data-digit={index + 1}
        aria-label={`${index + 1} ${row.name}`}
        onClick={onTurn}
      >
        <kbd>{index + 1}</kbd>
      </button>
    ) : (
      <span />
    )}
    <span class="tick-words">
      <b>{row.name}</b>
      <small>
        {[fill(SHEET.copies, { form: say(FORM_WORDS[row.form]), count: row.copies }), row.condition ?? '', row.basis]
          .filter((text) => text !== '')
          .join(' · ')}
      </small>
    </span>
    <span class="tick-choices">
      {ticksOf(row).map((value) => (
        <button
          key={value}
          type="button"
          class={`choice tick-${value}`}
          aria-pressed={tick === value}
          onClick={() => onTick(value)}
        >
          {say(TICK_WORDS[value])}
        </button>
      ))}
    </span>
  </li>
)

const List = ({ panel, service, ticks, onTicks }: ListProps) => {
  const { view, does } = panel
  const { ticket, counter } = view
  const { checklist } = service
  if (!ticket) return null
  const materials = materialsOf(checklist, ticks)
  const missing = materials.missing.length
  const unchecked = uncheckedOf(checklist, ticks)
  const turnsAway = missing > 0 && mayComplete(view)
  const save = (): void =>
    void does('checklist', [{ type: 'CheckMaterials', ticket: ticket.id, materials }]).then(closeIf)
  const supplement = (): void =>
    void does('supplement', [
      { type: 'CompleteTicket', counter, ticket: ticket.id, outcome: 'supplement', materials },
    ]).then(closeIf)
  return (
    <>
      <div class="row">
        {ticket.prechecked && <span class="chip good">{say(SHEET.prechecked)}</span>}
        <button type="button" class="action soft" data-digit="0" onClick={() => onTicks(allPresent(checklist, ticks))}>
          <kbd>0</kbd> {say(SHEET.allThere)}
        </button>
        <span class="hint">{say(SHEET.tickKeys)}</span>
        <span class="spring" />
        {unchecked > 0 && <span class="chip amber">{fill(SHEET.unchecked, { count: unchecked })}</span>}
      </div>
      <ul class="list ticks">
        {checklist.map((row, index) => (
          <Row
            key={row.name}
            row={row}
            index={index}
            tick={ticks[row.name]}
            onTick={(tick) => onTicks({ ...ticks, [row.name]: tick })}
            onTurn={() => onTicks(turned(ticks, row))}
          />
        ))}
      </ul>
      <div class="row end">
        <button
          type="button"
          class={turnsAway ? 'action soft' : 'action'}
          {...(turnsAway ? {} : { 'data-main': '' })}
          disabled={busy.value !== undefined}
          onClick={save}
        >
          {say(SHEET.save)}
        </button>
        {turnsAway && (
          <button type="button" class="action" data-main disabled={busy.value !== undefined} onClick={supplement}>
            {fill(SHEET.supplement, { count: missing })}
          </button>
        )}
      </div>
    </>
  )
}

type ListProps = {
  readonly panel: Panel
  readonly service: Service
  readonly ticks: Ticks
  readonly onTicks: (ticks: Ticks) => void
}

export const Checklist = ({ panel }: { readonly panel: Panel }) => {
  const { ticket } = panel.view
  const service = ticket ? serviceOf(ticket.service) : undefined
  const ticks = useSignal<Ticks | undefined>(undefined)
  if (!ticket) return null
  const shown = ticks.value ?? ticksFrom(service?.checklist ?? [], ticket.materials)
  return (
    <Sheet wide title={fill(SHEET.checklist, { number: ticket.number })} onClose={closeSheet}>
      {service && service.checklist.length > 0 ? (
        <List
          panel={panel}
          service={service}
          ticks={shown}
          onTicks={(next) => {
            ticks.value = next
          }}
        />
      ) : (
        <p class="hint">{say(SHEET.checklistNone)}</p>
      )}
      {service && <Papers panel={panel} service={service} ticket={ticket} />}
      <SheetTrouble />
    </Sheet>
  )
}
