/** `npm run hands [-- --json] [--visitors N]`: how many presses and taps the common work costs, and how fast it answers. */
import { parseArgs } from 'node:util'
import { findChromium, launch } from '../browser/chromium.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { type Hands, measureHands } from './measure.ts'

/** What the screens promise (reference: ux §3, §4): one press a visitor, two taps a ticket, a tenth of a second. */
export const TARGETS = { pressesPerVisitor: 1, tapsToTicket: 2, changedP99Ms: 100 } as const

const USAGE = `npm run hands [-- options]
  --json           one JSON object on standard output and nothing else (npm run --silent hands -- --json)
  --visitors <n>   how many the clerk serves; 120 unless told, which takes five minutes: the button rests two seconds
                   after each call, as it does for a clerk
`

const ms = (value: number): string => `${value.toFixed(1)} ms`
const mark = (kept: boolean): string => (kept ? 'kept' : 'MISSED')

const tableOf = ({ visitors, presses, pressesPerVisitor, tapsToTicket, changedMs }: Hands): string =>
  [
    `presses per visitor        ${pressesPerVisitor.toFixed(2)}  (${presses} for ${visitors})  ≤ 1: ${mark(pressesPerVisitor <= TARGETS.pressesPerVisitor)}`,
    `taps to a ticket           ${tapsToTicket}  ≤ 2: ${mark(tapsToTicket <= TARGETS.tapsToTicket)}`,
    `press to the next number   p50 ${ms(changedMs.p50)}  p99 ${ms(changedMs.p99)}  most ${ms(changedMs.most)}  of ${changedMs.of}  p99 ≤ 100 ms: ${mark(changedMs.p99 <= TARGETS.changedP99Ms)}`,
    '',
    'A real Chromium and the real server with the shipped catalogue on this machine and its loopback, without printers.',
    'The press is a key event in the page; the change is the next number in the card, after the command was durable.',
  ].join('\n')

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, visitors: { type: 'string' }, help: { type: 'boolean' } },
  })
  const visitors = Number(values.visitors ?? 120)
  if (values.help || !Number.isInteger(visitors) || visitors < 1) {
    process.stdout.write(USAGE)
    return values.help ? 0 : 2
  }
  const path = findChromium()
  if (path === undefined) return 2
  const hall = await startTestHall()
  const browser = await launch(path)
  try {
    const hands = await measureHands(hall, browser, visitors)
    process.stdout.write(values.json ? `${JSON.stringify(hands)}\n` : `${tableOf(hands)}\n`)
    const { pressesPerVisitor, tapsToTicket, changedMs } = hands
    const kept =
      pressesPerVisitor <= TARGETS.pressesPerVisitor &&
      tapsToTicket <= TARGETS.tapsToTicket &&
      changedMs.p99 <= TARGETS.changedP99Ms
    return kept ? 0 : 1
  } finally {
    await browser.close()
    await hall.stop()
  }
}

process.exitCode = await main()
