/** A day in which every kind of command is given at least once and accepted, ending closed. */

import type { Actor } from '../../hall/actor.ts'
import type { CommandType, Intent } from '../../hall/commands.ts'
import type { Reply } from '../../hall/reply.ts'
import type { LiveHall } from '../../server/live-hall.ts'
import type { HallClock } from './hall-clock.ts'
import { guide, kiosk, manager, must, openSmallHall, padAt, smallCatalogue, system, windowStaff } from './small-hall.ts'

const GAP_MS = 20_000

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
  const first = await issue('first', 'A-01')
  const second = await issue('second', 'A-02')
  const third = await issue('third', 'B-01')
  const fourth = await issue('fourth', 'B-02', guide)
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
      ticket: `booked-of-the-day-from-${day}`,
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
  await act({ type: 'TransferTicket', ticket: second.ticket, service: 'B-01', reason: '转经营许可' }, at('1'))

  await act({ type: 'ReprintTicket', ticket: third.ticket }, guide)
  await act({ type: 'CancelTicket', ticket: fourth.ticket, reason: '改日再来' }, guide)
  await act({ type: 'PublishCatalogue', catalogue: { ...smallCatalogue, notices: ['午间照常办理'] } }, manager)
  const served = await callNext('3')
  await act({ type: 'StartServing', counter: '3', ticket: served }, at('3'))
  await act({ type: 'CompleteTicket', counter: '3', ticket: served, outcome: 'immediate' }, at('3'))
  await act({ type: 'PauseCounter', counter: '2', reason: 'meal' }, at('2'))
  await act({ type: 'CloseCounter', counter: '2' }, at('2'))
  await act({ type: 'CloseHall' }, system)
  return given
}
