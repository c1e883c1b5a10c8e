/**
 * Asks the hall to do something. The id is minted here and every repeat carries the same one, so a double press, a lost
 * answer or a reload gives one act and one answer (I8).
 */
import type { Intent } from '../hall/commands.ts'
import type { Accepted } from '../hall/reply.ts'
import { type Answer, ask, type Problem } from './ask.ts'
import { hallInfo } from './hall-info.ts'
import { keep, kept } from './kept.ts'
import { mintId } from './mint-id.ts'
import { token } from './session.ts'
import { readBack, writeDown } from './written-down.ts'

const TRIES = 5
const PAUSE_MS = 600

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Passing troubles, after which the very same command is sent again. */
const passing = (problem: Problem): boolean => problem.code === 'unreachable' || problem.status === 503

/** Sends one command, trying again with the same id while nobody answers. `unreachable` at the end means unconfirmed. */
export const sendAs = async (id: string, intent: Intent): Promise<Answer<Accepted>> => {
  for (let left = TRIES; ; left -= 1) {
    const info = await hallInfo()
    const answer = info.ok
      ? await ask<Accepted>(`/api/halls/${info.hall}/commands`, {
          method: 'POST',
          body: { id, ...intent },
          token: token.value,
        })
      : info
    if (answer.ok || !passing(answer) || left === 1) return answer
    await pause(PAUSE_MS)
  }
}

export const send = (intent: Intent): Promise<Answer<Accepted>> => sendAs(mintId(), intent)

/**
 * For a kiosk: the command is kept before it is sent, so that after a crash or a reload `sendKept` brings the same ticket
 * instead of a second one. It is forgotten as soon as the hall has answered, whatever the answer. It is on disk before the
 * hall can hear of it, so that a power cut loses nothing either (K32).
 */
export const sendKept = async (key: string, intent?: Intent): Promise<Answer<Accepted> | undefined> => {
  const text = intent ? JSON.stringify({ id: mintId(), intent }) : kept(key)
  if (text === undefined) return undefined
  keep(key, text)
  if (intent) await writeDown(key, text)
  const { id, intent: wanted } = JSON.parse(text) as { id: string; intent: Intent }
  const answer = await sendAs(id, wanted)
  if (answer.ok || !passing(answer)) {
    keep(key, undefined)
    await writeDown(key, undefined)
  }
  return answer
}

/** After a start: takes what is on disk for the truth of what is still on its way. */
export const recall = async (key: string): Promise<void> => {
  const written = await readBack(key)
  if (written !== 'unreadable') keep(key, written.text)
}
