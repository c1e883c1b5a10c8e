/** A past day run again: as it was, and as it would have been under another rule, another opening, one window more. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { businessDay, daysBetween } from '../../hall/calendar.ts'
import { type Catalogue, TICKET_CLASSES } from '../../hall/catalogue.ts'
import type { BusinessDay } from '../../hall/ids.ts'
import { asItWas, changedDay } from '../../hall/simulate/change.ts'
import { compare } from '../../hall/simulate/compare.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import type { Replay } from '../../hall/simulate/replay.ts'
import { CHANGE_SENTENCES, changeSchema } from '../simulate/change-form.ts'
import { openReplays } from '../simulate/replays.ts'
import { inSlices } from '../slices.ts'
import { draftAnswer } from './draft.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, type Shell } from './shell.ts'

/** The days before today among which the latest one is looked for. */
const LOOK_BACK_DAYS = 30
/** Visits run for one answer, over all runs: some tenths of a second of reckoning. */
const VISITS_RUN = 200_000
const RUNS_MOST = 40
const RUNS_LEAST = 4
/** The same question gets the same answer. */
const SEED = 1

export const whatIfSchema = z.strictObject({ day: z.iso.date(), change: changeSchema })

/** The names that a comparison is read with. */
const namesIn = ({ themes, services, counters }: Catalogue) => ({
  themes: themes.map(({ id: theme, name, nameEn }) => ({ id: theme, name, nameEn })),
  services: services.map(({ id: service, name, nameEn }) => ({ id: service, name, nameEn })),
  windows: counters
    .filter(({ own, help }) => own.length + help.length > 0)
    .map(({ id: counter, name }) => ({ id: counter, name })),
})

/** What the page asks its questions about. */
const described = ({ day, from, to, catalogue, windows, came }: Replay) => ({
  day,
  from,
  to,
  timeZone: catalogue.hall.timeZone,
  counted: came.filter(({ counts }) => counts).length,
  rules: {
    creditMinutes: catalogue.rules.creditMinutes,
    rate: catalogue.rules.rate ?? Object.fromEntries(TICKET_CLASSES.map((name) => [name, 1])),
  },
  open: windows.map(({ counter, stints }) => ({
    counter,
    from: stints[0]?.from ?? from,
    to: stints.at(-1)?.to ?? to,
  })),
  ...namesIn(catalogue),
})

const daysBefore = (day: BusinessDay, days: number): BusinessDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

export const whatIfRoutes = (app: Hono, shell: Shell): void => {
  const { ledger, hallId, live, clock, draft } = shell
  const replays = openReplays(ledger, hallId, () => live.hall().day)

  /** The latest day that is over, or without one the present day. */
  const latestDay = (): BusinessDay | null => {
    const hall = live.hall()
    if (hall.day === null) return null
    const today = businessDay(clock.now(), hall.catalogue?.hall.timeZone ?? 'Asia/Shanghai')
    const over = daysBetween(hall.day, today) > 0 || !hall.open
    if (over) return hall.day
    for (let back = 1; back <= LOOK_BACK_DAYS; back += 1) {
      const day = daysBefore(hall.day, back)
      for (const _first of ledger.readDay(hallId, day)) return day
    }
    return hall.day
  }

  const noSuchDay = (c: Context, day: string): Response =>
    problem(c, 404, 'no-such-day', 'The hall did not open on that day.', { day, latest: latestDay() })

  app.get('/api/halls/:hall/what-if', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const day = c.req.query('day') ?? latestDay() ?? ''
    const replay = z.iso.date().safeParse(day).success ? await replays.of(day) : undefined
    return replay ? c.json({ ok: true, ...described(replay), latest: latestDay() }) : noSuchDay(c, day)
  })

  app.post('/api/halls/:hall/what-if', async (c) => {
    const allowed = allowDuty(c, shell, 'read')
    if (!allowed.ok) return allowed.response
    const asked = await read(c, whatIfSchema)
    if (!asked.ok) return asked.response
    const { day, change } = asked.value
    const found = change.draft ? await draft.read() : undefined
    if (found && !found.ok) return draftAnswer(c, found)
    const replay = await replays.of(day)
    if (!replay) return noSuchDay(c, day)
    const changed = changedDay(replay, change, found?.catalogue)
    if (!changed.ok)
      return problem(c, 422, 'change-impossible', CHANGE_SENTENCES[changed.problem.why], { ...changed.problem })
    const runs = Math.min(RUNS_MOST, Math.max(RUNS_LEAST, Math.floor(VISITS_RUN / Math.max(1, replay.came.length))))
    const draws = drawsOf(SEED, 'again')
    const comparison = await inSlices(compare(replay, asItWas(replay), changed.side, runs, draws.next))
    return c.json({ ok: true, day, timeZone: replay.catalogue.hall.timeZone, ...namesIn(replay.catalogue), comparison })
  })
}
