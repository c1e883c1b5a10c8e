/** A table as the answer to a request: a file to save, that nobody keeps on the way. */
import type { Context } from 'hono'
import { CSV_MARK, csvLine, csvOf } from '../../hall/csv.ts'
import { inSlices } from '../slices.ts'

type Row = readonly (string | number)[]

const headers = (name: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${name.replace(/[^\w-]/g, '-')}.csv"`,
  'cache-control': 'no-store',
})

/** @param name of the file, without its ending; plain letters, digits and hyphens. */
export const csvAnswer = (c: Context, name: string, rows: readonly Row[]): Response =>
  c.body(csvOf(rows), 200, headers(name))

function* linesOf(rows: readonly Row[]): Generator<undefined, string> {
  let text = ''
  for (const row of rows) {
    text += csvLine(row)
    yield undefined
  }
  return text
}

/**
 * The same for a table of any length: a piece at a time, in slices, each when the one before it was taken.
 * @param next the next rows; none at the end
 */
export const csvStream = (c: Context, name: string, head: Row, next: () => readonly Row[]): Response => {
  const encoder = new TextEncoder()
  return c.body(
    new ReadableStream<Uint8Array>({
      start: (out) => out.enqueue(encoder.encode(CSV_MARK + csvLine(head))),
      pull: async (out) => {
        const rows = next()
        if (rows.length === 0) out.close()
        else out.enqueue(encoder.encode(await inSlices(linesOf(rows))))
      },
    }),
    200,
    headers(name),
  )
}
