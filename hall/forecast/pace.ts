/**
 * How long a visit takes here and now: what the days before taught, where they taught nothing what the catalogue expects,
 * and both as much quicker or slower as the hall has been in its last calls today.
 */
import { type Hall, themeOf } from '../hall.ts'
import type { ServiceId, ThemeId } from '../ids.ts'
import type { Learned, Pace } from './learned.ts'

const MINUTE = 60_000
/** How many observations the catalogue's expectation is worth. */
const PRIOR_N = 5
/** Service times scatter about as much as this before anything is known (coefficient of variation). */
const PRIOR_CV = 0.8
/**
 * So many legs of its theme, or of the hall, must speak before today's tempo counts as much as what was known: a hall that
 * knows itself is seldom a tenth quicker or slower than usual (1 ÷ 0.1²), a catalogue easily by a third.
 */
const TEMPO_LEGS = { learnt: 100, guessed: 9 } as const
/** No single leg, however long, says more than this many others. */
const LEG_MOST = 4

/** What is expected of a service that nobody has measured; undefined where the catalogue says nothing either. */
const priorOf = (hall: Hall, service: ServiceId): Pace | undefined => {
  const minutes = hall.lookup.services.get(service)?.expectedMinutes ?? 0
  return minutes > 0 ? { n: PRIOR_N, meanMs: minutes * MINUTE, cv: PRIOR_CV } : undefined
}

/** Two paces as one, each weighted by its observations. */
export const together = (a: Pace, b: Pace): Pace => {
  const n = a.n + b.n
  if (n === 0) return a
  const meanMs = (a.n * a.meanMs + b.n * b.meanMs) / n
  const square = ({ meanMs: mean, cv }: Pace): number => mean * mean * (1 + cv * cv)
  const variance = Math.max(0, (a.n * square(a) + b.n * square(b)) / n - meanMs * meanMs)
  return { n, meanMs, cv: meanMs === 0 ? 0 : Math.sqrt(variance) / meanMs }
}

/** How long a leg of a service keeps its window, before today's tempo; undefined where nothing is known of it. */
export const usualPace = (hall: Hall, service: ServiceId): Pace | undefined => {
  const prior = priorOf(hall, service)
  const learned = hall.learned?.paces[service]
  return learned ? (prior ? together(learned, prior) : learned) : prior
}

const tempos = new WeakMap<Hall, { readonly position: number; readonly tempo: Tempo }>()

type Tempo = { readonly hall: number; readonly themes: ReadonlyMap<ThemeId, number> }

/** The chance that a standard normal variable is above x (Abramowitz and Stegun 26.2.17, good to 1e-7). */
const above = (x: number): number => {
  if (x < 0) return 1 - above(-x)
  const t = 1 / (1 + 0.2316419 * x)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return Math.exp((-x * x) / 2) * 0.3989422804 * series
}

/**
 * How many ends of visits were due in a time that one has lasted, by a lognormal law (its cumulative hazard). Over all
 * visits, those still going on among them, it sums up to the number that ended when the hall is as quick as usual; time
 * itself would not, since it is the long visits that are still going on.
 */
const endsDue = (ms: number, { meanMs, cv }: Pace): number => {
  const variance = Math.log(1 + Math.max(0.1, cv) ** 2)
  const z = (Math.log(Math.max(1, ms) / meanMs) + variance / 2) / Math.sqrt(variance)
  return Math.min(LEG_MOST, -Math.log(Math.max(1e-9, above(z))))
}

/** How slow today's last calls have been: 1 as usual, 2 when half as many visits end. The hall keeps these calls anyway. */
const measureTempo = (hall: Hall): Tempo => {
  const of = new Map<ThemeId, { due: number; ended: number }>()
  const all = { due: 0, ended: 0 }
  const count = (service: ServiceId, tookMs: number, ended: number): void => {
    const usual = usualPace(hall, service)
    const theme = themeOf(hall, service)?.id
    if (usual === undefined || theme === undefined) return
    const due = endsDue(tookMs, usual)
    const row = of.get(theme) ?? { due: 0, ended: 0 }
    of.set(theme, { due: row.due + due, ended: row.ended + ended })
    all.due += due
    all.ended += ended
  }
  for (const id of new Set(hall.calls.map(({ ticket }) => ticket))) {
    const ticket = hall.tickets.get(id)
    if (!ticket) continue
    for (const { service, calledAt, completedAt } of ticket.served) count(service, completedAt - calledAt, 1)
    if (ticket.status === 'called' || ticket.status === 'serving')
      count(ticket.service, Math.max(0, hall.at - ticket.calledAt), 0)
  }
  const legs = hall.learned ? TEMPO_LEGS.learnt : TEMPO_LEGS.guessed
  const ratio = (all.due + legs) / (all.ended + legs)
  const themes = [...of].map(([theme, { due, ended }]) => [theme, (due + legs * ratio) / (ended + legs)] as const)
  return { hall: ratio, themes: new Map(themes) }
}

const tempoOf = (hall: Hall): Tempo => {
  const known = tempos.get(hall)
  if (known?.position === hall.position) return known.tempo
  const tempo = measureTempo(hall)
  tempos.set(hall, { position: hall.position, tempo })
  return tempo
}

/** How long a leg of a service keeps its window today; undefined where nothing is known of it (F4). */
export const paceOf = (hall: Hall, service: ServiceId): Pace | undefined => {
  const usual = usualPace(hall, service)
  if (!usual) return undefined
  const tempo = tempoOf(hall)
  const ratio = tempo.themes.get(themeOf(hall, service)?.id ?? '') ?? tempo.hall
  return { ...usual, meanMs: usual.meanMs * ratio }
}

/** What a window loses between two visits, ms; nothing is assumed before it was measured. */
export const turnaroundMs = ({ learned }: Pick<Hall, 'learned'>): number => learned?.turnaround.meanMs ?? 0

/** What numbers that do not come cost each call, ms in the mean. */
export const noShowMs = ({ learned }: { readonly learned: Learned | null }): number =>
  learned ? learned.noShow.share * learned.noShow.holdMs : 0
