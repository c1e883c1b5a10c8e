/** A scripted day: always the same commands under the same ids, so that it can be broken at each of its writes in turn. */
import type { Command, Intent } from '../../hall/commands.ts'
import type { Accepted, Reply } from '../../hall/reply.ts'
import type { Running } from '../../server/start.ts'
import type { Person } from './people.ts'

/** Who does what: commands of one row are sent at once and share a group. */
type Step = readonly { readonly by: string; readonly intent: Intent }[]

const issue = (n: number, service: string): Step[number] => ({
  by: `kiosk ${1 + (n % 2)}`,
  intent: { type: 'IssueTicket', ticket: `ticket-of-the-day-${n}`, service },
})
const at1 = (intent: Intent): Step => [{ by: 'window 1', intent }]

const STEPS: readonly Step[] = [
  [issue(1, 'A-01'), issue(2, 'A-02'), issue(3, 'A-01')],
  at1({ type: 'CallNext', counter: '1' }),
  at1({ type: 'StartServing', counter: '1', ticket: 'ticket-of-the-day-1' }),
  [issue(4, 'B-01')],
  at1({ type: 'CompleteTicket', counter: '1', ticket: 'ticket-of-the-day-1', outcome: 'immediate' }),
  [...at1({ type: 'CallNext', counter: '1' }), issue(5, 'A-01')],
  at1({ type: 'ParkTicket', counter: '1', ticket: 'ticket-of-the-day-2', reason: '补材料' }),
  at1({ type: 'CallNext', counter: '1' }),
]

export type Answered = { readonly command: Command; readonly reply: Reply }

/** Lives the day, or lives it again: whoever repeats it after a crash gets the first answers. */
export const liveDay = async (
  { live, people }: Pick<Running, 'live' | 'people'>,
  staff: readonly Person[],
  heard: (answered: Answered) => void,
): Promise<void> => {
  for (const [step, commands] of STEPS.entries())
    await Promise.all(
      commands.map(async ({ by, intent }, index) => {
        const token = staff.find(({ name }) => name === by)?.token ?? ''
        const actor = people.actorOf(token)
        if (!actor) throw new Error(`Nobody is called ${by}.`)
        const command = { ...intent, id: `command-of-the-day-${step}-${index}` } as Command
        heard({ command, reply: await live.submit(command, actor) })
      }),
    )
}

export const isAccepted = (reply: Reply): reply is Accepted => reply.ok
