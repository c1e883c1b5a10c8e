/** How a second program on the same machine tells a running standby to take over: by what only the folder's owner can read. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from './papers.ts'

const FILE = 'standby-control.json'
/** Draining, asking the others and recording take a few seconds at most. ms */
const ANSWER_WITHIN_MS = 20_000

const stored = z.object({ port: z.number(), host: z.string(), secret: z.string() })
const answered = z.object({ ok: z.boolean(), code: z.string().optional(), epoch: z.number().optional() })
export type Told = z.infer<typeof answered>

export const keepControl = (dir: string, control: z.infer<typeof stored>): void =>
  writeWhole(join(dir, FILE), JSON.stringify(control))

export const dropControl = (dir: string): void => rmSync(join(dir, FILE), { force: true })

/** Tells the standby that runs from this folder. Undefined where none runs. */
export const tellToTakeOver = async (dir: string, anyway: boolean): Promise<Told | undefined> => {
  const file = join(dir, FILE)
  if (!existsSync(file)) return undefined
  const { port, host, secret } = stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  const there = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  try {
    const response = await fetch(`http://${there}:${port}/take-over${anyway ? '?anyway' : ''}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return answered.parse(await response.json())
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    // It was killed and left its paper behind.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED') return undefined
    throw error
  }
}
