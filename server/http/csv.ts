/** A table as the answer to a request: a file to save, that nobody keeps on the way. */
import type { Context } from 'hono'
import { csvOf } from '../../hall/csv.ts'

/** @param name of the file, without its ending; plain letters, digits and hyphens. */
export const csvAnswer = (c: Context, name: string, rows: readonly (readonly (string | number)[])[]): Response =>
  c.body(csvOf(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^\w-]/g, '-')}.csv"`,
    'cache-control': 'no-store',
  })
