/**
 * When the ledger is held against its rules: the current day at every start, all days each night (Z2). A finding is an alarm,
 * a log line and a kept verdict; it never stops the hall. All days are looked at by a process of its own with the lowest
 * priority; a server that runs from source has none and does it in slices.
 */
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf, localParts } from '../hall/calendar.ts'
import type { BusinessDay, HallId, Instant } from '../hall/ids.ts'
import type { Clock } from './clock.ts'
import { type Log, reasonOf } from './log.ts'
import { inSlices } from './slices.ts'
import type { SystemAlarms } from './system-alarms.ts'
import { type FolderReport, type Ruling, verifyingFolder } from './verify/folder.ts'
import { type Head, headsOf } from './verify/heads.ts'
import { type Finding, openForReading } from './verify/ledger-file.ts'
import { type Today, verifyingToday } from './verify/today.ts'

/** What a look found. */
export type Verdict = {
  readonly at: Instant
  readonly ok: boolean
  readonly tookMs: number
  readonly events: number
  /** The chain value of the last event that was looked at. */
  readonly head: string
  readonly findings: readonly Finding[]
  /** Of each invariant, where all days were looked at. */
  readonly rules?: readonly Ruling[]
}
export type Verdicts = { readonly today?: Verdict; readonly all?: Verdict }

export type Verifying = {
  /**
   * Looks at the current day. Resolves when it is done, or after half a second; the rest follows in slices.
   * @param before what a look of a moment ago found (Z22): that stands at once, and the new one is waited for by nobody
   */
  readonly atStart: (before?: Today) => Promise<void>
  readonly verdicts: () => Verdicts & { readonly running: boolean }
  /** Looks at all days, unless somebody looks already. Resolves when the verdict is kept. */
  readonly lookAtAll: () => Promise<void>
  /** The head of the chain at the end of each of these days. */
  readonly heads: (from: BusinessDay, to: BusinessDay) => Promise<readonly Head[]>
  readonly close: () => void
}

export type VerifyingOptions = {
  readonly dataDir: string
  readonly hall: HallId
  readonly timeZone: () => string
  readonly clock: Clock
  readonly log: Log
  readonly alarms: SystemAlarms
  /** How all days are looked at; tests replace it. */
  readonly look?: (dataDir: string, closing: AbortSignal) => Promise<FolderReport>
  /** How long a start waits for the current day, ms; tests do not wait. */
  readonly startWaitsMs?: number
}

/** Halls are empty then, and the evening's backup is done. */
const NIGHTLY = '02:30'
const LOOK_EVERY_MS = 60_000
/** How long a start waits for the current day, ms: a hall that fell at its busiest is back within two seconds (Z19). */
const BEFORE_LISTENING_MS = 500
/** A year of a large hall takes minutes; a look that takes longer than this hangs, ms. */
const LOOK_WITHIN_MS = 3_600_000
/** A broken ledger may break every rule; a screen shows the first of each. */
const FINDINGS_KEPT = 30
const FILE = 'verdicts.json'

const lookInSlices = (dataDir: string, closing: AbortSignal): Promise<FolderReport> =>
  inSlices(
    (function* () {
      for (const work = verifyingFolder(dataDir); ; ) {
        const step = closing.aborted ? work.return({ ok: true, halls: [], rules: [], findings: [] }) : work.next()
        if (step.done) return step.value
        yield undefined
      }
    })(),
  )

/** `npm run verify` as a process of its own, which the hall's own work always goes before. */
const lookInProcess = (dataDir: string, closing: AbortSignal): Promise<FolderReport> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./verify.js', import.meta.url))
    const child = spawn(process.execPath, [script, dataDir, '--json'], {
      signal: closing,
      timeout: LOOK_WITHIN_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err = (said.err + text).slice(-500)
    })
    child.on('error', reject)
    child.on('close', () => {
      try {
        resolve(JSON.parse(said.out) as FolderReport)
      } catch {
        reject(new Error(said.err.trim() || 'it ended without a verdict'))
      }
    })
  })

const fromSource = import.meta.url.endsWith('.ts')

/** The verdicts kept from before; what cannot be read is asked anew, and said. */
const keptIn = (file: string, log: Log): Verdicts => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    // There is none before the first look.
    return {}
  }
  try {
    return JSON.parse(text) as Verdicts
  } catch (error) {
    log('warn', 'verdicts-unreadable', { reason: reasonOf(error) })
    return {}
  }
}

