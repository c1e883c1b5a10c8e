/** What requests about people and machines look like. */
import { z } from 'zod'
import { DEVICE_ROLES, STAFF_ROLES } from '../../hall/actor.ts'
import { ID_LENGTH_MAX } from '../../hall/limits.ts'
import { looksPersonal } from '../../hall/personal-data.ts'
import { mediaNameSchema } from '../media/media-name.ts'
import { screenSettingsSchema } from '../people/register.ts'

const word = z.string().trim().min(1).max(40)
/** What somebody or something is called here, on screens and in exports (I17). */
const name = word.refine((text) => !looksPersonal(text), 'a name, not an identity, card or telephone number')
const password = z.string().min(1).max(200)
const id = z.string().min(1).max(ID_LENGTH_MAX)

export const pairSchema = z.strictObject({ code: z.string().trim().toUpperCase().length(8) })
export const signInSchema = z.strictObject({ name: word, password })
/** Six digits of the telephone or ten signs of paper, with the blanks and strokes that people put between them. */
const code = z.string().trim().min(1).max(40)
export const codeSignInSchema = z.strictObject({
  ticket: z.string().min(1).max(128),
  code,
  /** A new password to go on with, where that was asked for. */
  wanted: password.exactOptional(),
})
/** Who shows once more that they are who is signed in. */
export const factorSchema = z.strictObject({ password: password.exactOptional(), code: code.exactOptional() })
export const factorCodeSchema = z.strictObject({ code })
export const firstManagerSchema = z.strictObject({
  code: z.string().trim().toUpperCase().length(8),
  name,
  password,
})
/** Who chooses a new password with the old one. */
export const ownPasswordSchema = z.strictObject({ name: word, password, wanted: password })
export const newStaffSchema = z.strictObject({ name, password, role: z.enum(STAFF_ROLES) })
/** 工号 and 职务 stand on strips, so they are short. */
const short = z.string().trim().min(1).max(20)
export const staffChangeSchema = z.strictObject({
  disabled: z.boolean().exactOptional(),
  password: password.exactOptional(),
  role: z.enum(STAFF_ROLES).exactOptional(),
  /** The single sign-on's own word for this person; null unlinks. */
  subject: z.string().trim().min(1).max(255).nullable().exactOptional(),
  number: short.nullable().exactOptional(),
  post: short.nullable().exactOptional(),
  photo: mediaNameSchema.nullable().exactOptional(),
})
export const deviceChangeSchema = z.strictObject({ screen: screenSettingsSchema })
export const newDeviceSchema = z.strictObject({
  name,
  role: z.enum(DEVICE_ROLES),
  counter: id.exactOptional(),
  zone: id.exactOptional(),
  printer: id.exactOptional(),
  edge: id.exactOptional(),
})
export const publishSchema = z.strictObject({ id: z.string().min(16).max(ID_LENGTH_MAX) })
