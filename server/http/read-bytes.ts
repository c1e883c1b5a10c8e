/** A request's body as bytes, for what is not JSON: recordings. */
import type { Context } from 'hono'
import { problem } from './problem.ts'

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly response: Response }

/** Stops reading at the limit. @param limit of the body, in bytes */
export const readBytes = async (c: Context, limit: number): Promise<ReadBytes> => {
  const tooLarge = (): ReadBytes => ({
    ok: false,
    response: problem(c, 413, 'too-large', `The body may have at most ${limit} bytes.`, { limit }),
  })
  if (Number(c.req.header('content-length') ?? 0) > limit) return tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return tooLarge()
    chunks.push(chunk)
  }
  return { ok: true, bytes: Buffer.concat(chunks) }
}
