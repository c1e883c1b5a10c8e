/**
 * Who this screen is. A machine's token comes from pairing and stays; a person's comes from signing in and goes. Each kind
 * of screen keeps its own, so that one browser can show a kiosk and a board side by side.
 */
import { computed, signal } from '@preact/signals'
import type { Answer } from './ask.ts'
import { ask } from './ask.ts'
import { keep, kept } from './kept.ts'

export type Screen = 'kiosk' | 'board' | 'strip' | 'window' | 'pad' | 'guide' | 'manager'

export type Identity = {
  readonly role: string
  readonly id: string
  readonly name: string
  readonly counter?: string
  readonly zone?: string
  /** What a person may do beyond the hall's commands. */
  readonly duties?: readonly string[]
  /** The hall asks for a second factor that they have not: they can set it up and nothing else. */
  readonly setUp?: true
}
/** `next` follows the token from the next start on; by then it has long been on this machine's disk (rotate.ts). */
export type Granted = { readonly token: string; readonly identity: Identity; readonly next?: string }

const read = (key: string): Granted | undefined => {
  const text = kept(key)
  if (text === undefined) return undefined
  const { token: first, identity, next = first } = JSON.parse(text) as Granted
  return { token: next, identity }
}

/** The machine this screen was paired as, and the person signed in on it. */
export const device = signal<Granted | undefined>(undefined)
export const person = signal<Granted | undefined>(undefined)
/** The person's session is over: the page waits for their password, and what they had begun stays on it (lock.tsx). */
export const locked = signal(false)
/** The token to speak with: the person's where somebody is signed in, else the machine's. */
export const token = computed(() => (person.value ?? device.value)?.token)

let screen: Screen = 'kiosk'

/** Which of several machines of this kind this page is, where one browser shows more than one of them. */
const whichHere = (): string | null => new URLSearchParams(location.search).get('as')
/** Where the token of this page's machine is kept. */
export const deviceKey = (id = whichHere()): string => (id === null ? `device.${screen}` : `device.${screen}.${id}`)
const personKey = (): string =>
  screen === 'guide' || screen === 'manager' ? `person.${screen}` : `person.${screen}.${device.value?.identity.id}`

/** Says which screen this page is, and picks up what it was before the reload. */
export const beScreen = (name: Screen): void => {
  screen = name
  device.value = keptDevice()
  person.value = read(personKey())
}

/** What is kept for this page's machine. */
export const keptDevice = (): Granted | undefined => read(deviceKey())

/** Turns a pairing code into this machine's token. */
export const pair = async (code: string): Promise<Answer<Granted>> => {
  const answer = await ask<Granted>('/api/pair', { method: 'POST', body: { code: code.trim().toUpperCase() } })
  if (answer.ok) {
    const granted = { token: answer.token, identity: answer.identity }
    // Kept as the machine of this kind, and by its own id, which the address now names: two boards can stand side by side.
    keep(deviceKey(null), JSON.stringify(granted))
    keep(deviceKey(granted.identity.id), JSON.stringify(granted))
    history.replaceState(null, '', `${location.pathname}?as=${granted.identity.id}`)
    device.value = granted
    person.value = read(personKey())
  }
  return answer
}

/** Whoever the hall let in is the person of this page from now on. */
export const welcome = (answer: Answer<Granted>): Answer<Granted> => {
  if (answer.ok) {
    const granted = { token: answer.token, identity: answer.identity }
    keep(personKey(), JSON.stringify(granted))
    person.value = granted
    locked.value = false
  }
  return answer
}

/** Ends the person's session, here and on the server. */
export const signOut = async (): Promise<void> => {
  locked.value = false
  const leaving = person.value?.token
  keep(personKey(), undefined)
  person.value = undefined
  if (leaving !== undefined) await ask('/api/sign-out', { method: 'POST', body: {}, token: leaving })
}

/** The server took a token back: the screen asks for pairing again, or for the password of whoever was signed in. */
export const forget = (): void => {
  if (person.value) {
    // A page that is loaded anew asks for the password too, also where the hall never heard that it was locked.
    keep(personKey(), undefined)
    locked.value = true
    return
  }
  keep(deviceKey(), undefined)
  keep(deviceKey(null), undefined)
  device.value = undefined
}
