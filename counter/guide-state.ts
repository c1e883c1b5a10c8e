/** What the guide desk has in hand: the ticket it is about to take, and the ticket it looks at. */
import { signal } from '@preact/signals'
import { type Answer, ask, type Problem } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { keep, kept } from '../client/kept.ts'
import { mintId } from '../client/mint-id.ts'
import { token } from '../client/session.ts'
import type { Service, TicketClass } from '../hall/catalogue.ts'
import type { CommandOf, PriorityGround } from '../hall/commands.ts'
import type { Instant, ServiceId } from '../hall/ids.ts'
import type { TicketCard } from '../hall/views/card.ts'

/** What is being asked for at the desk. */
export type Wish = {
  readonly service: Service
  readonly class: TicketClass
  readonly ground?: PriorityGround
  readonly slot?: Instant
}
export const wish = signal<Wish | undefined>(undefined)
export type Issued = {
  readonly number: string
  readonly wish: Wish
  /** How many will be called before it; unknown until the hall has told. */
  readonly ahead?: number
}
/** The ticket just taken, shown until the next one. */
export const issued = signal<Issued | undefined>(undefined)

/** The command that a wish makes, or undefined while its ground or its time is missing. */
export const issueOf = ({ service, class: name, ground, slot }: Wish): CommandOf<'IssueTicket'> | undefined => {
  if (name === 'priority' && ground === undefined) return undefined
  if (name === 'appointment' && slot === undefined) return undefined
  return {
    type: 'IssueTicket',
    ticket: mintId(),
    service: service.id,
    class: name,
    ...(name === 'priority' && ground !== undefined ? { ground } : {}),
    ...(name === 'appointment' && slot !== undefined ? { slot } : {}),
  }
}

export type Found = { readonly ticket: TicketCard; readonly ahead: number }
export const found = signal<Found | undefined>(undefined)
export const lookTrouble = signal<Problem | undefined>(undefined)
/** What the last act at the desk came to, in words; cleared by the next one. */
export const done = signal('')

const askTicket = async (number: string): Promise<Answer<Found>> => {
  const info = await hallInfo()
  return info.ok
    ? ask<Found>(`/api/halls/${info.hall}/tickets/${encodeURIComponent(number)}`, { token: token.value })
    : info
}

/** Shows the ticket just taken; how many are before it follows as soon as the hall has told. */
export const showIssued = async (number: string, made: Wish): Promise<void> => {
  issued.value = { number, wish: made }
  const answer = await askTicket(number)
  if (answer.ok && issued.value?.number === number) issued.value = { number, wish: made, ahead: answer.ahead }
}

/** Finds a ticket of today by its number. */
export const lookUp = async (number: string): Promise<void> => {
  const answer = await askTicket(number)
  lookTrouble.value = answer.ok ? undefined : answer
  if (answer.ok) found.value = { ticket: answer.ticket, ahead: answer.ahead }
}

const ASKED_KEPT = 200
const askedKey = 'guide.asked'

/** The services this desk was asked for lately, oldest first. */
export const asked = signal<readonly ServiceId[]>((kept(askedKey) ?? '').split(' ').filter((id) => id !== ''))

export const rememberAsked = (service: ServiceId): void => {
  asked.value = [...asked.value, service].slice(-ASKED_KEPT)
  keep(askedKey, asked.value.join(' '))
}
