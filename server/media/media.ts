/**
 * Pictures and films of the hall, beside the ledger in the data folder. A name is the digest of the bytes, so nothing is
 * ever replaced in place, and what a board once loaded stays true (S15).
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { mintSecret } from '../clock.ts'
import { bytesMaxOf, endingOf, FILM_BYTES_MAX, HEAD_BYTES, type MediaEnding, sniff } from './media-name.ts'
import { PICTURE_PIXELS_MAX, pixelsOf } from './pixels.ts'

/** The folder's name, for the backup. */
export const MEDIA_FOLDER = 'media'
/** So much stays free for the ledger: a film must never stop the hall. */
const KEPT_FREE_BYTES = 1024 * 1024 * 1024
const PART = '.part'

export type MediaFault = 'media-type' | 'too-large' | 'disk-full' | 'cut-off'
export type Saved =
  | { readonly ok: true; readonly media: string; readonly bytes: number }
  | { readonly ok: false; readonly code: MediaFault; readonly limit?: number }
export type MediaRow = { readonly media: string; readonly bytes: number; readonly addedAt: number }

export type Media = {
  /** Takes a file as it comes in. @param declared its size in bytes as the sender says */
  readonly save: (bytes: AsyncIterable<Uint8Array>, declared: number) => Promise<Saved>
  readonly list: () => Promise<readonly MediaRow[]>
  /** Where a file lies and how large it is; undefined where there is none. */
  readonly find: (media: string) => Promise<{ readonly file: string; readonly bytes: number } | undefined>
  readonly remove: (media: string) => Promise<void>
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
const isFull = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'

const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

type Written = { readonly ending: MediaEnding; readonly digest: string; readonly bytes: number }

/** Writes while reading, and stops at the first byte too many, or as soon as the first bytes are nothing to show. */
const writeTo = async (part: FileHandle, source: AsyncIterable<Uint8Array>): Promise<Written | MediaFault> => {
  const digest = createHash('sha256')
  let head = Buffer.alloc(0)
  let ending: MediaEnding | undefined
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (head.length < HEAD_BYTES) {
      head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES)
      if (head.length === HEAD_BYTES) ending = sniff(head)
      if (head.length === HEAD_BYTES && !ending) return 'media-type'
    }
    if (bytes > (ending ? bytesMaxOf(ending) : FILM_BYTES_MAX)) return 'too-large'
    digest.update(chunk)
    await part.writeFile(chunk)
  }
  ending ??= sniff(head)
  if (!ending) return 'media-type'
  if (((await pixelsOf(part, ending)) ?? 0) > PICTURE_PIXELS_MAX) return 'too-large'
  await part.sync()
  return { ending, digest: digest.digest('hex').slice(0, 32), bytes }
}

/** @param free how many bytes are free there, for tests */
export const openMedia = (folder: string, free: (folder: string) => Promise<number> = freeBytes): Media => {
  mkdirSync(folder, { recursive: true })
  // What was on its way when the power went.
  for (const name of readdirSync(folder)) if (name.endsWith(PART)) rmSync(join(folder, name))

  const find: Media['find'] = async (media) => {
    if (endingOf(media) === undefined) return undefined
    const file = join(folder, media)
    try {
      return { file, bytes: (await stat(file)).size }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  }

  const store = async (file: string, source: AsyncIterable<Uint8Array>): Promise<Saved> => {
    const part = await open(file, 'wx+')
    let written: Written | MediaFault
    try {
      written = await writeTo(part, source)
    } finally {
      await part.close()
    }
    if (written === 'too-large') return { ok: false, code: written, limit: FILM_BYTES_MAX }
    if (typeof written === 'string') return { ok: false, code: written }
    const media = `${written.digest}.${written.ending}`
    await rename(file, join(folder, media))
    return { ok: true, media, bytes: written.bytes }
  }

  return {
    save: async (source, declared) => {
      if (declared > FILM_BYTES_MAX) return { ok: false, code: 'too-large', limit: FILM_BYTES_MAX }
      if ((await free(folder)) - declared < KEPT_FREE_BYTES) return { ok: false, code: 'disk-full' }
      const file = join(folder, `${mintSecret()}${PART}`)
      try {
        return await store(file, source)
      } catch (error) {
        if (isFull(error)) return { ok: false, code: 'disk-full' }
        // Whoever sent it went away in the middle; anything else is a defect of the disk.
        if (codeOf(error) === undefined || codeOf(error) === 'ECONNRESET' || codeOf(error) === 'ABORT_ERR')
          return { ok: false, code: 'cut-off' }
        throw error
      } finally {
        await rm(file, { force: true })
      }
    },
    list: async () => {
      const names = (await readdir(folder)).filter((name) => endingOf(name) !== undefined)
      const rows = await Promise.all(
        names.map(async (media): Promise<MediaRow> => {
          const { size, mtimeMs } = await stat(join(folder, media))
          return { media, bytes: size, addedAt: Math.round(mtimeMs) }
        }),
      )
      return rows.sort((a, b) => b.addedAt - a.addedAt || a.media.localeCompare(b.media))
    },
    find,
    remove: async (media) => {
      if (endingOf(media) !== undefined) await rm(join(folder, media), { force: true })
    },
  }
}
