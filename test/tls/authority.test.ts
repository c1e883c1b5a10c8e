import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { certifiableNames, issueServer, openAuthority, readServer, uncovered } from '../../server/tls/authority.ts'
import { openCertificates } from '../../server/tls/certificates.ts'
import { certificateNames, permittedNames, serverCertificate } from '../../server/tls/x509.ts'
import { handClock } from '../kit/hand-clock.ts'
import { ask } from './ask.ts'

const DAY = 24 * 60 * 60_000
const NOW = Date.UTC(2026, 6, 1)
const NAMES = certifiableNames(['localhost', '127.0.0.1', '::1', 'hall-server', '192.168.7.10'])

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'yichuang-ca-')), 'tls')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const certificatesAt = (clock: ReturnType<typeof handClock>, names = NAMES) => {
  const alarms = openSystemAlarms(clock)
  const lines: string[] = []
  const certificates = openCertificates({
    folder,
    names,
    clock,
    log: (_level, what) => void lines.push(what),
    alarms,
  })
  return { certificates, alarms, lines }
}
/** Days later: the hour's look comes once, as after a long sleep. */
const daysPass = (clock: ReturnType<typeof handClock>, days: number): void => clock.move(days * DAY)
/** Lets a TLS client of Node judge a certificate by asking for something under a name. */
const isTrusted = async (shown: { key: string; cert: string }, ca: string, name: string): Promise<string> => {
  const server = createServer({ key: shown.key, cert: shown.cert }, (_request, response) => response.end('ok'))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  try {
    const { body } = await ask(`https://127.0.0.1:${port}/`, { ca, headers: { host: name }, servername: name })
    return body
  } catch (error) {
    return String(error)
  } finally {
    server.close()
  }
}

describe('the authority of a hall', () => {
  it('X25 is a P-256 root for ten years that may vouch for this hall’s names and addresses alone', () => {
    const { root, keys } = openAuthority(folder, NAMES, NOW)
    expect(root.ca).toBe(true)
    expect(root.checkPrivateKey(keys.privateKey)).toBe(true)
    expect(keys.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect([...permittedNames(root)].sort()).toEqual([...NAMES].sort())
    expect((Date.parse(root.validTo) - Date.parse(root.validFrom)) / DAY).toBe(3_650)
    // The critical extensions by their bytes: constraints on names, path length 0 under a certificate of an authority.
    const raw = root.raw.toString('hex')
    expect(raw).toContain('0603551d1e0101ff')
    expect(raw).toContain('0603551d130101ff040830060101ff020100')
  })

  it('X25 a server’s certificate lives 397 days at most and is believed under each of its names', async () => {
    const authority = openAuthority(folder, NAMES, NOW)
    const shown = issueServer(folder, authority, NAMES, Date.now())
    const { validFrom, validTo } = shown.certificate
    expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY).toBe(397)
    expect([...certificateNames(shown.certificate)].sort()).toEqual([...NAMES].sort())
    const pem = authority.root.toString()
    for (const name of ['localhost', 'hall-server']) expect(await isTrusted(shown, pem, name)).toBe('ok')
    expect(await isTrusted(shown, pem, 'elsewhere.example')).toContain("does not match certificate's altnames")
  })

  it.each(['bank.example', '203.0.113.9'])(
    'X25 with a stolen key of the authority a certificate for %s is still not believed',
    async (name) => {
      const authority = openAuthority(folder, NAMES, Date.now())
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const lifetime = { from: Date.now() - DAY, to: Date.now() + DAY }
      const root = { subject: authority.root.subject.replace(/^CN=/, ''), keys: authority.keys }
      const forged = serverCertificate(root, keys.publicKey, [name, 'localhost'], lifetime)
      const shown = {
        key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: forged.toString(),
      }
      expect(await isTrusted(shown, authority.root.toString(), 'localhost')).toContain('permitted subtree violation')
      // The same forger with names of the hall alone is believed: it is the constraint that refused.
      const own = serverCertificate(root, keys.publicKey, ['localhost'], lifetime)
      expect(await isTrusted({ ...shown, cert: own.toString() }, authority.root.toString(), 'localhost')).toBe('ok')
    },
  )

  it('X25 another program that knows X.509 finds nothing to object to', () => {
    try {
      execFileSync('openssl', ['version'])
    } catch {
      return console.log('SKIPPED: no openssl on this machine')
    }
    issueServer(folder, openAuthority(folder, NAMES, Date.now()), NAMES, Date.now())
    const judged = execFileSync(
      'openssl',
      ['verify', '-x509_strict', '-CAfile', 'authority.crt', '-verify_ip', '192.168.7.10', 'server.pem'],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(judged).toContain('server.pem: OK')
  })

  it('X25 keys lie where their owner alone may read them, whole or not at all', () => {
    issueServer(folder, openAuthority(folder, NAMES, NOW), NAMES, NOW)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder).sort()).toEqual(['authority.crt', 'authority.key', 'server.pem'])
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0)
  })

  it('X25 a name that came later is said and left out, since the root cannot vouch for it', () => {
    const authority = openAuthority(folder, NAMES, NOW)
    const later = [...NAMES, '10.9.8.7']
    expect(uncovered(authority.root, later)).toEqual(['10.9.8.7'])
    expect(certificateNames(issueServer(folder, authority, later, NOW).certificate)).not.toContain('10.9.8.7')
    const { certificates, lines } = certificatesAt(handClock(NOW), later)
    expect(certificates.state().authority?.uncovered).toEqual(['10.9.8.7'])
    expect(lines).toContain('names-not-covered')
  })

  it('X25 names that no certificate can carry are left out: addresses of one card’s own line, what is no name', () => {
    expect(certifiableNames(['fe80::1', 'FE80::2%eth0', 'bad name', '-x', 'Hall.Local', '', '*.x', '大厅'])).toEqual([
      'hall.local',
    ])
  })

  it('X25 a machine that wakes in 1970 makes no certificates of 1970', () => {
    const { root } = openAuthority(folder, NAMES, 0)
    expect(Date.parse(root.validFrom)).toBeGreaterThan(Date.UTC(2025, 11, 30))
  })
})

