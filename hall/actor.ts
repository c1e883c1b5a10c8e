/** Who asks. The shell turns a token into an actor; the heart only reads it. */
import type { CounterId, EdgeId, TicketId, ZoneId } from './ids.ts'

export const DEVICE_ROLES = ['kiosk', 'display', 'counter', 'pad', 'edge', 'standby'] as const
export type DeviceRole = (typeof DEVICE_ROLES)[number]
export const STAFF_ROLES = ['window', 'guide', 'manager', 'inspector', 'sysadmin', 'secadmin', 'auditor'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

export type Actor =
  /** The hall itself: the timekeeper, the first publish. */
  | { readonly role: 'system'; readonly id: string }
  /** A paired machine. A pad or a counter PC stands at one window, a display in one zone; an edge is one of the catalogue's. */
  | {
      readonly role: DeviceRole
      readonly id: string
      readonly counter?: CounterId
      readonly zone?: ZoneId
      readonly edge?: EdgeId
    }
  /** A signed-in person; window staff are at the window of the machine they signed in on. */
  | {
      readonly role: StaffRole
      readonly id: string
      readonly name: string
      readonly counter?: CounterId
      /** The paired machine they signed in on, where it was one. */
      readonly device?: string
    }
  /** Somebody holding the secret of one ticket: a phone that read the QR. */
  | { readonly role: 'visitor'; readonly id: TicketId }

export type Role = Actor['role']
