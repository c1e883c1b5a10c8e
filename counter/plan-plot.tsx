/** A theme's day by half hour: windows needed, set and rostered, and below how many people are called in time. */
import { fill, say, type Word } from '../client/language.ts'
import type { Basis } from '../hall/plan/basis.ts'
import type { Plan } from '../hall/plan/plan.ts'
import { mostOf } from '../hall/plan/saving.ts'
import { type Frame, halfHourText, marksTo, percent, stepsArea, stepsPath } from './plan-figures.ts'
import { PLAN } from './plan-words.ts'

const WIDTH = 620
const UPPER: Frame = { left: 34, top: 10, width: 576, height: 176 }
const LOWER: Frame = { left: 34, top: 10, width: 576, height: 84 }
const FOOT = 24

const Key = ({ line, word }: { readonly line: string; readonly word: Word }) => (
  <li>
    <svg class="plan-key" viewBox="0 0 28 10" aria-hidden="true">
      <path class={`plan-line ${line}`} d="M0 5H28" />
    </svg>
    {say(word)}
  </li>
)

type AxesProps = { readonly frame: Frame; readonly marks: readonly number[]; readonly hours: Basis['halfHours'] }

const Axes = ({ frame: { left, top, width, height }, marks, hours: { first, count } }: AxesProps) => {
  const most = marks.at(-1) ?? 1
  return (
    <g>
      {marks.map((mark) => {
        const y = top + height - (mark / most) * height
        return (
          <g key={mark}>
            <path class="plan-grid" d={`M${left} ${y}H${left + width}`} />
            <text class="plan-mark" x={left - 8} y={y + 4} text-anchor="end">
              {mark}
            </text>
          </g>
        )
      })}
      {Array.from({ length: count + 1 }, (_, at) => first + at)
        .filter((halfHour) => halfHour % 2 === 0)
        .map((halfHour) => {
          const x = left + ((halfHour - first) / count) * width
          return (
            <g key={halfHour}>
              <path class="plan-grid" d={`M${x} ${top + height}v5`} />
              <text class="plan-mark" x={x} y={top + height + 20} text-anchor="middle">
                {halfHourText(halfHour)}
              </text>
            </g>
          )
        })}
    </g>
  )
}

type Props = {
  readonly name: string
  readonly plan: Plan
  readonly basis: Pick<Basis, 'halfHours'>
  readonly target: Basis['target']
}

/** The same as figures, for whoever reads with the ears. */
const spokenOf = ({ name, plan, basis }: Props): string =>
  `${fill(PLAN.byHalfHour, { name })}：${plan.need.map((count, at) => `${halfHourText(basis.halfHours.first + at)} ${count}`).join('，')}`

export const PlanPlot = (props: Props) => {
  const { name, plan, basis, target } = props
  const marks = marksTo(Math.max(1, ...[plan.need, plan.erlang, plan.set, plan.roster.onDuty].map(mostOf)))
  const most = marks.at(-1) ?? 1
  const goal = LOWER.top + LOWER.height * (1 - target.share)
  const shares = (values: readonly number[]): readonly number[] => values.map(percent)
  return (
    <div class="plan-plot">
      <h2>{fill(PLAN.byHalfHour, { name })}</h2>
      <svg viewBox={`0 0 ${WIDTH} ${UPPER.top + UPPER.height + FOOT}`} role="img" aria-label={spokenOf(props)}>
        <path class="plan-area" d={stepsArea(plan.need, most, UPPER)} />
        <Axes frame={UPPER} marks={marks} hours={basis.halfHours} />
        <path class="plan-line roster" d={stepsPath(plan.roster.onDuty, most, UPPER)} />
        <path class="plan-line set" d={stepsPath(plan.set, most, UPPER)} />
        <path class="plan-line erlang" d={stepsPath(plan.erlang, most, UPPER)} />
        <path class="plan-line need" d={stepsPath(plan.need, most, UPPER)} />
      </svg>
      <ul class="plan-keys">
        <Key line="need" word={PLAN.lineNeed} />
        <Key line="erlang" word={PLAN.lineErlang} />
        <Key line="set" word={PLAN.lineSet} />
        <Key line="roster" word={PLAN.lineRoster} />
      </ul>
      <h2>{fill(PLAN.within, { minutes: target.minutes })}</h2>
      <svg viewBox={`0 0 ${WIDTH} ${LOWER.top + LOWER.height + FOOT}`} aria-hidden="true">
        <Axes frame={LOWER} marks={[0, 50, 100]} hours={basis.halfHours} />
        <path class="plan-line goal" d={`M${LOWER.left} ${goal}H${LOWER.left + LOWER.width}`} />
        <path class="plan-line rule" d={stepsPath(shares(plan.waits.rule.byHalfHour), 100, LOWER)} />
        <path class="plan-line set" d={stepsPath(shares(plan.waits.set.byHalfHour), 100, LOWER)} />
        <path class="plan-line need" d={stepsPath(shares(plan.waits.need.byHalfHour), 100, LOWER)} />
      </svg>
      <ul class="plan-keys">
        <Key line="need" word={PLAN.lineNeed} />
        <Key line="rule" word={PLAN.lineRule} />
        <Key line="set" word={PLAN.lineSet} />
        <Key line="goal" word={PLAN.lineTarget} />
      </ul>
    </div>
  )
}
