/**
 * Free text is for reasons, never for people's numbers: the ledger is kept for years (I17). What looks like an identity
 * card, a social credit code's length of digits, a bank card or a mobile number in full is refused before it is recorded.
 */
import type { Intent } from './commands.ts'

/** Digits that belong together though somebody wrote them in groups. */
const joined = (text: string): string => text.replace(/(?<=\d)[\s\-－—.]+(?=[\dXx])/g, '')

const ID_CARD = /(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)/
const BANK_CARD = /(?<!\d)\d{16,19}(?!\d)/
const MOBILE = /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/

export const looksPersonal = (text: string): boolean => {
  const plain = joined(text.normalize('NFKC'))
  return ID_CARD.test(plain) || BANK_CARD.test(plain) || MOBILE.test(plain)
}

const FREE_TEXT: ReadonlySet<string> = new Set(['reason', 'note', 'destination', 'text', 'owner'])

/** Whether any free text of a command holds such a number. */
export const holdsPersonalData = (value: Intent | object): boolean =>
  Object.entries(value).some(([name, inner]: [string, unknown]) => {
    if (typeof inner === 'string') return FREE_TEXT.has(name) && looksPersonal(inner)
    return name === 'owed' && typeof inner === 'object' && inner !== null && holdsPersonalData(inner)
  })
