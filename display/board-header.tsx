/** The head of every board: whose hall it is, which part of it, the day and the time. */
import { language } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { clock, dateText, tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import { lineWidth } from './strip-lines.ts'

/** Longer names stand in two lines of smaller type: nothing of a hall's name is cut off. Full-width characters. */
const NAME_LONG = 11
const PART_LONG = 6

const long = (text: string, most: number): string => (lineWidth(text) > most ? ' is-long' : '')

export const BoardHeader = ({ view, part }: { readonly view: BoardView; readonly part: string }) => {
  const name = either(view.name, view.nameEn)
  return (
    <header class="board-header">
      <h1>
        <span class={`board-name${long(name, NAME_LONG)}`}>{name}</span>
        {part !== '' && <span class={`board-zone${long(part, PART_LONG)}`}>{part}</span>}
      </h1>
      <p class="board-date">{dateText(tick.value, view.timeZone, language.value)}</p>
      <p class="board-clock">{clock(tick.value, view.timeZone, true)}</p>
    </header>
  )
}
