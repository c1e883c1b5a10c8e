/**
 * A machine's token is renewed every day (X8). The next one is written down first and used only when it has long been on this
 * machine's disk: a browser writes some seconds late, and a machine that came back from a power cut with a token that it had
 * already retired would be taken for a thief.
 */
import { ask } from './ask.ts'
import { keep, kept } from './kept.ts'
import { device, deviceKey, type Granted, keptDevice } from './session.ts'

/** From writing the next token down until it is used, ms. */
const SETTLED_AFTER_MS = 5 * 60_000
/** The hall says when to ask again; never later than this, and after this where it did not answer, ms. */
const ASK_WITHIN_MS = 60 * 60_000
const ASK_AFTER_MS = 60_000

type Rotated = { readonly token?: string; readonly waitMs: number }

/** Under both names that this machine is kept by, where it is this machine that stands there. */
const writeNext = ({ token, identity }: Granted, next: string): void => {
  for (const key of [deviceKey(null), deviceKey(identity.id)]) {
    const text = kept(key)
    if (text === undefined || (JSON.parse(text) as Granted).identity.id !== identity.id) continue
    keep(key, JSON.stringify({ token, identity, next } satisfies Granted))
  }
}

/** Uses what was written down since, where it is still this machine. */
const takeUp = (): void => {
  const found = keptDevice()
  if (found && found.identity.id === device.value?.identity.id) device.value = found
}

const settle = (): void => {
  takeUp()
  void renew()
}

const renew = async (): Promise<void> => {
  const held = device.value
  const answer = held && (await ask<Rotated>('/api/rotate', { method: 'POST', body: {}, token: held.token }))
  if (held && answer?.ok && answer.token !== undefined) {
    writeNext(held, answer.token)
    setTimeout(settle, SETTLED_AFTER_MS)
    return
  }
  const wait = answer?.ok ? answer.waitMs : ASK_WITHIN_MS
  setTimeout(() => void renew(), Math.min(ASK_WITHIN_MS, Math.max(ASK_AFTER_MS, wait)))
}

/** Renews the token of this page's machine for as long as the page lives; other pages of it on this browser follow. */
export const renewToken = (): void => {
  addEventListener('storage', () => setTimeout(takeUp, SETTLED_AFTER_MS))
  // A page that the browser had put to sleep over the change would come back with the token that was retired meanwhile.
  addEventListener('resume', takeUp, true)
  void renew()
}
