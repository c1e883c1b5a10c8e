/** From a CallNext to a board while the hall reckons plans all the time, beside the same without: what F11 costs a call. */
import type { BoardResult, BoardWatch } from './board-process.ts'
import { percentile, type ReckoningFigures, rounded } from './figures.ts'
import type { HallReady } from './hall-process.ts'
import { runPeer, startPeer } from './peer.ts'
import type { Plan, Run } from './plan.ts'
import type { Target } from './target.ts'

const TICKETS_PER_DESK = 100

/** Asks for one plan after another, none of which was asked for before, until it is called off. */
const askForPlans = ({ port, path }: Target, manager: string): (() => Promise<number>) => {
  let on = true
  let asked = 0
  const asking = (async () => {
    while (on) {
      asked += 1
      const answer = await fetch(`http://127.0.0.1:${port}${path.replace(/commands$/, 'plan')}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${manager}` },
        body: JSON.stringify({
          weekday: 1,
          themes: ['A', 'B', 'C'],
          cases: { A: 40 + asked },
          target: { minutes: 15, share: 0.9 },
        }),
      })
      if (!answer.ok) throw new Error(`A plan was refused: ${await answer.text()}`)
    }
    return asked
  })()
  return () => {
    on = false
    return asking
  }
}

export const measureReckoning = async (
  { rounds, calls, budgetMs }: Plan['reckoning'],
  { newFolder, profileDir }: Run,
): Promise<ReckoningFigures> => {
  const hall = await startPeer<HallReady>(
    'hall-process',
    { folder: newFolder(), perDesk: TICKETS_PER_DESK },
    profileDir,
  )
  const twin = await startPeer<Target>('twin-process', { folder: newFolder() }, profileDir)
  const { target, desks, manager } = hall.value
  const took = async (): Promise<readonly number[]> => {
    const watch: BoardWatch = { hall: target, twin: twin.value, desks, screens: 1, calls, budgetMs }
    return (await runPeer<BoardResult>('board-process', watch)).hall
  }
  const calm: number[] = []
  const busy: number[] = []
  let plans = 0
  for (let round = 0; round < rounds; round += 1) {
    calm.push(...(await took()))
    const done = askForPlans(target, manager)
    busy.push(...(await took()))
    plans += await done()
  }
  await hall.stop()
  await twin.stop()
  const of = (times: readonly number[]) => ({
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
  })
  return { plans, calm: of(calm), busy: of(busy) }
}
