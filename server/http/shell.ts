/** What the routes need of the rest of the server, and the two questions every route asks first. */
import type { Context } from 'hono'
import type { Actor, Role } from '../../hall/actor.ts'
import type { HallId } from '../../hall/ids.ts'
import type { Draft } from '../catalogue/draft.ts'
import type { Clock } from '../clock.ts'
import type { Demo } from '../demo/demo.ts'
import type { Edges } from '../edge/edges.ts'
import type { Inputs } from '../edge/inputs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Media } from '../media/media.ts'
import type { PastVisits } from '../past-visits.ts'
import type { People } from '../people/people.ts'
import type { PersonKeys } from '../people/person-keys.ts'
import type { Printing } from '../printing/printing.ts'
import type { Screens } from '../screens.ts'
import type { SecurityLog } from '../security/security-log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import type { Voice } from '../voice/voice.ts'
import type { Allowance } from './allowance.ts'
import { problem } from './problem.ts'

export type Shell = {
  readonly hallId: HallId
  readonly live: LiveHall
  readonly clock: Clock
  /** For reading the days that are over; only the door writes. */
  readonly ledger: Pick<Ledger, 'read' | 'readDay'>
  readonly alarms: SystemAlarms
  readonly securityLog: SecurityLog
  readonly people: People
  readonly draft: Draft
  readonly screens: Screens
  readonly past: PastVisits
  readonly personKeys: PersonKeys
  readonly printing: Printing
  readonly edges: Edges
  readonly inputs: Inputs
  readonly voice: Voice
  /** Lets a machine be heard; false where it has no line open. */
  readonly tone: (machine: string) => boolean
  readonly media: Media
  /** Lets requests last as long as a film needs, until the answer is called. */
  readonly patience: () => () => void
  readonly allowance: Allowance
  /** Where the built pages are. */
  readonly webRoot: string
  readonly demo: Demo | undefined
}

const BEARER = /^Bearer ([\w-]{1,128})$/

export const tokenOf = (c: Context): string | undefined => BEARER.exec(c.req.header('authorization') ?? '')?.[1]

/** Who asks: a machine, a person, or the holder of a ticket's secret. Undefined for nobody known. */
export const actorOf = (c: Context, { people, live, past }: Shell): Actor | undefined => {
  const token = tokenOf(c)
  if (token === undefined) return undefined
  const known = people.actorOf(token)
  if (known) return known
  // The phone of an earlier day comes back to rate (T21).
  const ticket = live.hall().bySecret.get(token) ?? past.holderOf(token)
  return ticket === undefined ? undefined : { role: 'visitor', id: ticket }
}

export const unknownToken = (c: Context): Response =>
  problem(c, 401, 'unknown-token', 'Sign in or pair this machine: the request carries no token that is good now.')

export const notPermitted = (c: Context): Response =>
  problem(c, 403, 'not-permitted', 'Your role does not include this.')

export type Allowed = { readonly ok: true; readonly actor: Actor } | { readonly ok: false; readonly response: Response }

/** Lets only these roles on, and of a path that names a hall only this one. */
export const allowOnly = (c: Context, shell: Shell, ...roles: readonly Role[]): Allowed => {
  const actor = actorOf(c, shell)
  if (!actor) return { ok: false, response: unknownToken(c) }
  if (!roles.includes(actor.role)) return { ok: false, response: notPermitted(c) }
  const hall = c.req.param('hall')
  if (hall === undefined || hall === shell.hallId) return { ok: true, actor }
  return { ok: false, response: problem(c, 404, 'not-found', 'This server runs another hall.') }
}

/** Where somebody asks from, for slowing down guessing. */
export const placeOf = (c: Context): string => {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return 'unknown'
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } }
  return incoming.socket?.remoteAddress ?? 'unknown'
}
