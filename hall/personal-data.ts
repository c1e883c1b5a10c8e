/**
 * Free text is for reasons, never for people's numbers: the ledger is kept for years (I17). What looks like an identity
 * card, a social credit code's length of digits, a bank card or a mobile number in full is refused before it is recorded.
 */
import type { Intent } from './commands.ts'

/** What a matter may need of a visitor besides papers: a number to call back, the number of a document. */
export const ASKS = ['phone', 'document'] as const
export type Ask = (typeof ASKS)[number]

/** Days that it is kept: a telephone number after the answer or the visit, a document's number after the day. */
export type KeepDays = { readonly phone: number; readonly document: number }
/** As short as the purpose allows (PIPL Art. 19): a call back may be missed for a week, a document is copied out by the next day. */
export const USUAL_KEEP: KeepDays = { phone: 7, document: 1 }
export const KEEP_DAYS_MAX = 30

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

/** An identity card, a bank card or a mobile number, and nothing else. */
const WHOLE_NUMBER = /^(?:\d{15,19}|\d{17}[Xx]|(?:86)?1[3-9]\d{9})$/

/**
 * Whether an id is somebody's number, whole or as a part of it. Random ids have digits in rows too, so a row of them among
 * letters is none: one in a hundred of ours would be refused otherwise.
 */
export const isSomebodysNumber = (id: string): boolean =>
  [id.replace(/[-_]/g, ''), ...id.split(/[-_]/)].some((part) => WHOLE_NUMBER.test(part))

/** The same numbers where they stand in one piece or in groups; dots part the numbers of an address, so they part these too. */
const IN_TEXT: readonly RegExp[] = PERSONAL.map((numbers) => new RegExp(numbers.source.replaceAll(GAP, '[ -]?'), 'g'))

/** A text without such numbers, for where nobody could refuse it. */
export const hidePersonal = (text: string): string => {
  if (!looksPersonal(text)) return text
  return IN_TEXT.reduce((left, numbers) => left.replace(numbers, '[number]'), text.normalize('NFKC'))
}

/** Family names of two characters (复姓) that are met today; with any others the second would be of the given name. */
const DOUBLE =
  '欧阳|上官|司马|司徒|司空|诸葛|夏侯|皇甫|尉迟|公孙|公冶|公羊|慕容|令狐|长孙|宇文|端木|东方|南宫|独孤|轩辕|百里|呼延|澹台|闻人|申屠|太史|濮阳|淳于|钟离|万俟|拓跋|赫连|仲孙|宗政'
/** `张*`, `欧阳**`, `M***`: the family name or an initial, and stars in place of the rest (T24). */
const MASKED_NAME = new RegExp(`^(?:${DOUBLE}|\\p{Script=Han}|\\p{Lu})\\*{1,4}$`, 'u')

/** Whether a name is masked, so that it may be shown and kept. */
export const isMaskedName = (name: string): boolean => MASKED_NAME.test(name)

const FREE_TEXT: ReadonlySet<string> = new Set(['reason', 'note', 'destination', 'text', 'owner'])

/** Whether any free text of a command holds such a number, or a name stands there in full. */
export const holdsPersonalData = (value: Intent | object): boolean =>
  Object.entries(value).some(([name, inner]: [string, unknown]) => {
    if (typeof inner === 'string')
      return name === 'maskedName' ? !isMaskedName(inner) : FREE_TEXT.has(name) && looksPersonal(inner)
    return name === 'owed' && typeof inner === 'object' && inner !== null && holdsPersonalData(inner)
  })
