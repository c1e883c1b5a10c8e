/** 票面: the hall's papers, changed without code beside a preview made of the printer's own bytes. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { say, type Word } from '../client/language.ts'
import type { SlipTemplate } from '../hall/slip-template.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { Icon } from './icons.tsx'
import { mayAct } from './manager-ask.ts'
import { COMMON } from './manager-words.ts'
import { SlipEditor } from './slip-editor.tsx'
import { mustWord } from './slip-facts-text.ts'
import { SLIP_WORDS } from './slip-kind-words.ts'
import { SlipPreview } from './slip-preview.tsx'
import {
  choose,
  drop,
  editedOf,
  kind,
  load,
  rows,
  type SlipProblem,
  type SlipRow,
  save,
  undo,
  unsaved,
} from './slip-state.ts'
import { S } from './slip-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import './paper.css'
import './manager-slips.css'

const Papers = ({ all }: { readonly all: readonly SlipRow[] }) => (
  <nav class="panel slip-kinds" aria-label={say(S.papers)}>
    {all.map((row) => (
      <button
        key={row.kind}
        type="button"
        class="tab"
        aria-pressed={row.kind === kind.value}
        onClick={() => choose(row.kind)}
      >
        <span>{say(SLIP_WORDS[row.kind])}</span>
        {unsaved.value.has(row.kind) ? (
          <small class="bad">{say(S.unsaved)}</small>
        ) : (
          row.own && <small class="good">{say(S.own)}</small>
        )}
      </button>
    ))}
  </nav>
)

type Asked = { readonly title: Word; readonly text: Word; readonly does: () => void }

const Paper = ({ row }: { readonly row: SlipRow }) => {
  const problems = useSignal<readonly SlipProblem[]>([])
  const failure = useSignal<Problem | undefined>(undefined)
  const saved = useSignal(false)
  const asked = useSignal<Asked | undefined>(undefined)
  const template = editedOf(row)
  const changed = unsaved.value.has(row.kind)
  const write = async (what: SlipTemplate | null): Promise<void> => {
    const answer = await save(row.kind, what)
    saved.value = answer.ok
    if (!answer.ok && Array.isArray(answer.problems)) problems.value = answer.problems as readonly SlipProblem[]
    else failure.value = answer.ok ? undefined : answer
  }
  const ask = (title: Word, text: Word, does: () => void) => (): void => {
    asked.value = { title, text, does }
  }
  const restore = ask(S.restore, S.restoreSure, () => {
    drop(row.kind)
    void write(null)
  })
  const act = (word: Word, look: string, disabled: boolean, onClick: () => void) => (
    <button type="button" class={look} disabled={disabled} onClick={onClick}>
      {say(word)}
    </button>
  )
  return (
    <>
      <section class="panel slip-blocks">
        <div class="slip-head">
          <div class="row">
            <h2>{say(SLIP_WORDS[row.kind])}</h2>
            <span class={row.own ? 'badge good' : 'badge'}>{say(row.own ? S.ownHint : S.shipped)}</span>
            <span class="spring" />
            {mayAct('system') && row.own && act(S.restore, 'row-act bad', false, restore)}
          </div>
          {mayAct('system') && (
            <div class="row">
              {act(S.save, 'action', !changed, () => void write(template))}
              {act(S.undo, 'row-act', !changed, () => undo(row.kind))}
              {act(
                S.drop,
                'row-act',
                !changed,
                ask(S.drop, S.dropSure, () => drop(row.kind)),
              )}
            </div>
          )}
        </div>
        <p class="hint">
          {say(S.publish)} <a href="#catalogue">{say(S.toCatalogue)}</a>
        </p>
        <TroubleLine problem={failure.value} />
        {saved.value && !changed && (
          <p class="good" role="status">
            <Icon name="check" /> {say(S.saved)}
          </p>
        )}
        <p class="hint">
          {say(S.must)}
          {row.must.map(mustWord).join(say(S.comma))}
        </p>
        <fieldset class="slip-fieldset" disabled={!mayAct('system')}>
          <SlipEditor row={row} template={template} problems={problems.value} />
        </fieldset>
      </section>
      <SlipPreview row={row} template={template} problems={problems} />
      {asked.value && (
        <ConfirmSheet
          danger
          title={say(asked.value.title)}
          text={say(asked.value.text)}
          action={say(asked.value.title)}
          onConfirm={() => {
            asked.value?.does()
            asked.value = undefined
          }}
          onClose={() => {
            asked.value = undefined
          }}
        />
      )}
    </>
  )
}

export const SlipsTab = () => {
  const failure = useSignal<Problem | undefined>(undefined)
  useEffect(() => {
    void load().then((answer) => {
      failure.value = answer.ok ? undefined : answer
    })
  }, [])
  const row = rows.value?.find((one) => one.kind === kind.value)
  if (!rows.value || !row)
    return (
      <section class="panel">
        <p class="hint">{say(COMMON.loading)}</p>
        <TroubleLine problem={failure.value} />
      </section>
    )
  return (
    <div class="slips">
      <Papers all={rows.value} />
      <Paper key={row.kind} row={row} />
    </div>
  )
}
