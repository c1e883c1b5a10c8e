/** The blocks of one paper, in the order in which they are printed, those of a list under it. */
import { useSignal } from '@preact/signals'
import { say } from '../client/language.ts'
import type { SlipTemplate, TemplateBlock } from '../hall/slip-template.ts'
import { SlipBlock } from './slip-block.tsx'
import {
  type At,
  atOf,
  type BlockKind,
  FLAT_KINDS,
  inserted,
  moved,
  newBlock,
  sameAt,
  withBlock,
  without,
} from './slip-edit.ts'
import { problemWords } from './slip-facts-text.ts'
import { change, openAt, type SlipProblem, type SlipRow } from './slip-state.ts'
import { BLOCK_WORDS, S } from './slip-words.ts'

type Props = {
  readonly row: SlipRow
  readonly template: SlipTemplate
  readonly problems: readonly SlipProblem[]
}

/** A choice of what to add, and the button that adds it. */
const Add = ({ kinds, onAdd }: { readonly kinds: readonly BlockKind[]; readonly onAdd: (kind: BlockKind) => void }) => {
  const kind = useSignal<BlockKind>('text')
  return (
    <div class="row block-add">
      <select
        aria-label={say(S.add)}
        value={kind.value}
        onChange={(event) => {
          kind.value = kinds.find((one) => one === event.currentTarget.value) ?? 'text'
        }}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {say(BLOCK_WORDS[one])}
          </option>
        ))}
      </select>
      <button type="button" class="row-act" onClick={() => onAdd(kind.value)}>
        + {say(S.add)}
      </button>
    </div>
  )
}

export const SlipEditor = ({ row, template, problems }: Props) => {
  const open = (at: At): void => {
    openAt.value = sameAt(openAt.value, at) ? undefined : at
  }
  const put = (next: SlipTemplate, at: At | undefined): void => {
    change(row, next)
    openAt.value = at
  }
  const add = (at: At, kind: BlockKind): void =>
    put(inserted(template, at, newBlock(kind, row.lists[0]?.name ?? '')), at)
  const blockAtPlace = (block: TemplateBlock, at: At, count: number, list: string | undefined) => (
    <SlipBlock
      block={block}
      row={row}
      listFacts={row.lists.find(({ name }) => name === list)?.facts ?? []}
      problems={problems.filter(({ where }) => sameAt(atOf(where), at))}
      open={sameAt(openAt.value, at)}
      first={at.at(-1) === 0}
      last={at.at(-1) === count - 1}
      onOpen={() => open(at)}
      onMove={(by) => {
        const step = moved(template, at, by)
        put(step.template, openAt.value && step.at)
      }}
      onRemove={() => put(without(template, at), undefined)}
      onChange={(next) => put(withBlock(template, at, next), at)}
    />
  )
  const elsewhere = problems.filter(({ where }) => atOf(where) === undefined)
  const kinds: readonly BlockKind[] = row.lists.length > 0 ? [...FLAT_KINDS, 'each'] : FLAT_KINDS
  return (
    <>
      {elsewhere.map((problem) => (
        <p key={problem.en} class="block-problem" role="alert">
          {problemWords(problem)}
        </p>
      ))}
      <ol class="blocks">
        {template.map((block, index) => (
          <li key={index}>
            {blockAtPlace(block, [index], template.length, undefined)}
            {block.kind === 'each' && (
              <div class="block-list">
                <small>{say(S.inList)}</small>
                <ol class="blocks">
                  {block.blocks.map((inner, at) => (
                    <li key={at}>{blockAtPlace(inner, [index, at], block.blocks.length, block.of)}</li>
                  ))}
                </ol>
                <Add kinds={FLAT_KINDS} onAdd={(kind) => add([index, block.blocks.length], kind)} />
              </div>
            )}
          </li>
        ))}
      </ol>
      <Add kinds={kinds} onAdd={(kind) => add([template.length], kind)} />
    </>
  )
}
