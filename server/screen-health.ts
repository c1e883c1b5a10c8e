/**
 * What screens said of themselves, in memory alone. A report is looked at like everything from outside: its shape is
 * checked, its size is bounded, and it speaks for the machine that sent it and for no other (S12).
 */
import { z } from 'zod'
import type { Instant } from '../hall/ids.ts'
import { BEHIND_AFTER_MS, type KnownHealth, SOUNDS } from '../hall/screen.ts'
import type { Clock } from './clock.ts'

const position = z.int().min(0)
/** CSS pixels; four 8K panels side by side are fewer. */
const pixels = z.number().min(0).max(40_000)

const healthSchema = z.strictObject({
  shown: position,
  spoken: position.exactOptional(),
  sound: z.enum(SOUNDS),
  visible: z.boolean(),
  frames: z.int().min(0).max(1_000),
  width: pixels,
  height: pixels,
  density: z.number().min(0).max(16),
  secure: z.boolean(),
  // One word of its own: it stands in logs and pages, so it is plain.
  trouble: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/)
    .exactOptional(),
})

/** What is kept of a screen: what it said, and how far the hall was when it should have shown it. */
export type Heard = { readonly health: KnownHealth; readonly due: number }

export type ScreenHealths = {
  /** Takes what a machine says of itself; false where that is no report. */
  readonly hear: (machine: string, said: unknown) => boolean
  readonly of: (machine: string) => Heard | undefined
  /** Notes where the hall stands now, for knowing later who was behind. */
  readonly mark: () => void
  readonly keepOnly: (machines: ReadonlySet<string>) => void
}

/** @param hallPosition where the hall stands now */
export const openScreenHealths = (clock: Clock, hallPosition: () => number): ScreenHealths => {
  const heard = new Map<string, Heard>()
  let marks: readonly { readonly at: Instant; readonly position: number }[] = []
  const dueAt = (now: Instant): number => marks.findLast(({ at }) => at <= now - BEHIND_AFTER_MS)?.position ?? 0
  return {
    hear: (machine, said) => {
      const parsed = healthSchema.safeParse(said)
      if (!parsed.success) return false
      const now = clock.now()
      heard.set(machine, { health: { ...parsed.data, at: now }, due: dueAt(now) })
      return true
    },
    of: (machine) => heard.get(machine),
    mark: () => {
      const now = clock.now()
      // Whatever is older than the newest of the old ones is never asked for again.
      const old = marks.findLast(({ at }) => at <= now - BEHIND_AFTER_MS)
      const young = marks.filter(({ at }) => at > now - BEHIND_AFTER_MS && at <= now)
      marks = [...(old ? [old] : []), ...young, { at: now, position: hallPosition() }]
    },
    keepOnly: (machines) => {
      for (const machine of heard.keys()) if (!machines.has(machine)) heard.delete(machine)
    },
  }
}
