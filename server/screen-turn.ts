/**
 * Whose turn it is to speak. Of all screens of a zone one is heard, or a call would be said several times over itself; and
 * when that one falls silent, the next takes over (S13). Pure.
 */
import type { Instant, ZoneId } from '../hall/ids.ts'
import type { ScreenCondition, Sound } from '../hall/screen.ts'

/** A screen from which calls may be heard. */
export type Speaker = {
  readonly id: string
  readonly zone: ZoneId | 'all'
  readonly condition: ScreenCondition
  readonly sound: Sound | undefined
  /** When it last said that it cannot be heard. */
  readonly failedAt?: Instant
}

/** One that could not be heard is passed over for so long, though it says nothing of sound while it is not its turn. ms */
export const TRIED_AGAIN_AFTER_MS = 30_000

const isThere = ({ condition }: Speaker): boolean => condition !== 'away' && condition !== 'asleep'
const isHeard = (speaker: Speaker, now: Instant): boolean => {
  const { condition, sound, failedAt } = speaker
  if (!isThere(speaker) || condition === 'hidden' || sound === 'blocked' || sound === 'broken') return false
  return sound === 'on' || failedAt === undefined || now - failedAt >= TRIED_AGAIN_AFTER_MS
}

/**
 * Who speaks for each zone. Whoever speaks goes on while it can, so that the turn does not wander; otherwise it is the
 * first that can. Where none can be heard it is the first that is there: one touch on it, and it speaks.
 * @param speakers in an order that stays the same
 * @param before who spoke until now
 */
export const electSpeakers = (
  speakers: readonly Speaker[],
  before: ReadonlySet<string>,
  now: Instant,
): ReadonlySet<string> => {
  const elected = new Set<string>()
  for (const zone of new Set(speakers.map((speaker) => speaker.zone))) {
    const here = speakers.filter((speaker) => speaker.zone === zone)
    const heard = here.filter((speaker) => isHeard(speaker, now))
    const there = here.filter(isThere)
    const [one] = [
      heard.find(({ id }) => before.has(id)),
      heard[0],
      there.find(({ id }) => before.has(id)),
      there[0],
    ].flatMap((speaker) => speaker ?? [])
    if (one) elected.add(one.id)
  }
  return elected
}
