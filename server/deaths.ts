/** What the deaths of a server teach: how long to wait, and what to be careful with next time (Z18, Z19, Z33). It only reckons. */
import type { CommandId } from '../hall/ids.ts'
import { type Orders, STORAGE_FAULT_EXIT } from './minding.ts'

/** How long to wait before each start after a death; whoever ran for a minute begins at the first again. ms */
const BACK_OFF_MS = [0, 200, 500, 1_000, 2_000] as const
const RAN_WELL_MS = 60_000
/** So many faults of the disk within so long, and the hall is only shown (reliability §4 "fsync/I-O error"). */
const FAULTS_MAX = 3
const FAULTS_WITHIN_MS = 60_000
/** Commands remembered from deaths. More would mean that something else kills the server. */
const REMEMBERED = 1_000

export type Death = {
  readonly at: number
  readonly ranMs: number
  readonly code: number | null
  /** What it was deciding when it died. */
  readonly inFlight: readonly CommandId[]
}
export type Next = { readonly afterMs: number; readonly orders: Orders }

/** What to do after each death. It only reckons; times are monotonic, ms. */
export const openDeaths = (): { readonly died: (death: Death) => Next } => {
  let inARow = 0
  let faults: number[] = []
  let readOnly = false
  const deaths = new Map<CommandId, number>()
  const died = ({ at, ranMs, code, inFlight }: Death): Next => {
    inARow = ranMs >= RAN_WELL_MS ? 1 : inARow + 1
    const afterFault = code === STORAGE_FAULT_EXIT
    faults = [...faults, ...(afterFault ? [at] : [])].filter((fault) => at - fault < FAULTS_WITHIN_MS)
    readOnly ||= faults.length >= FAULTS_MAX
    // A disk that fails is no fault of the command that happened to be written.
    if (!afterFault) for (const id of inFlight) deaths.set(id, (deaths.get(id) ?? 0) + 1)
    for (const id of deaths.keys()) if (deaths.size > REMEMBERED) deaths.delete(id)
    const counted = [...deaths]
    return {
      afterMs: BACK_OFF_MS[Math.min(inARow, BACK_OFF_MS.length) - 1] ?? 0,
      orders: {
        readOnly,
        afterFault,
        suspects: counted.flatMap(([id, times]) => (times === 1 ? [id] : [])),
        quarantined: counted.flatMap(([id, times]) => (times > 1 ? [id] : [])),
      },
    }
  }
  return { died }
}
