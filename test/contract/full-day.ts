/** A day in which every kind of command is given at least once and accepted, ending closed. */

import type { Actor } from '../../hall/actor.ts'
import type { CommandType, Intent } from '../../hall/commands.ts'
import type { Reply } from '../../hall/reply.ts'
import type { LiveHall } from '../../server/live-hall.ts'
import type { HallClock } from './hall-clock.ts'
import { guide, kiosk, manager, must, openSmallHall, padAt, smallCatalogue, system, windowStaff } from './small-hall.ts'

const GAP_MS = 20_000
/** Longer than a window may stand idle while people wait. */
const QUIET_MS = 6 * 60_000

/** @returns the kinds of commands that were accepted. */
export const fullDay = async (live: LiveHall, clock: HallClock): Promise<ReadonlySet<CommandType>> => {
  const given = new Set<CommandType>(['PublishCatalogue', 'OpenHall'])
  const day = live.hall().position
  const at = (counter: string) => windowStaff(counter)
  const act = async (intent: Intent, actor: Actor): Promise<Extract<Reply, { ok: true }>> => {
    clock.pass(1_000)
    given.add(intent.type)
    return must(live, intent, actor)
  }
  const issue = async (name: string, service: string, actor = kiosk): Promise<{ ticket: string; secret: string }> => {
    const ticket = `${name}-of-the-day-from-${day}`
    const reply = await act({ type: 'IssueTicket', ticket, service }, actor)
    return { ticket, secret: reply.secret ?? '' }
  }
  const callNext = async (counter: string): Promise<string> =>
    (await act({ type: 'CallNext', counter }, at(counter))).ticket ?? ''

  await openSmallHall(live)
  for (const counter of ['1', '2', '3']) await act({ type: 'OpenCounter', counter }, at(counter))
  await act({ type: 'LeaseBlock' }, kiosk)
  const first = await issue('first', 'A-01')
  const second = await issue('second', 'A-02')
  await act({ type: 'QuoteWait', ticket: second.ticket, p50Ms: 300_000, p80Ms: 600_000 }, system)
  const third = await issue('third', 'B-01')
  const booked = `booked-of-the-day-from-${day}`
  await act(
    {
      type: 'IssueTicket',
      ticket: `elder-of-the-day-from-${day}`,
      service: 'A-01',
      class: 'priority',
      ground: 'elderly',
    },
    guide,
  )
  await act(
    {
      type: 'IssueTicket',
      ticket: booked,
      service: 'B-01',
      class: 'appointment',
      slot: clock.now() + 3_600_000,
    },
    guide,
  )

  // The elder is served and rates the visit at the pad.
  const elder = await callNext('1')
  await act({ type: 'StartServing', counter: '1', ticket: elder }, at('1'))
  await act({ type: 'CompleteTicket', counter: '1', ticket: elder, outcome: 'returned', reason: '材料不全' }, at('1'))
  const elderSecret = live.hall().tickets.get(elder)?.secret ?? ''
  await act({ type: 'RateVisit', ticket: elder, secret: elderSecret, grade: 'very-satisfied' }, padAt('1'))

  // The first misses all calls and comes back.
  await callNext('1')
  for (const _ of [2, 3]) {
    clock.pass(GAP_MS)
    await act({ type: 'RecallTicket', counter: '1', ticket: first.ticket }, at('1'))
  }
  clock.pass(GAP_MS)
  await act({ type: 'MarkNoShow', counter: '1', ticket: first.ticket }, at('1'))
  await act({ type: 'ReturnTicket', ticket: first.ticket }, guide)

  // The second is parked, resumed and sent on to another theme.
  await act({ type: 'CallTicket', counter: '1', ticket: second.ticket, reason: '已约定' }, at('1'))
  await act({ type: 'ParkTicket', counter: '1', ticket: second.ticket, reason: '补复印件' }, at('1'))
  await act({ type: 'CallTicket', counter: '1', ticket: second.ticket }, at('1'))
  await act({ type: 'TransferTicket', ticket: second.ticket, service: 'B-01', reason: 'wrong-theme' }, at('1'))

  await act({ type: 'ReprintTicket', ticket: third.ticket }, guide)
  await act({ type: 'CancelTicket', ticket: booked, reason: '改日再来' }, guide)
  const profiles = [{ id: 'calm', name: '平时', own: ['A'], help: [], order: 'longest', helpWhen: [] }] as const
  await act(
    { type: 'PublishCatalogue', catalogue: { ...smallCatalogue, profiles, notices: ['午间照常办理'] } },
    manager,
  )
  await act({ type: 'SwitchProfile', counter: '1', profile: 'calm', reason: '人少' }, manager)
  await act({ type: 'SwitchProfile', counter: '1', profile: null, reason: '人多了' }, manager)
  await act({ type: 'SwitchHelp', counter: '1', theme: 'A', on: true, reason: '人多了' }, manager)
  const served = await callNext('3')
  await act({ type: 'StartServing', counter: '3', ticket: served }, at('3'))
  await act({ type: 'CompleteTicket', counter: '3', ticket: served, outcome: 'immediate' }, at('3'))

  // The desk: a post, a notice, a question that somebody owes and one that is found out.
  await act({ type: 'TakePost', desk: 'guide-1' }, guide)
  await act({ type: 'GiveNotice', service: 'B-01', kind: 'special' }, guide)
  const owed = { owner: '市场监管局', workingDays: 2 }
  for (const question of [`owed-since-${day}`, `found-since-${day}`])
    await act({ type: 'LogQuestion', question, channel: 'desk', owed }, guide)
  await act({ type: 'AnswerQuestion', question: `found-since-${day}`, text: '在二楼办理' }, guide)

  // The third gets a matter more, precedence, ticks and a name, and waits for a paper until it is woken.
  await act({ type: 'AddMatter', ticket: third.ticket, service: 'A-01' }, guide)
  await act({ type: 'ChangeClass', ticket: third.ticket, class: 'priority', ground: 'disabled' }, guide)
  const materials = { present: ['营业执照'], missing: ['食品经营许可申请书'] }
  await act({ type: 'CheckMaterials', ticket: third.ticket, materials }, guide)
  await act({ type: 'NameVisitor', ticket: third.ticket, person: 'key-of-somebody' }, guide)
  const later = { service: 'B-01', reason: 'materials', until: clock.now() + QUIET_MS } as const
  await act({ type: 'TransferTicket', ticket: third.ticket, ...later }, guide)

  // Somebody without a number, who turns out to want something else, is sent back to wait by a slip of the hand, and rates.
  const direct = { counter: '1', ticket: `direct-of-the-day-from-${day}` }
  const reply = await act({ type: 'ServeDirectly', ...direct, service: 'A-01', reason: '只问一句' }, at('1'))
  await act({ type: 'CorrectService', ...direct, service: 'A-02' }, at('1'))
  await act({ type: 'RequeueTicket', ...direct, reason: '按错' }, at('1'))
  await act({ type: 'UndoAct', counter: '1' }, at('1'))
  await act({ type: 'CompleteTicket', ...direct, outcome: 'consulted' }, at('1'))
  const theirs = { ticket: direct.ticket, secret: reply.secret ?? '' }
  await act({ type: 'RateVisit', ...theirs, grade: 'dissatisfied' }, { role: 'visitor', id: direct.ticket })
  await act({ type: 'ExplainRating', ...theirs, complaints: ['rules'] }, { role: 'visitor', id: direct.ticket })

  // Nothing is done for a while at window 1, and then it stands in for window 2.
  clock.pass(QUIET_MS)
  await act({ type: 'NoteVacancy', counter: '1' }, system)
  await act({ type: 'MoveHall', epoch: 1, server: 'standby', why: 'by-hand', chain: 'c' }, system)
  await act({ type: 'WakeTicket', ticket: third.ticket }, system)
  await act({ type: 'PauseCounter', counter: '2', reason: 'meal' }, at('2'))
  await act({ type: 'TakeOver', counter: '1', from: '2' }, at('1'))
  await act({ type: 'LeavePost' }, guide)
  await act({ type: 'CloseCounter', counter: '2' }, at('2'))
  await act({ type: 'CloseHall' }, system)
  return given
}
