/**
 * `npm run voice`: how long people wait for the voice. (a) a simulated zone, in the lengths of this machine's speech;
 * (b) a real server and a real board; (c) making a sentence, and asking for it again. `--json` for machines, `--quick` for
 * less of everything. Ends with 1 when a limit is broken (V8, V9).
 */
import { CHIME_MS } from '../../client/chime.ts'
import { findChromium } from '../browser/chromium.ts'
import { type Heard, hearBoard } from './board.ts'
import { type Found, P95_MAX, RULED, simulate, ZONES } from './simulate.ts'
import { type Speeches, speeches } from './synthesis.ts'

const BEGINS_MAX_MS = 1_000
const HOURS = 40
const CALLS_HEARD = 20

type Spread = { readonly count: number; readonly median: number; readonly p95: number; readonly max: number }

const spread = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { count: sorted.length, median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 }
}

const ms = ({ count, median, p95, max }: Spread): string =>
  `median ${median.toFixed(0)} ms · p95 ${p95.toFixed(0)} ms · max ${max.toFixed(0)} ms (${count})`

const table = (found: readonly Found[], { from, sounds }: Speeches): string => {
  const length = spread(sounds)
  const head = `From the call to its first word, simulated: chime ${CHIME_MS / 1000} s, speech ${(length.median / 1000).toFixed(1)} s (${from}), 85 % busy, 10 % recalls, seconds`
  const rows = found.map(({ windows, minutes, calls, mean, p50, p95, max, repeated }) =>
    [
      `${windows} × ${minutes} min`.padEnd(14),
      String(calls).padStart(6),
      ...[mean, p50, p95, max].map((value) => value.toFixed(1).padStart(7)),
      `${Math.round(repeated * 100)} %`.padStart(9),
    ].join(''),
  )
  return [head, 'windows        calls   mean    p50    p95    max  said twice', ...rows].join('\n')
}

const main = async (args: readonly string[]): Promise<number> => {
  const quick = args.includes('--quick')
  const made = await speeches(quick ? 6 : 40)
  const load = { speechMs: made.sounds, chimeMs: CHIME_MS, hours: quick ? HOURS / 4 : HOURS, seed: 1 }
  const zones: Found[] = []
  for (const zone of ZONES) zones.push(await simulate(zone, load))
  const ruled = zones.find(({ windows, minutes }) => windows === RULED.windows && minutes === RULED.minutes)

  const chromium = findChromium()
  const real = made.from === 'espeak-ng'
  const heard: Heard | undefined =
    chromium === undefined ? undefined : await hearBoard(chromium, quick ? 3 : CALLS_HEARD, real, process.env.WEB_ROOT)

  const board = heard && {
    ready: spread(heard.ready),
    chime: spread(heard.chime),
    words: spread(heard.words),
    again: spread(heard.again),
  }
  const broken = [
    ...(ruled === undefined || ruled.p95 > P95_MAX ? [`V9: the p95 at 30 × 10 min is over ${P95_MAX} s`] : []),
    ...(board && board.chime.p95 > BEGINS_MAX_MS ? [`V8: the sound begins later than ${BEGINS_MAX_MS} ms`] : []),
  ]
  if (args.includes('--json')) {
    console.log(JSON.stringify({ speech: made.from, synthesis: spread(made.takes), zones, board, broken }))
    return broken.length === 0 ? 0 : 1
  }
  console.log(table(zones, made))
  console.log('')
  if (real) console.log(`Making a sentence            ${ms(spread(made.takes))}`)
  else console.log('SKIPPED making a sentence: espeak-ng is not installed (Debian, Ubuntu: apt-get install espeak-ng).')
  if (board) {
    console.log(`Asking for it again          ${ms(board.again)}`)
    console.log(`Call → sound ready           ${ms(board.ready)}`)
    console.log(`Call → board begins to sound ${ms(board.chime)}`)
    console.log(`Call → board begins to speak ${ms(board.words)}`)
  } else console.log('SKIPPED the board: no Chromium.')
  for (const limit of broken) console.error(`BROKEN ${limit}`)
  return broken.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
