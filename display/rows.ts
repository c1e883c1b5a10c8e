/** Which calls stand on the board: one row a window, the newest on top of every page. */
import type { BoardCall } from '../hall/views/public.ts'

/** How long a page of rows stays, ms. */
export const PAGE_MS = 8_000
/** How long a new call is marked by a pulse, ms. */
export const PULSE_MS = 8_000

/**
 * The last call of each window, newest first. A number that was called at another window since then stands there alone: a
 * board that named both windows would send its owner to the wrong one.
 */
export const windowRows = (calls: readonly BoardCall[]): readonly BoardCall[] => {
  const newestFirst = [...calls].sort((one, other) => other.position - one.position)
  const windows = new Set<string>()
  const numbers = new Set<string>()
  return newestFirst.filter(({ counter, number, live }) => {
    const old = windows.has(counter) || (!live && numbers.has(number))
    windows.add(counter)
    numbers.add(number)
    return !old
  })
}

export type RowsPage = { readonly rows: readonly BoardCall[]; readonly page: number; readonly pages: number }

/**
 * One page of the rows. The newest call leads every page, so that nobody waits eight seconds to see it; a new call begins
 * at the first page again.
 */
export const pageOfRows = (rows: readonly BoardCall[], size: number, now: number): RowsPage => {
  const [newest, ...others] = rows
  if (!newest || rows.length <= size) return { rows, page: 0, pages: 1 }
  const perPage = size - 1
  const pages = Math.ceil(others.length / perPage)
  const page = Math.floor(Math.max(0, now - newest.at) / PAGE_MS) % pages
  return { rows: [newest, ...others.slice(page * perPage, (page + 1) * perPage)], page, pages }
}

/** One page of anything that simply takes turns: themes that do not fit, notices. */
export const turnOf = <T>(all: readonly T[], size: number, now: number, everyMs: number): readonly T[] => {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.floor(now / everyMs) % pages
  return all.slice(page * size, (page + 1) * size)
}
