/** 窗口用哪个方案: what each window begins the day with, when it changes, when it rests, and what it follows now. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import type { FloorCounter } from '../hall/views/floor.ts'
import { mayAct } from './manager-ask.ts'
import type { Floor } from './manager-floor-type.ts'
import { ChoiceBlank, TimeBlank, Wrong } from './order-blanks.tsx'
import {
  nextTime,
  type Order,
  type OrderDraft,
  problemsAt,
  type WindowOrder,
  windowOrder,
  withWindow,
} from './order-state.ts'
import { SwitchSheet } from './order-switch.tsx'
import { O } from './order-words.ts'

type Props = {
  readonly order: Order
  readonly draft: OrderDraft
  readonly problems: readonly CatalogueProblem[]
  readonly floor: Floor
  readonly onChange: (order: Order) => void
}

type RowProps = {
  readonly window: OrderDraft['windows'][number]
  readonly order: Order
  readonly problems: readonly CatalogueProblem[]
  readonly now: FloorCounter | undefined
  readonly onChange: (next: WindowOrder) => void
  readonly onSwitch: (counter: FloorCounter) => void
}

const Drop = ({ onClick }: { readonly onClick: () => void }) => (
  <button type="button" class="drop" aria-label={say(O.drop)} onClick={onClick}>
    ×
  </button>
)

const Plan = ({
  order,
  own,
  onChange,
}: { readonly order: Order; readonly own: WindowOrder } & Pick<RowProps, 'onChange'>) => {
  const plan = own.plan ?? []
  const [first] = order.profiles
  return (
    <>
      {plan.map((step, at) => (
        <span key={at} class="step">
          <TimeBlank
            label={O.fromTime}
            value={step.from}
            onChange={(from) => onChange({ ...own, plan: plan.map((one, i) => (i === at ? { ...one, from } : one)) })}
          />
          <ChoiceBlank
            label={say(O.byHour)}
            value={step.profile}
            choices={order.profiles.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={(profile) =>
              onChange({ ...own, plan: plan.map((one, i) => (i === at ? { ...one, profile } : one)) })
            }
          />
          <Drop onClick={() => onChange({ ...own, plan: plan.filter((_, i) => i !== at) })} />
        </span>
      ))}
      {first && (
        <button
          type="button"
          class="blank add-blank"
          onClick={() => onChange({ ...own, plan: [...plan, { from: nextTime(plan), profile: first.id }] })}
        >
          {say(O.addTime)}
        </button>
      )}
    </>
  )
}

const Breaks = ({ own, onChange }: { readonly own: WindowOrder } & Pick<RowProps, 'onChange'>) => {
  const breaks = own.breaks ?? []
  const change = (at: number, part: { readonly from?: string; readonly to?: string }): void =>
    onChange({ ...own, breaks: breaks.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <>
      {breaks.map(({ from, to }, at) => (
        <span key={at} class="step">
          <TimeBlank label={O.fromTime} value={from} onChange={(next) => change(at, { from: next })} />–
          <TimeBlank label={O.toTime} value={to} onChange={(next) => change(at, { to: next })} />
          <Drop onClick={() => onChange({ ...own, breaks: breaks.filter((_, i) => i !== at) })} />
        </span>
      ))}
      <button
        type="button"
        class="blank add-blank"
        onClick={() => onChange({ ...own, breaks: [...breaks, { from: '12:00', to: '12:30' }] })}
      >
        {say(O.addBreak)}
      </button>
    </>
  )
}

const Row = ({ window, order, problems, now, onChange, onSwitch }: RowProps) => {
  const own = windowOrder(order, window.id)
  const wrong = ['profile', 'plan', 'breaks'].flatMap((part) => [
    ...problemsAt(problems, `counters/${window.id}/${part}`),
  ])
  return (
    <tr>
      <th scope="row">{windowText(window.name)}</th>
      <td>
        <ChoiceBlank
          label={say(O.atStart)}
          value={own.profile ?? ''}
          choices={[
            { value: '', text: say(O.byList) },
            ...order.profiles.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(profile) => {
            const { profile: _old, ...rest } = own
            onChange(profile === '' ? rest : { ...rest, profile })
          }}
        />
      </td>
      <td>
        <Plan order={order} own={own} onChange={onChange} />
        <Wrong problems={wrong} />
      </td>
      <td>
        <Breaks own={own} onChange={onChange} />
      </td>
      <td class="now-cell">
        {now && (
          <span>
            {now.profile?.name ?? say(O.byList)}
            {mayAct() && (
              <button type="button" class="row-act" onClick={() => onSwitch(now)}>
                {say(O.switchNow)}
              </button>
            )}
          </span>
        )}
      </td>
    </tr>
  )
}

/** The problem stands at the service, which is not on this page: so it names it. */
const withServiceName = (problem: CatalogueProblem): CatalogueProblem => {
  const service = catalogue.value?.services.find(({ id }) => problem.where === `services/${id}`)
  if (!service) return problem
  return { ...problem, zh: `【${service.name}】${problem.zh}`, en: `${service.nameEn}: ${problem.en}` }
}

export const OrderWindows = ({ order, draft, problems, floor, onChange }: Props) => {
  const switching = useSignal<FloorCounter | undefined>(undefined)
  const calling = draft.windows.filter(({ own, help }) => own.length + help.length > 0)
  const one = switching.value
  return (
    <section class="panel order-part">
      <h2>{say(O.windows)}</h2>
      <p class="hint">{say(O.windowsHint)}</p>
      <table class="grid window-orders">
        <thead>
          <tr>
            {[O.window, O.atStart, O.byHour, O.breaks, O.nowBy].map((word) => (
              <th key={word[1]} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calling.map((window) => (
            <Row
              key={window.id}
              window={window}
              order={order}
              problems={problems}
              now={floor.view.counters.find(({ id }) => id === window.id)}
              onChange={(next) => onChange(withWindow(order, next))}
              onSwitch={(counter) => {
                switching.value = counter
              }}
            />
          ))}
        </tbody>
      </table>
      <Wrong problems={problems.filter(({ code }) => code === 'service-left').map(withServiceName)} />
      {one && (
        <SwitchSheet
          floor={floor}
          counter={one}
          onClose={() => {
            switching.value = undefined
          }}
        />
      )}
    </section>
  )
}
