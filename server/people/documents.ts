/**
 * Whether a document's number can be one: the check digit of an identity card, the check character of a social credit
 * code. A slip of the finger would otherwise make another person of the same visitor.
 */

export const DOCUMENT_KINDS = ['resident', 'company', 'other'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** What is wrong, for a screen to say: not the form of such a number, a day that is none, a check digit that disagrees. */
export type DocumentFault = 'form' | 'date' | 'check-digit'

export type Checked =
  | {
      readonly ok: true
      /** The number without blanks, in capitals: the same document always reads the same. */
      readonly normal: string
      /** What may be shown of it. */
      readonly masked: string
    }
  | { readonly ok: false; readonly fault: DocumentFault }

/** Full-width digits from a Chinese keyboard, blanks and strokes between groups, small letters. */
const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-－—·.()]/g, '')

/** The first sign and at most the last four, and of a short number fewer: never so much that the rest can be guessed. */
export const maskOf = (normal: string): string => {
  const shown = Math.min(4, Math.floor(normal.length / 4))
  return `${normal.slice(0, 1)}${'*'.repeat(normal.length - 1 - shown)}${normal.slice(normal.length - shown)}`
}

const RESIDENT = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/
const RESIDENT_CHECKS = '10X98765432'
const BORN_FROM = 1900

/** GB 11643: ISO 7064 MOD 11-2, whose weights are 2^(18 − i) mod 11. */
const residentCheck = (digits: string): string => {
  let sum = 0
  for (const digit of digits) sum = (sum + Number(digit)) * 2
  return RESIDENT_CHECKS[sum % 11] ?? ''
}

const isDay = (year: number, month: number, day: number, latest: number): boolean => {
  const at = new Date(Date.UTC(year, month - 1, day))
  return year >= BORN_FROM && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getTime() <= latest
}

const checkResident = (normal: string, now: number): DocumentFault | undefined => {
  const parts = RESIDENT.exec(normal)
  if (!parts) return 'form'
  const [, year, month, day] = parts
  // Somebody born today in the hall's zone may be born tomorrow by UTC.
  if (!isDay(Number(year), Number(month), Number(day), now + 86_400_000)) return 'date'
  return residentCheck(normal.slice(0, 17)) === normal.at(-1) ? undefined : 'check-digit'
}

/** GB 32100: digits and capitals without I, O, S, V and Z. */
const COMPANY_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: 31 − Σ value × 3^(i − 1) mod 31, in the same signs. */
const companyCheck = (signs: string): string => {
  let sum = 0
  let weight = 1
  for (const sign of signs) {
    sum += COMPANY_SIGNS.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return COMPANY_SIGNS[(31 - (sum % 31)) % 31] ?? ''
}

const checkCompany = (normal: string): DocumentFault | undefined => {
  if (normal.length !== 18 || [...normal].some((sign) => !COMPANY_SIGNS.includes(sign))) return 'form'
  return companyCheck(normal.slice(0, 17)) === normal.at(-1) ? undefined : 'check-digit'
}

const faultOf = (kind: DocumentKind, normal: string, now: number): DocumentFault | undefined => {
  switch (kind) {
    case 'resident':
      return checkResident(normal, now)
    case 'company':
      return checkCompany(normal)
    case 'other':
      // Passports, permits of Hong Kong, Macao and Taiwan residents, officers' cards: they share no check digit.
      return /^[A-Z0-9]{5,20}$/.test(normal) ? undefined : 'form'
  }
}

/** Reads a document's number. @param now the latest day on which somebody can have been born, ms. */
export const checkDocument = (kind: DocumentKind, text: string, now: number): Checked => {
  const normal = normalised(text)
  const fault = faultOf(kind, normal, now)
  return fault === undefined ? { ok: true, normal, masked: maskOf(normal) } : { ok: false, fault }
}
