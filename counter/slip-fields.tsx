/** The fields of the block that is open: texts with facts, how large and where, and when it is printed at all. */
import { useEffect, useRef } from 'preact/hooks'
import { fill, say, type Word } from '../client/language.ts'
import type { TemplateAlign, TemplateBlock } from '../hall/slip-template.ts'
import { textsOf } from './slip-edit.ts'
import { factWord, fromWords, shownFact, toWords } from './slip-facts-text.ts'
import type { Fact, SlipRow } from './slip-state.ts'
import { ALIGN_WORDS, S } from './slip-words.ts'

type Change = (block: TemplateBlock) => void
type Props = {
  readonly block: TemplateBlock
  readonly row: SlipRow
  readonly listFacts: readonly Fact[]
  readonly onChange: Change
}

/** Where a fact goes when it is touched: the field that had the cursor last. */
let lastField: HTMLTextAreaElement | undefined

const insert = (name: string): void => {
  if (!lastField?.isConnected) return
  const { selectionStart, selectionEnd } = lastField
  lastField.setRangeText(shownFact(name), selectionStart, selectionEnd, 'end')
  lastField.dispatchEvent(new Event('input', { bubbles: true }))
  lastField.focus()
}

const TEXT_WORDS: Readonly<Record<string, Word>> = {
  text: S.text,
  label: S.label,
  value: S.value,
  left: S.left,
  right: S.right,
  data: S.data,
}

const Texts = ({ block, names, onChange }: { block: TemplateBlock; names: readonly string[]; onChange: Change }) => (
  <div class="block-texts">
    {Object.entries(textsOf(block)).map(([field, text], index) => (
      <label key={field} class="field">
        <span>{say(TEXT_WORDS[field] ?? S.text)}</span>
        <textarea
          rows={block.kind === 'text' ? 2 : 1}
          value={toWords(text)}
          ref={(element) => {
            if (index === 0 && element && !lastField?.isConnected) lastField = element
          }}
          onFocus={(event) => {
            lastField = event.currentTarget
          }}
          onInput={(event) => {
            // A line break would be a line of its own, which is another block.
            const typed = event.currentTarget.value.replace(/\s*\n\s*/g, ' ')
            onChange({ ...block, [field]: fromWords(typed, names) })
          }}
        />
      </label>
    ))}
  </div>
)

const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <div class="facts">
    <small>{say(S.facts)}</small>
    {facts.map(({ name, sample }) => (
      <button
        key={name}
        type="button"
        class="fact"
        title={fill(S.sample, { sample })}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => insert(name)}
      >
        {factWord(name)}
      </button>
    ))}
  </div>
)

type ChoicesProps<T> = {
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly now: T
  readonly onChoose: (value: T) => void
}

/** Buttons of which one is pressed. */
export const Choices = <T extends string | number | boolean>({ options, now, onChoose }: ChoicesProps<T>) => (
  <>
    {options.map(([value, text]) => (
      <button
        key={String(value)}
        type="button"
        class="tab"
        aria-pressed={value === now}
        onClick={() => onChoose(value)}
      >
        {text}
      </button>
    ))}
  </>
)

const Segments = <T extends string | number | boolean>({
  label,
  ...choices
}: ChoicesProps<T> & { readonly label: Word }) => (
  <fieldset class="segments-field">
    <legend>{say(label)}</legend>
    <Choices {...choices} />
  </fieldset>
)

type CountProps = {
  readonly label: Word
  readonly value: number | undefined
  readonly min: number
  readonly max: number
  readonly onCount: (value: number | undefined) => void
}

/** A number within its bounds; what is outside or empty is given as undefined. */
const Count = ({ label, value, min, max, onCount }: CountProps) => (
  <label class="field count">
    <span>{say(label)}</span>
    <input
      type="number"
      min={min}
      max={max}
      value={value ?? ''}
      onChange={(event) => {
        const typed = Math.round(event.currentTarget.valueAsNumber)
        onCount(Number.isNaN(typed) ? undefined : Math.min(max, Math.max(min, typed)))
      }}
    />
  </label>
)

