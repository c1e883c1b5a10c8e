/** Asking the hall's server about devices, staff and the draft: lists that change rarely and are in no view. */
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Answer, ask, type Problem } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { person, token } from '../client/session.ts'
import type { Duty } from '../hall/duty.ts'

type Question = { readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly body?: unknown }

type Waits = { readonly for: readonly string[] }
/** What was asked last and waits for a second person; a sheet says so. */
export const submitted = signal<Waits | undefined>(undefined)
/** Written down and not done (X32): a page that asked must not go on as if it were. */
const waitsFor = (waits: Waits): Problem => {
  submitted.value = waits
  return { ok: false, status: 202, code: 'waits-for-second' }
}

/** Asks below `/api/halls/<this hall>/`. */
export const askHall = async <T>(path: string, question: Question = {}): Promise<Answer<T>> => {
  const info = await hallInfo()
  if (!info.ok) return info
  const answer = await ask<T>(`/api/halls/${info.hall}/${path}`, { ...question, token: token.value })
  return answer.ok && 'proposal' in answer ? waitsFor(answer.proposal as Waits) : answer
}

/** Whether whoever is signed in may do this; an inspector sees everything and changes nothing (S000-33, X29). */
export const mayAct = (duty: Duty = 'run'): boolean => {
  const { role, duties } = person.value?.identity ?? {}
  // A session of the version before says no duties; its manager had them all.
  return duties ? duties.includes(duty) : role === 'manager' || (role === 'inspector' && duty === 'read')
}

type List<T> = { readonly value: T | undefined; readonly problem: Problem | undefined; readonly reload: () => void }

/** A list of the server, asked for again every `everyMs` while it is on the screen. */
export const useAsked = <T>(path: string, everyMs: number): List<T> => {
  const value = useSignal<T | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const reload = async (): Promise<void> => {
    const answer = await askHall<T & object>(path)
    problem.value = answer.ok ? undefined : answer
    if (answer.ok) value.value = answer
  }
  useEffect(() => {
    void reload()
    const timer = setInterval(() => void reload(), everyMs)
    return () => clearInterval(timer)
  }, [path, everyMs])
  return { value: value.value, problem: problem.value, reload: () => void reload() }
}
