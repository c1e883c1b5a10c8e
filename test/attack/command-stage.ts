/** A real hall with everybody who may ask it for something, and a visit at window 1 that is brought as far as a command needs it. */
import type { Actor } from '../../hall/actor.ts'
import { DEVICE_ROLES, STAFF_ROLES } from '../../hall/actor.ts'
import type { Intent } from '../../hall/commands.ts'
import type { Hall } from '../../hall/hall.ts'
import { mintSecret } from '../../server/clock.ts'
import { guide, holderOf, staffAt, timekeeper } from '../kit/actors.ts'
import { type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { type HandClock, minutes } from '../kit/hand-clock.ts'
import type { Caller, Scene, Stage, Stranger } from './command-rows.ts'

type Visitors = 'visitor' | 'visitor with another ticket'
export type Tokens = Readonly<Record<Exclude<Caller, Visitors>, string>> &
  Readonly<Record<Stranger, string | undefined>>
/** `another`: the secret of somebody else's ticket. */
export type SetScene = Scene & { readonly another: string }

/** A token of every caller and stranger. The hall's clock moves on by a quarter of an hour for the session that goes quiet. */
export const everybodysTokens = async (hall: HallServer, clock: HandClock): Promise<Tokens> => {
  const { managerToken, hallPath } = hall
  const quiet = await hall.staff('manager', 'manager who went to lunch')
  for (let quarter = 0; quarter < 3; quarter += 1) {
    clock.move(minutes(6))
    await hall.request('POST', '/api/here', {}, managerToken)
  }
  const place = (role: string): object =>
    role === 'edge' ? { edge: 'here' } : /counter|pad/.test(role) ? { counter: '1' } : {}
  const tokens = new Map<string, string>()
  for (const role of DEVICE_ROLES) tokens.set(role, (await hall.device(role, place(role))).token)
  const at1 = tokens.get('counter')
  const at2 = (await hall.device('counter', { counter: '2' })).token
  for (const role of STAFF_ROLES) tokens.set(role, await hall.staff(role, `one who is ${role}`, at1))
  tokens.set('clerk of window 2', await hall.staff('window', 'clerk of two', at2))
  const signIn = { name: 'one who is window', password: PASSWORD }
  tokens.set(
    'clerk of window 1 at the computer of window 2',
    String((await hall.request('POST', '/api/sign-in', signIn, at2)).token),
  )
  tokens.set('pad of window 2', (await hall.device('pad', { counter: '2' })).token)

  const lost = await hall.device('kiosk')
  const pc = await hall.device('counter', { counter: '1' })
  tokens.set('a machine taken back', lost.token)
  tokens.set('a session at a computer taken back', await hall.staff('window', 'clerk of a lost computer', pc.token))
  for (const { id } of [lost, pc]) await hall.request('DELETE', `${hallPath}/devices/${id}`, undefined, managerToken)
  const left = await hall.staff('manager', 'manager who signed out')
  await hall.request('POST', '/api/sign-out', {}, left)
  tokens.set('a session signed out', left)
  const closed = await hall.staff('manager', 'manager who left')
  const { id = '' } = hall.people.actorOf(closed) ?? {}
  await hall.request('PATCH', `${hallPath}/staff/${id}`, { disabled: true }, managerToken)
  tokens.set('an account closed', closed)
  const other = await startTestHall()
  tokens.set('a token of another hall', other.managerToken)
  await other.stop()
  tokens.set('a session gone quiet', quiet)
  tokens.set('a token never made', 'A'.repeat(43))
  for (const [name, token] of tokens) if (!/^[\w-]{43}$/.test(token)) throw new Error(`No token for ${name}.`)
  return { ...Object.fromEntries(tokens), nobody: undefined } as Tokens
}

const act = async ({ live }: HallServer, intent: Intent, actor: Actor): Promise<void> => {
  const reply = await live.submit({ id: mintSecret(), ...intent }, actor)
  if (!reply.ok) throw new Error(`${intent.type} was refused while a scene was set: ${reply.code}`)
}

/** Whoever is in front of window 1 is served and gone, and it is open. */
const freeWindow = async (hall: HallServer): Promise<void> => {
  const now = (): Hall => hall.live.hall()
  if (!now().open) await act(hall, { type: 'OpenHall' }, timekeeper)
  const ticket = now().counters.get('1')?.ticket
  const front = ticket === undefined ? undefined : now().tickets.get(ticket)
  const here = { counter: '1', ticket: front?.id ?? '' }
  if (front?.status === 'called') await act(hall, { type: 'StartServing', ...here }, staffAt('1'))
  if (front) await act(hall, { type: 'CompleteTicket', ...here, outcome: 'immediate' }, staffAt('1'))
  await act(hall, { type: 'OpenCounter', counter: '1' }, staffAt('1'))
}

/** How many steps of a visit, or of one that is missed, lead to a stage. */
const SERVED_STEPS: Partial<Record<Stage, number>> = { called: 1, serving: 2, served: 3, 'rated badly': 4 }
const MISSED_STEPS: Partial<Record<Stage, number>> = { 'called thrice': 3, missed: 4 }

/** Sets the scene anew: a fresh visit at window 1, as far as this. */
export const setScene = async (hall: HallServer, stage: Stage): Promise<SetScene> => {
  await freeWindow(hall)
  const secretOf = (id: string): string => hall.live.hall().tickets.get(id)?.secret ?? ''
  const [ticket, other, question] = [mintSecret(), mintSecret(), mintSecret()]
  await act(hall, { type: 'LogQuestion', question, channel: 'desk', owed: { owner: '导办', workingDays: 1 } }, guide)
  await act(hall, { type: 'IssueTicket', ticket: other, service: 'C-01' }, guide)
  await act(hall, { type: 'IssueTicket', ticket, service: 'A-01' }, guide)
  const here = { counter: '1', ticket }
  const secret = secretOf(ticket)
  const call: Intent = { type: 'CallTicket', ...here, reason: '急' }
  const missed: readonly Intent[] = [
    call,
    { type: 'RecallTicket', ...here },
    { type: 'RecallTicket', ...here },
    { type: 'MarkNoShow', ...here },
  ]
  const served: readonly Intent[] = [
    call,
    { type: 'StartServing', ...here },
    { type: 'CompleteTicket', ...here, outcome: 'immediate' },
    { type: 'RateVisit', ticket, secret, grade: 'dissatisfied' },
  ]
  for (const step of [...missed.slice(0, MISSED_STEPS[stage] ?? 0), ...served.slice(0, SERVED_STEPS[stage] ?? 0)])
    await act(hall, step, step.type === 'RateVisit' ? holderOf(ticket) : staffAt('1'))
  if (stage === 'closed') await act(hall, { type: 'CloseHall', force: true }, timekeeper)
  return { ticket, secret, another: secretOf(other), question, fresh: mintSecret }
}
