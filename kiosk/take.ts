/**
 * Taking a number. One press is one ticket: the command is kept before it is sent, and sent again with the same id after a
 * lost answer, a crash or a reload, so nobody gets two numbers and nobody loses one (I8).
 */
import { signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { kept } from '../client/kept.ts'
import { connected } from '../client/live-view.ts'
import { mintId } from '../client/mint-id.ts'
import { sendKept } from '../client/send.ts'
import type { Intent } from '../hall/commands.ts'
import type { ServiceId } from '../hall/ids.ts'
import type { Accepted } from '../hall/reply.ts'
import { message, rowOf, serviceOf } from './live.ts'
import { go, type Taken } from './place.ts'
import { aheadOf } from './queue-ahead.ts'
import { cardHere } from './reader.tsx'

const PENDING = 'kiosk.pending'
const ASK_AGAIN_MS = 3_000

/** The service a number is being taken for; nothing else can be pressed meanwhile. */
export const sending = signal<ServiceId | undefined>(undefined)
/** Why there is no number. */
export const refusal = signal<Problem | undefined>(undefined)
/** Nobody answered: it is not known whether there is a ticket, and the same command will be sent again. */
export const unconfirmed = signal(false)

const takenOf = (answer: Accepted, service: ServiceId | undefined, first: boolean): Taken => {
  const theme = service === undefined ? undefined : serviceOf(service)?.theme
  const row = theme === undefined ? undefined : rowOf(theme)
  return {
    number: answer.number ?? '',
    secret: answer.secret ?? '',
    ...(service === undefined ? {} : { service }),
    ...(first && row && message.value
      ? { ahead: aheadOf(row.waiting, message.value.position, answer.position), estimate: row.estimate }
      : {}),
  }
}

type Sent = Awaited<ReturnType<typeof sendKept>>

const settle = (answer: Sent, service: ServiceId | undefined, first: boolean): void => {
  sending.value = undefined
  if (answer === undefined) {
    unconfirmed.value = false
  } else if (answer.ok) {
    unconfirmed.value = false
    go({ at: 'taken', taken: takenOf(answer, service, first) })
  } else if (kept(PENDING) === undefined) {
    unconfirmed.value = false
    refusal.value = answer
  } else if (!unconfirmed.value) {
    unconfirmed.value = true
    void askAgain()
  }
}

const pendingService = (): ServiceId | undefined => {
  const text = kept(PENDING)
  if (text === undefined) return undefined
  const { intent } = JSON.parse(text) as { intent: Intent }
  return intent.type === 'IssueTicket' ? intent.service : undefined
}

const askAgain = async (): Promise<void> => {
  while (unconfirmed.value) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    if (connected.value) settle(await sendKept(PENDING), pendingService(), false)
  }
}

/** Takes a number for a service, unless one is being taken. */
export const take = async (service: ServiceId): Promise<void> => {
  if (sending.value !== undefined || unconfirmed.value) return
  sending.value = service
  settle(await sendKept(PENDING, { type: 'IssueTicket', ticket: mintId(), service, ...cardHere() }), service, true)
}

/** After a start: a number that was asked for and never answered is asked for again, and shown. */
export const takeUp = async (): Promise<void> => {
  const service = pendingService()
  if (service === undefined) return
  sending.value = service
  settle(await sendKept(PENDING), service, false)
}
