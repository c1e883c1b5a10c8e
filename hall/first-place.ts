/**
 * That nobody starves (Q12): every service that any window may take has, at every hour, a window that calls it in the first
 * place, where nothing else can go before it for good. A theme that is only helped waits until nobody of the window's own
 * is left, which may be never; so may one at a window that helps others first (潮汐窗口).
 */
import { minuteOf } from './calendar.ts'
import type { Catalogue, Counter } from './catalogue.ts'
import type { ServiceId } from './ids.ts'
import { takesUnder } from './lookup.ts'
import type { WorkProfile } from './profile.ts'

/** The services that a window calls in the first place under a profile, whatever help it gives meanwhile. */
export const calledFirst = (
  { services }: Catalogue,
  counter: Counter,
  profile: WorkProfile | undefined,
): readonly ServiceId[] => {
  const { own, help } = takesUnder(services, counter, profile)
  const first = new Set(profile?.order === 'longest' ? [...own, ...help] : own)
  const before = profile?.helpWhen.filter((rule) => rule.first).map(({ theme }) => theme) ?? []
  return services
    .filter(({ id, theme }) => first.has(id) && before.every((other) => other === theme))
    .map(({ id }) => id)
}

/** The services that some window may take and none calls in the first place, while each follows a profile. */
export const leftBehind = (
  catalogue: Catalogue,
  followed: (counter: Counter) => WorkProfile | undefined,
): readonly ServiceId[] => {
  const { counters, services } = catalogue
  const called = new Set(counters.flatMap((counter) => calledFirst(catalogue, counter, followed(counter))))
  const listed = new Set(counters.flatMap((counter) => Object.values(takesUnder(services, counter)).flat()))
  return services.flatMap(({ id }) => (listed.has(id) && !called.has(id) ? [id] : []))
}

/** A minute of the day and those after it at which any window's plan changes. */
export const minutesFrom = ({ counters }: Catalogue, minute: number): readonly number[] => {
  const changes = counters.flatMap(({ plan }) => plan?.map(({ from }) => minuteOf(from)) ?? [])
  return [...new Set([minute, ...changes.filter((later) => later > minute).sort((a, b) => a - b)])]
}
