/** What may be said on a line, and who is told what. Written by hand and not derived from the server, as are the rows of commands. */
import { CALLERS, type Caller } from './command-rows.ts'

export const WORDS = ['watch', 'unwatch', 'report'] as const
/** What may be asked for; `own` and `other` stand for the machine itself and for another. */
export const TOPICS = [
  'kiosk:own',
  'kiosk:other',
  'screen:own',
  'screen:other',
  'board:all',
  'strip:1',
  'strip:2',
  'counter:1',
  'counter:2',
  'windows',
  'pad:1',
  'pad:2',
  'guide',
  'floor',
  'paper:p1',
  'edge:here',
  'edge:there',
  'edge:',
  'ticket:own',
  'ticket:id',
  'nothing',
] as const
export type Asked = (typeof TOPICS)[number]
const SEES_ALL: readonly Asked[] = TOPICS.filter((topic) => !/^(?:pad|edge|ticket:id|nothing)/.test(topic))
const AT_1: readonly Asked[] = ['board:all', 'windows', 'counter:1', 'strip:1', 'ticket:own']
const AT_2: readonly Asked[] = ['board:all', 'windows', 'counter:2', 'strip:2', 'ticket:own']

/** Who is told what. The secret of a ticket opens it to whoever knows it; its id opens it to nobody. */
export const TOLD: Readonly<Record<Caller | 'nobody', readonly Asked[]>> = {
  kiosk: ['kiosk:own', 'screen:own', 'ticket:own'],
  display: ['screen:own', 'board:all', 'strip:1', 'strip:2', 'ticket:own'],
  counter: ['counter:1', 'strip:1', 'ticket:own'],
  pad: ['screen:own', 'pad:1', 'ticket:own'],
  edge: ['edge:here', 'ticket:own'],
  standby: ['ticket:own'],
  window: AT_1,
  guide: ['board:all', 'windows', 'guide', 'paper:p1', 'ticket:own'],
  manager: SEES_ALL,
  inspector: SEES_ALL,
  sysadmin: ['floor', 'ticket:own'],
  secadmin: ['floor', 'ticket:own'],
  auditor: SEES_ALL,
  visitor: ['ticket:own'],
  'clerk of window 2': AT_2,
  'clerk of window 1 at the computer of window 2': AT_2,
  'pad of window 2': ['screen:own', 'pad:2', 'ticket:own'],
  'visitor with another ticket': ['ticket:own'],
  nobody: ['ticket:own'],
}
export const SPEAKERS = [...CALLERS, 'nobody'] as const
/** A phone has no token: the topic names the secret. */
export const WITHOUT_TOKEN: readonly string[] = ['visitor', 'visitor with another ticket', 'nobody']
/** Machines that are screens; whatever anybody else says of a screen is not heard. */
export const REPORTERS: readonly string[] = ['kiosk', 'display', 'pad', 'pad of window 2']
