import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PROTOCOL } from '../../hall/wire.ts'
import { openCertificates } from '../../server/tls/certificates.ts'
import { fetchAuthority, fetchTrusting, isPinned } from '../../server/tls/trust.ts'
import { handClock } from '../kit/hand-clock.ts'
import { ask, rawTalk } from './ask.ts'
import { startTlsHall, type TlsHall } from './tls-hall.ts'

let hall: TlsHall
beforeAll(async () => {
  hall = await startTlsHall()
})
afterAll(() => hall.stop())

const plain = (path: string, about: Parameters<typeof ask>[1] = {}) =>
  ask(`http://localhost:${hall.port}${path}`, about)
const secure = (path: string, about: Parameters<typeof ask>[1] = {}) =>
  ask(`https://localhost:${hall.port}${path}`, { ca: hall.ca, ...about })

describe('TLS and plain HTTP on one port', () => {
  it('X25 open to the network the hall speaks TLS, and whoever does not know its authority does not believe it', async () => {
    expect(hall.url).toMatch(/^https:/)
    const answer = await secure('/api/hall')
    expect(answer.status).toBe(200)
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
    await expect(ask(`https://localhost:${hall.port}/api/hall`)).rejects.toThrow(/unable to (verify|get)|self.signed/)
  })

  it.each([
    ['/', '/'],
    ['/kiosk?pair=ABCDEFGH', '/kiosk?pair=ABCDEFGH'],
    ['/t/AAAAAAAAAAAAAAAAAAAAAA', '/t/AAAAAAAAAAAAAAAAAAAAAA'],
  ])('X25 a page asked for in the clear (%s) is sent on to TLS', async (path, wanted) => {
    const answer = await plain(path)
    expect([answer.status, answer.headers.location]).toEqual([307, `https://localhost:${hall.port}${wanted}`])
    expect(answer.headers['strict-transport-security']).toBeUndefined()
    expect(answer.body).toBe('')
  })

  it.each([
    ['a program’s question', 'GET', '/api/hall'],
    ['a command', 'POST', '/api/halls/jiaoling/commands'],
    ['a form', 'POST', '/'],
    ['the sockets', 'GET', '/socket.io/?EIO=4&transport=websocket'],
    ['a way out of the hall', 'GET', '//evil.example/'],
  ])('X25 in the clear %s is refused and not sent on, so that the mistake is seen', async (_what, method, path) => {
    const answer = await plain(path, { method })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, code: 'tls-needed' })
    expect(answer.headers.location).toBeUndefined()
  })

  it('X25 in the clear a foreign host is 421, and a full address leads nowhere', async () => {
    expect((await plain('/', { headers: { host: 'evil.example' } })).status).toBe(421)
    const heard = await rawTalk(hall.port, `GET http://evil.example/ HTTP/1.1\r\nhost: localhost:${hall.port}\r\n\r\n`)
    expect(heard).toMatch(/^HTTP\/1\.1 403 /)
    expect(heard).not.toContain('\r\nlocation:')
  })

  it('X28 the authority’s certificate and its fingerprint are given in the clear and over TLS, the same', async () => {
    const pem = (await plain('/hall-ca.crt')).body
    expect((await secure('/hall-ca.crt')).body).toBe(pem)
    expect(pem).toBe(hall.ca)
    const { fingerprint256 } = new X509Certificate(pem)
    for (const page of [await plain('/hall-ca'), await secure('/hall-ca')]) {
      expect(page.body).toContain(fingerprint256)
      expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  it('X25 sockets are heard over TLS alone', async () => {
    const { code } = hall.people.addDevice({ name: 'board', role: 'display' })
    const { token } = JSON.parse(
      (
        await secure('/api/pair', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code }),
        })
      ).body,
    ) as { token: string }
    const screen = io(hall.url, { auth: { token }, ca: hall.ca, transports: ['websocket'], forceNew: true })
    const answer = await new Promise((resolve, reject) => {
      screen.once('connect_error', reject)
      screen.once('connect', () => screen.emit('watch', 'board:all', PROTOCOL, resolve))
    })
    expect(answer).toMatchObject({ topic: 'board:all' })
    screen.close()
    const clear = io(`http://localhost:${hall.port}`, { auth: { token }, transports: ['websocket'], forceNew: true })
    const refused = await new Promise((resolve) => {
      clear.once('connect', () => resolve('connected'))
      clear.once('connect_error', () => resolve('refused'))
    })
    clear.close()
    expect(refused).toBe('refused')
  })

  it('X25 nothing older than TLS 1.2 is spoken', async () => {
    const spoken = (maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      new Promise<string>((resolve) => {
        const socket = connectTls({
          port: hall.port,
          host: 'localhost',
          ca: hall.ca,
          minVersion: 'TLSv1',
          maxVersion,
          ciphers: 'DEFAULT@SECLEVEL=0',
        })
        socket.once('secureConnect', () => {
          resolve(`${socket.getProtocol()} ${socket.getCipher().standardName}`)
          socket.destroy()
        })
        socket.once('error', () => resolve('refused'))
      })
    expect(await spoken('TLSv1.1')).toBe('refused')
    expect(await spoken('TLSv1.2')).toMatch(/^TLSv1\.2 TLS_ECDHE_ECDSA_WITH_(AES_\d+_GCM|CHACHA20)/)
    expect(await spoken('TLSv1.3')).toMatch(/^TLSv1\.3 /)
  })

  it('X14 whoever says nothing, half a hello or garbage is cut off within seconds, and the hall answers others', async () => {
    const rude = [
      '',
      // The first bytes of a TLS record that never comes.
      '\x16\x03\x01\x02',
      'GET / HTTP/1.1\r\nhost: localhost\r\n',
      '\x00'.repeat(300),
      `\x16${'\xff'.repeat(300)}`,
      '\x80\x2e\x01',
      'PRI * HTTP/2.0\r\n\r\n',
    ]
    const cutOff = Promise.all(rude.map((bytes) => rawTalk(hall.port, bytes, 10_000)))
    const gone = connect(hall.port, '127.0.0.1', () => gone.resetAndDestroy())
    await new Promise((resolve) => gone.once('close', resolve))
    expect((await secure('/api/hall')).status).toBe(200)
    expect((await cutOff)[0]).toBe('')
    expect((await secure('/api/hall')).status).toBe(200)
  }, 15_000)
})

