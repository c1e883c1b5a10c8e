/** Theme by theme: the cases, which may be changed, and what the rule, the formula and the simulator make of them. */
import { fill, say, type Word } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Basis, ThemeBasis } from '../hall/plan/basis.ts'
import { mostOf } from '../hall/plan/saving.ts'
import type { Planned } from './plan-ask.ts'
import { CASES_MAX, numberIn, POOLED, percent, sharedThemes, sumOf } from './plan-figures.ts'
import { PLAN } from './plan-words.ts'

type Plans = ReadonlyMap<string, Planned>

type Props = {
  readonly basis: Basis
  readonly target: Basis['target']
  readonly plans: Plans
  readonly chosen: string
  readonly casesOf: (theme: ThemeBasis) => string
  readonly onCases: (theme: string, text: string) => void
  readonly onChoose: (group: string) => void
}

type HeadProps = {
  readonly word: Word
  readonly hint?: Word
  readonly of?: Readonly<Record<string, number>>
  readonly columns?: number
}

/** The head of one column, two rows high, or of several that have heads of their own below. */
const Head = ({ word, hint, of = {}, columns }: HeadProps) => (
  <th
    scope={columns === undefined ? 'col' : 'colgroup'}
    title={hint && fill(hint, of)}
    {...(columns === undefined ? { rowSpan: 2 } : { colSpan: columns })}
  >
    {say(word)}
  </th>
)

const SubHead = ({ word, hint, of = {} }: HeadProps) => (
  <th scope="col" title={hint && fill(hint, of)}>
    {say(word)}
  </th>
)

/** A share under the target is red: the number says so too, for it is never rounded up. */
const Share = ({ value, target }: { readonly value: number | undefined; readonly target: number }) =>
  value === undefined ? <td>{say(PLAN.dash)}</td> : <td class={value < target ? 'red' : ''}>{percent(value)}%</td>

type Figures = ReturnType<typeof sumOf>

const Cells = ({ sum, target }: { readonly sum: Figures | undefined; readonly target: number }) => (
  <>
    <td>{sum?.rule ?? say(PLAN.dash)}</td>
    <Share value={sum?.ruleWithin} target={target} />
    <td>{sum?.set ?? say(PLAN.dash)}</td>
    <Share value={sum?.setWithin} target={target} />
    <td>{sum?.erlang ?? say(PLAN.dash)}</td>
    <td>
      <b class={sum && sum.need > sum.rule ? 'plan-more' : ''}>{sum?.need ?? say(PLAN.dash)}</b>
    </td>
    <td>{sum ? fill(PLAN.people, { count: sum.staff }) : say(PLAN.dash)}</td>
  </>
)

/** Themes together; undefined until every one of them is reckoned. */
const summed = (plans: Plans, ids: readonly string[]): Figures | undefined => {
  const found = ids.flatMap((id) => plans.get(id) ?? [])
  return found.length === ids.length ? sumOf(found) : undefined
}

const Row = ({ theme, ...props }: Props & { readonly theme: ThemeBasis }) => {
  const { plans, chosen, target } = props
  const plan = plans.get(theme.id)
  const name = either(theme.name, theme.nameEn)
  return (
    <tr class={chosen === theme.id ? 'chosen' : ''}>
      <th scope="row">
        <button
          type="button"
          class="plan-name"
          aria-pressed={chosen === theme.id}
          onClick={() => props.onChoose(theme.id)}
        >
          <span class="letter">{theme.letter}</span>
          {name}
        </button>
      </th>
      <td>
        <input
          class="plan-cases"
          inputMode="numeric"
          aria-label={`${name} ${say(PLAN.cases)}`}
          value={props.casesOf(theme)}
          aria-invalid={numberIn(props.casesOf(theme), 0, CASES_MAX) === undefined}
          onInput={(event) => props.onCases(theme.id, event.currentTarget.value)}
        />
      </td>
      <td>{fill(PLAN.minutesShort, { minutes: Math.round(theme.minutes) })}</td>
      <Cells sum={plan && sumOf([plan])} target={target.share} />
    </tr>
  )
}

export const PlanTable = (props: Props) => {
  const { basis, plans, target, chosen } = props
  const { minutes } = target
  const shared = sharedThemes(basis)
  const pooled = plans.get(POOLED)
  const apart = summed(plans, shared)
  return (
    <table class="grid tight plan-table">
      <thead>
        <tr>
          <Head word={PLAN.theme} />
          <Head word={PLAN.cases} hint={PLAN.casesHint} />
          <Head word={PLAN.perCase} hint={PLAN.perCaseHint} />
          <Head word={PLAN.rule} hint={PLAN.ruleHint} of={{ cases: basis.casesPerCounter }} columns={2} />
          <Head word={PLAN.set} hint={PLAN.setHint} columns={2} />
          <Head word={PLAN.need} columns={2} />
          <Head word={PLAN.staff} hint={PLAN.staffHint} />
        </tr>
        <tr>
          <SubHead word={PLAN.windows} />
          <SubHead word={PLAN.inTime} hint={PLAN.withinHint} of={{ minutes }} />
          <SubHead word={PLAN.windows} />
          <SubHead word={PLAN.inTime} hint={PLAN.withinHint} of={{ minutes }} />
          <SubHead word={PLAN.erlang} hint={PLAN.erlangHint} />
          <SubHead word={PLAN.simulated} hint={PLAN.needHint} />
        </tr>
      </thead>
      <tbody>
        {basis.themes.map((theme) => (
          <Row key={theme.id} {...props} theme={theme} />
        ))}
      </tbody>
      {shared.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{say(PLAN.apart)}</th>
            <td>{apart?.cases ?? say(PLAN.dash)}</td>
            <td />
            <Cells sum={apart} target={target.share} />
          </tr>
          <tr class={chosen === POOLED ? 'chosen' : ''}>
            <th scope="row">
              <button
                type="button"
                class="plan-name"
                aria-pressed={chosen === POOLED}
                onClick={() => props.onChoose(POOLED)}
              >
                {say(PLAN.pooled)}
              </button>
            </th>
            <td>{pooled ? Math.round(pooled.cases) : say(PLAN.dash)}</td>
            <td>{pooled && fill(PLAN.minutesShort, { minutes: Math.round(pooled.minutes) })}</td>
            <Cells sum={pooled && { ...sumOf([pooled]), set: mostOf(pooled.set) }} target={target.share} />
          </tr>
        </tfoot>
      )}
    </table>
  )
}
