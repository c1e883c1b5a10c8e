/** 预测: how good what the hall told people of their waits was, today by hour and service, and on the days before (F9). */
import { fill, say, type Word } from '../client/language.ts'
import { problemText } from '../client/words.ts'
import type { ForecastMeasures, Measure, MeasureRow } from '../hall/forecast/measure.ts'
import { minutesText, signedText, toneOf, verdict } from './forecast-verdict.ts'
import { FORECAST } from './forecast-words.ts'
import { useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { type Column, Table } from './manager-table.tsx'
import { COMMON } from './manager-words.ts'
import './forecast.css'

const ASKS_EVERY_MS = 30_000

const percent = (share: number): string => fill(FORECAST.percent, { count: Math.round(share * 100) })
const minutes = (ms: number): string => fill(FORECAST.minutes, { count: minutesText(ms) })

const Figure = ({ head, hint, value, tone = '' }: { head: Word; hint?: Word; value: string; tone?: string }) => (
  <div class={`figure ${tone}`} title={hint && say(hint)}>
    <span>{say(head)}</span>
    <b>{value}</b>
  </div>
)

const Today = ({ measures: { today, open } }: { readonly measures: ForecastMeasures }) => (
  <>
    <section class="forecast-figures">
      <Figure
        head={FORECAST.within}
        hint={FORECAST.withinHint}
        value={today.n === 0 ? '—' : percent(today.within)}
        tone={toneOf(today)}
      />
      <Figure head={FORECAST.error} hint={FORECAST.errorHint} value={today.n === 0 ? '—' : minutes(today.maeMs)} />
      <Figure
        head={FORECAST.bias}
        hint={FORECAST.biasHint}
        value={today.n === 0 ? '—' : fill(FORECAST.minutes, { count: signedText(today.biasMs) })}
      />
      <Figure head={FORECAST.wait} value={today.n === 0 ? '—' : minutes(today.waitMs)} />
      <Figure head={FORECAST.told} hint={FORECAST.toldHint} value={String(today.n)} />
      <Figure head={FORECAST.open} value={String(open)} />
    </section>
    <p class="forecast-verdict">{verdict(today)}</p>
  </>
)

/** Columns of the plot are so wide, in units of its own; it is as tall as a share of one, times this. */
const COLUMN = 44
const TALL = 110
const HEAD = 6
const FOOT = 22
/** The hours that are always there, so that a morning does not look like a day. */
const DAY_HOURS = { from: 8, to: 17 } as const
/** A bar that is lower than this has no room for its figure inside. */
const ROOM = 0.2

/** The share within the upper end, hour by hour, and where it should be. */
const Plot = ({ hours }: { readonly hours: readonly MeasureRow<number>[] }) => {
  const from = Math.min(DAY_HOURS.from, ...hours.map(({ of }) => of))
  const count = Math.max(DAY_HOURS.to, ...hours.map(({ of }) => of)) - from + 1
  const width = count * COLUMN
  const top = (share: number): number => HEAD + TALL * (1 - share)
  const middle = (hour: number): number => (hour - from + 0.5) * COLUMN
  return (
    <svg
      class="forecast-plot"
      viewBox={`0 0 ${width} ${HEAD + TALL + FOOT}`}
      role="img"
      aria-label={say(FORECAST.plotTitle)}
    >
      {hours.map((row) => (
        <g key={row.of}>
          <rect
            class={`plot-bar ${toneOf(row)}`}
            x={middle(row.of) - 14}
            y={top(row.within)}
            width={28}
            height={TALL * row.within}
            rx="2"
          />
          <text
            class={row.within > ROOM ? 'plot-inside' : ''}
            x={middle(row.of)}
            y={row.within > ROOM ? top(0) - 8 : top(row.within) - 6}
          >
            {Math.round(row.within * 100)}
          </text>
        </g>
      ))}
      {Array.from({ length: count }, (_, index) => (
        <text key={index} x={(index + 0.5) * COLUMN} y={HEAD + TALL + 16}>
          {from + index}
        </text>
      ))}
      <line class="plot-base" x1="0" x2={width} y1={top(0)} y2={top(0)} />
      <line class="plot-right" x1="0" x2={width} y1={top(0.8)} y2={top(0.8)} />
    </svg>
  )
}

const MEASURED: readonly Column<Measure>[] = [
  { head: FORECAST.told, hint: FORECAST.toldHint, cell: ({ n }) => n },
  { head: FORECAST.within, hint: FORECAST.withinHint, cell: ({ within }) => percent(within), tone: toneOf },
  { head: FORECAST.error, hint: FORECAST.errorHint, cell: ({ maeMs }) => minutes(maeMs) },
  {
    head: FORECAST.bias,
    hint: FORECAST.biasHint,
    cell: ({ biasMs }) => fill(FORECAST.minutes, { count: signedText(biasMs) }),
  },
  { head: FORECAST.wait, cell: ({ waitMs }) => minutes(waitMs) },
]

const Days = ({ days }: Pick<ForecastMeasures, 'days'>) => (
  <section class="panel">
    <h2>{say(FORECAST.days)}</h2>
    <Table
      rows={[...days].reverse()}
      keyOf={({ day }) => day}
      empty={FORECAST.noDays}
      tight
      columns={[{ head: FORECAST.day, cell: ({ day }) => day }, ...MEASURED]}
    />
  </section>
)

const Measures = ({ measures }: { readonly measures: ForecastMeasures }) => {
  const { hours, services, days } = measures
  // Before anybody was called there is nothing of today to lay out.
  if (hours.length === 0)
    return (
      <div class="forecast">
        <Today measures={measures} />
        <Days days={days} />
      </div>
    )
  return (
    <div class="forecast">
      <Today measures={measures} />
      <div class="halves">
        <div class="stack">
          <section class="panel">
            <h2>{say(FORECAST.byHour)}</h2>
            <p class="forecast-legend">{say(FORECAST.plotTitle)}</p>
            <Plot hours={hours} />
            <Table
              rows={hours}
              keyOf={({ of }) => String(of)}
              empty={FORECAST.none}
              tight
              columns={[{ head: FORECAST.hour, cell: ({ of }) => fill(FORECAST.hourOf, { hour: of }) }, ...MEASURED]}
            />
          </section>
          <Days days={days} />
        </div>
        <section class="panel">
          <h2>{say(FORECAST.byService)}</h2>
          <Table
            rows={services}
            keyOf={({ of }) => of}
            empty={FORECAST.none}
            columns={[
              {
                head: FORECAST.service,
                cell: ({ name, theme }) => (
                  <>
                    {name}
                    <small>{theme}</small>
                  </>
                ),
              },
              ...MEASURED,
            ]}
          />
        </section>
      </div>
    </div>
  )
}

export const ForecastTab = (_props: TabProps) => {
  const { value, problem } = useAsked<ForecastMeasures>('forecast', ASKS_EVERY_MS)
  if (value) return <Measures measures={value} />
  return <p class="hint">{problem ? problemText(problem) : say(COMMON.loading)}</p>
}