describe('a new certificate while the hall runs', () => {
  it('X25 is shown to whoever connects from then on, and lines that stand go on', async () => {
    const clock = handClock(Date.now())
    const old = await startTlsHall({ clock })
    const line = async () => {
      // The next certificate is not valid yet by this machine's own clock.
      const socket = connectTls({ port: old.port, host: 'localhost', ca: old.ca, rejectUnauthorized: false })
      await new Promise((resolve) => socket.once('secureConnect', resolve))
      return socket
    }
    const shownNow = () => old.line().certificate?.fingerprint
    const before = await line()
    const first = shownNow()
    expect(before.getPeerX509Certificate()?.fingerprint256).toBe(first)
    clock.move(270 * 24 * 60 * 60_000)
    const after = await line()
    expect(after.getPeerX509Certificate()?.fingerprint256).toBe(shownNow())
    expect(shownNow()).not.toBe(first)
    for (const socket of [before, after]) {
      socket.write(`GET /hall-ca.crt HTTP/1.1\r\nhost: localhost:${old.port}\r\n\r\n`)
      expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toMatch(/^HTTP\/1\.1 200/)
      socket.destroy()
    }
    await old.stop()
  })
})

describe('who may be believed', () => {
  it('X28 a program keeps the authority whose fingerprint a person gave, whole or its first half, and no other', async () => {
    const { fingerprint256 } = new X509Certificate(hall.ca)
    const url = `https://localhost:${hall.port}`
    expect(await fetchAuthority(url, fingerprint256, 2_000)).toBe(hall.ca)
    expect(await fetchAuthority(url, fingerprint256.toLowerCase().replaceAll(':', '').slice(0, 32), 2_000)).toBe(
      hall.ca,
    )
    await expect(fetchAuthority(url, undefined, 2_000)).rejects.toThrow(`--fingerprint ${fingerprint256}`)
    const other = fingerprint256.replace(/^../, (pair) => (pair === '00' ? '11' : '00'))
    await expect(fetchAuthority(url, other, 2_000)).rejects.toThrow(/somebody stands in between: do not go on/)
    // Too short to mean anything.
    expect(isPinned(fingerprint256, fingerprint256.slice(0, 20))).toBe(false)
    expect(isPinned(fingerprint256, `SHA256:${fingerprint256}`)).toBe(true)
  })

  it('X28 under another authority the same words are not said at all', async () => {
    const other = await startTlsHall()
    const told = await fetchTrusting(hall.ca)(`${hall.url}/api/hall`)
    expect([told.status, await told.json()]).toMatchObject([200, { ok: true }])
    await expect(fetchTrusting(other.ca)(`${hall.url}/api/hall`)).rejects.toThrow(/signature|issuer|certificate/)
    await other.stop()
  })
})

