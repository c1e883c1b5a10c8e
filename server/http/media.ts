/** Pictures and films: a manager brings and removes them, everybody in the hall sees them (S15). */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { MediaFault } from '../media/media.ts'
import { endingOf, FILM_BYTES_MAX, MEDIA_TYPES } from '../media/media-name.ts'
import { problem } from './problem.ts'
import { allowDuty, type Shell } from './shell.ts'

/** A sender that says nothing for so long has gone. ms */
const STALLED_MS = 10_000

const FAULTS: Readonly<Record<MediaFault, readonly [status: 408 | 413 | 415 | 507, title: string]>> = {
  'media-type': [415, 'Only JPEG, PNG and WebP pictures and MP4 and WebM films can be shown: convert the file first.'],
  'too-large': [413, 'A picture may have 10 MB and 40 million pixels, a film 300 MB: make it smaller first.'],
  'disk-full': [507, 'The disk of the server is nearly full: remove pictures or films that are not needed.'],
  'cut-off': [408, 'The file did not arrive whole: send it again.'],
}

/** The catalogue in force names it in its playlist. */
const isShown = (catalogue: Catalogue | null, media: string): boolean =>
  catalogue?.boards?.playlist.some((item) => 'media' in item && item.media === media) ?? false

/** Whether anything still needs it: a board, or somebody whose photo it is. */
export const mediaUse = ({ live, people }: Pick<Shell, 'live' | 'people'>, media: string): 'board' | 'photo' | null =>
  isShown(live.hall().catalogue, media) ? 'board' : people.isPhoto(media) ? 'photo' : null

/** The bytes as they come, until the sender stalls; and what is left of them, thrown away. */
const arriving = (c: Context) => {
  const reader = c.req.raw.body?.getReader()
  const next = async (): Promise<Uint8Array | undefined> => {
    let timer: NodeJS.Timeout | undefined
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        // Not awaited: such a sender may never finish.
        void reader?.cancel().catch(() => undefined)
        reject(new Error('The sender stalled.'))
      }, STALLED_MS)
    })
    const piece = await Promise.race([reader?.read(), stalled]).finally(() => clearTimeout(timer))
    return piece?.value
  }
  return {
    bytes: (async function* () {
      for (let piece = await next(); piece; piece = await next()) yield piece
    })(),
    /** A browser reads no answer before it has sent all, so whoever is refused in the middle is heard out. */
    rest: async (): Promise<void> => {
      try {
        let left = FILM_BYTES_MAX
        for (let piece = await next(); piece && left > 0; piece = await next()) left -= piece.byteLength
      } catch {
        // The sender went away, or stalled and was cut off: nobody waits for the answer.
      }
    },
  }
}

type Range = { readonly from: number; readonly to: number }

/** One range of bytes, as films are asked for; `undefined` is the whole, `null` one that lies outside. */
const rangeOf = (header: string | undefined, bytes: number): Range | null | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return from <= to && from < bytes ? { from, to } : null
}

export const mediaRoutes = (app: Hono, shell: Shell): void => {
  const { media, patience } = shell

  app.get('/api/halls/:hall/media', async (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const rows = await media.list()
    return c.json({ ok: true, media: rows.map((row) => ({ ...row, use: mediaUse(shell, row.media) })) })
  })

  app.post('/api/halls/:hall/media', async (c) => {
    // Whoever keeps the staff's public cards sends their photos.
    const allowed = allowDuty(c, shell, 'system', 'run', 'security')
    if (!allowed.ok) return allowed.response
    const declared = Number(c.req.header('content-length') ?? Number.NaN)
    if (!Number.isSafeInteger(declared))
      return problem(c, 411, 'length-needed', 'Say with content-length how large the file is.')
    patience(c)
    const { bytes, rest } = arriving(c)
    const saved = await media.save(bytes, declared).finally(() => void rest())
    if (saved.ok) return c.json({ ok: true, media: saved.media, bytes: saved.bytes })
    const [status, title] = FAULTS[saved.code]
    return problem(c, status, saved.code, title, saved.limit === undefined ? {} : { limit: saved.limit })
  })

  app.delete('/api/halls/:hall/media/:media', async (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const name = c.req.param('media')
    if (!(await media.find(name))) return problem(c, 404, 'not-found', 'No such picture or film.')
    const use = mediaUse(shell, name)
    if (use !== null)
      return problem(
        c,
        409,
        'media-in-use',
        'It is still shown: take it out of the playlist and publish, or of whose photo it is.',
        {
          use,
        },
      )
    await media.remove(name)
    return c.json({ ok: true })
  })

  app.get('/media/:media', async (c) => {
    const name = c.req.param('media')
    const found = await media.find(name)
    const ending = endingOf(name)
    if (!found || !ending) return problem(c, 404, 'not-found', 'No such picture or film.')
    c.header('content-type', MEDIA_TYPES[ending])
    c.header('x-content-type-options', 'nosniff')
    // Opened by itself it is a picture and nothing that could run.
    c.header('content-security-policy', "default-src 'none'; sandbox")
    c.header('cache-control', 'public, max-age=31536000, immutable')
    c.header('accept-ranges', 'bytes')
    const range = rangeOf(c.req.header('range'), found.bytes)
    if (range === null) {
      c.header('content-range', `bytes */${found.bytes}`)
      return c.body(null, 416)
    }
    const { from, to } = range ?? { from: 0, to: found.bytes - 1 }
    c.header('content-length', String(to - from + 1))
    if (range) c.header('content-range', `bytes ${from}-${to}/${found.bytes}`)
    // Nobody would read what is opened for a HEAD, and so nobody would close it.
    if (c.req.method === 'HEAD') return c.body(null, range ? 206 : 200)
    const bytes = Readable.toWeb(createReadStream(found.file, { start: from, end: to }))
    return c.body(bytes as ReadableStream, range ? 206 : 200)
  })
}
