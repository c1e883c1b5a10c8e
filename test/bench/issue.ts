/** Part 1: how many numbers a second, the hall and its twin by turns, with a hundred boards watching. */
import { type IssueFigures, median, rounded, type TwinFigures } from './figures.ts'
import type { HallReady } from './hall-process.ts'
import { boardOf, giveTemplate } from './http-line.ts'
import type { IssueLoad, IssueResult } from './issue-process.ts'
import { runPeer, startPeer } from './peer.ts'
import type { Plan, Run } from './plan.ts'
import type { Target } from './target.ts'

const CONNECTIONS = 32
const SCREENS = 100
/** The hall's day ends at 50,000. */
const TICKETS_MAX = 45_000

const inMiddle = (results: readonly IssueResult[]): IssueResult => ({
  perSecond: Math.round(median(results.map(({ perSecond }) => perSecond))),
  p50Ms: rounded(median(results.map(({ p50Ms }) => p50Ms))),
  p99Ms: rounded(median(results.map(({ p99Ms }) => p99Ms))),
})

export const measureIssue = async (
  plan: Plan['issue'],
  { newFolder, profileDir }: Run,
): Promise<{ issue: IssueFigures; ceiling: TwinFigures['issue'] & object }> => {
  const load = async (target: Target, kiosk: string, services: readonly string[]): Promise<IssueResult> => {
    const { warmMs, measureMs } = plan
    const settings: IssueLoad = {
      target,
      kiosk,
      services,
      connections: CONNECTIONS,
      screens: SCREENS,
      warmMs,
      measureMs,
      ticketsMax: TICKETS_MAX,
    }
    return runPeer<IssueResult>('issue-process', settings)
  }
  const ours: IssueResult[] = []
  const twins: IssueResult[] = []
  for (let round = 0; round < plan.rounds; round += 1) {
    const hall = await startPeer<HallReady>('hall-process', { folder: newFolder(), perDesk: 0 }, profileDir)
    ours.push(await load(hall.value.target, hall.value.kiosk, hall.value.services))
    const board = await boardOf(hall.value.target)
    await hall.stop()
    const twin = await startPeer<Target>('twin-process', { folder: newFolder() }, profileDir)
    await giveTemplate(twin.value, board)
    twins.push(await load(twin.value, '', hall.value.services))
    await twin.stop()
  }
  // Each round of ours is divided by the twin's round beside it, so that a slow minute of the machine falls on both.
  const ratios = ours.map(({ perSecond }, round) => perSecond / (twins[round]?.perSecond ?? Number.NaN))
  return { issue: { ...inMiddle(ours), ceilingRatio: rounded(median(ratios)) }, ceiling: inMiddle(twins) }
}
