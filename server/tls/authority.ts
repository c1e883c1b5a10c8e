/**
 * The hall's own authority (X25): a root that lives ten years and can vouch for this hall's names alone, and the server's
 * certificate under it, which renews itself. Both lie in the data folder's `tls`, where their owner alone may read them.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { Instant } from '../../hall/ids.ts'
import { closeToOthers, writeOwnerOnly } from '../owner-only.ts'
import { certificateNames, type Keys, lifetimeOf, permittedNames, rootCertificate, serverCertificate } from './x509.ts'

const DAY_MS = 24 * 60 * 60_000
const ROOT_DAYS = 3_650
/** The longest that browsers take (CA/Browser Forum, ballot SC31: 398 days). */
const SERVER_DAYS = 397
/** Screens whose clock is somewhat slow open the page all the same. */
const EARLY_MS = DAY_MS
/** A machine that woke in 1970 makes no certificates of 1970: this program is younger. */
const EARLIEST = Date.UTC(2026, 0, 1)
const OWNER_FOLDER = 0o700

export type Authority = { readonly root: X509Certificate; readonly keys: Keys }
/** What the server shows: its key and its certificate, as PEM. */
export type Shown = { readonly key: string; readonly cert: string; readonly certificate: X509Certificate }

const ROOT_FILE = 'authority.crt'
const ROOT_KEY_FILE = 'authority.key'
/** Key and certificate in one file, so that no crash can leave one without the other. */
const SERVER_FILE = 'server.pem'

const pemOf = ({ privateKey }: Keys): string => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** The names that a certificate can carry: no address of one network card's own line, nothing that is no name. */
export const certifiableNames = (names: Iterable<string>): readonly string[] =>
  [...new Set(names)]
    .map((name) => name.toLowerCase())
    .filter((name) =>
      isIP(name) === 0
        ? /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/.test(name)
        : !/^fe80:|%/.test(name),
    )
    .sort()

/** Makes the hall's root. @param names the only ones it will ever vouch for */
const makeRoot = (folder: string, names: readonly string[], now: Instant): Authority => {
  const keys = newKeys()
  const from = Math.max(now, EARLIEST) - EARLY_MS
  const serial = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-4).toString('hex')
  const root = rootCertificate(`Yichuang hall authority ${serial}`, keys, names, {
    from,
    to: from + ROOT_DAYS * DAY_MS,
  })
  mkdirSync(folder, { recursive: true, mode: OWNER_FOLDER })
  // The certificate last: where it is, its key is.
  writeOwnerOnly(join(folder, ROOT_KEY_FILE), Buffer.from(pemOf(keys)))
  writeOwnerOnly(join(folder, ROOT_FILE), Buffer.from(root.toString()))
  return { root, keys }
}

/** Reads the hall's root, or makes it at the first start. Throws with a sentence where its files are damaged. */
export const openAuthority = (folder: string, names: readonly string[], now: Instant): Authority => {
  const file = join(folder, ROOT_FILE)
  if (!existsSync(file)) return makeRoot(folder, names, now)
  const keyFile = join(folder, ROOT_KEY_FILE)
  try {
    closeToOthers(keyFile)
    const root = new X509Certificate(readFileSync(file))
    const privateKey = createPrivateKey(readFileSync(keyFile))
    if (!root.checkPrivateKey(privateKey)) throw new Error('The key is not the certificate’s.')
    return { root, keys: { privateKey, publicKey: createPublicKey(privateKey) } }
  } catch (cause) {
    throw new Error(
      `${keyFile} or ${file} is damaged or missing. Put both back from a backup; or move the folder ${folder} away: a new authority is made, and every screen must be given it.`,
      { cause },
    )
  }
}

/** The root's certificate alone, without its key: enough to hand out while nothing has to be signed. */
export const readRoot = (folder: string): X509Certificate | undefined => {
  const file = join(folder, ROOT_FILE)
  return existsSync(file) ? new X509Certificate(readFileSync(file)) : undefined
}

/** What the hall calls itself but its root may not vouch for: names that came after the root was made. */
export const uncovered = (root: X509Certificate, names: readonly string[]): readonly string[] => {
  const permitted = permittedNames(root)
  const covers = (name: string): boolean =>
    permitted.some((one) => name === one || (isIP(name) === 0 && name.endsWith(`.${one}`)))
  return names.filter((name) => !covers(name))
}

/** Makes and keeps a certificate for those of the names that the root may vouch for. It never outlives the root. */
export const issueServer = (folder: string, authority: Authority, names: readonly string[], now: Instant): Shown => {
  const outside = uncovered(authority.root, names)
  const keys = newKeys()
  const from = Math.max(now, EARLIEST) - EARLY_MS
  const to = Math.min(from + SERVER_DAYS * DAY_MS, lifetimeOf(authority.root).to)
  const subject = authority.root.subject.replace(/^CN=/, '')
  const certificate = serverCertificate(
    { subject, keys: authority.keys },
    keys.publicKey,
    names.filter((name) => !outside.includes(name)),
    { from, to },
  )
  const shown = { key: pemOf(keys), cert: certificate.toString(), certificate }
  writeOwnerOnly(join(folder, SERVER_FILE), Buffer.from(`${shown.key}${shown.cert}`))
  return shown
}

/** The certificate kept from before, or undefined where there is none that can be used. */
export const readServer = (folder: string): Shown | undefined => {
  const file = join(folder, SERVER_FILE)
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const key = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n?/.exec(text)?.[0]
  const cert = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/.exec(text)?.[0]
  if (!key || !cert) return undefined
  try {
    const certificate = new X509Certificate(cert)
    return certificate.checkPrivateKey(createPrivateKey(key)) ? { key, cert, certificate } : undefined
  } catch {
    // Damaged: another is made, as at the first start.
    return undefined
  }
}

/** Whether a certificate wants to be replaced: two thirds of its life are over, its life has not begun, or it is for other names than it should be. */
export const isDue = (shown: Shown, root: X509Certificate, names: readonly string[], now: Instant): boolean => {
  const { from, to } = lifetimeOf(shown.certificate)
  const outside = uncovered(root, names)
  const wanted = names.filter((name) => !outside.includes(name))
  const has = certificateNames(shown.certificate)
  return (
    now >= from + ((to - from) * 2) / 3 ||
    // Made while this machine's clock was ahead: until its day comes no browser would open a page of the hall.
    (now >= EARLIEST && now < from) ||
    !shown.certificate.checkIssued(root) ||
    !shown.certificate.verify(root.publicKey) ||
    wanted.length !== has.length ||
    wanted.some((name) => !has.includes(name))
  )
}
