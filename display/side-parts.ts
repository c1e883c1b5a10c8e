/** How the place beside or below the calls is divided. In 1,080ths of the screen's shorter side unless said. Pure. */
import type { BoardLayout } from './layout.ts'
import type { Room } from './playlist.ts'

/** As in side.css: padding of the panel, gap between its parts, head and row of the table. */
const PAD = 16
const GAP = 16
const TABLE_HEAD = 52
const TABLE_ROW = 66
/** A few themes stand in higher rows. */
const TABLE_ROW_MAX = 84
/** Inside the card: its padding, both sides together; its title; a line of 34 at 1.4; the font's size. */
const CARD_PAD = 44
const CARD_TITLE = 66
const CARD_LINE = 48
const CARD_TEXT = 34
/** A film in 16:9 with its title under it. */
const CAPTION = 60
const CARD_MIN = 372

export type SideParts = {
  /** Themes in the table at a time. */
  readonly themes: number
  /** Height of one of its rows, CSS px. */
  readonly row: number
  readonly room: Room
}

/** @param count how many themes there are. */
export const sideParts = ({ side, unit }: Pick<BoardLayout, 'side' | 'unit'>, count: number): SideParts => {
  const height = side.height / unit - 2 * PAD
  const below = side.place === 'below'
  const width = (side.width / unit) * (below ? 0.5 : 1) - 2 * PAD
  const cardMin = below ? height : Math.min(height * 0.5, Math.max(CARD_MIN, (width * 9) / 16 + CAPTION))
  const table = (below ? height : height - cardMin - GAP) - TABLE_HEAD
  const themes = Math.max(1, Math.min(count, Math.floor(table / TABLE_ROW)))
  const row = Math.min(TABLE_ROW_MAX, table / themes)
  const card = below ? height : height - GAP - TABLE_HEAD - themes * row
  return {
    themes,
    row: row * unit,
    room: {
      width: Math.max(4, Math.floor((width - CARD_PAD - CARD_TEXT) / CARD_TEXT)),
      lines: Math.max(2, Math.floor((card - CARD_PAD - CARD_TITLE) / CARD_LINE)),
    },
  }
}
