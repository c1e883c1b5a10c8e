/** At the desk somebody laid down a card or held up a code: find the ticket, or note the document with the one that is open. */
import { fill, say, type Word } from '../client/language.ts'
import { tick } from '../client/time.ts'
import type { Presented } from '../hall/views/presented.ts'
import type { Desk } from './guide-desk.ts'
import { done, found, lookUp, refresh } from './guide-state.ts'
import { stillShown, use } from './presented.ts'
import { PresentedRow } from './presented-row.tsx'

const W = {
  note: ['登记到 {number}', 'Note with {number}'],
  noted: ['证件已登记', 'The document is noted'],
  first: ['先查到号票，再登记', 'Find the ticket first, then note it'],
  find: ['查号', 'Find it'],
} satisfies Record<string, Word>

/** One line: the desk is there for taking numbers. What came before is seen once this is put aside. */
const ROWS_MAX = 1

type CardShown = Extract<Presented, { kind: 'card' }>

const CardRow = ({ desk, card }: { readonly desk: Desk; readonly card: CardShown }) => {
  const ticket = found.value?.ticket
  if (!ticket) return <PresentedRow presented={card} hint={say(W.first)} />
  const { id, number, named } = ticket
  if (named) return <PresentedRow presented={card} hint={say(W.noted)} />
  const note = async (): Promise<void> => {
    if ((await desk.does('ticket', { type: 'NameVisitor', ticket: id, person: card.person })) === undefined) return
    use(card)
    done.value = say(W.noted)
    await refresh(number)
  }
  return <PresentedRow presented={card} act={{ text: fill(W.note, { number }), does: () => void note() }} />
}

const Row = ({ desk, presented }: { readonly desk: Desk; readonly presented: Presented }) => {
  if (presented.kind === 'card') return <CardRow desk={desk} card={presented} />
  const number = presented.ticket?.number
  if (number === undefined) return <PresentedRow presented={presented} />
  const find = (): void => {
    use(presented)
    void lookUp(number)
  }
  return <PresentedRow presented={presented} act={{ text: say(W.find), does: find }} />
}

export const GuidePresented = ({ desk }: { readonly desk: Desk }) => (
  <>
    {stillShown(desk.view.presented, tick.value)
      .slice(0, ROWS_MAX)
      .map((presented) => (
        <Row key={presented.id} desk={desk} presented={presented} />
      ))}
  </>
)
