/** Who is on duty at the desks of the floors (S003-31), and whether this person has said so. Pure. */
import type { CounterId, Instant, StaffId } from '../hall/ids.ts'
import type { Duty } from '../hall/views/duty.ts'

/** The post of a person, or undefined for somebody who has not come to a desk. */
export const postOf = (
  duty: readonly Duty[],
  staff: StaffId | undefined,
): { readonly floor: Duty; readonly since: Instant } | undefined => {
  for (const floor of duty) {
    const guide = floor.guides.find(({ id }) => id === staff)
    if (guide) return { floor, since: guide.since }
  }
  return undefined
}

export type DeskChoice = { readonly id: CounterId; readonly name: string; readonly floor: number }

/** Every desk that somebody can come to. */
export const desksOf = (duty: readonly Duty[]): readonly DeskChoice[] =>
  duty.flatMap(({ floor, desks }) => desks.map((desk) => ({ ...desk, floor })))

/** How many are on duty of how many there should be, over the floors that have a desk. */
export const dutyTally = (duty: readonly Duty[]): { readonly here: number; readonly needed: number } => {
  const staffed = duty.filter(({ desks }) => desks.length > 0)
  return {
    here: staffed.reduce((sum, { guides }) => sum + guides.length, 0),
    needed: staffed.reduce((sum, { needed }) => sum + needed, 0),
  }
}
