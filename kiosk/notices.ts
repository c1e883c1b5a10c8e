/**
 * Guides on paper: kept before it is sent and sent again with the same id, as a ticket is, so that one press is one paper.
 * Whoever leaves leaves no wish behind.
 */
import { signal } from '@preact/signals'
import { keep, kept } from '../client/kept.ts'
import { sendKept } from '../client/send.ts'
import { writeDown } from '../client/written-down.ts'
import type { CommandOf, Intent } from '../hall/commands.ts'
import type { ServiceId } from '../hall/ids.ts'
import { onStartOver } from './place.ts'
import { NOTICE_PENDING } from './take.ts'

export type Printed = 'sending' | 'sent' | 'failed'

/** What became of the guide asked for last. */
const last = signal<{ readonly service: ServiceId; readonly printed: Printed } | undefined>(undefined)

/** A page that is left no longer says what was printed: whoever comes back may want another. */
export const forgetPrinted = (): void => {
  last.value = undefined
}

onStartOver(() => {
  forgetPrinted()
  keep(NOTICE_PENDING, undefined)
  void writeDown(NOTICE_PENDING, undefined)
})

/** What became of this guide, if it was asked for here. */
export const printedOf = (service: ServiceId): Printed | undefined =>
  last.value?.service === service ? last.value.printed : undefined

/** Whether the command that is kept asks for this very paper: it is then sent again, and not anew. */
const isKept = (service: ServiceId, kind: CommandOf<'GiveNotice'>['kind']): boolean => {
  const text = kept(NOTICE_PENDING)
  if (text === undefined) return false
  const { intent } = JSON.parse(text) as { intent: Intent }
  return intent.type === 'GiveNotice' && intent.service === service && intent.kind === kind
}

/** Prints the guide of a service, or where to go with what is not handled here; free of charge (K16, K17). */
export const printNotice = async (service: ServiceId, kind: 'service' | 'elsewhere'): Promise<void> => {
  if (last.value?.printed === 'sending') return
  const asked = { service, printed: 'sending' as const }
  last.value = asked
  const again = isKept(service, kind)
  const answer = await sendKept(NOTICE_PENDING, again ? undefined : { type: 'GiveNotice', service, kind })
  // Somebody who left meanwhile is not told.
  if (last.value === asked) last.value = { service, printed: answer?.ok ? 'sent' : 'failed' }
}
