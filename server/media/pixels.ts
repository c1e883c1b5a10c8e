/**
 * How large a picture is when it is unpacked, told from its header alone: a file of some kilobytes may hold pixels enough to take
 * a board's whole memory (X13, ASVS V5.2.6). PNG: ISO/IEC 15948 §11.2.2; JPEG: ITU-T T.81 §B.2.2; WebP: RFC 9649 §2.
 */
import type { FileHandle } from 'node:fs/promises'
import type { MediaEnding } from './media-name.ts'

/** Four screens of 4K; unpacked it is 160 MB. */
export const PICTURE_PIXELS_MAX = 40_000_000

/** Segments of a JPEG that are walked over until its size; a file made to be slow has more. */
const SEGMENTS_MAX = 1_000
/** Marks that carry no length: none at all, padding, restarts, the beginning. */
const isBare = (mark: number): boolean => mark <= 0x01 || (mark >= 0xd0 && mark <= 0xd8)
/** Start of a frame, of whatever coding; the three that lie among them are tables. */
const isFrame = (mark: number): boolean =>
  mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc

const at = async (file: FileHandle, position: number, bytes: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position)
  return buffer.subarray(0, bytesRead)
}

const ofPng = async (file: FileHandle): Promise<number | undefined> => {
  const head = await at(file, 0, 24)
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return head.readUInt32BE(16) * head.readUInt32BE(20)
}

const ofJpeg = async (file: FileHandle): Promise<number | undefined> => {
  let position = 2
  for (let segment = 0; segment < SEGMENTS_MAX; segment += 1) {
    const head = await at(file, position, 9)
    if (head.length < 9) return undefined
    const isMark = head.readUInt8(0) === 0xff
    const mark = head.readUInt8(1)
    if (isMark && isFrame(mark)) return head.readUInt16BE(5) * head.readUInt16BE(7)
    // Any number of the same byte may stand before a mark, and browsers pass over whatever else stands there.
    if (!isMark || mark === 0xff) position += 1
    else position += isBare(mark) ? 2 : 2 + head.readUInt16BE(2)
  }
  return Number.POSITIVE_INFINITY
}

const ofWebp = async (file: FileHandle): Promise<number | undefined> => {
  const head = await at(file, 0, 30)
  if (head.length < 30) return undefined
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return (head.readUIntLE(24, 3) + 1) * (head.readUIntLE(27, 3) + 1)
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8 ':
      return (head.readUInt16LE(26) & 0x3fff) * (head.readUInt16LE(28) & 0x3fff)
  }
  return undefined
}

/** Pixels of a picture; undefined for a film, and where the header does not say, which no browser then shows. */
export const pixelsOf = async (file: FileHandle, ending: MediaEnding): Promise<number | undefined> => {
  switch (ending) {
    case 'png':
      return ofPng(file)
    case 'jpg':
      return ofJpeg(file)
    case 'webp':
      return ofWebp(file)
    case 'mp4':
    case 'webm':
      return undefined
  }
}
