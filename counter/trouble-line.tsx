/** What the hall said no to, in one sentence, where the eye already is. */
import type { Problem } from '../client/ask.ts'
import { say, type Word } from '../client/language.ts'
import { problemText } from '../client/words.ts'
import { Icon } from './icons.tsx'

const UNCONFIRMED: Word = ['未确认，正在重试…', 'Not confirmed, trying again…']

type Props = { readonly problem: Problem | undefined; readonly unconfirmed?: boolean }

export const TroubleLine = ({ problem, unconfirmed = false }: Props) => {
  const text = unconfirmed ? say(UNCONFIRMED) : problem ? problemText(problem) : ''
  return (
    <p class="trouble" role="alert">
      {text !== '' && <Icon name="warn" />}
      <span>{text}</span>
    </p>
  )
}
