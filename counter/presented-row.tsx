/** One line about a card or a code that was just presented, with the one thing that may be done with it. */
import { fill, say, type Word } from '../client/language.ts'
import type { Presented } from '../hall/views/presented.ts'
import { busy } from './acting.ts'
import { Icon } from './icons.tsx'
import { use } from './presented.ts'

const W = {
  card: ['读到证件：{name} · {masked}', 'Card read: {name} · {masked}'],
  code: ['扫到号票 {number}', 'Scanned ticket {number}'],
  unknown: ['扫到的码不是今天的号票', 'The scanned code is no ticket of today'],
  close: ['不用了', 'Put aside'],
} satisfies Record<string, Word>

const textOf = (presented: Presented): string => {
  if (presented.kind === 'card') return fill(W.card, { name: presented.maskedName, masked: presented.masked })
  return presented.ticket ? fill(W.code, { number: presented.ticket.number }) : say(W.unknown)
}

type Props = {
  readonly presented: Presented
  /** What can be done; a hint where nothing can be done now. */
  readonly act?: { readonly text: string; readonly does: () => void } | undefined
  readonly hint?: string | undefined
}

export const PresentedRow = ({ presented, act, hint }: Props) => (
  <div class="notice-row presented" role="status">
    <Icon name={presented.kind === 'card' ? 'people' : 'ticket'} />
    <span class="notice-words">
      <b>{textOf(presented)}</b>
      {hint !== undefined && ` · ${hint}`}
    </span>
    {act && (
      <button type="button" class="action" disabled={busy.value !== undefined} onClick={act.does}>
        {act.text}
      </button>
    )}
    <button type="button" class="plain" onClick={() => use(presented)}>
      {say(W.close)}
    </button>
  </div>
)
