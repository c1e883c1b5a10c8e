/** What was wrong with a file, in the words of this page where it has some. */
import type { Problem } from '../client/ask.ts'
import { say } from '../client/language.ts'
import { Icon } from './icons.tsx'
import { MEDIA_FAULTS } from './media-words.ts'
import { TroubleLine } from './trouble-line.tsx'

export const MediaTrouble = ({ problem }: { readonly problem: Problem | undefined }) => {
  const word = problem && MEDIA_FAULTS[problem.code]
  if (!word) return <TroubleLine problem={problem} />
  return (
    <p class="trouble" role="alert">
      <Icon name="warn" />
      <span>{say(word)}</span>
    </p>
  )
}