const SIZES = [1, 2, 3, 4] as const
const ALIGNS: readonly TemplateAlign[] = ['left', 'center', 'right']

const Shape = ({ block, row, onChange }: Omit<Props, 'listFacts'>) => {
  switch (block.kind) {
    case 'text':
      return (
        <>
          <Segments
            label={S.size}
            options={SIZES.map((size) => [size, fill(S.times, { count: size })] as const)}
            now={block.size ?? 1}
            onChoose={(size) => onChange({ ...block, size })}
          />
          <Segments
            label={S.align}
            options={ALIGNS.map((align) => [align, say(ALIGN_WORDS[align])] as const)}
            now={block.align ?? 'left'}
            onChoose={(align) => onChange({ ...block, align })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={block.bold ?? false}
              onChange={(event) => onChange({ ...block, bold: event.currentTarget.checked })}
            />
            {say(S.bold)}
          </label>
          <Count
            label={S.maxLines}
            value={block.maxLines}
            min={1}
            max={40}
            onCount={(maxLines) => {
              const { maxLines: _old, ...rest } = block
              onChange(maxLines === undefined ? rest : { ...rest, maxLines })
            }}
          />
        </>
      )
    case 'feed':
      return (
        <Count
          label={S.lines}
          value={block.lines}
          min={1}
          max={20}
          onCount={(lines) => onChange({ ...block, lines: lines ?? 1 })}
        />
      )
    case 'box':
      return (
        <>
          <Count
            label={S.widthMm}
            value={block.widthMm}
            min={10}
            max={190}
            onCount={(widthMm) => onChange({ ...block, widthMm: widthMm ?? block.widthMm })}
          />
          <Count
            label={S.heightMm}
            value={block.heightMm}
            min={5}
            max={100}
            onCount={(heightMm) => onChange({ ...block, heightMm: heightMm ?? block.heightMm })}
          />
        </>
      )
    case 'each':
      return (
        <label class="field">
          <span>{say(S.list)}</span>
          <select value={block.of} onChange={(event) => onChange({ ...block, of: event.currentTarget.value })}>
            {row.lists.map(({ name }) => (
              <option key={name} value={name}>
                {factWord(name)}
              </option>
            ))}
          </select>
        </label>
      )
    case 'field':
    case 'pair':
    case 'rule':
    case 'qr':
      return null
  }
}

const Condition = ({
  block,
  which,
  names,
  onChange,
}: {
  readonly block: TemplateBlock
  readonly which: 'when' | 'unless'
  readonly names: readonly string[]
  readonly onChange: Change
}) => (
  <label class="field">
    <span>{say(S[which])}</span>
    <select
      value={block[which] ?? ''}
      onChange={(event) => {
        const { [which]: _old, ...rest } = block
        const name = event.currentTarget.value
        onChange(name === '' ? rest : { ...rest, [which]: name })
      }}
    >
      <option value="">{say(S.always)}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {factWord(name)}
        </option>
      ))}
    </select>
  </label>
)

export const SlipFields = ({ block, row, listFacts, onChange }: Props) => {
  // Inside a list its own facts come first, and hide those of the paper that have the same name.
  const own = new Set(listFacts.map(({ name }) => name))
  const facts = [...listFacts, ...row.facts.filter(({ name }) => !own.has(name))]
  const names = facts.map(({ name }) => name)
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), [])
  const conditions = [...names, ...row.lists.map(({ name }) => name)]
  return (
    <div ref={top} class="block-fields">
      <Texts block={block} names={names} onChange={onChange} />
      {Object.keys(textsOf(block)).length > 0 && <Facts facts={facts} />}
      <div class="block-shape">
        <Shape block={block} row={row} onChange={onChange} />
        <Condition block={block} which="when" names={conditions} onChange={onChange} />
        <Condition block={block} which="unless" names={conditions} onChange={onChange} />
      </div>
    </div>
  )
}
