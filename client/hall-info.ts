/** What every screen asks first: which hall this server runs, and whether it still waits for its first manager. */
import { type Answer, ask } from './ask.ts'

export type HallInfo = {
  readonly hall: string
  readonly name: string
  readonly nameEn: string
  readonly protocol: number
  /** True until the one-time code of the first start was used. */
  readonly needsManager: boolean
  /** A throwaway hall with simulated people. */
  readonly demo: boolean
}

let known: Promise<Answer<HallInfo>> | undefined

/** Asked once and remembered; asked again after a failure. */
export const hallInfo = async (): Promise<Answer<HallInfo>> => {
  known ??= ask<HallInfo>('/api/hall')
  const answer = await known
  if (!answer.ok) known = undefined
  return answer
}
