/** The 标准化受理清单 of a matter, ticked at the door: complete it makes a 已预审 ticket, incomplete the 补齐通知书. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import type { Material, Service } from '../hall/catalogue.ts'
import type { Materials } from '../hall/materials.ts'
import { busy } from './acting.ts'
import { troubleIn } from './guide-desk.ts'
import { allThere, choicesFor, type Mark, type Marks, marksOf, materialsOf, tallyOf } from './guide-marks.ts'
import { FORM_WORDS, MARK_WORDS, Y } from './guide-tray-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

type CheckProps = {
  readonly service: Service
  /** As it was ticked before. */
  readonly materials: Materials | undefined
  /** Whether a ticket may be taken with it; absent for a ticket that exists. */
  readonly canTake?: boolean
  readonly onClose: () => void
  readonly onKeep: (materials: Materials) => void
  readonly onTake?: (materials: Materials) => void
  readonly onSupplement: (materials: Materials) => void
}

type RowProps = {
  readonly material: Material
  readonly mark: Mark | undefined
  readonly onMark: (mark: Mark) => void
}

const Row = ({ material, mark, onMark }: RowProps) => (
  <li class="material">
    <div class="material-text">
      <b>{material.name}</b>
      <small>
        {[
          fill(Y.copies, { count: material.copies }),
          say(FORM_WORDS[material.form]),
          ...(material.condition === undefined ? [] : [fill(Y.condition, { condition: material.condition })]),
          ...(material.sample === undefined ? [] : [fill(Y.sample, { sample: material.sample })]),
        ].join(' · ')}
      </small>
    </div>
    <div class="marks">
      {choicesFor(material).map((choice) => (
        <button
          key={choice}
          type="button"
          class={`mark ${choice}`}
          aria-pressed={mark === choice}
          onClick={() => onMark(choice)}
        >
          {say(MARK_WORDS[choice])}
        </button>
      ))}
    </div>
  </li>
)

export const CheckSheet = ({ service, materials, canTake, onClose, onKeep, onTake, onSupplement }: CheckProps) => {
  const marks = useSignal<Marks>(materials ? marksOf(materials) : {})
  const tally = tallyOf(service, marks.value)
  const seen = (): Materials => materialsOf(service, marks.value)
  const off = busy.value !== undefined
  return (
    <Sheet wide title={fill(Y.checkOf, { service: named(service) })} onClose={onClose}>
      <div class="check-head">
        <span class={tally.missing > 0 ? 'badge bad' : tally.complete ? 'badge good' : 'badge'}>
          {tally.complete ? `${say(Y.prechecked)} · ` : ''}
          {fill(Y.tally, { present: tally.present, missing: tally.missing, open: tally.open })}
        </span>
        <span class="spring" />
        <button
          type="button"
          class="action soft"
          onClick={() => {
            marks.value = allThere(service, marks.value)
          }}
        >
          <Icon name="check" />
          {say(Y.all)}
        </button>
      </div>
      <ul class="list materials">
        {service.checklist.map((material) => (
          <Row
            key={material.name}
            material={material}
            mark={marks.value[material.name]}
            onMark={(mark) => {
              marks.value = { ...marks.value, [material.name]: mark }
            }}
          />
        ))}
      </ul>
      <div class="sheet-foot">
        <TroubleLine {...troubleIn('issue', 'notice', 'ticket')} />
        <div class="check-acts">
          {tally.missing > 0 && (
            <button type="button" data-main class="action" disabled={off} onClick={() => onSupplement(seen())}>
              <Icon name="printer" />
              {fill(Y.supplementHint, { count: tally.missing })}
            </button>
          )}
          {onTake && tally.missing === 0 && tally.complete && (
            <button type="button" data-main class="action" disabled={off || !canTake} onClick={() => onTake(seen())}>
              <Icon name="ticket" />
              {say(Y.completeTake)}
            </button>
          )}
          {onTake && !tally.complete && (
            <button type="button" class="action soft" disabled={off || !canTake} onClick={() => onTake(seen())}>
              {say(Y.takeAnyway)}
            </button>
          )}
          <button type="button" class="action soft" disabled={off} onClick={() => onKeep(seen())}>
            {say(tally.complete && !onTake ? Y.completeKeep : Y.keepMarks)}
          </button>
        </div>
      </div>
    </Sheet>
  )
}
