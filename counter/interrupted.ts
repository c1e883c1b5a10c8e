/** What a window asks after the hall stood still in the middle of a visit (Z34). Pure. */
import type { CounterView } from '../hall/views/window.ts'
import type { Views } from '../hall/wire.ts'
import { mayComplete } from './acts.ts'

type Shown = Pick<Views['counter'], 'counter' | 'ticket' | 'confirmArrival' | 'interrupted'>

/** The acts that settle it besides going on. */
export type Settling = 'recall' | 'arrive' | 'complete'

/** Calling again whoever was only called, and the end of a visit that has begun. */
export const settlingActs = (view: Pick<CounterView, 'ticket' | 'confirmArrival'>): readonly Settling[] => {
  if (view.ticket?.status === 'serving') return ['complete']
  // Where nobody presses 到场, whoever was called may be in the middle of the visit.
  return mayComplete(view) ? ['recall', 'complete'] : ['recall', 'arrive']
}

/** Names the question, so that its answer is none to that of another window or another standstill. */
export const questionName = ({ counter, interrupted }: Shown): string | undefined =>
  interrupted && `${counter} ${interrupted.to}`

/** What is still to be answered here; `answered` names the question to which somebody said that the visit goes on. */
export const questionOf = (view: Shown, answered: string | undefined): Shown['interrupted'] =>
  view.ticket && answered !== questionName(view) ? view.interrupted : undefined
