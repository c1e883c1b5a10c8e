/**
 * `npm run simulate -- SCENARIO.json` runs the days that a file describes; `-- --ledger DATA_DIR [--day YYYY-MM-DD]` runs a past
 * day of a hall again, with `--change CHANGE.json` under a change. `--days N --seed S --json --page OUT.html`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { instantOf } from '../../hall/calendar.ts'
import { asItWas, type Change, changedDay, type Side } from '../../hall/simulate/change.ts'
import { compare } from '../../hall/simulate/compare.ts'
import { runDays } from '../../hall/simulate/many-days.ts'
import { drawsOf } from '../../hall/simulate/random.ts'
import { type Replay, replayOf } from '../../hall/simulate/replay.ts'
import { problemsOf } from '../catalogue/issue-words.ts'
import { reasonOf } from '../log.ts'
import { CHANGE_SENTENCES, changeSchema } from './change-form.ts'
import { pageOfComparison, pageOfDays } from './page.ts'
import { openPastLedger } from './past-ledger.ts'
import { linesOfComparison, linesOfDays } from './report.ts'
import { readScenario } from './scenario-file.ts'

const SAY_EVERY_MS = 1_000
/** How often the times of a past day are drawn again, where nobody says. */
const RUNS = 40

const USAGE = `Give a scenario file, or the data folder of a hall:
  npm run simulate -- docs/scenario.json [--days N] [--seed S] [--json] [--page OUT.html]
  npm run simulate -- --ledger data [--day YYYY-MM-DD] [--change CHANGE.json] [--days N] [--seed S] [--json] [--page OUT.html]`

const wholeNumber = (name: string, text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isInteger(value) || value < (name === 'seed' ? 0 : 1) || value > most)
    throw new Error(`--${name} is a whole number up to ${most}, not "${text}".`)
  return value
}

const fileText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${reasonOf(error)}. Give the path of a file that is there.`)
  }
}

/** Runs the work to its end and says on stderr how far it has come. */
const withProgress = <T>(work: Generator<unknown, T>, told: (done: number) => string, { err, everyMs }: Voices): T => {
  let said = performance.now()
  for (let done = 0; ; done += 1) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - said < (everyMs ?? SAY_EVERY_MS)) continue
    said = performance.now()
    err(`${told(done + 1)}\n`)
  }
}

/** Where results, progress and complaints go. */
export type Voices = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Progress is said so often, ms; absent: once a second. What ends before the first says nothing. */
  readonly everyMs?: number
}

type Asked = {
  readonly days: number | undefined
  readonly seed: number | undefined
  readonly json: boolean
  readonly page: string | undefined
}

const tell = (asked: Asked, value: object, lines: readonly string[], page: () => string, { out }: Voices): void => {
  if (asked.page !== undefined) {
    try {
      writeFileSync(asked.page, page())
    } catch (error) {
      throw new Error(`Cannot write ${asked.page}: ${reasonOf(error)}.`)
    }
  }
  out(asked.json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}

const runScenario = (file: string, asked: Asked, voices: Voices): void => {
  const found = readScenario(fileText(file))
  if (!found.ok) throw new Error([`${file} cannot be run:`, ...found.problems.map((one) => `  ${one}`)].join('\n'))
  const scenario = {
    ...found.scenario,
    days: asked.days ?? found.scenario.days,
    seed: asked.seed ?? found.scenario.seed,
  }
  const ran = withProgress(runDays(scenario), (done) => `day ${done} of ${scenario.days}`, voices)
  tell(asked, ran, linesOfDays(ran), () => pageOfDays(ran, basename(file)), voices)
}

const changeIn = (file: string): Change => {
  const text = fileText(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${reasonOf(error)}. Correct it there.`)
  }
  const parsed = changeSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = problemsOf(parsed.error.issues, value).map(({ where, en }) => `  ${where}: ${en}`)
  throw new Error([`${file} cannot be run:`, ...problems].join('\n'))
}

const sideOf = (replay: Replay, file: string | undefined): Side => {
  if (file === undefined) return asItWas(replay)
  const change = changeIn(file)
  if (change.draft) throw new Error(`${file} asks for the draft, which only the manager's page has. Take it out.`)
  const changed = changedDay(replay, change)
  if (changed.ok) return changed.side
  throw new Error(`${file}: ${CHANGE_SENTENCES[changed.problem.why]} (${JSON.stringify(changed.problem)})`)
}

type PastAsked = Asked & { readonly day: string | undefined; readonly change: string | undefined }

const runLedger = (dataDir: string, asked: PastAsked, voices: Voices): void => {
  const ledger = openPastLedger(dataDir)
  try {
    const day = asked.day ?? ledger.days.at(-1)
    if (day === undefined) throw new Error(`The hall in ${dataDir} has not opened on any day yet.`)
    if (!ledger.days.includes(day)) {
      const some = ledger.days.slice(-7).join(', ')
      throw new Error(`The hall did not open on ${day}. Give --day one of its days, such as ${some}.`)
    }
    const replay = withProgress(replayOf(ledger.eventsOf(day)), (done) => `event ${done} of ${day}`, voices)
    if (!replay) throw new Error(`The ledger holds no opening of ${day}.`)
    const side = sideOf(replay, asked.change)
    const draws = drawsOf(asked.seed ?? 1, 'again')
    const work = compare(replay, asItWas(replay), side, asked.days ?? RUNS, draws.next)
    const comparison = withProgress(work, (done) => `step ${done} of ${day}`, voices)
    const midnight = instantOf(day, '00:00', replay.catalogue.hall.timeZone)
    const changes = asked.change !== undefined
    tell(
      asked,
      { day, ...comparison },
      linesOfComparison(day, comparison, changes),
      () => pageOfComparison(day, comparison, changes, midnight),
      voices,
    )
  } finally {
    ledger.close()
  }
}

const run = (words: readonly string[], voices: Voices): void => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      ledger: { type: 'string' },
      day: { type: 'string' },
      change: { type: 'string' },
      days: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      page: { type: 'string' },
    },
  })
  const asked: Asked = {
    days: wholeNumber('days', values.days, 100_000),
    seed: wholeNumber('seed', values.seed, 4_294_967_295),
    json: values.json,
    page: values.page,
  }
  const [file] = positionals
  if (positionals.length > 1 || (file === undefined) === (values.ledger === undefined)) throw new Error(USAGE)
  if (file !== undefined) runScenario(file, asked, voices)
  else if (values.ledger !== undefined)
    runLedger(values.ledger, { ...asked, day: values.day, change: values.change }, voices)
}

/** Runs what these words ask for; answers with the exit code: 2 where something must be put right first. */
export const simulate = (words: readonly string[], voices: Voices): number => {
  try {
    run(words, voices)
    return 0
  } catch (error) {
    voices.err(`${reasonOf(error)}\n`)
    return 2
  }
}
