/** What a finger on the pad does: one answer at a time, and the note of how far this visit has come. */
import { signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { keep, kept } from '../client/kept.ts'
import { send } from '../client/send.ts'
import { nowHere } from '../client/time.ts'
import { BAD_GRADES, type CommandOf, type Grade } from '../hall/commands.ts'
import { type Asked, extended, nameOf, readAsked, type Told, type Visit, whyNote, writeAsked } from './pad-state.ts'

const KEY = 'pad.asked'

export const asked = signal<Asked | undefined>(readAsked(kept(KEY)))
export const told = signal<Told | undefined>(undefined)
/** The answer that is on its way: a grade, or the reasons of a bad one. */
export const sending = signal<Grade | 'why' | undefined>(undefined)
/** What the hall would not take of the reasons: the citizen may mend them. */
export const refused = signal<Problem | undefined>(undefined)

export const note = (next: Asked): void => {
  asked.value = next
  keep(KEY, writeAsked(next))
}

/** Nothing more is asked about this visit. */
export const over = (): void => {
  if (asked.value) note({ ...asked.value, step: 'over' })
}

const tell = (what: Told['what']): void => {
  told.value = { what, at: nowHere() }
}

/** Somebody is busy with the reasons, or wants more time for them. */
export const stay = (): void => {
  if (asked.value) note(extended(asked.value, nowHere()))
}

/** Saves the grade at once; a bad one leads on to the reasons. */
export const rate = async (visit: Visit, grade: Grade): Promise<void> => {
  if (sending.value !== undefined) return
  sending.value = grade
  const answer = await send({ type: 'RateVisit', ticket: visit.ticket, secret: visit.secret, grade })
  const now = asked.value
  const here = now?.visit === nameOf(visit)
  refused.value = undefined
  if (answer.ok && BAD_GRADES.includes(grade) && now && here) note(whyNote(now, nowHere()))
  else {
    if (here) over()
    tell(answer.ok ? 'thanks' : answer.code === 'already-rated' ? 'already' : 'failed')
  }
  sending.value = undefined
}

/** The grade stands without a reason. */
export const skipWhy = (): void => {
  over()
  tell('thanks')
}

type Explanation = Pick<CommandOf<'ExplainRating'>, 'complaints' | 'text'>

/** Sends the reasons. What holds somebody's numbers is given back to be mended, with the time to do so. */
export const explain = async (visit: Visit, said: Explanation): Promise<void> => {
  if (sending.value !== undefined) return
  sending.value = 'why'
  refused.value = undefined
  const answer = await send({ type: 'ExplainRating', ticket: visit.ticket, secret: visit.secret, ...said })
  const here = asked.value?.visit === nameOf(visit)
  if (!answer.ok && answer.code === 'personal-data' && here) {
    refused.value = answer
    stay()
  } else {
    if (here) over()
    tell(answer.ok || answer.code === 'already-explained' ? 'thanks' : 'unexplained')
  }
  sending.value = undefined
}
