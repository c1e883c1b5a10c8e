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
import type { Materials } from '../hall/materials.ts'
import type { Placed } from './guide-place.ts'
import type { Sought } from './guide-scan.ts'

/** What is being asked for at the desk. */
export type Wish = {
  readonly service: Service
  /** Further matters on the same ticket, in order. */
  readonly more?: readonly Service[]
  readonly class: TicketClass
  readonly ground?: PriorityGround
  readonly slot?: Instant
  /** What was seen of the first matter's checklist. */
  readonly materials?: Materials
}
export const wish = signal<Wish | undefined>(undefined)
/** The next service chosen goes onto the ticket in hand instead of taking its place. */
export const adding = signal(false)

export type Issued = {
  readonly number: string
  readonly wish: Wish
  /** How many will be called before it; unknown until the hall has told. */
  readonly ahead?: number
  readonly prechecked?: boolean
}
/** The ticket just taken, shown until the next one. */
export const issued = signal<Issued | undefined>(undefined)
/** Somebody was just served without a ticket: how, in words; empty otherwise. */
export const servedAtDesk = signal('')

export const mattersOf = ({ service, more = [] }: Wish): readonly Service[] => [service, ...more]

/** A service was chosen: it is the matter in hand, or one more of them; a matter is on a ticket once. */
export const chosen = (now: Wish | undefined, service: Service, more: boolean): Wish => {
  if (!now || !more) return { service, class: 'ordinary' }
  return mattersOf(now).some(({ id }) => id === service.id) ? now : { ...now, more: [...(now.more ?? []), service] }
}

/** The wish without one of its matters; what was ticked belongs to the first. Undefined when nothing is left. */
export const without = (now: Wish, service: ServiceId): Wish | undefined => {
  const [first, ...more] = mattersOf(now).filter(({ id }) => id !== service)
  if (!first) return undefined
  const { materials, ...rest } = now
  const kept = first.id === now.service.id && materials !== undefined ? { materials } : {}
  return { ...rest, ...kept, service: first, more }
}

/** The command that a wish makes, or undefined while its ground or its time is missing. */
export const issueOf = (wanted: Wish): CommandOf<'IssueTicket'> | undefined => {
  const { service, more = [], class: name, ground, slot, materials } = wanted
  if (name === 'priority' && ground === undefined) return undefined
  if (name === 'appointment' && slot === undefined) return undefined
  return {
    type: 'IssueTicket',
    ticket: mintId(),
    service: service.id,
    class: name,
    ...(more.length === 0 ? {} : { more: more.map(({ id }) => id) }),
    ...(name === 'priority' && ground !== undefined ? { ground } : {}),
    ...(name === 'appointment' && slot !== undefined ? { slot } : {}),
    ...(materials === undefined ? {} : { materials }),
  }
}

export type Found = { readonly ticket: Placed; readonly ahead: number }
export const found = signal<Found | undefined>(undefined)
export const lookTrouble = signal<Problem | undefined>(undefined)
/** What the last act at the desk came to, in words; cleared by the next one. */
export const done = signal('')

/** A secret goes in a body: an address would be kept by browsers and logs. */
const askTicket = async (sought: Sought): Promise<Answer<Found>> => {
  const info = await hallInfo()
  if (!info.ok) return info
  const hall = `/api/halls/${info.hall}`
  return sought.by === 'number'
    ? ask<Found>(`${hall}/tickets/${encodeURIComponent(sought.number)}`, { token: token.value })
    : ask<Found>(`${hall}/scans`, { method: 'POST', body: { secret: sought.secret }, token: token.value })
}

/** Shows the ticket just taken; how many are before it follows as soon as the hall has told. */
export const showIssued = async (number: string, made: Wish): Promise<void> => {
  issued.value = { number, wish: made }
  const answer = await askTicket({ by: 'number', number })
  if (!answer.ok || issued.value?.number !== number) return
  issued.value = { number, wish: made, ahead: answer.ahead, prechecked: answer.ticket.prechecked ?? false }
}

let asking = 0

/** Finds a ticket by its number of today or its QR; of several questions on their way only the last one is shown. */
export const find = async (sought: Sought): Promise<void> => {
  asking += 1
  const mine = asking
  const answer = await askTicket(sought)
  if (mine !== asking) return
  lookTrouble.value = answer.ok ? undefined : answer
  if (answer.ok) found.value = { ticket: answer.ticket, ahead: answer.ahead }
}

/** The ticket on the screen as it is now. It never takes the place of what somebody has asked for meanwhile. */
export const refresh = async (number: string): Promise<void> => {
  const before = asking
  const answer = await askTicket({ by: 'number', number })
  if (answer.ok && before === asking && found.value?.ticket.number === number)
    found.value = { ticket: answer.ticket, ahead: answer.ahead }
}

export const lookUp = (number: string): Promise<void> => find({ by: 'number', number })

/** Back to the list; an answer on its way no longer opens anything. */
export const leaveTicket = (): void => {
  asking += 1
  found.value = undefined
  lookTrouble.value = undefined
  done.value = ''
}

const ASKED_KEPT = 200
const askedKey = 'guide.asked'

/** The services this desk was asked for lately, oldest first. */
export const asked = signal<readonly ServiceId[]>((kept(askedKey) ?? '').split(' ').filter((id) => id !== ''))

export const rememberAsked = (services: readonly ServiceId[]): void => {
  asked.value = [...asked.value, ...services].slice(-ASKED_KEPT)
  keep(askedKey, asked.value.join(' '))
}
