/** A hall with a token of every role there is. */
import type { DeviceRole, StaffRole } from '../../hall/actor.ts'
import { DEVICE_ROLES, STAFF_ROLES } from '../../hall/actor.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, PASSWORD } from '../kit/hall-server.ts'

export const ROLES = [...DEVICE_ROLES, ...STAFF_ROLES, 'visitor'] as const
export type AnyRole = (typeof ROLES)[number]

const placeOf = (role: DeviceRole): { readonly counter?: string; readonly edge?: string } =>
  role === 'counter' || role === 'pad' ? { counter: '1' } : role === 'edge' ? { edge: 'here' } : {}

/** Tokens by role; the visitor's is the secret of a ticket that was just taken. @param hall whose catalogue has an edge `here` */
export const roleTokens = async (hall: HallServer): Promise<Readonly<Record<AnyRole, string>>> => {
  const machines = new Map<DeviceRole, string>()
  for (const role of DEVICE_ROLES) machines.set(role, (await hall.device(role, placeOf(role))).token)
  const people = new Map<StaffRole, string>()
  for (const role of STAFF_ROLES)
    people.set(
      role,
      role === 'manager' ? hall.managerToken : await hall.staff(role, `one who is ${role}`, machines.get('counter')),
    )
  const taken = await hall.command(
    { type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' },
    machines.get('kiosk') ?? '',
  )
  const entries: (readonly [AnyRole, string])[] = [...machines, ...people, ['visitor', String(taken.secret)]]
  for (const [role, token] of entries) if (!/^[\w-]{20,}$/.test(token)) throw new Error(`No token for ${role}.`)
  return Object.fromEntries(entries) as Record<AnyRole, string>
}

/** Fresh tokens of the administrators, whose sessions were ended. */
export const signedInAgain = async (hall: HallServer): Promise<Partial<Record<AnyRole, string>>> => {
  const fresh: Partial<Record<AnyRole, string>> = {}
  for (const role of ['sysadmin', 'secadmin', 'auditor', 'inspector'] as const) {
    // A password of the usual profile is too old for the other: a new one signs in as well.
    const asked = { name: `one who is ${role}`, password: PASSWORD, wanted: `${role}-Keeps-2Keys` }
    const signed = await hall.request('POST', '/api/password', asked)
    if (signed.status !== 200) throw new Error(`The ${role} cannot sign in again: ${JSON.stringify(signed)}`)
    fresh[role] = String(signed.token)
  }
  return fresh
}
