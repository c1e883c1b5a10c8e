/** Opens the waiting list that this browser kept, without asking anybody: nobody is there to be asked (Z20). */
import type { WaitingList } from '../hall/views/waiting-list.ts'
import { dropPast, readList } from './waiting-list-store.ts'

/** Where each screen keeps who is signed in on it. */
const PERSONS = 'yichuang.person.'

type SignedIn = { readonly token: string; readonly identity: { readonly id: string } }

/** The newest list that opens for anybody signed in at this browser; those of earlier days go. @param at ms */
export const openKeptList = async (at: number): Promise<WaitingList | undefined> => {
  await dropPast(at)
  let newest: WaitingList | undefined
  for (const [key, text] of Object.entries(localStorage)) {
    if (!key.startsWith(PERSONS) || typeof text !== 'string') continue
    const { token, identity } = JSON.parse(text) as SignedIn
    const list = await readList(identity.id, token)
    if (list && list.at > (newest?.at ?? 0)) newest = list
  }
  return newest
}
