/**
 * The score that orders everybody: credit of the class + rate of the class × wait, where the wait counts from
 * max(arrival, slot). It contains first come first served, strict precedence, due dates, wait by target and accumulating
 * priority. It reads no clock: with the moment of a call it gives the same order again (Q9).
 */
import type { Rules, TicketClass } from './catalogue.ts'
import type { Instant } from './ids.ts'

/** What of the rules makes the order. */
export type OrderRules = Pick<Rules, 'creditMinutes' | 'rate'>

const MINUTE = 60_000
/** A credit of a whole day is strict (Q8). */
export const STRICT_MINUTES = 1_440
/** Above any score without strict precedence: ten days of waiting at a hundred times the rate, ms. */
const ABOVE_ALL = 1e12

/** Waiting time that a class has to its credit, ms. */
export const creditMs = (rules: OrderRules, name: TicketClass): number => rules.creditMinutes[name] * MINUTE

/** How fast a class gains while it waits; 1 unless the hall says otherwise. */
export const rateOf = (rules: OrderRules, name: TicketClass): number => rules.rate?.[name] ?? 1

/** Whether a class goes before every class without such a credit. */
export const isStrict = (rules: OrderRules, name: TicketClass): boolean => rules.creditMinutes[name] >= STRICT_MINUTES

/**
 * The score of somebody of a class who counts as waiting since then; the highest is next. Strict precedence begins with the
 * wait itself: who comes before their slot has none yet (Q4).
 */
export const scoreOf = (rules: OrderRules, name: TicketClass, since: Instant, now: Instant): number => {
  const gained = rateOf(rules, name) * (now - since)
  if (!isStrict(rules, name)) return creditMs(rules, name) + gained
  return since > now ? gained : ABOVE_ALL + creditMs(rules, name) + gained
}

/** Since when somebody of a class must count as waiting to have a score now: the inverse of `scoreOf`, ms. */
export const sinceFor = (rules: OrderRules, name: TicketClass, score: number, now: Instant): number => {
  const gained = score - creditMs(rules, name) - (isStrict(rules, name) ? ABOVE_ALL : 0)
  const since = now - gained / rateOf(rules, name)
  // Whoever has strict precedence keeps it, behind all others who have it.
  return isStrict(rules, name) ? Math.min(now, since) : since
}

/**
 * How much later than `passed` somebody of the class `called` may have come and still be called first, now; ms (Q19).
 * Infinity for strict precedence over a class without.
 */
export const laterAllowed = (
  rules: OrderRules,
  called: TicketClass,
  passed: { readonly class: TicketClass; readonly waited: number },
): number => {
  if (isStrict(rules, called) !== isStrict(rules, passed.class))
    return isStrict(rules, called) ? Number.POSITIVE_INFINITY : 0
  const credit = creditMs(rules, called) - creditMs(rules, passed.class)
  const faster = 1 - rateOf(rules, passed.class) / rateOf(rules, called)
  return Math.max(0, credit / rateOf(rules, called) + passed.waited * faster)
}
