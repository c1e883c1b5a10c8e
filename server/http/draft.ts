/** Parts of the catalogue draft that a page of the manager edits by itself. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ParsedCatalogue } from '../catalogue/schema.ts'
import { boards } from '../catalogue/schema-public.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, type Shell } from './shell.ts'

/** Forty things in turn and thirty rules are a third of it. */
const BOARDS_BYTES_MAX = 64 * 1024

/** What stands on boards besides calls; null takes it out again, and boards show figures and rules. */
export const ownBoardsSchema = z.strictObject({ boards: boards.nullable() })

/** What came of an edit: saved, with what is still wrong anywhere in the draft, or not saved since it cannot be read. */
export const draftAnswer = (c: Context, after: ParsedCatalogue): Response =>
  !after.ok && !after.catalogue
    ? problem(c, 422, 'catalogue-invalid', 'The draft cannot be read; nothing was saved. Mend the file first.', {
        problems: after.problems,
      })
    : c.json({ ok: true, problems: after.ok ? [] : after.problems })

export const draftRoutes = (app: Hono, shell: Shell): void => {
  const { draft } = shell
  app.get('/api/halls/:hall/draft/boards', async (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const found = await draft.read()
    return c.json({ ok: true, boards: found.catalogue?.boards ?? null })
  })
  app.put('/api/halls/:hall/draft/boards', async (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, ownBoardsSchema, BOARDS_BYTES_MAX)
    if (!asked.ok) return asked.response
    const wanted = asked.value.boards
    const after = await draft.edit(({ boards: _old, ...rest }) =>
      wanted === null ? rest : { ...rest, boards: wanted },
    )
    return draftAnswer(c, after)
  })
}
