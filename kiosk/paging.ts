/** How many things fit on a page. Lists turn pages by buttons: an old finger does not find a scroll bar. */

export type Room = {
  /** Height of the place for the list and its page buttons, and the least height of a thing; any one unit. */
  readonly height: number
  readonly item: number
  readonly gap: number
  /** Height of the page buttons, needed only when there is more than one page. */
  readonly pager: number
  readonly columns: number
}

export type Paging = { readonly rows: number; readonly perPage: number; readonly pages: number }

const rowsIn = (height: number, { item, gap }: Room): number => Math.max(1, Math.floor((height + gap) / (item + gap)))

/** Rows and pages for `count` things. At least one thing stands on every page, however small the place. */
export const pagingOf = (count: number, room: Room): Paging => {
  const whole = rowsIn(room.height, room)
  if (count <= whole * room.columns) {
    return { rows: Math.max(1, Math.ceil(count / room.columns)), perPage: whole * room.columns, pages: 1 }
  }
  const rows = rowsIn(room.height - room.pager - room.gap, room)
  const perPage = rows * room.columns
  return { rows, perPage, pages: Math.ceil(count / perPage) }
}

/** Columns of at least `least` that fit in a width; at least one. */
export const columnsIn = (width: number, least: number, gap: number): number =>
  Math.max(1, Math.floor((width + gap) / (least + gap)))