describe('a certificate that keeps itself good', () => {
  it('X25 it is the same after a restart, and renewed at two thirds of its life while the hall runs', () => {
    const clock = handClock(NOW)
    const { certificates } = certificatesAt(clock)
    const first = certificates.shown().cert
    expect(certificatesAt(clock).certificates.shown().cert).toBe(first)
    const renewed: string[] = []
    certificates.onRenewed(({ cert }) => void renewed.push(cert))
    daysPass(clock, 263)
    expect(renewed).toEqual([])
    daysPass(clock, 3)
    expect(renewed).toHaveLength(1)
    expect(renewed[0]).toBe(certificates.shown().cert)
    expect(renewed[0]).not.toBe(first)
    expect(new X509Certificate(renewed[0] ?? '').issuer).toBe(new X509Certificate(first).issuer)
    expect(certificates.state().to - clock.now()).toBeGreaterThan(390 * DAY)
    certificates.close()
  })

  it('X25 Z11 one that was made while the machine’s clock was ahead is made anew within the hour; a clock of 1970 makes none', () => {
    const clock = handClock(NOW)
    openAuthority(folder, NAMES, NOW)
    clock.set(NOW + 2_000 * DAY)
    const { certificates } = certificatesAt(clock)
    const ofLater = certificates.shown().cert
    expect(certificates.state().from).toBeGreaterThan(NOW + DAY)
    clock.set(NOW)
    clock.move(2_000 * DAY + 60 * 60_000)
    clock.set(NOW)
    certificates.close()
    // Started again by the right clock, or at the hour's look.
    const again = certificatesAt(clock)
    expect(again.certificates.shown().cert).not.toBe(ofLater)
    expect(again.certificates.state().from).toBeLessThanOrEqual(NOW)
    const good = again.certificates.shown().cert
    again.certificates.close()
    clock.set(0)
    expect(certificatesAt(clock).certificates.shown().cert).toBe(good)
  })

  it('X25 Z11 a root that was made while the clock was ahead is said with what to do, and not replaced unasked', () => {
    const clock = handClock(NOW + 2_000 * DAY)
    certificatesAt(clock).certificates.close()
    clock.set(NOW)
    const { certificates, alarms } = certificatesAt(clock)
    const early = () => alarms.list().filter(({ code }) => code === 'certificate-early')
    expect(early()).toMatchObject([{ data: { days: 1_999 } }])
    expect(certificates.state().authority?.from).toBeGreaterThan(NOW)
    // The clock is put right, or the day comes: said within the hour.
    daysPass(clock, 2_001)
    expect(early()).toEqual([])
    certificates.close()
    clock.set(NOW)
    // As the alarm says: without the folder a new root is made, which is valid at once.
    rmSync(folder, { recursive: true })
    const anew = certificatesAt(clock)
    expect(anew.alarms.list()).toEqual([])
    expect(anew.certificates.state().authority?.from).toBeLessThanOrEqual(NOW)
    anew.certificates.close()
  })

  it('X25 where it cannot be renewed the hall goes on with the old one, and staff are told how many days are left', () => {
    const clock = handClock(NOW)
    const { certificates, alarms, lines } = certificatesAt(clock)
    const first = certificates.shown().cert
    rmSync(join(folder, 'authority.key'))
    daysPass(clock, 300)
    expect(certificates.shown().cert).toBe(first)
    expect(lines).toContain('certificate-not-renewed')
    expect(alarms.list()).toEqual([])
    daysPass(clock, 40)
    expect(alarms.list()).toMatchObject([{ code: 'certificate-late', data: { days: 56 } }])
    // Started again like this it serves still.
    const again = certificatesAt(clock)
    expect(again.certificates.shown().cert).toBe(first)
    expect(again.alarms.list()).toMatchObject([{ code: 'certificate-late' }])
    certificates.close()
    again.certificates.close()
  })

  it('X25 half a year before the root ends staff are told, since every screen wants the next one', () => {
    const clock = handClock(NOW)
    openAuthority(folder, NAMES, NOW)
    clock.set(NOW + (3_650 - 150) * DAY)
    const { certificates, alarms } = certificatesAt(clock)
    expect(alarms.list()).toMatchObject([{ code: 'certificate-late', data: { days: 149 } }])
    expect(certificates.state().to).toBe(certificates.state().authority?.to)
    certificates.close()
  })

  it('X25 a torn certificate is made anew; a damaged authority is a sentence that says what to do, and nothing is overwritten', () => {
    const clock = handClock(NOW)
    const before = certificatesAt(clock).certificates.shown().cert
    writeFileSync(join(folder, 'server.pem'), readFileSync(join(folder, 'server.pem'), 'utf8').slice(0, 300))
    expect(readServer(folder)).toBeUndefined()
    expect(certificatesAt(clock).certificates.shown().cert).not.toBe(before)
    writeFileSync(join(folder, 'authority.key'), 'torn')
    rmSync(join(folder, 'server.pem'))
    expect(() => certificatesAt(clock)).toThrow(/authority\.key.*Put both back from a backup; or move the folder/)
    expect(existsSync(join(folder, 'authority.crt'))).toBe(true)
    expect(readFileSync(join(folder, 'authority.key'), 'utf8')).toBe('torn')
  })

  it('X25 a certificate of the hall’s own is read again when its file changes; two files that do not belong together are refused', () => {
    const clock = handClock(NOW)
    issueServer(folder, openAuthority(folder, NAMES, NOW), NAMES, NOW)
    const [key, cert] = readFileSync(join(folder, 'server.pem'), 'utf8').split(/(?=-----BEGIN CERT)/)
    const given = { cert: join(folder, 'own.crt'), key: join(folder, 'own.key') }
    writeFileSync(given.cert, cert ?? '')
    writeFileSync(given.key, key ?? '')
    const alarms = openSystemAlarms(clock)
    const options = { folder, names: NAMES, given, clock, log: () => {}, alarms }
    const certificates = openCertificates(options)
    expect(certificates.state().authority).toBeUndefined()
    const next = issueServer(folder, openAuthority(folder, NAMES, NOW), NAMES, NOW + DAY)
    writeFileSync(given.cert, next.cert)
    // Half replaced: the one from before goes on until both files are there.
    clock.move(60 * 60_000)
    expect(certificates.shown().cert).toBe(cert)
    expect(() => openCertificates(options)).toThrow(/TLS_CERT and TLS_KEY .* must be a certificate and its key/)
    writeFileSync(given.key, next.key)
    clock.move(60 * 60_000)
    expect(certificates.shown().cert).toBe(next.cert)
    certificates.close()
  })
})
