/** Part 2: from a CallNext to the last board, for one, fifty and a thousand of them, call by call beside the twin. */
import type { BoardResult, BoardWatch } from './board-process.ts'
import { type BoardFigures, percentile, rounded, type TwinFigures } from './figures.ts'
import type { HallReady } from './hall-process.ts'
import { runPeer, startPeer } from './peer.ts'
import type { Plan, Run } from './plan.ts'
import type { Target } from './target.ts'

/** Tickets waiting for each window: enough for every call, warm-ups too. */
const TICKETS_PER_DESK = 150

export const measureBoards = async (
  plan: Plan['board'],
  { newFolder, profileDir }: Run,
): Promise<{ callToBoard: Record<string, BoardFigures>; ceiling: TwinFigures['callToBoard'] & object }> => {
  const hall = await startPeer<HallReady>(
    'hall-process',
    { folder: newFolder(), perDesk: TICKETS_PER_DESK },
    profileDir,
  )
  const twin = await startPeer<Target>('twin-process', { folder: newFolder() }, profileDir)
  const callToBoard: Record<string, BoardFigures> = {}
  const ceiling: Record<string, { p50Ms: number; p99Ms: number; messageBytes: number }> = {}
  const { target, desks } = hall.value
  for (const screens of plan.screens) {
    const { calls, budgetMs } = plan
    const watch: BoardWatch = { hall: target, twin: twin.value, desks, screens, calls, budgetMs }
    const took = await runPeer<BoardResult>('board-process', watch)
    const p99 = { hall: percentile(took.hall, 0.99), twin: percentile(took.twin, 0.99) }
    callToBoard[screens] = {
      p50Ms: rounded(percentile(took.hall, 0.5)),
      p99Ms: rounded(p99.hall),
      ceilingRatio: rounded(p99.hall / p99.twin),
    }
    ceiling[screens] = {
      p50Ms: rounded(percentile(took.twin, 0.5)),
      p99Ms: rounded(p99.twin),
      messageBytes: took.messageBytes.twin,
    }
  }
  await hall.stop()
  await twin.stop()
  return { callToBoard, ceiling }
}
