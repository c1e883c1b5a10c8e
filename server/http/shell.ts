/** What the routes need of the rest of the server, and the two questions every route asks first. */
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import type { Actor, Role } from '../../hall/actor.ts'
import { type Duty, dutiesOf } from '../../hall/duty.ts'
import type { HallId } from '../../hall/ids.ts'
import type { Draft } from '../catalogue/draft.ts'
import type { Clock } from '../clock.ts'
import type { Demo } from '../demo/demo.ts'
import type { Edges } from '../edge/edges.ts'
import type { Inputs } from '../edge/inputs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LineState } from '../line/open-line.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Media } from '../media/media.ts'
import type { PastVisits } from '../past-visits.ts'
import type { By, People } from '../people/people.ts'
import type { PersonKeys } from '../people/person-keys.ts'
import type { Printing } from '../printing/printing.ts'
import type { Screens } from '../screens.ts'
import type { SecurityEntry, SecurityLog } from '../security/security-log.ts'
import type { Sso } from '../security/sso.ts'
import type { TwoPeople } from '../security/two-people.ts'
import type { Feed } from '../standby/feed.ts'
import type { Standing } from '../standby/standing.ts'
import type { Storage } from '../storage/storage.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import type { Vault } from '../vault/vault.ts'
import type { Verifying } from '../verifying.ts'
import type { Voice } from '../voice/voice.ts'
import type { Allowance } from './allowance.ts'
import type { NumberPace } from './number-pace.ts'
import { problem } from './problem.ts'

export type Shell = {
  readonly hallId: HallId
  readonly live: LiveHall
  readonly clock: Clock
  /** For reading the days that are over; only the door writes. */
  readonly ledger: Pick<Ledger, 'read' | 'readDay'>
  readonly alarms: SystemAlarms
  readonly securityLog: SecurityLog
  /** What waits for a second person. */
  readonly twoPeople: TwoPeople
  /** Disk, backups and old days; absent where nobody looks after them, as in a demonstration. */
  readonly storage: Storage | undefined
  readonly people: People
  /** The ledger held against its rules. */
  readonly verifying: Verifying
  readonly draft: Draft
  readonly screens: Screens
  readonly past: PastVisits
  readonly personKeys: PersonKeys
  readonly vault: Vault
  readonly printing: Printing
  readonly edges: Edges
  readonly inputs: Inputs
  readonly voice: Voice
  /** Lets a machine be heard; false where it has no line open. */
  readonly tone: (machine: string) => boolean
  readonly media: Media
  /** Lets this one request last as long as a film needs. */
  readonly patience: (c: Context) => void
  /** How the port speaks, and the certificate it shows. */
  readonly line: () => LineState
  /** The single sign-on; undefined where the hall has none. */
  readonly sso: Sso | undefined
  readonly allowance: Allowance
  /** How fast a kiosk gives numbers. */
  readonly numbers: NumberPace
  /** Where this server stands among those of its hall, and what its standbys hear. */
  readonly standing: Standing
  readonly feed: Feed
  readonly dataDir: string
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
  // Asking to change something is a sign of life; a page that only looks goes quiet (X16).
  if (known && 'name' in known && c.req.method !== 'GET') people.touch(token)
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

/** Somebody known asked for what is not theirs. The pattern of the address stands in the log, never what was in it. */
export const noteRefused = (c: Context, { securityLog }: Shell, actor: Actor, data: SecurityEntry['data'] = {}): void =>
  securityLog.note({
    type: 'not-permitted',
    outcome: 'refused',
    who: actor.id,
    from: placeOf(c),
    about: `${c.req.method} ${routePath(c)}`,
    data: { role: actor.role, ...data },
  })

const allow = (c: Context, shell: Shell, may: (role: Role) => boolean): Allowed => {
  const actor = actorOf(c, shell)
  if (!actor) return { ok: false, response: unknownToken(c) }
  if (!may(actor.role)) {
    noteRefused(c, shell, actor)
    return { ok: false, response: notPermitted(c) }
  }
  const hall = c.req.param('hall')
  if (hall === undefined || hall === shell.hallId) return { ok: true, actor }
  return { ok: false, response: problem(c, 404, 'not-found', 'This server runs another hall.') }
}

/** Lets only these roles on, and of a path that names a hall only this one. */
export const allowOnly = (c: Context, shell: Shell, ...roles: readonly Role[]): Allowed =>
  allow(c, shell, (role) => roles.includes(role))

/** Lets on whoever has one of these duties under the policy of now (X29), and of a path that names a hall only this one. */
export const allowDuty = (c: Context, shell: Shell, ...duties: readonly Duty[]): Allowed => {
  const { profile } = shell.people.policy()
  return allow(c, shell, (role) => dutiesOf(role, profile).some((duty) => duties.includes(duty)))
}

/** Who asks, for the security log. */
export const byOf = (c: Context, actor: Actor): By => ({ who: actor.id, from: placeOf(c) })

/** Where somebody asks from, for slowing down guessing. */
export const placeOf = (c: Context): string => {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return 'unknown'
  const { incoming } = env as { incoming: { socket?: { remoteAddress?: string } } }
  return incoming.socket?.remoteAddress ?? 'unknown'
}
