/** The catalogue: what is in force, what the draft would change, what is wrong with it, and publishing it. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { mintId } from '../client/mint-id.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { Icon } from './icons.tsx'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { CATALOGUE, COMMON } from './manager-words.ts'
import { TroubleLine } from './trouble-line.tsx'

type DraftProblem = { readonly where: string; readonly code: string; readonly zh: string; readonly en: string }
type Draft = {
  readonly problems: readonly DraftProblem[]
  /** What the rules would have and nothing forces: it never stops a publish. */
  readonly advice: readonly DraftProblem[]
  readonly changed: boolean
  readonly revision: number
}

const REFRESH_MS = 10_000

const InForce = ({ floor: { view } }: TabProps) => {
  const book = catalogue.value
  const counts = book && {
    themes: book.themes.length,
    services: book.services.length,
    counters: book.counters.length,
    // Their addresses are nobody's business, so the catalogue comes without printers; the view knows them.
    printers: view.printers.length,
  }
  return (
    <section class="panel">
      <h2>{view.revision > 0 ? fill(CATALOGUE.revision, { revision: view.revision }) : say(CATALOGUE.noneYet)}</h2>
      {counts && <p class="hint">{fill(CATALOGUE.holds, counts)}</p>}
      {view.sample !== '' && (
        <p class="sample">
          <Icon name="warn" />
          <span>
            <b>{say(CATALOGUE.sample)}</b> {view.sample}
          </span>
        </p>
      )}
    </section>
  )
}

const Findings = ({ rows }: { readonly rows: readonly DraftProblem[] }) => (
  <Table
    rows={rows}
    keyOf={({ where, code, en }) => `${where} ${code} ${en}`}
    empty={CATALOGUE.clean}
    columns={[
      { head: CATALOGUE.where, cell: ({ where }) => <code>{where}</code> },
      { head: CATALOGUE.what, cell: (one) => (language.value === 'zh' ? one.zh : one.en) },
    ]}
  />
)

const Problems = ({ problems }: { readonly problems: readonly DraftProblem[] }) =>
  problems.length === 0 ? (
    <p class="good">{say(CATALOGUE.clean)}</p>
  ) : (
    <>
      <p class="bad">{fill(CATALOGUE.problems, { count: problems.length })}</p>
      <Findings rows={problems} />
    </>
  )

const Advice = ({ advice }: { readonly advice: readonly DraftProblem[] }) =>
  advice.length === 0 ? null : (
    <>
      <p class="hint">{fill(CATALOGUE.advice, { count: advice.length })}</p>
      <Findings rows={advice} />
    </>
  )

export const CatalogueTab = ({ floor }: TabProps) => {
  const draft = useAsked<Draft>('draft', REFRESH_MS)
  const asking = useSignal(false)
  const problem = useSignal<Problem | undefined>(undefined)
  const done = useSignal(false)
  const publish = async (): Promise<void> => {
    const answer = await askHall('draft/publish', { method: 'POST', body: { id: mintId() } })
    asking.value = false
    problem.value = answer.ok ? undefined : answer
    done.value = answer.ok
    draft.reload()
  }
  const found = draft.value
  return (
    <div class="stack">
      <InForce floor={floor} />
      <section class="panel">
        <h2>{say(CATALOGUE.draft)}</h2>
        {!found && <p class="hint">{say(COMMON.loading)}</p>}
        {found && <p class="hint">{say(found.changed ? CATALOGUE.changed : CATALOGUE.same)}</p>}
        {found && <Problems problems={found.problems} />}
        {found && <Advice advice={found.advice} />}
        {done.value && <p class="good">{say(CATALOGUE.published)}</p>}
        <TroubleLine problem={problem.value ?? draft.problem} />
        <div class="row">
          {mayAct() && (
            <button
              type="button"
              class="action"
              disabled={!found?.changed || found.problems.length > 0}
              onClick={() => {
                done.value = false
                asking.value = true
              }}
            >
              {say(CATALOGUE.publish)}
            </button>
          )}
          <button type="button" class="action soft" onClick={draft.reload}>
            {say(CATALOGUE.again)}
          </button>
        </div>
      </section>
      {asking.value && (
        <ConfirmSheet
          title={say(CATALOGUE.publish)}
          text={say(CATALOGUE.publishSure)}
          action={say(CATALOGUE.publish)}
          onConfirm={() => void publish()}
          onClose={() => {
            asking.value = false
          }}
        />
      )}
    </div>
  )
}
