/** A process that lives one seed after another, and says of each what became of it. */
import { register } from 'node:module'
import type { LivesAsked, LivesTold } from './lives.ts'

const { from, to, step, planted } = JSON.parse(process.argv[2] ?? '{}') as LivesAsked
// The order of calls is decided deep in the hall, so that bug takes the place of a module while it is loaded.
if (planted === 'lifo') register('./planted-hooks.js', import.meta.url)
const { live } = await import('./life.ts')

/** Answers so many lives at a time: a message for each would cost more than a short life. */
const TOLD_AT_ONCE = 50

let told: LivesTold = { lives: 0, virtualMs: 0, events: 0, counted: {} }
const tell = (): void => {
  process.send?.(told)
  told = { lives: 0, virtualMs: 0, events: 0, counted: {} }
}
process.on('disconnect', () => process.exit(0))

for (let seed = from; seed < to; seed += step) {
  try {
    const { virtualMs, events, counted } = await live(seed, planted)
    const sum = { ...told.counted }
    for (const [what, count] of counted) sum[what] = (sum[what] ?? 0) + count
    told = { lives: told.lives + 1, virtualMs: told.virtualMs + virtualMs, events: told.events + events, counted: sum }
  } catch (error) {
    told = {
      ...told,
      lives: told.lives + 1,
      broken: { seed, what: error instanceof Error ? error.message : String(error) },
    }
    break
  }
  if (told.lives >= TOLD_AT_ONCE) tell()
}
tell()
process.disconnect()
