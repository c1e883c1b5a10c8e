/** What people come for that this hall does not handle (S000-15). */
import type { ServiceId } from './ids.ts'

/** What this hall does not handle, for secrecy or want of room, and where it is handled (S000-15). Its id is none of a service's. */
export type Elsewhere = {
  readonly id: ServiceId
  readonly name: string
  readonly nameEn: string
  readonly keywords?: readonly string[]
  /** Who handles it. */
  readonly office: string
  readonly address: string
  readonly phone: string
  readonly hours?: string
  /** Why it is not handled here. */
  readonly reason?: string
}
