/** What visitors said: the grades in sum, the bad ones with their reasons, and what does not look like their own. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { COMPLAINT_WORDS } from '../client/rating-words.ts'
import { clock } from '../client/time.ts'
import { GRADE_WORDS } from '../client/words.ts'
import { RATINGS, SIGNAL_WORDS } from './manager-day-words.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Grades } from './manager-grades.tsx'
import { Table } from './manager-table.tsx'

export const RatingsTab = ({ floor: { view } }: TabProps) => (
  <div class="halves">
    <section class="panel">
      <h2>
        {say(RATINGS.bad)} <b>{view.badRatings.length}</b> <small>{say(RATINGS.badHint)}</small>
      </h2>
      <Table
        rows={view.badRatings}
        keyOf={({ number, counterName, at }) => `${number} ${counterName} ${at}`}
        empty={RATINGS.noneBad}
        columns={[
          {
            head: RATINGS.number,
            cell: ({ number, day }) => number || (day === undefined ? '—' : fill(RATINGS.earlier, { day })),
          },
          { head: RATINGS.time, cell: ({ at }) => clock(at, view.timeZone) },
          { head: RATINGS.window, cell: ({ counterName }) => windowText(counterName), tone: () => 'short' },
          {
            head: RATINGS.grade,
            cell: ({ grade }) => say(GRADE_WORDS[grade]),
            tone: ({ grade }) => (grade === 'very-dissatisfied' ? 'red short' : 'amber short'),
          },
          {
            head: RATINGS.reasons,
            cell: ({ complaints }) =>
              complaints.length === 0
                ? say(RATINGS.unsaid)
                : complaints.map((reason) => say(COMPLAINT_WORDS[reason])).join('、'),
          },
          { head: RATINGS.text, cell: ({ text }) => <span class="own-text">{text ?? '—'}</span> },
        ]}
      />
    </section>
    <div class="stack">
      <section class="panel">
        <Grades grades={view.grades} />
      </section>
      <section class="panel">
        <h2>
          {say(RATINGS.signals)} <small>{say(RATINGS.signalsHint)}</small>
        </h2>
        <Table
          rows={view.ratingSignals}
          keyOf={({ kind, staffId }) => `${kind} ${staffId}`}
          empty={RATINGS.noSignals}
          columns={[
            { head: RATINGS.staff, cell: ({ staff }) => staff },
            { head: RATINGS.window, cell: ({ counterName }) => windowText(counterName) },
            { head: RATINGS.signal, cell: ({ kind }) => say(SIGNAL_WORDS[kind]) },
            { head: RATINGS.share, cell: ({ count, of }) => `${count} / ${of}` },
          ]}
        />
      </section>
    </div>
  </div>
)
