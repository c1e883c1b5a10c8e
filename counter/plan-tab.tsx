/** 窗口测算: how many windows each theme needs at which half hour of a weekday, who staffs them, and what the rule misses. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Basis } from '../hall/plan/basis.ts'
import type { Missed } from '../hall/plan/missed.ts'
import type { Plan } from '../hall/plan/plan.ts'
import { savingOf } from '../hall/plan/saving.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { COMMON, TAB_WORDS } from './manager-words.ts'
import { type Planned, useReckoning, type Wanted } from './plan-ask.ts'
import { PlanBar } from './plan-bar.tsx'
import { type Edited, UNEDITED } from './plan-fields.ts'
import { halfHourText, POOLED, sharedThemes, sumOf } from './plan-figures.ts'
import { PlanPlot } from './plan-plot.tsx'
import { RuleTable } from './plan-rule-table.tsx'
import { PlanTable } from './plan-table.tsx'
import { missedText, PLAN, tenth, WEEKDAYS } from './plan-words.ts'
import './plan.css'

const Figure = ({
  name,
  value,
  unit,
}: {
  readonly name: string
  readonly value: number | undefined
  readonly unit: string
}) => (
  <p class="figure">
    <span>{name}</span>
    <b>{value ?? say(PLAN.dash)}</b>
    <span>{value === undefined ? '' : unit}</span>
  </p>
)

type PlansProps = { readonly basis: Basis; readonly plans: ReadonlyMap<string, Planned> }

/** The shared themes' plans once all of them and the pooled one are there. */
const sharedOf = ({ basis, plans }: PlansProps) => {
  const ids = sharedThemes(basis)
  const apart = ids.flatMap((id) => plans.get(id) ?? [])
  const pooled = plans.get(POOLED)
  return pooled && apart.length === ids.length ? { apart, pooled, saving: savingOf(apart, pooled) } : undefined
}

const Figures = ({ basis, plans }: PlansProps) => {
  const shared = sharedOf({ basis, plans })
  const apart = shared && sumOf(shared.apart)
  const pooled = shared && sumOf([shared.pooled])
  return (
    <div class="plan-figures">
      <Figure name={say(PLAN.figCases)} value={apart?.cases} unit={say(PLAN.figUnit)} />
      <Figure
        name={say(PLAN.figRule)}
        value={apart?.rule}
        unit={fill(PLAN.figStaff, { staff: apart?.ruleStaff ?? 0 })}
      />
      <Figure name={say(PLAN.figApart)} value={apart?.need} unit={fill(PLAN.figStaff, { staff: apart?.staff ?? 0 })} />
      <Figure
        name={say(PLAN.figPooled)}
        value={pooled?.need}
        unit={fill(PLAN.figStaff, { staff: pooled?.staff ?? 0 })}
      />
      <Figure
        name={say(PLAN.figSaves)}
        value={shared?.saving.windows}
        unit={fill(PLAN.figHours, { hours: tenth(shared?.saving.hours ?? 0) })}
      />
    </div>
  )
}

const shiftText = (from: number, to: number, first: number): string =>
  `${halfHourText(first + from)}–${halfHourText(first + to)}`

const RosterPanel = ({ plan, basis: { halfHours, guides } }: { readonly plan: Plan; readonly basis: Basis }) => (
  <section class="panel">
    <h2>{fill(PLAN.roster, { staff: plan.roster.staff })}</h2>
    <Table
      rows={plan.roster.shifts}
      keyOf={({ from, restFrom }) => `${from} ${restFrom}`}
      empty={PLAN.dash}
      tight
      columns={[
        { head: PLAN.shift, cell: ({ from, to }) => shiftText(from, to, halfHours.first) },
        {
          head: PLAN.rest,
          cell: ({ restFrom }) =>
            restFrom === null ? say(PLAN.noRest) : shiftText(restFrom, restFrom + 2, halfHours.first),
        },
        { head: PLAN.count, cell: ({ people }) => fill(PLAN.people, { count: people }) },
      ]}
    />
    <p class="hint">{fill(PLAN.guides, guides)}</p>
  </section>
)