describe('how a hall is opened', () => {
  it('X25 on this machine’s own address it is plain and makes no certificates', async () => {
    const own = await startTlsHall({ host: '127.0.0.1' })
    expect(own.line()).toEqual({ mode: 'local' })
    expect((await ask(`${own.url}/hall-ca.crt`)).status).toBe(404)
    await own.stop()
  })

  it('X26 plain HTTP on the network is declared: staff see it, and nothing of it claims to be secure', async () => {
    const declared = await startTlsHall({ plainHttp: true })
    expect(declared.line()).toEqual({ mode: 'plain' })
    expect(declared.url).toMatch(/^http:/)
    const answer = await ask(`${declared.url}/api/hall`)
    expect(answer.headers['strict-transport-security']).toBeUndefined()
    const code = declared.people.firstCode() ?? ''
    const json = { 'content-type': 'application/json' }
    const made = await ask(`${declared.url}/api/first-manager`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ code, name: 'manager', password: 'eight-or-more' }),
    })
    const { token } = JSON.parse(made.body) as { token: string }
    const view = (topic: string) =>
      ask(`${declared.url}/api/halls/${declared.live.hall().id}/${topic}`, {
        headers: { authorization: `Bearer ${token}` },
      })
    expect(JSON.parse((await view('views/floor')).body)).toMatchObject({ view: { system: [{ code: 'plain-http' }] } })
    expect(JSON.parse((await view('line')).body)).toMatchObject({ ok: true, mode: 'plain' })
    expect((await ask(`${declared.url}/api/halls/${declared.live.hall().id}/line`)).status).toBe(401)
    await declared.stop()
  })

  it('X25 with a certificate of its own the hall shows that one and has no authority to hand out', async () => {
    const folder = join(hall.dataDir, 'tls')
    const server = openCertificates({
      folder,
      names: ['localhost'],
      clock: { now: Date.now, after: () => () => {} },
      log: () => {},
      alarms: { raise: () => {}, clear: () => {}, list: () => [], onChange: () => {} },
    })
    const given = { cert: join(hall.dataDir, 'own.crt'), key: join(hall.dataDir, 'own.key') }
    writeFileSync(given.cert, server.shown().cert)
    writeFileSync(given.key, server.shown().key)
    const own = await startTlsHall({ givenCertificate: given })
    expect(own.line()).toMatchObject({ mode: 'tls', certificate: { fingerprint: server.state().fingerprint } })
    expect(own.line().certificate?.authority).toBeUndefined()
    expect((await ask(`http://localhost:${own.port}/hall-ca.crt`)).status).toBe(307)
    expect((await ask(`https://localhost:${own.port}/api/hall`, { ca: hall.ca })).status).toBe(200)
    await own.stop()
  })

  it('X14 a hall stops at once although somebody holds a line open and says nothing', async () => {
    const other = await startTlsHall()
    const silent = connect(other.port, '127.0.0.1')
    silent.on('error', () => undefined)
    await new Promise((resolve) => silent.once('connect', resolve))
    const from = performance.now()
    await other.stop()
    expect(performance.now() - from).toBeLessThan(4_000)
    await vi.waitFor(() => expect(silent.destroyed).toBe(true))
  })
})
