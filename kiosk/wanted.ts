/** What the visitor has chosen so far: one matter or several, and the ground on which they go first. Forgotten when they leave. */
import { computed, signal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import type { CommandOf, PriorityGround } from '../hall/commands.ts'
import type { PersonKey, ServiceId, TicketId } from '../hall/ids.ts'
import { MATTERS_MAX } from '../hall/legs.ts'
import { onStartOver } from './place.ts'

/** 一次办多件: a touch ticks a matter instead of taking its number (K18). */
export const several = signal(false)
/** The matters ticked, in the order in which they will be done. */
export const basket = signal<readonly ServiceId[]>([])
const chosen = signal<PriorityGround | undefined>(undefined)

/** The grounds that the hall leaves to a kiosk; none: no switch (K19). */
export const grounds = computed(() => catalogue.value?.rules.kioskGrounds ?? [])
/** The ground chosen, as long as the hall still leaves it to a kiosk. */
export const ground = computed(() =>
  chosen.value !== undefined && grounds.value.includes(chosen.value) ? chosen.value : undefined,
)
export const goFirst = (why: PriorityGround | undefined): void => {
  chosen.value = why
}

/** Ticks a matter, or takes its tick away; a seventh changes nothing. */
export const ticked = (matters: readonly ServiceId[], service: ServiceId): readonly ServiceId[] => {
  if (matters.includes(service)) return matters.filter((matter) => matter !== service)
  return matters.length < MATTERS_MAX ? [...matters, service] : matters
}

/** One matter a touch, or several; going back to one forgets the others. */
export const chooseSeveral = (wanted: boolean): void => {
  several.value = wanted
  basket.value = []
}

onStartOver(() => {
  chooseSeveral(false)
  chosen.value = undefined
})

/** Whose matter it is, and who came, as far as documents were shown. */
export type Named = { readonly person?: PersonKey; readonly proxy?: PersonKey; readonly maskedName?: string }

/** The command that asks for one number for these matters, the first of which is done first. */
export const issueOf = (
  ticket: TicketId,
  matters: readonly [ServiceId, ...ServiceId[]],
  named: Named,
  why: PriorityGround | undefined,
): CommandOf<'IssueTicket'> => {
  const [service, ...more] = matters
  return {
    type: 'IssueTicket',
    ticket,
    service,
    ...(more.length === 0 ? {} : { more }),
    ...(why === undefined ? {} : { class: 'priority' as const, ground: why }),
    ...named,
  }
}
