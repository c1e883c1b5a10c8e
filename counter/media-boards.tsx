/** 屏上轮播: what boards show beside the calls, put into the catalogue draft. */
import { type Signal, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { say, type Word } from '../client/language.ts'
import type { BoardSettings, PlaylistItem } from '../hall/board-settings.ts'
import { Icon } from './icons.tsx'
import { askHall, mayAct } from './manager-ask.ts'
import {
  added,
  dropped,
  figuresItem,
  isComplete,
  linesIn,
  moved,
  replaced,
  rulesItem,
  SECONDS_MAX,
  SECONDS_MIN,
  textItem,
} from './media-list.ts'
import { Thumb } from './media-thumb.tsx'
import { M } from './media-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const KIND_NAMES: Readonly<Record<'figures' | 'rules' | 'text', Word>> = {
  figures: M.figures,
  rules: M.rules,
  text: M.text,
}

type ItemProps = { readonly item: PlaylistItem; readonly known: ReadonlySet<string> | undefined }

const Shown = ({ item, known }: ItemProps) => {
  if (!('media' in item)) return <span class="badge">{say(KIND_NAMES[item.kind])}</span>
  return known?.has(item.media) === false ? (
    <span class="badge bad">
      <Icon name="warn" />
      {say(M.missing)}
    </span>
  ) : (
    <Thumb media={item.media} title={item.title} />
  )
}

const Fields = ({
  item,
  onChange,
}: {
  readonly item: PlaylistItem
  readonly onChange: (item: PlaylistItem) => void
}) => (
  <div class="turn-fields">
    {'title' in item && (
      <input
        aria-label={say(M.titleOf)}
        placeholder={say(M.titleOf)}
        maxLength={40}
        value={item.title}
        onInput={({ currentTarget }) => onChange({ ...item, title: currentTarget.value })}
      />
    )}
    {item.kind === 'text' && (
      <textarea
        aria-label={say(M.lines)}
        placeholder={say(M.lines)}
        rows={3}
        defaultValue={item.lines.join('\n')}
        onInput={({ currentTarget }) => onChange({ ...item, lines: linesIn(currentTarget.value) })}
      />
    )}
    {'seconds' in item && (
      <label class="turn-seconds">
        <input
          type="number"
          min={SECONDS_MIN}
          max={SECONDS_MAX}
          value={item.seconds}
          onInput={({ currentTarget }) => onChange({ ...item, seconds: Number(currentTarget.value) })}
        />
        {say(M.seconds)}
      </label>
    )}
  </div>
)

type Props = {
  readonly boards: Signal<BoardSettings>
  readonly saved: Signal<BoardSettings>
  /** The files there are; undefined until they are known. */
  readonly known: ReadonlySet<string> | undefined
}

export const BoardsEditor = ({ boards, saved, known }: Props) => {
  const problem = useSignal<Problem | undefined>(undefined)
  const told = useSignal<Word | undefined>(undefined)
  const changed = boards.value !== saved.value
  const complete = isComplete(boards.value)
  /** What is typed stays in its field wherever its item goes, and is gone when changes are discarded. */
  const keys = useRef(new WeakMap<PlaylistItem, number>())
  const discarded = useSignal(0)
  const keyOf = (item: PlaylistItem): string => {
    const key = keys.current.get(item) ?? Math.random()
    keys.current.set(item, key)
    return `${discarded.value} ${key}`
  }
  const change = (next: BoardSettings): void => {
    boards.value = next
    told.value = undefined
  }
  const edit = (at: number, from: PlaylistItem, to: PlaylistItem): void => {
    keys.current.set(to, keys.current.get(from) ?? Math.random())
    change(replaced(boards.value, at, to))
  }
  const discard = (): void => {
    discarded.value += 1
    change(saved.value)
  }
  const save = async (): Promise<void> => {
    const sent = boards.value
    const answer = await askHall<{ problems: readonly unknown[] }>('draft/boards', {
      method: 'PUT',
      body: { boards: sent },
    })
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    saved.value = sent
    told.value = answer.problems.length === 0 ? M.saved : M.savedWrong
  }
  const { playlist, rules } = boards.value
  const act = (word: Word, disabled: boolean, onClick: () => void, look = 'row-act') => (
    <button type="button" class={look} disabled={disabled} onClick={onClick}>
      {say(word)}
    </button>
  )
  return (
    <section class="panel turns">
      <div class="row">
        <h2>{say(M.boards)}</h2>
        <span class="spring" />
        {mayAct('system') && act(M.undo, !changed, discard)}
        {mayAct('system') && act(M.save, !changed || !complete, () => void save(), 'action')}
      </div>
      <p class="hint">
        {say(M.boardsHint)} <a href="#catalogue">{say(M.toCatalogue)}</a>
      </p>
      {!complete && <p class="bad">{say(M.incomplete)}</p>}
      {told.value && (
        <p class={told.value === M.saved ? 'good' : 'bad'} role="status">
          {say(told.value)}
        </p>
      )}
      <TroubleLine problem={problem.value} />
      <fieldset class="turn-set" disabled={!mayAct('system')}>
        <h3>{say(M.playlist)}</h3>
        {playlist.length === 0 && <p class="hint">{say(M.empty)}</p>}
        <ol class="turn-list">
          {playlist.map((item, at) => (
            <li key={keyOf(item)} class="turn">
              <Shown item={item} known={known} />
              <Fields item={item} onChange={(next) => edit(at, item, next)} />
              <div class="turn-acts">
                {act(M.up, at === 0, () => change(moved(boards.value, at, -1)))}
                {act(M.down, at === playlist.length - 1, () => change(moved(boards.value, at, 1)))}
                {act(M.drop, false, () => change(dropped(boards.value, at)), 'row-act bad')}
              </div>
            </li>
          ))}
        </ol>
        <div class="row">
          {act(M.addFigures, false, () => change(added(boards.value, figuresItem)))}
          {act(M.addRules, false, () => change(added(boards.value, rulesItem)))}
          {act(M.addText, false, () => change(added(boards.value, textItem)))}
        </div>
        <label key={discarded.value} class="field">
          <span>{say(M.ruleLines)}</span>
          <textarea
            rows={6}
            defaultValue={rules.join('\n')}
            onInput={({ currentTarget }) => change({ ...boards.value, rules: linesIn(currentTarget.value) })}
          />
        </label>
      </fieldset>
    </section>
  )
}
