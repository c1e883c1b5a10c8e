/** The picture moves by a hair every few minutes, so that what never changes does not burn into the panel (ux §2). Pure. */
import type { Instant } from '../hall/ids.ts'

export const SHIFT_EVERY_MS = 5 * 60_000
/** How far, in 1,080ths of the shorter side. */
const HAIR = 3
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const

/** To the right and down, in 1,080ths of the shorter side. */
export const shiftAt = (now: Instant): readonly [x: number, y: number] => {
  const [x, y] = CORNERS[Math.floor(now / SHIFT_EVERY_MS) % CORNERS.length] ?? CORNERS[0]
  return [x * HAIR, y * HAIR]
}
