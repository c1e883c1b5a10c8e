/**
 * Looks for people's numbers in anything: the planted ones in every writing, and any other that its check digit gives away.
 * Bytes are read as UTF-8, as Latin-1 (GBK leaves digits as they are) and as UTF-16; escapes of addresses, Base64 and hex
 * are undone first.
 */
import { identityCheck, luhnCheck } from './numbers.ts'

export type Leak = { readonly where: string; readonly number: string; readonly how: string }

const GAP = '[\\s\\-—.]*'
const grouped = (number: string): RegExp => new RegExp([...number].join(GAP), 'i')

/** Not inside a longer word: ids and digests are full of digits. */
const alone = (digits: string): RegExp => new RegExp(`(?<![0-9A-Za-z_-])${digits}(?![0-9A-Za-z_-])`, 'g')
const IDENTITY = alone('[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]')
const MOBILE = alone('1[3-9]\\d{9}')
const CARD = alone('(?:62|4\\d|5[1-5])\\d{14,17}')

const isIdentity = (found: string): boolean => identityCheck(found.slice(0, 17)) === found.at(-1)?.toUpperCase()
const isCard = (found: string): boolean => luhnCheck(found.slice(0, -1)) === found.at(-1)

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not an address: a lone percent sign is common in pages.
    return text
  }
}
const RUNS: readonly (readonly [how: string, run: RegExp, encoding: 'base64' | 'base64url' | 'hex'])[] = [
  ['base64', /[A-Za-z0-9+/]{14,}={0,2}/g, 'base64'],
  ['base64url', /[A-Za-z0-9_-]{14,}/g, 'base64url'],
  ['hex', /[0-9a-fA-F]{22,}/g, 'hex'],
]

/** Every reading of some bytes that a person or a program could make of them. */
const readings = (bytes: Buffer): readonly (readonly [how: string, text: string])[] => {
  const plain = bytes.toString('utf8')
  const found: (readonly [string, string])[] = [
    ['plain', plain.normalize('NFKC')],
    ['bytes', bytes.toString('latin1')],
    ['utf-16', bytes.toString('utf16le')],
    ['utf-16, one byte on', bytes.subarray(1).toString('utf16le')],
  ]
  if (plain.includes('%'))
    for (const line of plain.split(/\s/)) found.push(['address', unescaped(line).normalize('NFKC')])
  for (const [how, run, encoding] of RUNS) {
    const texts = [...plain.matchAll(run)].map(([text]) => Buffer.from(text, encoding).toString('latin1'))
    if (texts.length > 0) found.push([how, texts.join('\n')])
  }
  return found
}

/** @param planted numbers that went through an entrance: looked for in groups too, and inside words. */
export const leaksIn = (where: string, what: Buffer | string, planted: readonly string[]): readonly Leak[] => {
  const patterns = planted.map((number) => [number, grouped(number)] as const)
  const leaks = new Map<string, Leak>()
  const say = (number: string, how: string): void => void leaks.set(`${number} ${how}`, { where, number, how })
  for (const [how, text] of readings(Buffer.from(what))) {
    for (const [number, pattern] of patterns) if (pattern.test(text)) say(number, how)
    if (how !== 'plain' && how !== 'address') continue
    for (const [number] of text.matchAll(IDENTITY)) if (isIdentity(number)) say(number, how)
    for (const [number] of text.matchAll(CARD)) if (isCard(number)) say(number, how)
    for (const [number] of text.matchAll(MOBILE)) say(number, how)
  }
  return [...leaks.values()]
}
