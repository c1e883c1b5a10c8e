/** 试算: the rules of the draft on a day that is over, beside the rules of that day: what would have changed, for whom (Q16). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { TICKET_CLASSES } from '../hall/catalogue.ts'
import type { BusinessDay } from '../hall/ids.ts'
import type { Comparison, Moved, Waits } from '../hall/simulate/compare.ts'
import { askHall } from './manager-ask.ts'
import { TroubleLine } from './trouble-line.tsx'

const W = {
  title: ['先试算', 'Try it first'],
  hint: [
    '用过去一天的真实取号和办理时间，把草稿的规则重走一遍。',
    'Runs the draft on the arrivals and service times of a day that is over.',
  ],
  unsaved: ['先保存到草稿，再试算。', 'Save to the draft first.'],
  day: ['哪一天', 'Day'],
  run: ['试算', 'Run'],
  running: ['正在试算…', 'Running…'],
  noDay: ['那一天大厅没有开放，换一天', 'The hall was not open on that day: choose another'],
  noneYet: ['还没有过去的一天可以试算', 'No day is over yet'],
  wrongDraft: ['草稿还有问题，改好才能试算', 'The draft has problems: mend them first'],
  waits: ['等候（分钟）', 'Wait (min)'],
  dayRule: ['当天规则', 'That day’s'],
  draftRule: ['草稿', 'Draft'],
  all: ['全部', 'All'],
  mean: ['{name} 平均', '{name}, mean'],
  p90: ['{name} 九成以内', '{name}, P90'],
  none: ['没有人', 'nobody'],
  moved: [
    '{shorter} 人少等，{longer} 人多等，{same} 人不变。',
    '{shorter} wait less, {longer} wait longer, {same} the same.',
  ],
  nothing: ['这一天谁的等候都不会变。', 'Nobody’s wait would have changed that day.'],
  helped: ['少等最多', 'Helped most'],
  setBack: ['多等最多', 'Set back most'],
  one: ['{number} {class}：{from} → {to} 分', '{number} {class}: {from} → {to} min'],
} satisfies Record<string, Word>

/** Of the most helped and the most set back, so many are named; the page 推演 names the rest. */
const NAMED = 3

const minutes = (ms: number): number => Math.round(ms / 60_000)

type Row = { readonly label: string; readonly before: number | null; readonly after: number | null }

const rowsOf = ({ base, changed }: Comparison): readonly Row[] => {
  const pair = (name: string, before: Waits, after: Waits): readonly Row[] =>
    before.count === 0 && after.count === 0
      ? []
      : [
          { label: fill(W.mean, { name }), before: minutes(before.meanMs), after: minutes(after.meanMs) },
          { label: fill(W.p90, { name }), before: minutes(before.p90Ms), after: minutes(after.p90Ms) },
        ]
  return [
    ...pair(say(W.all), base.all, changed.all),
    ...TICKET_CLASSES.flatMap((name) => pair(say(CLASS_WORDS[name]), base.classes[name], changed.classes[name])),
  ]
}

const toneOf = ({ before, after }: Row): string => {
  if (before === null || after === null || before === after) return ''
  return after < before ? 'better' : 'worse'
}

const Who = ({ title, moved }: { readonly title: Word; readonly moved: readonly Moved[] }) =>
  moved.length === 0 ? null : (
    <>
      <b>{say(title)}</b>
      <ul class="moved">
        {moved.slice(0, NAMED).map(({ ticket, number, class: name, fromMs, toMs }) => (
          <li key={ticket}>
            {fill(W.one, { number, class: say(CLASS_WORDS[name]), from: minutes(fromMs), to: minutes(toMs) })}
          </li>
        ))}
      </ul>
    </>
  )

const Figures = ({ comparison }: { readonly comparison: Comparison }) => {
  const { shorter, longer, same, helped, setBack } = comparison
  return (
    <>
      <p class="lead">{shorter + longer === 0 ? say(W.nothing) : fill(W.moved, { shorter, longer, same })}</p>
      <table class="grid tight">
        <thead>
          <tr>
            {[W.waits, W.dayRule, W.draftRule].map((word) => (
              <th key={word[1]} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(comparison).map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.before}</td>
              <td class={toneOf(row)}>{row.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Who title={W.helped} moved={helped} />
      <Who title={W.setBack} moved={setBack} />
    </>
  )
}

type Answered = { readonly comparison?: Comparison }
type Props = { readonly day: BusinessDay | null; readonly unsaved: boolean }

export const DryRun = ({ day, unsaved }: Props) => {
  const wanted = useSignal('')
  const running = useSignal(false)
  const found = useSignal<Comparison | undefined>(undefined)
  const said = useSignal<Word | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  useEffect(() => {
    void askHall<{ latest: BusinessDay | null }>('what-if').then((answer) => {
      if (wanted.value !== '') return
      if (!answer.ok) return
      if (answer.latest === null) said.value = W.noneYet
      else wanted.value = answer.latest
    })
  }, [])
  const run = async (): Promise<void> => {
    running.value = true
    said.value = undefined
    const answer = await askHall<Answered>('what-if', {
      method: 'POST',
      body: { day: wanted.value, change: { draft: true } },
    })
    running.value = false
    found.value = answer.ok ? answer.comparison : undefined
    if (answer.ok && !answer.comparison) said.value = W.wrongDraft
    const noDay = !answer.ok && answer.code === 'no-such-day'
    if (noDay) said.value = W.noDay
    problem.value = answer.ok || noDay ? undefined : answer
  }
  return (
    <section class="panel dry-run">
      <h2>{say(W.title)}</h2>
      <p class="hint">{say(W.hint)}</p>
      <div class="row">
        <input
          class="blank"
          type="date"
          aria-label={say(W.day)}
          value={wanted.value}
          max={day ?? ''}
          onInput={({ currentTarget }) => {
            wanted.value = currentTarget.value
            said.value = undefined
          }}
        />
        <button
          type="button"
          class="action soft"
          disabled={running.value || unsaved || wanted.value === ''}
          onClick={() => void run()}
        >
          {say(running.value ? W.running : W.run)}
        </button>
      </div>
      {unsaved && <p class="hint">{say(W.unsaved)}</p>}
      {said.value && (
        <p class="hint" role="status">
          {say(said.value)}
        </p>
      )}
      <TroubleLine problem={problem.value} />
      {found.value && !unsaved && <Figures comparison={found.value} />}
    </section>
  )
}
