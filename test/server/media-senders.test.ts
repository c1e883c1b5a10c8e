import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom0000isommp42')])
const file = (head: Buffer, bytes = 1_000): Buffer => Buffer.concat([head, randomBytes(bytes)])

describe('senders and readers of media that do not behave', () => {
  let hall: HallServer
  beforeAll(async () => {
    hall = await startTestHall()
  })
  afterAll(async () => hall.stop())
  const headers = (bytes: number) => ({
    'content-type': 'image/png',
    'content-length': String(bytes),
    authorization: `Bearer ${hall.managerToken}`,
  })

  it('S15 however often somebody only asks whether a picture is there, no file stays open', async () => {
    const bytes = file(PNG, 500_000)
    const saved = await fetch(`${hall.url}${hall.hallPath}/media`, {
      method: 'POST',
      headers: headers(bytes.length),
      body: new Uint8Array(bytes),
    })
    const { media } = (await saved.json()) as { media: string }
    if (!existsSync('/proc/self/fd')) return console.log('SKIPPED: this system does not list open files')
    const open = (): number =>
      readdirSync('/proc/self/fd').filter((entry) => {
        try {
          return readlinkSync(`/proc/self/fd/${entry}`).endsWith(media)
        } catch {
          // Closed between the list and the look.
          return false
        }
      }).length
    for (let times = 0; times < 10; times += 1) {
      const head = await fetch(`${hall.url}/media/${media}`, { method: 'HEAD' })
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '500008'])
    }
    await vi.waitFor(() => expect(open()).toBe(0))
    // And whoever goes away in the middle of a film leaves none either.
    const gone = new AbortController()
    const answer = await fetch(`${hall.url}/media/${media}`, { signal: gone.signal })
    gone.abort()
    await expect(answer.arrayBuffer()).rejects.toThrow()
    await vi.waitFor(() => expect(open()).toBe(0))
  })

  it('S15 whoever sends all before it reads is told at once why a large file is refused', async () => {
    const { hostname, port } = new URL(hall.url)
    const bytes = Buffer.alloc(20 * 1024 * 1024)
    const socket = connect(Number(port), hostname)
    const head = [
      `POST ${hall.hallPath}/media HTTP/1.1`,
      `host: ${hostname}:${port}`,
      'content-type: image/png',
      `content-length: ${bytes.length}`,
      `authorization: Bearer ${hall.managerToken}`,
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    await new Promise((sent) => socket.write(bytes, sent))
    const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 415 /)
    socket.destroy()
  }, 4_000)

  it('S15 a film on its way does not hold the hall up when it stops', async () => {
    const other = await startTestHall()
    const asked = httpRequest(`${other.url}${other.hallPath}/media`, {
      method: 'POST',
      headers: {
        'content-type': 'video/mp4',
        'content-length': '50000',
        authorization: `Bearer ${other.managerToken}`,
      },
    })
    const cutOff = new Promise((resolve) => asked.on('error', resolve))
    asked.write(file(MP4))
    const folder = join(other.dataDir, 'media')
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1))
    await other.stop()
    await cutOff
  }, 4_000)

  it('S15 a sender who goes away in the middle leaves nothing, and the hall goes on', async () => {
    const folder = join(hall.dataDir, 'media')
    const before = readdirSync(folder)
    const url = new URL(`${hall.url}${hall.hallPath}/media`)
    const asked = httpRequest(url, {
      method: 'POST',
      headers: {
        'content-type': 'image/png',
        'content-length': '5000',
        authorization: `Bearer ${hall.managerToken}`,
      },
    })
    asked.on('error', () => undefined)
    asked.write(file(PNG))
    await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toHaveLength(1))
    asked.destroy()
    await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toHaveLength(0))
    expect(readdirSync(folder)).toEqual(before)
  })
})
