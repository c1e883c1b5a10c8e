/**
 * The certificate that the hall shows, kept good while it runs (X25): its own under its own authority, renewed at two thirds
 * of its life, or one that was given as files, read again when they change. Whoever listens takes the new one at once.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import type { SystemAlarms } from '../system-alarms.ts'
import { isDue, issueServer, openAuthority, readRoot, readServer, type Shown, uncovered } from './authority.ts'
import { certificateNames, fingerprintOf, lifetimeOf } from './x509.ts'

const DAY_MS = 24 * 60 * 60_000
/** Timers of a year overflow; and a machine that slept looks soon after it woke. ms */
const LOOK_EVERY_MS = 60 * 60_000
/** Whoever installs a new root on every screen wants half a year for it. */
const ROOT_LATE_MS = 180 * DAY_MS
/** A renewal that should have come: so much of its life is left. */
const LATE_SHARE = 1 / 6

/** Files of a certificate from elsewhere, as PEM; `cert` with what stands between it and its root. */
export type GivenFiles = { readonly cert: string; readonly key: string }

export type CertificateState = {
  readonly names: readonly string[]
  readonly from: Instant
  readonly to: Instant
  readonly fingerprint: string
  /** Absent where the certificate was given. */
  readonly authority?: {
    /** The root as PEM, for whoever shall trust it. */
    readonly pem: string
    readonly fingerprint: string
    readonly from: Instant
    readonly to: Instant
    /** The hall's names that the root cannot vouch for. */
    readonly uncovered: readonly string[]
  }
}

export type Certificates = {
  readonly shown: () => { readonly key: string; readonly cert: string }
  readonly state: () => CertificateState
  /** Called with what is shown from now on. */
  readonly onRenewed: (listener: (shown: { readonly key: string; readonly cert: string }) => void) => void
  readonly close: () => void
}

export type CertificatesOptions = {
  /** The data folder's `tls`. */
  readonly folder: string
  readonly names: readonly string[]
  readonly given?: GivenFiles
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
}

/** Throws with a sentence where the files are no certificate and its key. */
export const readGiven = ({ cert, key }: GivenFiles): Shown => {
  try {
    const shown = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
    const certificate = new X509Certificate(shown.cert)
    if (!certificate.checkPrivateKey(createPrivateKey(shown.key)))
      throw new Error('The key is not the certificate’s own.')
    return { ...shown, certificate }
  } catch (cause) {
    throw new Error(
      `TLS_CERT and TLS_KEY (${cert}, ${key}) must be a certificate and its key as PEM files without password: ${reasonOf(cause)}`,
      { cause },
    )
  }
}

export const openCertificates = (options: CertificatesOptions): Certificates => {
  const { folder, names, given, clock, log, alarms } = options
  const listeners = new Set<(shown: Shown) => void>()

  /** The certificate to show now; the one from before where it is still good. */
  const latest = (): Shown => {
    if (given) return readGiven(given)
    const kept = readServer(folder)
    const root = readRoot(folder)
    // While nothing has to be signed, nobody touches the authority's key.
    if (kept && root && !isDue(kept, root, names, clock.now())) return kept
    const made = issueServer(folder, openAuthority(folder, names, clock.now()), names, clock.now())
    log('info', 'certificate-issued', { to: made.certificate.validTo })
    return made
  }

  let shown: Shown
  try {
    shown = latest()
  } catch (error) {
    const kept = given ? undefined : readServer(folder)
    // A hall goes on with the certificate it has; what is wrong is said, and said again each hour.
    if (!kept || lifetimeOf(kept.certificate).to <= clock.now()) throw error
    log('error', 'certificate-not-renewed', { reason: reasonOf(error) })
    shown = kept
  }

  const state = (): CertificateState => {
    const { certificate } = shown
    const root = given ? undefined : readRoot(folder)
    return {
      names: certificateNames(certificate),
      ...lifetimeOf(certificate),
      fingerprint: fingerprintOf(certificate),
      ...(root && {
        authority: {
          pem: root.toString(),
          fingerprint: fingerprintOf(root),
          ...lifetimeOf(root),
          uncovered: uncovered(root, names),
        },
      }),
    }
  }

  /**
   * A root that was made while this machine's clock was ahead is believed by nobody until its day. It is not replaced unasked:
   * where the clock is wrong now, that would part the hall from every screen that trusts it.
   */
  const sayWhatIsEarly = (from: Instant): void => {
    if (from <= clock.now()) {
      alarms.clear('certificate-early')
      return
    }
    const days = Math.ceil((from - clock.now()) / DAY_MS)
    alarms.raise('certificate-early', { days })
    const todo = `Set the clock. If it is right, move ${folder} away and start anew; every screen must be given the new root.`
    log('error', 'authority-not-yet-valid', { days, todo })
  }

  const sayWhatIsLate = (): void => {
    const { from, to, authority } = state()
    const left = to - clock.now()
    const rootLeft = (authority?.to ?? Number.POSITIVE_INFINITY) - clock.now()
    if (left < (to - from) * LATE_SHARE || rootLeft < ROOT_LATE_MS)
      alarms.raise('certificate-late', { days: Math.max(0, Math.floor(Math.min(left, rootLeft) / DAY_MS)) })
    else alarms.clear('certificate-late')
    sayWhatIsEarly(authority?.from ?? 0)
  }

  let stop = (): void => {}
  const look = (): void => {
    try {
      const next = latest()
      if (next.cert !== shown.cert) {
        shown = next
        for (const listener of listeners) listener(next)
      }
    } catch (error) {
      log('error', 'certificate-not-renewed', { reason: reasonOf(error) })
    }
    sayWhatIsLate()
    stop = clock.after(LOOK_EVERY_MS, look)
  }
  const outside = state().authority?.uncovered ?? []
  if (outside.length > 0) log('warn', 'names-not-covered', { names: outside.join(' ') })
  sayWhatIsLate()
  stop = clock.after(LOOK_EVERY_MS, look)

  return {
    shown: () => shown,
    state,
    onRenewed: (listener) => void listeners.add(listener),
    close: () => stop(),
  }
}
