/**
 * Numbers of people written out in full: identity cards whose check digit agrees (GB 11643) and mobile numbers. Stricter
 * than what refuses free text, since a finding must be one: figures that merely have the length are left alone.
 */

const IDENTITY =
  /(?<![0-9A-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g
const MOBILE = /(?<![0-9A-Za-z.])(?:\+?86)?(1[3-9]\d{9})(?![0-9A-Za-z])/g
const CHECKS = '10X98765432'

/** ISO 7064 MOD 11-2. */
const checks = (number: string): boolean => {
  let sum = 0
  for (const digit of number.slice(0, 17)) sum = (sum + Number(digit)) * 2
  return CHECKS[sum % 11] === number.at(-1)?.toUpperCase()
}

/** A number as a finding may name it: enough to look for it, too little to be it. */
const masked = (number: string): string =>
  number.length === 11
    ? `${number.slice(0, 3)}****${number.slice(7)}`
    : `${number.slice(0, 1)}${'*'.repeat(13)}${number.slice(14)}`

/** Digits that somebody wrote in groups, as one number. */
const joined = (text: string): string => text.replace(/(?<=\d)[\s\-—.]+(?=[\dXx])/g, '')

/**
 * The first full number of a person in a text, masked; undefined where there is none.
 * @param published telephones that the hall itself tells everybody
 * @param inGroups whether somebody typed the text, so that a number may be written in groups
 */
export const fullNumberIn = (
  text: string,
  published: ReadonlySet<string> = new Set(),
  inGroups = false,
): string | undefined => {
  const plain = text.normalize('NFKC')
  for (const each of inGroups ? [plain, joined(plain)] : [plain]) {
    for (const [number] of each.matchAll(IDENTITY)) if (checks(number)) return masked(number.toUpperCase())
    for (const [, number = ''] of each.matchAll(MOBILE)) if (!published.has(number)) return masked(number)
  }
  return undefined
}
