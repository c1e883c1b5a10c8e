/** The ways in for a person. Only the forms and the lock need them, and bring them along. */
import { type Answer, ask } from './ask.ts'
import { reconnect } from './live-view.ts'
import { device, type Granted, person, welcome } from './session.ts'

/** At this machine, where it is paired: window staff sign in nowhere else. */
const enter = async (path: string, body: object): Promise<Answer<Granted>> =>
  welcome(await ask<Granted>(path, { method: 'POST', body, token: device.value?.token }))

export const signIn = (name: string, password: string): Promise<Answer<Granted>> =>
  enter('/api/sign-in', { name, password })

/** What the hall gives whoever's password was right and whose code is still to come. */
export const ticketIn = (answer: Answer<object>): string | undefined =>
  !answer.ok && answer.code === 'code-needed' && typeof answer.ticket === 'string' ? answer.ticket : undefined

/** A session that can only set up a second factor has no line, and the page would be locked for asking for one. */
const isSetUp = (): boolean => person.value?.identity.setUp !== true

/** Speaks as whoever has just been let in. `same`: whoever was there is back, and goes on. */
export const speakOn = (same = false): void => {
  if (isSetUp()) reconnect(same)
}

/** Goes on with the fresh session that a second factor of one's own gave; a page that was there stays as it was. */
export const goOn = (answer: Answer<Granted>): Answer<Granted> => {
  const same = isSetUp()
  const come = welcome(answer)
  if (come.ok) reconnect(same)
  return come
}

/** Goes on with a code of the telephone or of paper. @param wanted a new password to go on with */
export const signInWithCode = (ticket: string, code: string, wanted?: string): Promise<Answer<Granted>> =>
  enter('/api/sign-in/code', { ticket, code, ...(wanted === undefined ? {} : { wanted }) })

/** Chooses a new password with the old one, and signs in. */
export const changePassword = (name: string, password: string, wanted: string): Promise<Answer<Granted>> =>
  enter('/api/password', { name, password, wanted })

/** Turns what the single sign-on brought back into a session. */
export const signInWithTicket = (ticket: string): Promise<Answer<Granted>> => enter('/api/sso/session', { ticket })

/** Makes the first account with the code the server printed when it first started. */
export const beFirstManager = (code: string, name: string, password: string): Promise<Answer<Granted>> =>
  enter('/api/first-manager', { code: code.trim().toUpperCase(), name, password })
