/**
 * Free text is for reasons, never for people's numbers: the ledger is kept for years (I17). What looks like an identity
 * card, a social credit code's length of digits, a bank card or a mobile number in full is refused before it is recorded.
 */
import type { Intent } from './commands.ts'

/** So many more digits, though somebody wrote them in groups: a number may stand beside another, as in `3 13800138000`. */
const GAP = '[\\s\\-—.]*'
const more = (digits: string): string => `(?:${GAP}\\d){${digits}}`
const alone = (digits: string): RegExp => new RegExp(`(?<!\\d)${digits}(?!\\d)`)

const PERSONAL: readonly RegExp[] = [
  // Identity cards of 18 and of 15 signs, bank cards, mobile numbers.
  alone(`\\d${more('16')}${GAP}[\\dXx]`),
  alone(`\\d${more('14')}`),
  alone(`\\d${more('15,18')}`),
  alone(`(?:8${GAP}6${GAP})?1${GAP}[3-9]${more('9')}`),
]

export const looksPersonal = (text: string): boolean => {
  const plain = text.normalize('NFKC')
  return PERSONAL.some((numbers) => numbers.test(plain))
}

const FREE_TEXT: ReadonlySet<string> = new Set(['reason', 'note', 'destination', 'text', 'owner'])

/** Whether any free text of a command holds such a number. */
export const holdsPersonalData = (value: Intent | object): boolean =>
  Object.entries(value).some(([name, inner]: [string, unknown]) => {
    if (typeof inner === 'string') return FREE_TEXT.has(name) && looksPersonal(inner)
    return name === 'owed' && typeof inner === 'object' && inner !== null && holdsPersonalData(inner)
  })
