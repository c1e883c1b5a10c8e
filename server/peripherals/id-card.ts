/**
 * What a card says of its holder, and nothing more than the hall needs: name and number. The text has 256 bytes of
 * UTF-16LE at fixed places (GA/T 490); the photograph and the fingerprints after it are not looked at.
 */
import { createHash } from 'node:crypto'

export type Card = { readonly name: string; readonly document: string }

/** Tells whether two cards are the same one, without keeping either. */
export const markOf = (card: Card): string =>
  createHash('sha256')
    .update(JSON.stringify([card.name, card.document]))
    .digest('base64')

type Span = readonly [from: number, to: number]
type Layout = { readonly names: readonly Span[]; readonly document: Span }

/**
 * Resident identity cards. Cards whose places are not publicly known (residence permits of Hong Kong, Macao and Taiwan
 * residents, permanent residents' cards of 2023) are read by the same ones, and are no card where no number stands there.
 */
const RESIDENT: Layout = { names: [[0, 30]], document: [122, 158] }
/** 外国人永久居留身份证 of 2017 (`I` at 248): the Latin name first, a shorter number, a Chinese name where there is one. */
const FOREIGN: Layout = {
  names: [
    [158, 188],
    [0, 120],
  ],
  document: [122, 152],
}
const TEXT_BYTES = 256
const KIND: Span = [248, 250]

const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)

const textIn = (text: Uint8Array, [from, to]: Span): string =>
  Buffer.from(text.buffer, text.byteOffset + from, to - from)
    .toString('utf16le')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()

/**
 * The text of a read reply: before it stand two-byte lengths of text, photograph and, on newer cards, fingerprints, which
 * together say how long the reply is.
 */
const cardText = (data: Uint8Array): Uint8Array | undefined => {
  if (word(data, 0) !== TEXT_BYTES) return undefined
  for (const parts of [2, 3]) {
    const lengths = Array.from({ length: parts }, (_, at) => word(data, at * 2))
    const start = parts * 2
    if (data.length === lengths.reduce((sum, length) => sum + length, start))
      return data.subarray(start, start + TEXT_BYTES)
  }
  return undefined
}

/** Reads the data of a reply to READ; undefined when it is no card that is known. */
export const readCard = (data: Uint8Array): Card | undefined => {
  const text = cardText(data)
  if (!text) return undefined
  const layout = textIn(text, KIND) === 'I' ? FOREIGN : RESIDENT
  const name = layout.names.map((span) => textIn(text, span)).find((found) => found !== '') ?? ''
  const document = textIn(text, layout.document)
  return /^[0-9A-Z]{15,18}$/.test(document) ? { name, document } : undefined
}
