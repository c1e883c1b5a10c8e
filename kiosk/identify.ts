/** Makes a key of a document's number. The number is in the body of this one request, and nowhere else (K23, I17). */
import { type Answer, ask } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { token } from '../client/session.ts'
import type { PersonKey } from '../hall/ids.ts'
import type { Kind } from './typed-document.ts'

export type Identified = { readonly person: PersonKey; readonly masked: string }

export const identify = async (kind: Kind, document: string): Promise<Answer<Identified>> => {
  const info = await hallInfo()
  if (!info.ok) return info
  return ask<Identified>(`/api/halls/${info.hall}/persons`, {
    method: 'POST',
    body: { kind, document },
    token: token.value,
  })
}

const FAULTS = ['form', 'date', 'check-digit'] as const
export type Fault = (typeof FAULTS)[number] | 'same' | 'failed'

/** What to say of an answer that is no key: what is wrong with the number, or that nobody could look at it. */
export const faultOf = (fault: unknown): Fault => FAULTS.find((known) => known === fault) ?? 'failed'
