/** What the register's rows mean to the rest of the server: machines, and staff without their passwords. */
import { z } from 'zod'
import type { DeviceRole, StaffRole } from '../../hall/actor.ts'
import type { ClerkCard } from '../../hall/clerk.ts'
import type { Duty } from '../../hall/duty.ts'
import type { CounterId, EdgeId, PrinterId, ZoneId } from '../../hall/ids.ts'
import { BOARD_FACES, type ScreenSettings } from '../../hall/screen.ts'
import type { DeviceRow, StaffRow } from './store.ts'

/** What a manager may say of one screen: a watch is no screen and a stadium's wall is none of a hall (S11). */
export const screenSettingsSchema = z.strictObject({
  inches: z.number().min(5).max(200).exactOptional(),
  metres: z.number().min(0.3).max(50).exactOptional(),
  lowerEdge: z.int().min(0).max(2_500).exactOptional(),
  face: z.enum(BOARD_FACES).exactOptional(),
  voice: z.enum(['auto', 'off']).exactOptional(),
})

export type DeviceInfo = {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly counter?: CounterId
  readonly zone?: ZoneId
  readonly printer?: PrinterId
  readonly edge?: EdgeId
  readonly screen?: ScreenSettings
  readonly paired: boolean
}
/** Number, post and photo are there for the public (S004-49); the rest is the manager's. */
export type StaffInfo = Omit<ClerkCard, 'name'> & {
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  readonly disabled: boolean
  /** Linked to the single sign-on. */
  readonly linked?: true
}
export type NewDevice = {
  readonly name: string
  readonly role: DeviceRole
  readonly counter?: CounterId | undefined
  readonly zone?: ZoneId | undefined
  readonly printer?: PrinterId | undefined
  readonly edge?: EdgeId | undefined
}
export type Identity = {
  readonly role: string
  readonly id: string
  readonly name: string
  readonly counter?: string
  readonly zone?: string
  readonly edge?: string
  /** What a person may do beyond the hall's commands, under the policy at signing in. */
  readonly duties?: readonly Duty[]
  /** The policy asks for a second factor that they have not: they can set it up and nothing else (X30). */
  readonly setUp?: true
}

/** Settings that no longer read as such, from a newer register or another hand, leave the screen as is usual for its kind. */
const settingsOf = (text: string | null): ScreenSettings | undefined => {
  if (text === null) return undefined
  const json = z.string().transform((value, context): unknown => {
    try {
      return JSON.parse(value)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  const read = json.pipe(screenSettingsSchema).safeParse(text)
  return read.success ? read.data : undefined
}

export const deviceInfo = (row: DeviceRow): DeviceInfo => {
  const screen = settingsOf(row.screen)
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    paired: row.token !== null,
    ...(row.counter === null ? {} : { counter: row.counter }),
    ...(row.zone === null ? {} : { zone: row.zone }),
    ...(row.printer === null ? {} : { printer: row.printer }),
    ...(row.edge === null ? {} : { edge: row.edge }),
    ...(screen === undefined ? {} : { screen }),
  }
}

export const staffInfo = ({ id, name, role, disabled, number, post, photo, subject }: StaffRow): StaffInfo => ({
  id,
  name,
  role,
  disabled: disabled === 1,
  ...(number === null ? {} : { number }),
  ...(post === null ? {} : { post }),
  ...(photo === null ? {} : { photo }),
  ...(subject === null ? {} : { linked: true }),
})

/** What a machine is told of itself when it is paired. */
export const deviceIdentity = (row: DeviceRow): Identity => {
  const { paired: _paired, printer: _printer, screen: _screen, ...identity } = deviceInfo(row)
  return identity
}

/** Name, number, post and photo, and nothing else of a person. */
export const clerkOf = (row: StaffRow | undefined): ClerkCard | undefined => {
  if (!row) return undefined
  const { name, number, post, photo } = staffInfo(row)
  return {
    name,
    ...(number === undefined ? {} : { number }),
    ...(post === undefined ? {} : { post }),
    ...(photo === undefined ? {} : { photo }),
  }
}
