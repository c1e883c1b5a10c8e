/** The day: who has done how much, who is on duty, where nobody was, why people were sent on, what is owed. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { REDIRECT_WORDS } from '../client/staff-words.ts'
import { clock } from '../client/time.ts'
import { NOTICE_KINDS } from '../hall/commands.ts'
import type { FloorView } from '../hall/views/floor.ts'
import { AdviceSaved } from './advice-saved.tsx'
import { byDue, clerkLoads, dueOf, isShort, overdueIn, sharesOf } from './floor.ts'
import { CHANNEL_WORDS, DAY, NOTICE_WORDS } from './manager-day-words.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { FLOOR } from './manager-words.ts'

type ViewProps = { readonly view: FloorView }

const Clerks = ({ view }: ViewProps) => {
  const goal = view.casesPerCounter
  return (
    <section class="panel">
      <h2>{say(DAY.clerks)}</h2>
      <Table
        rows={clerkLoads(view)}
        keyOf={({ id }) => id}
        empty={DAY.noClerks}
        tight
        columns={[
          { head: DAY.name, cell: ({ name }) => name },
          { head: DAY.at, cell: ({ counterName }) => (counterName === '' ? '—' : windowText(counterName)) },
          {
            head: [fill([DAY.cases[0], DAY.cases[0]], { goal }), fill([DAY.cases[1], DAY.cases[1]], { goal })],
            cell: ({ cases, share }) => (
              <>
                <span class="bar" style={`--share:${Math.min(1, share)}`} /> {cases}
              </>
            ),
          },
          { head: DAY.visits, cell: ({ completed }) => completed },
          {
            head: DAY.mean,
            cell: ({ meanMinutes }) => (meanMinutes === null ? '—' : fill(FLOOR.minutes, { count: meanMinutes })),
          },
          { head: DAY.rated, hint: DAY.ratedHint, cell: ({ rated, unrated }) => `${rated} / ${unrated}` },
        ]}
      />
    </section>
  )
}

const Duty = ({ view }: ViewProps) => (
  <section class="panel">
    <h2>{say(DAY.duty)}</h2>
    <Table
      rows={view.duty}
      keyOf={({ floor }) => String(floor)}
      empty={DAY.noFloors}
      columns={[
        { head: DAY.floor, cell: ({ floor }) => fill(DAY.floorName, { floor }) },
        {
          head: DAY.desks,
          cell: ({ desks }) => (desks.length === 0 ? say(DAY.noDesk) : desks.map(({ name }) => name).join('、')),
        },
        {
          head: DAY.onDuty,
          cell: ({ guides }) =>
            guides.length === 0
              ? say(DAY.nobody)
              : guides.map(({ name, since }) => `${name} ${clock(since, view.timeZone)}`).join('、'),
        },
        {
          head: DAY.needed,
          cell: ({ guides, needed }) => `${guides.length} / ${needed}`,
          tone: (row) => (view.open && isShort(row) ? 'amber' : ''),
        },
      ]}
    />
  </section>
)

const Vacant = ({ view }: ViewProps) => (
  <section class="panel">
    <h2>
      {say(DAY.vacant)} <small>{fill(DAY.vacancies, { count: view.vacancies })}</small>
    </h2>
    <Table
      rows={view.vacant}
      keyOf={({ counter }) => counter}
      empty={DAY.noneVacant}
      columns={[
        { head: DAY.window, cell: ({ name }) => windowText(name) },
        { head: DAY.staff, cell: ({ staff }) => staff },
        { head: DAY.since, cell: ({ since }) => clock(since, view.timeZone), tone: () => 'red' },
        { head: DAY.waiting, cell: ({ waiting }) => waiting },
      ]}
    />
  </section>
)

const Redirects = ({ view }: ViewProps) => (
  <section class="panel">
    <h2>{say(DAY.redirects)}</h2>
    <Table
      rows={sharesOf(view.redirects)}
      keyOf={({ reason }) => reason}
      empty={DAY.noRedirects}
      columns={[
        { head: DAY.reason, cell: ({ reason }) => say(REDIRECT_WORDS[reason]) },
        {
          head: DAY.count,
          cell: ({ count, share }) => (
            <>
              <span class="bar" style={`--share:${share}`} /> {count}
            </>
          ),
        },
      ]}
    />
  </section>
)

const Questions = ({ view }: ViewProps) => (
  <section class="panel">
    <h2>
      {say(DAY.questions)} <b>{view.owed.length}</b>{' '}
      <small>{fill(DAY.answered, { answered: view.answered, overdue: overdueIn(view.owed, view.day) })}</small>
    </h2>
    <Table
      rows={byDue(view.owed)}
      keyOf={({ id }) => id}
      empty={DAY.noneOwed}
      columns={[
        { head: DAY.question, cell: ({ text }) => <span class="own-text">{text ?? say(DAY.about)}</span> },
        { head: DAY.channel, cell: ({ channel }) => say(CHANNEL_WORDS[channel]), tone: () => 'short' },
        { head: DAY.takenBy, cell: ({ takenBy }) => takenBy, tone: () => 'short' },
        { head: DAY.owner, cell: ({ owner }) => owner },
        {
          head: DAY.due,
          cell: (question) => {
            const state = dueOf(question, view.day)
            if (state === 'later') return question.due
            return `${question.due} ${say(state === 'overdue' ? DAY.overdue : DAY.today)}`
          },
          tone: (question) =>
            ({ overdue: 'red short', today: 'amber short', later: 'short' })[dueOf(question, view.day)],
        },
      ]}
    />
  </section>
)

const Notices = ({ view }: ViewProps) => (
  <section class="panel">
    <h2>{say(DAY.notices)}</h2>
    <dl class="sums">
      {NOTICE_KINDS.map((kind) => (
        <div key={kind}>
          <dt>{say(NOTICE_WORDS[kind])}</dt>
          <dd>{view.notices[kind]}</dd>
        </div>
      ))}
    </dl>
  </section>
)

export const DayTab = ({ floor: { view } }: TabProps) => (
  <div class="halves">
    <div class="stack">
      <Clerks view={view} />
      <AdviceSaved timeZone={view.timeZone} />
      <Questions view={view} />
    </div>
    <div class="stack">
      <Vacant view={view} />
      <Duty view={view} />
      <Redirects view={view} />
      <Notices view={view} />
    </div>
  </div>
)
