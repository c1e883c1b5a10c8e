/** At this window somebody laid down a card or held up a code: note the document with the visit in front, or find the ticket. */
import { fill, say, type Word } from '../client/language.ts'
import { tick } from '../client/time.ts'
import type { Presented } from '../hall/views/presented.ts'
import { isOfVisit, stillShown, use } from './presented.ts'
import { PresentedRow } from './presented-row.tsx'
import { type Panel, sheet } from './window-state.ts'

const W = {
  note: ['登记到 {number}', 'Note with {number}'],
  noted: ['{number} 的证件已登记', 'The document of {number} is noted'],
  nobody: ['叫号后可以登记', 'Can be noted once somebody is called'],
  find: ['查号', 'Find it'],
  here: ['就是正在办理的号', 'It is the ticket in hand'],
  busy: ['先办完手上的这一位', 'Finish the visitor in front first'],
} satisfies Record<string, Word>

type CardShown = Extract<Presented, { kind: 'card' }>

const CardRow = ({ panel: { view, does }, card }: { readonly panel: Panel; readonly card: CardShown }) => {
  const { ticket } = view
  if (!ticket) return <PresentedRow presented={card} hint={say(W.nobody)} />
  if (!isOfVisit(card, ticket)) return null
  const { id, number, named } = ticket
  if (named) return <PresentedRow presented={card} hint={fill(W.noted, { number })} />
  const note = async (): Promise<void> => {
    if (await does('visitor', [{ type: 'NameVisitor', ticket: id, person: card.person }])) use(card)
  }
  return <PresentedRow presented={card} act={{ text: fill(W.note, { number }), does: () => void note() }} />
}

const CodeRow = ({ panel: { view }, code }: { readonly panel: Panel; readonly code: Presented }) => {
  const number = code.kind === 'code' ? code.ticket?.number : undefined
  if (number === undefined) return <PresentedRow presented={code} />
  if (view.ticket) return <PresentedRow presented={code} hint={say(view.ticket.number === number ? W.here : W.busy)} />
  const find = (): void => {
    use(code)
    sheet.value = { kind: 'find', number }
  }
  return <PresentedRow presented={code} act={{ text: say(W.find), does: find }} />
}

export const WindowPresented = ({ panel }: { readonly panel: Panel }) => {
  const { presented } = panel.view
  const [newest] = stillShown(presented ? [presented] : [], tick.value)
  if (!newest) return null
  return newest.kind === 'card' ? <CardRow panel={panel} card={newest} /> : <CodeRow panel={panel} code={newest} />
}
