import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../../server/backup.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { openMedia } from '../../server/media/media.ts'
import { FILM_BYTES_MAX, PICTURE_BYTES_MAX, sniff } from '../../server/media/media-name.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const GIB = 1024 ** 3
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ffe0', 'hex')
const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom0000isommp42')])
const file = (head: Buffer, bytes = 1_000): Buffer => Buffer.concat([head, randomBytes(bytes)])
const nameOf = (bytes: Buffer, ending: string): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${ending}`

async function* pieces(...chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk
}
const bytesOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0)

describe('what a file is', () => {
  it.each([
    ['jpg', JPEG],
    ['png', PNG],
    ['webp', Buffer.from('RIFF0000WEBPVP8 ')],
    ['mp4', MP4],
    ['mp4', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypM4V 0000')])],
    ['webm', Buffer.concat([Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex')])],
  ])('S15 %s by its first bytes', (ending, head) => {
    expect(sniff(file(head))).toBe(ending)
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing that can run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['a HEIC picture', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic')])],
    ['a QuickTime film', Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from('ftypqt  ')])],
    ['another Matroska', Buffer.from('1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61', 'hex')],
    ['a sound', Buffer.from('RIFF0000WAVEfmt ')],
    ['nothing', Buffer.alloc(0)],
    ['a page that calls itself PNG later', Buffer.concat([Buffer.from('<html>'), PNG])],
  ])('S15 %s is none', (_what, head) => {
    expect(sniff(head)).toBeUndefined()
  })
})

describe('a store of pictures and films', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-media-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const free = { bytes: 100 * GIB }
  const media = openMedia(folder, () => Promise.resolve(free.bytes))
  const save = (...chunks: readonly Buffer[]) => media.save(pieces(...chunks), bytesOf(chunks))

  it('S15 a name is the digest of the bytes, and the same file is kept once', async () => {
    const picture = file(PNG)
    const saved = { ok: true, media: nameOf(picture, 'png'), bytes: picture.length }
    expect(await save(picture)).toEqual(saved)
    expect(await save(picture.subarray(0, 5), picture.subarray(5, 9), picture.subarray(9))).toEqual(saved)
    expect(readdirSync(folder)).toEqual([saved.media])
  })

  it('S15 pictures have 10 MB and films 300 MB at most, and reading stops there', async () => {
    const large = Buffer.alloc(1024 * 1024)
    let sent = 0
    async function* endless(head: Buffer): AsyncGenerator<Uint8Array> {
      yield head
      while (true) {
        sent += large.length
        yield large
      }
    }
    // What is declared may be a lie.
    expect(await media.save(endless(file(JPEG)), 10)).toMatchObject({ ok: false, code: 'too-large' })
    expect(sent).toBeLessThanOrEqual(PICTURE_BYTES_MAX + large.length)
    expect(await media.save(endless(MP4), FILM_BYTES_MAX + 1)).toMatchObject({ ok: false, code: 'too-large' })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('S15 what is no picture and no film leaves nothing behind, however it is cut', async () => {
    const page = Buffer.from(`<html>${'x'.repeat(200)}`)
    expect(await save(page)).toEqual({ ok: false, code: 'media-type' })
    expect(await save(page.subarray(0, 3), page.subarray(3))).toEqual({ ok: false, code: 'media-type' })
    expect(await save()).toEqual({ ok: false, code: 'media-type' })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('S15 L11 a film never takes the room that the ledger needs', async () => {
    free.bytes = GIB + 500
    expect(await save(file(PNG))).toEqual({ ok: false, code: 'disk-full' })
    free.bytes = 100 * GIB
    async function* full(): AsyncGenerator<Uint8Array> {
      yield file(PNG)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    expect(await media.save(full(), 2_000)).toEqual({ ok: false, code: 'disk-full' })
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('S15 a file that breaks off leaves nothing, and what a power cut left is removed at the start', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield file(PNG)
      throw new Error('The sender went away.')
    }
    expect(await media.save(broken(), 2_000)).toEqual({ ok: false, code: 'cut-off' })
    writeFileSync(join(folder, 'half.part'), 'half')
    const again = openMedia(folder)
    expect(readdirSync(folder)).toHaveLength(1)
    expect(await again.list()).toHaveLength(1)
  })

  it('S15 no name leads out of the folder', async () => {
    writeFileSync(join(folder, '..', 'secret.png'), 'secret')
    for (const name of ['../secret.png', '..%2fsecret.png', '/etc/passwd', `${'a'.repeat(32)}.svg`, '']) {
      expect(await media.find(name)).toBeUndefined()
      await media.remove(name)
    }
    expect(existsSync(join(folder, '..', 'secret.png'))).toBe(true)
    rmSync(join(folder, '..', 'secret.png'))
  })
})

describe('media over HTTP', () => {
  let hall: HallServer
  beforeAll(async () => {
    hall = await startTestHall()
  })
  afterAll(async () => hall.stop())

  const send = async (bytes: Buffer, token = hall.managerToken, type = 'image/png') => {
    const response = await fetch(`${hall.url}${hall.hallPath}/media`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body: new Uint8Array(bytes),
    })
    return { status: response.status, ...((await response.json()) as object) } as {
      status: number
      media?: string
      code?: string
    }
  }
  const list = async (): Promise<readonly object[]> =>
    (await hall.request('GET', `${hall.hallPath}/media`, undefined, hall.managerToken)).media as object[]

  it('S15 a manager alone brings and removes; everybody sees, by the name for ever', async () => {
    const bytes = file(PNG)
    const { media = '' } = await send(bytes)
    expect(media).toBe(nameOf(bytes, 'png'))
    const seen = await fetch(`${hall.url}/media/${media}`)
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const guide = await hall.staff('guide', '导办甲')
    const inspector = await hall.staff('inspector', '督查甲')
    for (const token of [guide, inspector, (await hall.device('display')).token])
      expect(await send(file(PNG), token)).toMatchObject({ status: 403 })
    expect(await send(file(PNG), 'x'.repeat(43))).toMatchObject({ status: 401 })
    expect(await hall.request('GET', `${hall.hallPath}/media`, undefined, guide)).toMatchObject({ status: 403 })
    expect(await hall.request('GET', `${hall.hallPath}/media`, undefined, inspector)).toMatchObject({ status: 200 })
    expect(await list()).toMatchObject([{ media, bytes: bytes.length, use: null }])
    const path = `${hall.hallPath}/media/${media}`
    expect(await hall.request('DELETE', path, undefined, inspector)).toMatchObject({ status: 403 })
    expect(await hall.request('DELETE', path, undefined, hall.managerToken)).toMatchObject({ ok: true })
    expect((await fetch(`${hall.url}/media/${media}`)).status).toBe(404)
    expect(await hall.request('DELETE', path, undefined, hall.managerToken)).toMatchObject({ status: 404 })
  })

  it('S15 a word about the type is only a claim', async () => {
    expect(await send(Buffer.from(`<html>${'x'.repeat(100)}`))).toMatchObject({ status: 415, code: 'media-type' })
    expect(await send(file(PNG), hall.managerToken, 'text/html')).toMatchObject({ status: 415, code: 'json-needed' })
    const film = await send(file(MP4), hall.managerToken, 'image/png')
    expect((await fetch(`${hall.url}/media/${film.media}`)).headers.get('content-type')).toBe('video/mp4')
    expect(await send(Buffer.concat([PNG, Buffer.alloc(PICTURE_BYTES_MAX)]))).toMatchObject({ status: 413 })
  })

  it('S15 a film is sent in parts as a browser asks for them', async () => {
    const bytes = file(MP4, 10_000)
    const { media } = await send(bytes, hall.managerToken, 'video/mp4')
    const part = async (range: string) => {
      const response = await fetch(`${hall.url}/media/${media}`, { headers: { range } })
      return [
        response.status,
        response.headers.get('content-range'),
        Buffer.from(await response.arrayBuffer()).toString('hex'),
      ]
    }
    const hex = (from: number, to?: number): string => bytes.subarray(from, to).toString('hex')
    const size = bytes.length
    expect(await part('bytes=0-99')).toEqual([206, `bytes 0-99/${size}`, hex(0, 100)])
    expect(await part('bytes=9000-')).toEqual([206, `bytes 9000-${size - 1}/${size}`, hex(9_000)])
    expect(await part('bytes=-50')).toEqual([206, `bytes ${size - 50}-${size - 1}/${size}`, hex(size - 50)])
    expect(await part(`bytes=5-${size * 2}`)).toEqual([206, `bytes 5-${size - 1}/${size}`, hex(5)])
    expect(await part(`bytes=${size}-`)).toEqual([416, `bytes */${size}`, ''])
    expect((await part('bytes=0-1,4-5'))[0]).toBe(200)
    expect((await part('nonsense'))[0]).toBe(200)
  })

  it('S15 what a board of the catalogue in force shows is not removed', async () => {
    const { media = '' } = await send(file(JPEG))
    const playlist = [{ kind: 'image', media, title: '通知', seconds: 10 }]
    const boards = { rules: ['请有序排队'], playlist }
    const put = await hall.request('PUT', `${hall.hallPath}/draft/boards`, { boards }, hall.managerToken)
    expect(put).toMatchObject({ ok: true, problems: [] })
    expect(await hall.request('GET', `${hall.hallPath}/draft/boards`, undefined, hall.managerToken)).toMatchObject({
      boards,
    })
    const path = `${hall.hallPath}/media/${media}`
    const publish = { id: 'publish-with-media-0001' }
    expect(await hall.request('POST', `${hall.hallPath}/draft/publish`, publish, hall.managerToken)).toMatchObject({
      ok: true,
    })
    expect(await hall.request('DELETE', path, undefined, hall.managerToken)).toMatchObject({
      status: 409,
      code: 'media-in-use',
      use: 'board',
    })
    expect(await list()).toContainEqual(expect.objectContaining({ media, use: 'board' }))
    expect((await fetch(`${hall.url}/media/${media}`)).status).toBe(200)
  })

  it('S15 two edits of the draft at once lose nothing', async () => {
    const boards = { rules: ['一', '二'], playlist: [] }
    const template = null
    const asks = Array.from({ length: 6 }, (_, index) =>
      index % 2 === 0
        ? hall.request('PUT', `${hall.hallPath}/draft/boards`, { boards }, hall.managerToken)
        : hall.request('PUT', `${hall.hallPath}/draft/slips/ticket`, { template }, hall.managerToken),
    )
    for (const answer of await Promise.all(asks)) expect(answer).toMatchObject({ ok: true })
    const gone = await hall.request('PUT', `${hall.hallPath}/draft/boards`, { boards: null }, hall.managerToken)
    expect(gone).toMatchObject({ ok: true })
    writeFileSync(join(hall.dataDir, 'catalogue.json'), '{')
    expect(await hall.request('PUT', `${hall.hallPath}/draft/boards`, { boards }, hall.managerToken)).toMatchObject({
      status: 422,
      code: 'catalogue-invalid',
    })
    writeFileSync(join(hall.dataDir, 'catalogue.json'), JSON.stringify(sampleCatalogue))
  })

  it('S15 L11 a backup takes pictures and films along', async () => {
    const { media = '' } = await send(file(PNG))
    const target = mkdtempSync(join(tmpdir(), 'yichuang-backup-'))
    expect(await backUp(hall.dataDir, target)).toContain('media')
    expect(existsSync(join(target, 'media', media))).toBe(true)
    rmSync(target, { recursive: true, force: true })
  })
})
