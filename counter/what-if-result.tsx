/** A day run in two ways beside what happened: in words, figures and lines, and for whom. */
import { fill, say, type Word } from '../client/language.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { localParts } from '../hall/calendar.ts'
import { TICKET_CLASSES } from '../hall/catalogue.ts'
import type { Comparison, Moved, Ran, Waits } from '../hall/simulate/compare.ts'
import { Table } from './manager-table.tsx'
import { named } from './names.ts'
import { type PlotLine, WhatIfPlot } from './what-if-plot.tsx'
import type { Answered } from './what-if-state.ts'
import { WHAT_IF } from './what-if-words.ts'

const MINUTE = 60_000
/** Less than this is hardly a change, minutes. */
const HARDLY = 0.2

const minutes = (ms: number): string => (ms / MINUTE).toFixed(1)
const RUNS = ['happened', 'base', 'changed'] as const

/** How far the gain can be told from luck. */
const sureText = ({ runs, lowMs, highMs }: Comparison['gain']): string => {
  if (highMs <= 0) return fill(WHAT_IF.sureLess, { runs, least: minutes(-highMs), most: minutes(-lowMs) })
  if (lowMs >= 0) return fill(WHAT_IF.sureMore, { runs, least: minutes(lowMs), most: minutes(highMs) })
  return fill(WHAT_IF.sureEither, { runs, less: minutes(-lowMs), more: minutes(highMs) })
}

const Sentences = ({ comparison }: { readonly comparison: Comparison }) => {
  const { base, changed, gain, shorter, longer, same, offMs } = comparison
  const by = (changed.all.meanMs - base.all.meanMs) / MINUTE
  const word = Math.abs(by) < HARDLY ? WHAT_IF.level : by < 0 ? WHAT_IF.shorter : WHAT_IF.longer
  const values = { base: minutes(base.all.meanMs), changed: minutes(changed.all.meanMs), by: Math.abs(by).toFixed(1) }
  return (
    <>
      <p class="what-if-lead">{fill(word, values)}</p>
      <p>
        {fill(WHAT_IF.who, { shorter, longer, same })} {sureText(gain)}
      </p>
      <p class="hint">{fill(WHAT_IF.off, { off: minutes(offMs) })}</p>
    </>
  )
}

const Sides = ({ comparison }: { readonly comparison: Comparison }) => {
  const wait = (head: Word, of: (waits: Waits) => number) => ({
    head,
    cell: (run: (typeof RUNS)[number]) => minutes(of(comparison[run].all)),
  })
  const count = (head: Word, of: (ran: Ran) => number, hint?: Word) => ({
    head,
    ...(hint ? { hint } : {}),
    cell: (run: (typeof RUNS)[number]) => of(comparison[run]),
  })
  return (
    <Table
      rows={RUNS}
      keyOf={(run) => run}
      empty={WHAT_IF.nobody}
      tight
      columns={[
        {
          head: WHAT_IF.way,
          cell: (run) => (
            <span class="what-if-key">
              <svg viewBox="0 0 28 8" aria-hidden="true">
                <line class={`run ${run}`} x1="0" x2="28" y1="4" y2="4" />
              </svg>
              {say(WHAT_IF[run])}
            </span>
          ),
        },
        wait(WHAT_IF.mean, ({ meanMs }) => meanMs),
        wait(WHAT_IF.p50, ({ p50Ms }) => p50Ms),
        wait(WHAT_IF.p90, ({ p90Ms }) => p90Ms),
        wait(WHAT_IF.most, ({ mostMs }) => mostMs),
        { head: WHAT_IF.soon, cell: (run) => `${Math.round(comparison[run].all.soon * 100)}%` },
        count(WHAT_IF.served, ({ served }) => served),
        count(WHAT_IF.left, ({ left }) => left),
        count(WHAT_IF.unserved, ({ unserved }) => unserved, WHAT_IF.unservedHint),
      ]}
    />
  )
}

type Group = { readonly id: string; readonly name: string; readonly base: Waits; readonly changed: Waits }

