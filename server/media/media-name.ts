/** What a hall may show, and how it is told from its first bytes: the name and the word of a browser are only claims. */
import { z } from 'zod'

/** By the ending of the name. */
export const MEDIA_TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
} as const
export type MediaEnding = keyof typeof MEDIA_TYPES

/** 128 bits of the digest of its bytes, and what it is. */
const MEDIA_NAME = /^[0-9a-f]{32}\.(jpg|png|webp|mp4|webm)$/
export const mediaNameSchema = z.string().regex(MEDIA_NAME)
export const endingOf = (name: string): MediaEnding | undefined => MEDIA_NAME.exec(name)?.[1] as MediaEnding | undefined
export const isPicture = (name: string): boolean => MEDIA_TYPES[endingOf(name) ?? 'mp4'].startsWith('image/')

/** A megapixel photograph has 2 MB, a minute of film in full HD 60. */
export const PICTURE_BYTES_MAX = 10 * 1024 * 1024
export const FILM_BYTES_MAX = 300 * 1024 * 1024
export const bytesMaxOf = (ending: MediaEnding): number =>
  MEDIA_TYPES[ending].startsWith('image/') ? PICTURE_BYTES_MAX : FILM_BYTES_MAX

/** So many first bytes are looked at. */
export const HEAD_BYTES = 64
/** ISO base media brands that browsers play as MP4; pictures (HEIC, AVIF) and QuickTime begin in the same way. */
const MP4_BRAND = /^(?:isom|iso\d|mp4\d|avc1|M4V |MSNV|dash)$/

/** What the first bytes say, or undefined for anything that no board shows. */
export const sniff = (head: Buffer): MediaEnding | undefined => {
  const text = (from: number, to: number): string => head.toString('latin1', from, to)
  if (text(0, 3) === '\xff\xd8\xff') return 'jpg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) === 'ftyp' && MP4_BRAND.test(text(8, 12))) return 'mp4'
  // EBML, whose document type says whether it is WebM or any other Matroska.
  if (text(0, 4) === '\x1a\x45\xdf\xa3' && text(4, HEAD_BYTES).includes('webm')) return 'webm'
  return undefined
}
