/** Gives whoever asks for the module with the planted bug the planted one, which alone gets the real one. */
import { PLANTED_IN } from './planted-bugs.ts'

type Next = (specifier: string, context: object) => Promise<{ url: string }>

let replaces = ''
let by = ''

export const initialize = (bug: keyof typeof PLANTED_IN): void => {
  replaces = PLANTED_IN[bug].replaces
  by = new URL(PLANTED_IN[bug].by, import.meta.url).href
}

export const resolve = async (specifier: string, context: { parentURL?: string }, next: Next) => {
  const found = await next(specifier, context)
  return found.url.endsWith(replaces) && context.parentURL !== by ? { ...found, url: by } : found
}