const groupsOf = ({ comparison, themes }: Answered): Group[] => {
  const { base, changed } = comparison
  return [
    ...TICKET_CLASSES.map((name) => ({
      id: name,
      name: say(CLASS_WORDS[name]),
      base: base.classes[name],
      changed: changed.classes[name],
    })),
    ...base.themes.flatMap(({ theme, waits }) => {
      const other = changed.themes.find((row) => row.theme === theme)?.waits
      const found = themes.find(({ id }) => id === theme)
      return other && found ? [{ id: `theme ${theme}`, name: named(found), base: waits, changed: other }] : []
    }),
  ].filter((group) => group.base.count > 0)
}

/** Green where it is at least a minute shorter, amber where longer. */
const toneOf = (base: number, changed: number): string =>
  changed - base <= -MINUTE ? 'better' : changed - base >= MINUTE ? 'amber' : ''

const Groups = ({ answered }: { readonly answered: Answered }) => (
  <section class="panel">
    <h2>{say(WHAT_IF.forWhom)}</h2>
    <Table
      rows={groupsOf(answered)}
      keyOf={({ id }) => id}
      empty={WHAT_IF.nobody}
      tight
      columns={[
        { head: WHAT_IF.group, cell: ({ name }) => name },
        { head: WHAT_IF.people, cell: ({ base }) => base.count },
        {
          head: WHAT_IF.meanPair,
          cell: ({ base, changed }) =>
            fill(WHAT_IF.pair, { base: minutes(base.meanMs), changed: minutes(changed.meanMs) }),
          tone: ({ base, changed }) => toneOf(base.meanMs, changed.meanMs),
        },
        {
          head: WHAT_IF.p90Pair,
          cell: ({ base, changed }) =>
            fill(WHAT_IF.pair, { base: minutes(base.p90Ms), changed: minutes(changed.p90Ms) }),
          tone: ({ base, changed }) => toneOf(base.p90Ms, changed.p90Ms),
        },
      ]}
    />
  </section>
)

type MovedProps = { readonly title: Word; readonly rows: readonly Moved[]; readonly answered: Answered }

const MovedList = ({ title, rows, answered }: MovedProps) => {
  const serviceName = (id: string): string => {
    const found = answered.services.find((service) => service.id === id)
    return found ? named(found) : id
  }
  return (
    <section class="panel">
      <h2>{say(title)}</h2>
      <Table
        rows={rows}
        keyOf={({ ticket, service }) => `${ticket} ${service}`}
        empty={WHAT_IF.nobody}
        columns={[
          { head: WHAT_IF.number, cell: ({ number }) => number },
          { head: WHAT_IF.service, cell: ({ service }) => serviceName(service) },
          {
            head: WHAT_IF.wait,
            cell: ({ fromMs, toMs }) => fill(WHAT_IF.pair, { base: minutes(fromMs), changed: minutes(toMs) }),
            tone: () => 'short',
          },
        ]}
      />
    </section>
  )
}

export const WhatIfResult = ({ answered }: { readonly answered: Answered }) => {
  const { comparison, timeZone } = answered
  const from = localParts(comparison.from, timeZone).minute
  const lines = (of: (ran: Ran) => readonly (number | null)[]): PlotLine[] =>
    RUNS.map((kind) => ({ kind, values: of(comparison[kind]) }))
  const waits = lines(({ halfHours }) => halfHours.map((ms) => (ms === null ? null : ms / MINUTE)))
  return (
    <div class="stack">
      <section class="panel">
        <Sentences comparison={comparison} />
        <Sides comparison={comparison} />
        <div class="what-if-plots">
          <WhatIfPlot title={WHAT_IF.plotWaits} lines={waits} from={from} step={30} />
          <WhatIfPlot title={WHAT_IF.plotQueue} lines={lines(({ queue }) => queue)} from={from} step={5} />
        </div>
      </section>
      <div class="what-if-whom">
        <Groups answered={answered} />
        <div class="stack">
          <MovedList title={WHAT_IF.helped} rows={comparison.helped} answered={answered} />
          <MovedList title={WHAT_IF.setBack} rows={comparison.setBack} answered={answered} />
        </div>
      </div>
    </div>
  )
}