export const openVerifying = (options: VerifyingOptions): Verifying => {
  const { dataDir, hall, timeZone, clock, log, alarms } = options
  const { look = fromSource ? lookInSlices : lookInProcess, startWaitsMs = BEFORE_LISTENING_MS } = options
  const file = join(dataDir, FILE)
  const closing = new AbortController()
  let kept = keptIn(file, log)
  let looking: Promise<void> | undefined

  /** A look at all days stands for the current one, and for every day until the next such look. */
  const standing = (): readonly Finding[] => {
    const { today, all } = kept
    return [...(today && today.at >= (all?.at ?? 0) ? today.findings : []), ...(all?.findings ?? [])]
  }

  const alarm = (): void => {
    const findings = standing()
    const [first] = findings
    if (first) alarms.raise('ledger-finding', { rule: first.rule, position: first.position, count: findings.length })
    else alarms.clear('ledger-finding')
  }

  const keep = (which: keyof Verdicts, verdict: Verdict): void => {
    kept = { ...kept, [which]: verdict }
    try {
      writeFileSync(`${file}.new`, JSON.stringify(kept))
      renameSync(`${file}.new`, file)
    } catch (error) {
      log('error', 'verdict-not-kept', { reason: reasonOf(error) })
    }
    const { ok, findings, events, tookMs } = verdict
    const [first] = findings
    if (ok) log('info', 'ledger-verified', { which, events, tookMs })
    else log('error', 'ledger-finding', { which, ...first, findings: findings.length })
    alarm()
  }

  const took = (began: number): number => Math.round(performance.now() - began)

  const keepToday = (began: number, { events, head, findings }: Today): void =>
    keep('today', { at: clock.now(), ok: findings.length === 0, tookMs: took(began), events, head, findings })

  const lookAtAll = async (): Promise<void> => {
    const began = performance.now()
    try {
      const { ok, halls, findings, rules } = await look(dataDir, closing.signal)
      if (closing.signal.aborted) return
      const { events = 0, head = '' } = halls.find((report) => report.hall === hall) ?? {}
      const found = findings
        .slice(0, FINDINGS_KEPT)
        .map(({ rule, position, sentence }) => ({ rule, position, sentence }))
      keep('all', { at: clock.now(), ok, tookMs: took(began), events, head, findings: found, rules })
    } catch (error) {
      if (closing.signal.aborted) return
      const sentence = `All days could not be looked at: ${reasonOf(error)}.`
      const findings = [{ rule: 'Z2', position: 0, sentence }]
      keep('all', { at: clock.now(), ok: false, tookMs: took(began), events: 0, head: '', findings })
    }
  }

  const lookOnce = (): Promise<void> => {
    looking ??= lookAtAll().finally(() => {
      looking = undefined
    })
    return looking
  }

  /** The latest 02:30 that has passed: a hall that is switched off at night is looked at when it is on again. */
  const due = (now: Instant): boolean => {
    const zone = timeZone()
    const today = instantOf(localParts(now, zone).day, NIGHTLY, zone)
    const latest = today <= now ? today : instantOf(localParts(now - 86_400_000, zone).day, NIGHTLY, zone)
    return (kept.all?.at ?? 0) < latest
  }

  let cancel = (): void => {}
  const wait = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      if (due(clock.now())) void lookOnce()
      wait()
    })
  }
  wait()
  alarm()

  return {
    atStart: async (before) => {
      const began = performance.now()
      if (before) keepToday(began, before)
      const work = verifyingToday(dataDir, hall)
      while (!before && performance.now() - began < startWaitsMs) {
        const step = work.next()
        if (step.done) {
          keepToday(began, step.value)
          return
        }
      }
      closing.signal.addEventListener('abort', () => work.return({ events: 0, head: '', findings: [] }), { once: true })
      void inSlices(work).then((today) => {
        if (!closing.signal.aborted) keepToday(began, today)
      })
    },
    verdicts: () => ({ ...kept, running: looking !== undefined }),
    lookAtAll: lookOnce,
    heads: async (from, to) => {
      const db = openForReading(join(dataDir, 'hall.sqlite'))
      try {
        return await inSlices(headsOf(db, hall, from, to))
      } finally {
        db.close()
      }
    },
    close: () => {
      cancel()
      closing.abort()
    },
  }
}
