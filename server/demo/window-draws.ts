/** What chance decides at a window: how a visit ends, where somebody is sent on to, why the clerk leaves for a while. */
import { OUTCOMES_WITH_REASON, type Outcome, type Service } from '../../hall/catalogue.ts'
import { type CommandOf, PAUSE_REASONS, type PauseReason, type RedirectReason } from '../../hall/commands.ts'
import type { Chance } from './chance.ts'
import { lacking } from './habits.ts'

const MINUTE = 60_000

const OTHERWISE: readonly (readonly [Outcome | 'as-usual', number])[] = [
  ['as-usual', 88],
  ['supplement', 7],
  ['returned', 3],
  ['refused', 2],
]
/** How many bring more than one piece of the same work. */
const SEVERAL_PIECES = 0.03

type End = Pick<CommandOf<'CompleteTicket'>, 'outcome' | 'reason' | 'materials' | 'cases'>

/** How a visit ends: mostly as its kind of service does, sometimes with a paper missing. */
export const drawEnd = (chance: Chance, service: Service): End => {
  const drawn = chance.weighted(OTHERWISE)
  const outcome = drawn === 'as-usual' || service.checklist.length === 0 ? service.caseType : drawn
  if (outcome === 'supplement' && service.checklist.length > 0) return { outcome, materials: lacking(chance, service) }
  if (!OUTCOMES_WITH_REASON.includes(outcome))
    return { outcome, ...(chance.happens(SEVERAL_PIECES) ? { cases: 2 } : {}) }
  const paper = service.checklist.length > 0 ? chance.pick(service.checklist).name : '申请'
  return { outcome, reason: outcome === 'returned' ? `申请人撤回，${paper}不符合要求` : '不属于本厅受理范围' }
}

const WHY_ELSEWHERE: readonly (readonly [RedirectReason, number])[] = [
  ['wrong-service', 50],
  ['authority', 20],
  ['expert', 20],
  ['asked', 10],
]
const HOW_ELSEWHERE: readonly (readonly ['in-order' | 'front' | 'later' | 'and-back', number])[] = [
  ['in-order', 40],
  ['front', 15],
  ['later', 25],
  ['and-back', 20],
]

type SentOn = Omit<CommandOf<'TransferTicket'>, 'type' | 'ticket' | 'service'>

/** How somebody is sent on. @param inDemo the hall's moment that lies so many ms of demo time ahead. */
export const drawSentOn = (chance: Chance, inDemo: (ms: number) => number): SentOn => {
  const reason = chance.weighted(WHY_ELSEWHERE)
  switch (chance.weighted(HOW_ELSEWHERE)) {
    case 'in-order':
      return { reason }
    case 'front':
      return { reason, front: true, note: '已在别处排过队' }
    case 'later':
      return { reason: 'materials', until: inDemo(chance.between(5, 20) * MINUTE), note: '去复印，稍后再来' }
    case 'and-back':
      return { reason, comeBack: true, note: '核对后回本窗口' }
  }
}

const DESTINATIONS: Readonly<Record<PauseReason, string>> = {
  meeting: '三楼会议室',
  delivery: '档案室送件',
  training: '二楼培训室',
  meal: '一楼食堂',
  equipment: '机房报修',
  away: '马上回来',
}

type Leaving = Omit<CommandOf<'PauseCounter'>, 'type' | 'counter' | 'handOver'>

/** 去向: why, where to, and when the clerk is back. */
export const drawLeaving = (chance: Chance, backAt: number): Leaving => {
  const reason = chance.pick(PAUSE_REASONS)
  const note = chance.happens(0.3) ? { note: '已收材料在左手第一格' } : {}
  return { reason, destination: DESTINATIONS[reason], backAt, ...note }
}
