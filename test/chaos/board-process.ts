/**
 * A board without a browser: the very modules that follow the hall and decide what is said, in a process of its own. It
 * writes one line for each thing that whoever stands before it would notice.
 */
/// <reference path="../../client/css.d.ts" />
/// <reference path="../../client/version.d.ts" />
import type { BoardWord } from './boards.ts'

const { url, token, id } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly url: string
  readonly token: string
  readonly id: string
}
// What a page finds in its browser.
Object.assign(globalThis, { location: new URL(url), PAGE_VERSION: 'chaos' })

const { effect } = await import('@preact/signals')
const { device } = await import('../../client/session.ts')
const { stale, watch } = await import('../../client/live-view.ts')
const { nowHere } = await import('../../client/time.ts')
const { createCaller } = await import('../../display/caller.ts')

const say = (word: BoardWord): void => void process.stdout.write(`${JSON.stringify(word)}\n`)

device.value = { token, identity: { role: 'display', id, name: id } }
const beganAt = nowHere()
/** A loudspeaker for which nobody waits says a call again after its chime and words: that is one call out (ux §2). */
let chimed = false
const caller = createCaller({
  now: nowHere,
  loadedAt: () => beganAt,
  speaks: () => true,
  chime: async () => {
    chimed = true
  },
  speak: async ({ at, number }) => {
    if (chimed) say({ kind: 'spoke', at: Date.now(), callAt: at, now: nowHere(), number })
    chimed = false
  },
  hush: () => undefined,
  saying: () => undefined,
})
const board = watch('board', 'all')
effect(() => {
  const message = board.value
  if (!message) return
  say({ kind: 'shows', at: Date.now(), position: message.position })
  caller.hear(message)
})
effect(() => say({ kind: 'stale', at: Date.now(), stale: stale.value }))
process.stdin.resume().on('end', () => process.exit(0))
