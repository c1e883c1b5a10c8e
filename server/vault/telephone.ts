/** A telephone number that somebody can be called back on: mobile, or fixed with or without its area. */

export type CheckedNumber = { readonly normal: string; readonly masked: string }

/** Full-width digits, blanks, strokes, brackets, and the country in front. */
const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-－—·.()]/g, '')
    .replace(/^(?:\+|00)86|^86(?=1[3-9]\d{9}$)/, '')

const MOBILE = /^1[3-9]\d{9}$/
/** Beijing and the codes from 020 have three digits, all others four. */
const FIXED = /^(?:010|02\d|0[3-9]\d{2})?[2-9]\d{6,7}$/

/** `138****5678`; of a number without its area the first and the last two. */
export const maskTelephone = (normal: string): string => {
  const ends = normal.length >= 11 ? [3, 4] : [2, 2]
  const [first = 0, last = 0] = ends
  return `${normal.slice(0, first)}${'*'.repeat(normal.length - first - last)}${normal.slice(-last)}`
}

/** The number in its one way of writing, or undefined for what cannot be one. */
export const checkTelephone = (text: string): CheckedNumber | undefined => {
  const normal = normalised(text)
  return MOBILE.test(normal) || FIXED.test(normal) ? { normal, masked: maskTelephone(normal) } : undefined
}
