/** 叫号规则: who is called before whom, which window takes what when, a run of the draft on a past day, and the 超号报告. */
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import { askHall, mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { COMMON } from './manager-words.ts'
import { OrderCredits } from './order-credits.tsx'
import { DryRun } from './order-dry-run.tsx'
import { OrderProfiles } from './order-profiles.tsx'
import { OrderReport } from './order-report.tsx'
import { isMine, type Order, type OrderDraft } from './order-state.ts'
import { OrderWindows } from './order-windows.tsx'
import { O } from './order-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import './order.css'

/** What is edited outlives a look at another page. */
const draft = signal<OrderDraft | undefined>(undefined)
const edited = signal<Order | undefined>(undefined)
const page = signal<'rules' | 'report'>('rules')

const problemsIn = (problem: Problem): readonly CatalogueProblem[] =>
  Array.isArray(problem.problems) ? problem.problems : []

/** What came of the last save, with the number of problems. */
type Told = { readonly word: Word; readonly count: number }

const Rules = ({ floor }: TabProps) => {
  const trouble = useSignal<Problem | undefined>(undefined)
  const told = useSignal<Told | undefined>(undefined)
  const load = async (): Promise<void> => {
    const answer = await askHall<OrderDraft>('draft/order')
    trouble.value = answer.ok ? undefined : answer
    if (answer.ok) draft.value = answer
  }
  useEffect(() => {
    if (edited.value === undefined) void load()
  }, [])
  const found = draft.value
  if (!found)
    return trouble.value?.code === 'catalogue-invalid' ? (
      <p class="bad">
        {say(O.unreadable)} <a href="#catalogue">{say(O.toPublish)}</a>
      </p>
    ) : (
      <>
        <TroubleLine problem={trouble.value} />
        <p class="hint">{say(COMMON.loading)}</p>
      </>
    )
  const order = edited.value ?? found.order
  const changed = edited.value !== undefined
  const change = (next: Order): void => {
    edited.value = next
    told.value = undefined
  }
  const discard = (): void => {
    edited.value = undefined
    told.value = undefined
    void load()
  }
  const save = async (): Promise<void> => {
    const answer = await askHall<{ problems: readonly CatalogueProblem[] }>('draft/order', {
      method: 'PUT',
      body: { order },
    })
    const wrong = answer.ok ? answer.problems : problemsIn(answer)
    trouble.value = answer.ok || wrong.length > 0 ? undefined : answer
    if (answer.ok || wrong.length > 0) draft.value = { ...found, ...(answer.ok ? { order } : {}), problems: wrong }
    if (answer.ok) {
      edited.value = undefined
      told.value = { word: wrong.length === 0 ? O.saved : O.savedWrong, count: wrong.length }
    } else if (wrong.length > 0) told.value = { word: O.refused, count: wrong.length }
  }
  const mine = found.problems.filter(isMine)
  const others = found.problems.length - mine.length
  const parts = { order, problems: mine, onChange: change }
  return (
    <div class="order">
      <fieldset class="order-main" disabled={!mayAct()}>
        <OrderCredits {...parts} />
        <OrderProfiles {...parts} themes={found.themes} mayEdit={mayAct()} />
        <OrderWindows {...parts} draft={found} floor={floor} />
      </fieldset>
      <aside class="order-side">
        <section class="panel">
          {mayAct() && (
            <div class="row">
              <button type="button" class="action" disabled={!changed} onClick={() => void save()}>
                {say(O.save)}
              </button>
              <button type="button" class="action soft" disabled={!changed} onClick={discard}>
                {say(O.discard)}
              </button>
            </div>
          )}
          {told.value ? (
            <p class={told.value.count > 0 ? 'bad' : 'good'} role="status">
              {fill(told.value.word, { count: told.value.count })}
            </p>
          ) : (
            <p class="hint">{say(changed ? O.changed : O.unchanged)}</p>
          )}
          {others > 0 && <p class="bad">{fill(O.elsewhere, { count: others })}</p>}
          <a class="to-publish" href="#catalogue">
            {say(O.toPublish)}
          </a>
          <TroubleLine problem={trouble.value} />
        </section>
        <DryRun day={floor.view.day} unsaved={changed} />
      </aside>
    </div>
  )
}

export const OrderTab = ({ floor }: TabProps) => (
  <>
    <div class="order-pages">
      {(['rules', 'report'] as const).map((name) => (
        <button
          key={name}
          type="button"
          class="tab-button"
          aria-pressed={page.value === name}
          onClick={() => {
            page.value = name
          }}
        >
          {say(O[name])}
        </button>
      ))}
    </div>
    {page.value === 'rules' ? <Rules floor={floor} /> : <OrderReport floor={floor} />}
  </>
)
