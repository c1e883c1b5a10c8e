/** A request's body, read with a bound and parsed with a schema. */
import type { Context } from 'hono'
import type { z } from 'zod'
import { COMMAND_BYTES_MAX } from '../../hall/limits.ts'
import { parseWith } from './command-schema.ts'
import { readBody } from './guard.ts'
import { problem } from './problem.ts'

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response }

/** The value, or a 4xx that says where it is wrong and never repeats it. @param limit of the body, in bytes */
export const read = async <T>(c: Context, schema: z.ZodType<T>, limit = COMMAND_BYTES_MAX): Promise<Read<T>> => {
  const body = await readBody(c, limit)
  if (!body.ok) return body
  const parsed = parseWith(schema, body.value)
  if (parsed.ok) return parsed
  return {
    ok: false,
    response: problem(c, 422, 'malformed', 'The request is not complete or not valid.', { problems: parsed.problems }),
  }
}
