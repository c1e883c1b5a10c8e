/** A question that could not be answered at once: who owes the answer, and by when (S003-08). */
import type { QuestionChannel } from './commands.ts'
import type { BusinessDay, Instant, QuestionId, ServiceId } from './ids.ts'

export type OwedQuestion = {
  readonly id: QuestionId
  readonly channel: QuestionChannel
  readonly service?: ServiceId
  readonly text?: string
  readonly askedAt: Instant
  /** Who promised to find out; part of 首问负责. */
  readonly takenBy: string
  readonly owner: string
  readonly due: BusinessDay
}
