/** A question at the desk or on the telephone, as the command that logs it. Pure but for the id it mints. */
import { mintId } from '../client/mint-id.ts'
import type { CommandOf, QuestionChannel } from '../hall/commands.ts'
import type { BusinessDay, ServiceId } from '../hall/ids.ts'
import type { OwedQuestion } from '../hall/question.ts'

/** Working days within which an answer is owed, unless somebody says otherwise. */
export const USUAL_DAYS = 2
export const DAYS: readonly number[] = [1, 2, 3, 5]

export type Question = {
  readonly channel: QuestionChannel
  readonly service: ServiceId | undefined
  readonly text: string
}
export type Owing = { readonly owner: string; readonly days: number }

/** Without `owing` it was answered at once (当场答复) and only counts; undefined while nobody is named to answer. */
export const questionOf = (
  { channel, service, text }: Question,
  owing?: Owing,
): CommandOf<'LogQuestion'> | undefined => {
  const owner = owing?.owner.trim()
  if (owner === '') return undefined
  const short = text.trim()
  return {
    type: 'LogQuestion',
    question: mintId(),
    channel,
    ...(service === undefined ? {} : { service }),
    ...(short === '' ? {} : { text: short }),
    ...(owing && owner !== undefined ? { owed: { owner, workingDays: owing.days } } : {}),
  }
}

/** A question is due at the end of its day; from the next one on the answer is late. */
export const isOverdue = ({ due }: Pick<OwedQuestion, 'due'>, today: BusinessDay | null): boolean =>
  today !== null && due < today
