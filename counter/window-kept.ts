/**
 * What a window's tab remembers over a reload: the commands that nobody has answered yet, with their ids. They belong to
 * this tab, this machine and this person, and only for a while: nobody should be called for a press of an hour ago.
 */
import { device, person } from '../client/session.ts'
import type { Keeper, KeptAct } from './acting.ts'

/** After this long an act is no longer asked for by itself (ms). */
export const KEPT_FOR_MS = 10 * 60_000

type Stored = Required<KeptAct>
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The tab's own storage, or undefined where the browser refuses it. */
const tabStore = (): Store | undefined => {
  try {
    return sessionStorage
  } catch {
    // Without storage the panel works all the same; only a reload forgets what was under way.
    return undefined
  }
}

const keyOf = (): string => `yichuang.act.${device.value?.identity.id}.${person.value?.identity.id}`

/** Keeps what is under way before it is sent. `now` in ms of this machine's own clock. */
export const tabKeeper = (store = tabStore(), key = keyOf, now = Date.now): Keeper => ({
  keep: (kept) => store?.setItem(key(), JSON.stringify({ at: now(), ...kept } satisfies Stored)),
  forget: () => store?.removeItem(key()),
})

/** What was under way when the page was last left, if it is whole and young enough to be asked again; else it is forgotten. */
export const keptAct = (store = tabStore(), key = keyOf, now = Date.now): KeptAct | undefined => {
  const text = store?.getItem(key())
  if (text === null || text === undefined) return undefined
  try {
    const { act, commands, at } = JSON.parse(text) as Stored
    const whole = commands[0] && commands.every(({ id, intent }) => id && intent.type)
    if (whole && now() - at <= KEPT_FOR_MS) return { act, commands, at }
  } catch {
    // Something else stands there: a page that stopped at it would stop at every reload.
  }
  store?.removeItem(key())
  return undefined
}
