/**
 * Taking a number. One press is one ticket: the command is kept before it is sent, and sent again with the same id after a
 * lost answer, a crash or a reload, so nobody gets two numbers and nobody loses one (I8).
 */
import { signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { keep, kept } from '../client/kept.ts'
import { connected } from '../client/live-view.ts'
import { mintId } from '../client/mint-id.ts'
import { recall, sendKept } from '../client/send.ts'
import { nowHere } from '../client/time.ts'
import { writeDown } from '../client/written-down.ts'
import type { CommandOf, Intent } from '../hall/commands.ts'
import type { ServiceId, TicketId } from '../hall/ids.ts'
import type { Accepted } from '../hall/reply.ts'
import { message, rowOf, serviceOf } from './live.ts'
import { go, type Matters, onStartOver, place, type Taken } from './place.ts'
import { aheadOf } from './queue-ahead.ts'
import { cardHere } from './reader.tsx'
import { todayOf } from './standing.ts'
import { basket, ground, issueOf, type Named, several, ticked } from './wanted.ts'

const PENDING = 'kiosk.pending'
/** A guide on its way to the printer (notices.ts). */
export const NOTICE_PENDING = 'kiosk.notice'
const ASK_AGAIN_MS = 3_000

/** The service a number is being taken for; nothing else can be pressed meanwhile. */
export const sending = signal<ServiceId | undefined>(undefined)
/** Why there is no number. */
export const refusal = signal<Problem | undefined>(undefined)
onStartOver(() => {
  refusal.value = undefined
})
/** Nobody answered: it is not known whether there is a ticket, and the same command will be sent again. */
export const unconfirmed = signal(false)

type Issue = CommandOf<'IssueTicket'>

const mattersOf = ({ service, more = [] }: Issue): Matters => [service, ...more]

const takenOf = (answer: Accepted, issue: Issue | undefined, first: boolean): Taken => {
  const theme = issue === undefined ? undefined : serviceOf(issue.service)?.theme
  const row = theme === undefined ? undefined : rowOf(theme)
  const seen = message.value
  return {
    number: answer.number ?? '',
    secret: answer.secret ?? '',
    ...(issue === undefined ? {} : { matters: mattersOf(issue) }),
    ...(issue?.ground === undefined ? {} : { ground: issue.ground }),
    ...(issue?.maskedName === undefined ? {} : { maskedName: issue.maskedName }),
    ...(issue?.proxy === undefined ? {} : { forAnother: true }),
    ...(first && row && seen
      ? {
          ahead: aheadOf(row.waiting, seen.position, answer.position),
          estimate: row.estimate,
          ...(row.unknown === undefined ? {} : { unknown: row.unknown }),
          today: todayOf(row, seen.view, nowHere()),
        }
      : {}),
  }
}

/** Refusals that have a page of their own, where something can be done about them. */
const pageOf = ({ code, ...about }: Problem, issue: Issue | undefined): boolean => {
  if (issue === undefined) return false
  const from = place.value
  if (code === 'identity-needed') go({ at: 'identity', matters: mattersOf(issue), from })
  else if (code === 'already-queued') {
    const { number, service, ticket, ahead } = about
    const own = typeof ticket === 'string' && issue.person !== undefined
    go({
      at: 'queued',
      from,
      queued: {
        number: String(number),
        service: String(service),
        ...(own ? { ticket: ticket as TicketId, person: issue.person } : {}),
        ...(typeof ahead === 'number' ? { ahead } : {}),
      },
    })
  } else return false
  return true
}

type Sent = Awaited<ReturnType<typeof sendKept>>

const settle = (answer: Sent, issue: Issue | undefined, first: boolean): void => {
  sending.value = undefined
  if (answer === undefined) {
    unconfirmed.value = false
  } else if (answer.ok) {
    unconfirmed.value = false
    go({ at: 'taken', taken: takenOf(answer, issue, first) })
  } else if (kept(PENDING) === undefined) {
    unconfirmed.value = false
    if (!pageOf(answer, issue)) refusal.value = answer
  } else if (!unconfirmed.value) {
    unconfirmed.value = true
    void askAgain()
  }
}

const pending = (): Issue | undefined => {
  const text = kept(PENDING)
  if (text === undefined) return undefined
  const { intent } = JSON.parse(text) as { intent: Intent }
  return intent.type === 'IssueTicket' ? intent : undefined
}

/** Gives up a number of which nobody knows whether it was given; answers the ticket it would have been. */
export const giveUpPending = (): TicketId | undefined => {
  const issue = pending()
  keep(PENDING, undefined)
  void writeDown(PENDING, undefined)
  unconfirmed.value = false
  return issue?.ticket
}

const askAgain = async (): Promise<void> => {
  while (unconfirmed.value) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    const issue = pending()
    if (connected.value) settle(await sendKept(PENDING), issue, false)
  }
}

/** Takes one number for these matters, unless one is being taken. */
export const take = async (matters: Matters, named: Named): Promise<void> => {
  if (sending.value !== undefined || unconfirmed.value) return
  const issue = issueOf(mintId(), matters, named, ground.value)
  sending.value = issue.service
  settle(await sendKept(PENDING, issue), issue, true)
}

/** A number for these matters: at once, or by way of the page that asks whose they are. */
export const askFor = (matters: Matters): void => {
  const named = cardHere()
  const unknown = named.person === undefined && matters.some((matter) => serviceOf(matter)?.identity)
  if (unknown) go({ at: 'identity', matters, from: place.value })
  else void take(matters, named)
}

/** A touch on a matter: it takes its number, or ticks it where several are chosen. */
export const choose = (service: ServiceId): void => {
  if (several.value) basket.value = ticked(basket.value, service)
  else askFor([service])
}

/** After a start: a number or a guide that was asked for and never answered is asked for again, and the number shown. */
export const takeUp = async (): Promise<void> => {
  await Promise.all([recall(PENDING), recall(NOTICE_PENDING)])
  void sendKept(NOTICE_PENDING)
  const issue = pending()
  if (issue === undefined) return
  sending.value = issue.service
  settle(await sendKept(PENDING), issue, false)
}
