/** Asking the planner: what is known of a weekday, then group by group, so that each answer is shown as it comes. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer, Problem } from '../client/ask.ts'
import type { Basis } from '../hall/plan/basis.ts'
import type { Missed } from '../hall/plan/missed.ts'
import type { Plan } from '../hall/plan/plan.ts'
import type { WaitTarget } from '../hall/plan/tried.ts'
import { askHall } from './manager-ask.ts'
import { type Group, groupsOf } from './plan-figures.ts'

export type Planned = Plan & { readonly missed: readonly Missed[] }

export type Wanted = {
  readonly weekday: number
  readonly cases: Readonly<Record<string, number>>
  readonly target: WaitTarget | undefined
}

/** A large hall's answer takes longer than a request may; the server goes on reckoning and has it when asked again. */
const TRIES = 5

const askGroup = async (group: Group, basis: Basis, { weekday, cases, target }: Wanted): Promise<Answer<Planned>> => {
  const body = { weekday, themes: group.themes, cases, target: target ?? basis.target }
  let answer = await askHall<Planned>('plan', { method: 'POST', body })
  for (let tries = 1; tries < TRIES && !answer.ok && answer.code === 'unreachable'; tries += 1)
    answer = await askHall<Planned>('plan', { method: 'POST', body })
  return answer
}

export type Reckoning = {
  readonly basis: Basis | undefined
  readonly plans: ReadonlyMap<string, Planned>
  /** How many groups are done of how many; undefined while nothing is being reckoned. */
  readonly progress: { readonly done: number; readonly all: number } | undefined
  readonly problem: Problem | undefined
  /** Answers of before stand there until the new ones come. */
  readonly old: boolean
}

const NOTHING: Reckoning = { basis: undefined, plans: new Map(), progress: undefined, problem: undefined, old: false }

/** Reckons anew whenever something else is wanted; what was begun for something else is let go. */
export const useReckoning = (wanted: Wanted): Reckoning => {
  const state = useSignal<Reckoning>(NOTHING)
  const begun = useRef(0)
  const reckon = async (): Promise<void> => {
    begun.current += 1
    const mine = begun.current
    const isOld = (): boolean => begun.current !== mine
    const { basis: last, plans } = state.value
    // Another day is another hall; the same day with another number keeps what the number does not touch.
    const old = last?.weekday === wanted.weekday && plans.size > 0
    const kept = old ? plans : NOTHING.plans
    state.value = { ...state.value, plans: kept, old, progress: { done: 0, all: 1 }, problem: undefined }
    const basis = await askHall<Basis>(`plan?weekday=${wanted.weekday}`)
    if (isOld()) return
    if (!basis.ok) {
      state.value = { ...state.value, progress: undefined, problem: basis }
      return
    }
    const groups = groupsOf(basis)
    for (const [done, group] of groups.entries()) {
      state.value = { ...state.value, basis, progress: { done, all: groups.length } }
      const plan = await askGroup(group, basis, wanted)
      if (isOld()) return
      if (!plan.ok) {
        state.value = { ...state.value, progress: undefined, problem: plan }
        return
      }
      state.value = { ...state.value, plans: new Map([...state.value.plans, [group.id, plan]]) }
    }
    state.value = { ...state.value, basis, progress: undefined, old: false }
  }
  useEffect(() => {
    void reckon()
    return () => {
      begun.current += 1
    }
  }, [wanted])
  return state.value
}
