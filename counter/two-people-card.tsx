/** 双人复核: what waits for a second person, exactly what it changes, and what became of the others (X32). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import { problemText } from '../client/words.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { CodeSheet } from './device-code.tsx'
import type { Code } from './device-form.tsx'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import { Table } from './manager-table.tsx'
import { COMMON } from './manager-words.ts'
import { ReasonForm } from './reason-form.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { linesOf, type Proposal } from './two-people-lines.ts'
import { ACTS, STATES, TWO } from './two-people-words.ts'
import './two-people.css'

const REFRESH_MS = 5_000

type Asked = { readonly fourEyes: boolean; readonly proposals: readonly Proposal[] }
type Did = { readonly did?: { readonly code?: string; readonly expiresAt?: number } }
type Step = { readonly kind: 'agree' | 'decline'; readonly proposal: Proposal }

const titleOf = ({ act, aboutName }: Proposal): string => [say(ACTS[act]), aboutName].filter(Boolean).join(' · ')

const Lines = ({ proposal }: { readonly proposal: Proposal }) => (
  <ul class="two-lines">
    {linesOf(proposal).map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

type WaitingProps = {
  readonly proposal: Proposal
  readonly timeZone: string
  readonly onStep: (kind: Step['kind'] | 'withdraw') => void
}
const Waiting = ({ proposal, timeZone, onStep }: WaitingProps) => {
  const { at, until, askerName, mine, against } = proposal
  const names = proposal.for.join('、')
  return (
    <article class="two-waiting">
      <header>
        <b>{titleOf(proposal)}</b>
        <span class="spring" />
        <span class="hint">{fill(TWO.asked, { name: askerName, time: clock(at, timeZone) })}</span>
        <span class="badge warn">{fill(TWO.until, { time: clock(until, timeZone) })}</span>
      </header>
      <Lines proposal={proposal} />
      <footer>
        <span class="hint">
          {against === null || mine ? fill(TWO.for, { names }) : problemText({ ok: false, status: 403, code: against })}
        </span>
        <span class="spring" />
        {mine ? (
          <button type="button" class="row-act" onClick={() => onStep('withdraw')}>
            {say(TWO.withdraw)}
          </button>
        ) : (
          <>
            {against !== 'about-yourself' && (
              <button type="button" class="row-act bad" onClick={() => onStep('decline')}>
                {say(TWO.decline)}
              </button>
            )}
            <button type="button" class="action" disabled={against !== null} onClick={() => onStep('agree')}>
              {say(TWO.agree)}
            </button>
          </>
        )}
      </footer>
    </article>
  )
}

const outcomeOf = ({ state, code }: Proposal): string =>
  [say(STATES[state]), ...(code === null ? [] : [problemText({ ok: false, status: 409, code })])].join(' · ')

const Ended = ({ rows, timeZone }: { readonly rows: readonly Proposal[]; readonly timeZone: string }) => (
  <>
    <h3>{say(TWO.recent)}</h3>
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      empty={TWO.nothing}
      columns={[
        { head: TWO.when, cell: ({ ended, at }) => clock(ended ?? at, timeZone) },
        {
          head: TWO.what,
          cell: (row) => (
            <>
              {titleOf(row)}
              <Lines proposal={row} />
            </>
          ),
        },
        { head: TWO.asker, cell: ({ askerName }) => askerName },
        { head: TWO.second, cell: ({ secondName, state }) => (state === 'withdrawn' ? '' : secondName) },
        { head: TWO.outcome, tone: ({ state }) => (state === 'unknown' ? 'bad' : ''), cell: outcomeOf },
        { head: TWO.word, cell: ({ word }) => word ?? '' },
      ]}
    />
  </>
)

/** Turns it on, or asks another to agree that it is turned off. */
const Switch = ({ on, onAsked }: { readonly on: boolean; readonly onAsked: () => void }) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const sure = useSignal(false)
  const turn = async (): Promise<void> => {
    sure.value = false
    const answer = await askHall('security/policy', { method: 'PATCH', body: { fourEyes: !on } })
    problem.value = answer.ok ? undefined : answer
    onAsked()
  }
  const word = on ? TWO.turnOff : TWO.turnOn
  return (
    <>
      <button
        type="button"
        class="row-act"
        onClick={() => {
          sure.value = true
        }}
      >
        {say(word)}
      </button>
      {problem.value && <TroubleLine problem={problem.value} />}
      {sure.value && (
        <ConfirmSheet
          title={`${say(word)} · ${say(TWO.title)}`}
          text={say(on ? TWO.offSure : TWO.onSure)}
          action={say(word)}
          onConfirm={() => void turn()}
          onClose={() => {
            sure.value = false
          }}
        />
      )}
    </>
  )
}

