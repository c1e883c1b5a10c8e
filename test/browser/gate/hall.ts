/** The hall that is looked at: long names, and a morning in which something of everything has happened. */
import type { Actor } from '../../../hall/actor.ts'
import type { Intent } from '../../../hall/commands.ts'
import type { CounterId, TicketId } from '../../../hall/ids.ts'
import { mintSecret } from '../../../server/clock.ts'
import { type HallServer, PASSWORD, startTestHall } from '../../kit/hall-server.ts'
import { minutes, runningClock } from '../../kit/hand-clock.ts'
import { CLERKS, longCatalogue } from './long-names.ts'

export type GateHall = HallServer & {
  /** What somebody in the hall does; a refusal is an error of the test. */
  readonly act: (intent: Intent, actor: Actor) => Promise<void>
  readonly clerk: (counter: CounterId) => Actor
  readonly guide: Actor
  /** Somebody takes a number for a service, or for one of the theme a window serves. */
  readonly arrive: (service: string, more?: readonly string[]) => Promise<TicketId>
  readonly secretOf: (ticket: TicketId) => string
  /** The day so far: forty come, windows call, one pauses, one visit is done. */
  readonly fill: () => Promise<void>
}

const COUNT = 40
const OPEN = ['1', '3', '5', '6', '9', '12', '14'] as const

/** @param webRoot the folder of the built pages. */
export const startGateHall = async (webRoot = 'build/web'): Promise<GateHall> => {
  const clock = runningClock()
  const hall = await startTestHall({ shipped: longCatalogue, clock, webRoot })
  const guide: Actor = { role: 'guide', id: 'guide', name: '导办员' }
  const clerk = (counter: CounterId): Actor => ({
    role: 'window',
    id: `clerk-${counter}`,
    name: CLERKS[Number(counter) % CLERKS.length] ?? '',
    counter,
  })
  const act = async (intent: Intent, actor: Actor): Promise<void> => {
    const reply = await hall.live.submit({ id: mintSecret(), ...intent }, actor)
    if (!reply.ok) throw new Error(`${intent.type} was refused: ${reply.code}.`)
  }
  const arrive: GateHall['arrive'] = async (service, more = []) => {
    const ticket = mintSecret()
    await act({ type: 'IssueTicket', ticket, service, ...(more.length === 0 ? {} : { more }) }, guide)
    return ticket
  }
  for (const [name, role] of [
    ['导办员', 'guide'],
    ['值班主任', 'manager'],
    ...CLERKS.map((clerk) => [clerk, 'window'] as const),
  ] as const)
    await hall.request('POST', `${hall.hallPath}/staff`, { name, password: PASSWORD, role }, hall.managerToken)

  const fill = async (): Promise<void> => {
    const services = longCatalogue.services.filter(({ dailyQuota }) => dailyQuota === undefined)
    for (let count = 0; count < COUNT; count += 1) {
      const service = services[(count * 7) % services.length]?.id ?? ''
      const named = count % 9 === 0 ? ({ class: 'priority', ground: 'elderly' } as const) : {}
      await act({ type: 'IssueTicket', ticket: mintSecret(), service, ...named }, guide)
    }
    clock.forward(minutes(6))
    for (const counter of OPEN) {
      await act({ type: 'OpenCounter', counter }, clerk(counter))
      await act({ type: 'CallNext', counter }, clerk(counter))
    }
    const ticketAt = (counter: CounterId): TicketId => hall.live.hall().counters.get(counter)?.ticket ?? ''
    clock.forward(minutes(4))
    await act(
      { type: 'CompleteTicket', counter: '9', ticket: ticketAt('9'), outcome: 'consulted', thenCall: true },
      clerk('9'),
    )
    await act({ type: 'StartServing', counter: '1', ticket: ticketAt('1') }, clerk('1'))
    await act({ type: 'OpenCounter', counter: '2' }, clerk('2'))
    await act(
      {
        type: 'PauseCounter',
        counter: '2',
        reason: 'meeting',
        destination: '二楼会议室',
        backAt: clock.now() + minutes(30),
      },
      clerk('2'),
    )
    await act({ type: 'RecallTicket', counter: '6', ticket: ticketAt('6') }, clerk('6'))
  }
  return {
    ...hall,
    act,
    clerk,
    guide,
    arrive,
    secretOf: (ticket) => hall.live.hall().tickets.get(ticket)?.secret ?? '',
    fill,
  }
}
