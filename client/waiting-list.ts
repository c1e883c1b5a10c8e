/** Asks for the waiting list every few seconds and keeps it, so that staff can go on from paper when the server is gone. */
import { effect, signal } from '@preact/signals'
import type { WaitingList } from '../hall/views/waiting-list.ts'
import { ask } from './ask.ts'
import { hallInfo } from './hall-info.ts'
import { locked, person } from './session.ts'
import { nowHere } from './time.ts'
import { canKeep, dropList, dropPast, keepList } from './waiting-list-store.ts'

/** With the answer and the write it is at most 5 s old. */
const ASK_EVERY_MS = 3_000
/** A server that starts anew is back by then. */
export const GONE_AFTER_MS = 30_000

/** The newest list, in the memory of this page. */
export const newestList = signal<WaitingList | undefined>(undefined)
/** Since when the server has not answered, on the server's clock; 0 while it does. */
export const goneSince = signal(0)
/** Whether the list outlives this page. */
export const isKept = signal(false)

let heardAt = 0

const keepIt = async (list: WaitingList): Promise<void> => {
  const here = person.value
  if (!here || !canKeep()) return
  try {
    if (list.open) await keepList(here.identity.id, here.token, list)
    else await dropList(here.identity.id)
    isKept.value = list.open
  } catch (error) {
    isKept.value = false
    console.warn('The waiting list is not kept on this machine: it is lost when this page is closed.', error)
  }
}

const askOnce = async (): Promise<void> => {
  const here = locked.value ? undefined : person.value
  const info = await hallInfo()
  const answer =
    here && info.ok
      ? await ask<{ readonly list: WaitingList }>(`/api/halls/${info.hall}/waiting-list`, { token: here.token })
      : undefined
  // Whoever signed out meanwhile leaves nothing behind.
  if (locked.value || person.value !== here) return
  if (answer?.ok) {
    newestList.value = answer.list
    heardAt = nowHere()
    goneSince.value = 0
    await keepIt(answer.list)
  } else if (heardAt > 0 && (!answer || answer.status === 0 || answer.status >= 500)) goneSince.value = heardAt
}

const dropOfSignedOut = (): void => {
  let owner: string | undefined
  effect(() => {
    const left = owner
    // A page that locks itself has nobody in front of it either.
    owner = locked.value ? undefined : person.value?.identity.id
    if (left === undefined || left === owner) return
    newestList.value = undefined
    heardAt = 0
    goneSince.value = 0
    isKept.value = false
    if (canKeep()) dropList(left).catch((error: unknown) => console.warn('A list stayed on this machine.', error))
  })
}

/** Begins, for as long as the page lives. */
export const keepWaitingList = (): void => {
  dropOfSignedOut()
  if (canKeep()) dropPast(nowHere()).catch((error: unknown) => console.warn('An old list stayed here.', error))
  const again = (): void => {
    void askOnce().finally(() => setTimeout(again, ASK_EVERY_MS))
  }
  again()
}
