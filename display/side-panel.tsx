/** What stands beside the calls: who waits where, and a card that takes turns. */
import type { BoardView } from '../hall/views/public.ts'
import type { BoardLayout } from './layout.ts'
import { sideParts } from './side-parts.ts'
import { TurnCard } from './turn-card.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

type Props = { readonly view: BoardView; readonly layout: BoardLayout }

export const SidePanel = ({ view, layout }: Props) => {
  const { themes, row, room } = sideParts(layout, view.themes.length)
  return (
    <aside class={`board-side is-${layout.side.place}`} style={`--theme-row:${row}px`}>
      <WaitingPanel themes={view.themes} size={themes} />
      <TurnCard view={view} room={room} />
    </aside>
  )
}