export const TwoPeopleCard = ({ timeZone }: { readonly timeZone: string }) => {
  const list = useAsked<Asked>('security/proposals', REFRESH_MS)
  const step = useSignal<Step | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const code = useSignal<Code | undefined>(undefined)
  const answer = async (proposal: Proposal, body: object): Promise<void> => {
    step.value = undefined
    const answered = await askHall<Did>(`security/proposals/${proposal.id}`, { method: 'POST', body })
    problem.value = answered.ok ? undefined : answered
    list.reload()
    if (!answered.ok || answered.did?.code === undefined) return
    const { code: made, expiresAt = 0 } = answered.did
    const { name = proposal.aboutName } = (proposal.data.machine ?? {}) as { readonly name?: string }
    code.value = { code: made, expiresAt, kind: 'standby', name: name ?? '' }
  }
  const { fourEyes = false, proposals = [] } = list.value ?? {}
  const waiting = proposals.filter(({ state }) => state === 'open')
  const ended = proposals.filter(({ state }) => state !== 'open')
  const close = (): void => {
    step.value = undefined
  }
  const now = step.value
  return (
    <section class="panel two-people">
      <div class="two-head">
        <h2>{say(TWO.title)}</h2>
        {list.value && <span class={fourEyes ? 'badge good' : 'badge'}>{say(fourEyes ? TWO.on : TWO.off)}</span>}
        <span class="spring" />
        {list.value && mayAct('security') && <Switch on={fourEyes} onAsked={list.reload} />}
      </div>
      <p class="hint">{say(TWO.hint)}</p>
      <TroubleLine problem={problem.value ?? list.problem} />
      {waiting.map((proposal) => (
        <Waiting
          key={proposal.id}
          proposal={proposal}
          timeZone={timeZone}
          onStep={(kind) => {
            if (kind === 'withdraw') void answer(proposal, { agree: false, word: TWO.withdrawn[0] })
            else step.value = { kind, proposal }
          }}
        />
      ))}
      {waiting.length === 0 && fourEyes && <p class="hint">{say(list.value ? TWO.nothing : COMMON.loading)}</p>}
      {ended.length > 0 && <Ended rows={ended} timeZone={timeZone} />}
      {now?.kind === 'agree' && (
        <ConfirmSheet
          title={titleOf(now.proposal)}
          text={say(TWO.agreeSure)}
          action={say(TWO.agree)}
          onConfirm={() => void answer(now.proposal, { agree: true })}
          onClose={close}
        >
          <Lines proposal={now.proposal} />
        </ConfirmSheet>
      )}
      {now?.kind === 'decline' && (
        <Sheet title={`${say(TWO.decline)} · ${titleOf(now.proposal)}`} onClose={close}>
          <ReasonForm
            usual={[TWO.notNeeded, TWO.notRight, TWO.askFirst]}
            action={say(TWO.decline)}
            onReason={(word) => void answer(now.proposal, { agree: false, word })}
          />
        </Sheet>
      )}
      {code.value && (
        <CodeSheet
          code={code.value}
          timeZone={timeZone}
          onClose={() => {
            code.value = undefined
          }}
        />
      )}
    </section>
  )
}
