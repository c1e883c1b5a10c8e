/** One block of a paper as it is edited: a line that says what it is, and its fields while it is open. */
import { fill, say, type Word } from '../client/language.ts'
import type { TemplateBlock } from '../hall/slip-template.ts'
import { Icon } from './icons.tsx'
import { textsOf } from './slip-edit.ts'
import { factWord, problemWords, toWords } from './slip-facts-text.ts'
import { SlipFields } from './slip-fields.tsx'
import type { Fact, SlipProblem, SlipRow } from './slip-state.ts'
import { ALIGN_WORDS, BLOCK_WORDS, S } from './slip-words.ts'

/** What a block prints, in a line. */
export const summaryOf = (block: TemplateBlock): string => {
  switch (block.kind) {
    case 'feed':
      return fill(S.feedOf, { count: block.lines })
    case 'each':
      return factWord(block.of)
    case 'rule':
      return '────────'
    case 'box':
      return `${toWords(block.label)} ${fill(S.boxOf, { width: block.widthMm, height: block.heightMm })}`
    case 'text':
    case 'field':
    case 'pair':
    case 'qr':
      return Object.values(textsOf(block)).map(toWords).join('　') || say(S.empty)
  }
}

const marksOf = (block: TemplateBlock): readonly string[] => [
  ...(block.kind === 'text' && block.size !== undefined && block.size > 1
    ? [fill(S.times, { count: block.size })]
    : []),
  ...(block.kind === 'text' && block.align !== undefined && block.align !== 'left'
    ? [say(ALIGN_WORDS[block.align])]
    : []),
  ...(block.kind === 'text' && block.bold ? [say(S.bold)] : []),
  ...(block.when === undefined ? [] : [fill(S.onlyWith, { fact: factWord(block.when) })]),
  ...(block.unless === undefined ? [] : [fill(S.onlyWithout, { fact: factWord(block.unless) })]),
]

type Props = {
  readonly block: TemplateBlock
  readonly row: SlipRow
  /** The facts of the list it stands in. */
  readonly listFacts: readonly Fact[]
  readonly problems: readonly SlipProblem[]
  readonly open: boolean
  readonly first: boolean
  readonly last: boolean
  readonly onOpen: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
  readonly onChange: (block: TemplateBlock) => void
}

const Small = ({
  word,
  text,
  disabled,
  onClick,
}: {
  readonly word: Word
  readonly text: string
  readonly disabled?: boolean
  readonly onClick: () => void
}) => (
  <button
    type="button"
    class="block-act"
    aria-label={say(word)}
    title={say(word)}
    disabled={disabled}
    onClick={onClick}
  >
    {text}
  </button>
)

export const SlipBlock = ({ block, row, listFacts, problems, open, first, last, ...does }: Props) => (
  <div class={problems.length > 0 ? 'block is-wrong' : open ? 'block is-open' : 'block'}>
    <div class="block-line">
      <button type="button" class="block-open" aria-expanded={open} onClick={does.onOpen}>
        <span class="block-kind">{say(BLOCK_WORDS[block.kind])}</span>
        <span class="block-text">{summaryOf(block)}</span>
        {marksOf(block).map((mark) => (
          <small key={mark} class="block-mark">
            {mark}
          </small>
        ))}
      </button>
      <Small word={S.up} text="↑" disabled={first} onClick={() => does.onMove(-1)} />
      <Small word={S.down} text="↓" disabled={last} onClick={() => does.onMove(1)} />
      <button type="button" class="block-act" aria-label={say(S.remove)} title={say(S.remove)} onClick={does.onRemove}>
        <Icon name="cross" />
      </button>
    </div>
    {problems.map((problem) => (
      <p key={problem.en} class="block-problem" role="alert">
        {problemWords(problem)}
      </p>
    ))}
    {open && <SlipFields block={block} row={row} listFacts={listFacts} onChange={does.onChange} />}
  </div>
)
