/** Words, ids and counts as they may arrive from outside; every part of the catalogue is made of them. */
import { z } from 'zod'
import { ID_LENGTH_MAX } from '../../hall/limits.ts'

/** One line of text for screens and paper: control characters would reach a printer, U+FFFD means a wrong encoding. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\uFFFD]*$/u)
export const id = text(ID_LENGTH_MAX)
export const ids = (most: number) => z.array(id).max(most)
export const name = text(60)
export const nameEn = text(120)
export const line = text(200)
/** `HH:MM`. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const count = z.int().min(0).max(1_000_000)