type MissedProps = { readonly missed: readonly Missed[]; readonly minutes: number; readonly first: number }

const MissedPanel = ({ missed, minutes, first }: MissedProps) => (
  <section class="panel plan-missed">
    <h2>{say(PLAN.missed)}</h2>
    <ul>
      {missed.map((one) => (
        <li key={one.kind}>{missedText(one, minutes, first)}</li>
      ))}
    </ul>
  </section>
)

export const PlanTab = ({ floor: { view } }: TabProps) => {
  const wanted = useSignal<Wanted>({ weekday: 1, cases: {}, target: undefined })
  const edited = useSignal<Edited>(UNEDITED)
  const chosen = useSignal<string | undefined>(undefined)
  const reckoning = useReckoning(wanted.value)
  const { basis, plans } = reckoning
  const bar = (
    <PlanBar
      reckoning={reckoning}
      wanted={wanted.value}
      edited={edited.value}
      onWant={(next) => {
        edited.value = UNEDITED
        wanted.value = next
      }}
      onEdit={(next) => {
        edited.value = next
      }}
    />
  )
  if (!basis)
    return (
      <div class="stack plan">
        {bar}
        {reckoning.problem ? null : <p class="hint">{say(COMMON.loading)}</p>}
      </div>
    )
  if (basis.themes.length === 0)
    return (
      <div class="stack plan">
        {bar}
        <p class="hint">{say(PLAN.nothing)}</p>
      </div>
    )
  const target = wanted.value.target ?? basis.target
  const shown = chosen.value ?? (sharedThemes(basis).length > 1 ? POOLED : (basis.themes[0]?.id ?? ''))
  const plan = plans.get(shown)
  const theme = basis.themes.find(({ id }) => id === shown)
  const name = theme ? either(theme.name, theme.nameEn) : say(PLAN.pooled)
  const saving = shown === POOLED ? sharedOf({ basis, plans })?.saving : undefined
  const missed = [...(saving ? [{ kind: 'pooling' as const, ...saving }] : []), ...(plan?.missed ?? [])]
  return (
    <div class={reckoning.old ? 'stack plan old' : 'stack plan'}>
      <h1 class="plan-title">
        {either(view.name, view.nameEn)} · {say(TAB_WORDS.plan)} · {say(WEEKDAYS[basis.weekday - 1] ?? PLAN.weekday)}
      </h1>
      {bar}
      <Figures basis={basis} plans={plans} />
      <div class="plan-columns">
        <section class="panel">
          <PlanTable
            basis={basis}
            target={target}
            plans={plans}
            chosen={shown}
            casesOf={({ id, cases }) => edited.value.cases[id] ?? String(wanted.value.cases[id] ?? cases)}
            onCases={(id, text) => {
              edited.value = { ...edited.value, cases: { ...edited.value.cases, [id]: text } }
            }}
            onChoose={(group) => {
              chosen.value = group
            }}
          />
          <p class="hint plan-basis">
            {basis.learnedDays > 0 ? fill(PLAN.learned, { days: basis.learnedDays }) : say(PLAN.catalogue)}。
            {say(PLAN.assumed)}。
          </p>
        </section>
        <div class="stack">
          <section class="panel plan-chart">
            {plan ? (
              <PlanPlot name={name} plan={plan} basis={basis} target={target} />
            ) : (
              <p class="hint">{reckoning.problem ? say(PLAN.dash) : say(PLAN.waiting)}</p>
            )}
          </section>
          {plan && <MissedPanel missed={missed} minutes={target.minutes} first={basis.halfHours.first} />}
          {plan && <RosterPanel plan={plan} basis={basis} />}
        </div>
      </div>
      <RuleTable />
    </div>
  )
}
