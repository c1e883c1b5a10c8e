/** What to change about a board that cannot be read from as far as it is meant to (B20). */
import { fill, say } from '../client/language.ts'
import type { Unfit } from './layout.ts'
import type { Panel } from './legible.ts'
import { W } from './words.ts'

export const unfitText = (unfit: Unfit, { inches, metres }: Panel): string => {
  const what = fill(unfit.why === 'rows' ? W.unfitRows : W.unfitWidth, { inches, metres })
  const longest = unfit.longest === undefined ? '' : fill(W.unfitLongest, { longest: unfit.longest })
  const advice = [
    ...(unfit.metres === undefined ? [] : [fill(W.unfitNearer, { metres: unfit.metres })]),
    ...(unfit.inches === undefined ? [] : [fill(W.unfitLarger, { inches: unfit.inches })]),
    ...(unfit.why === 'rows' ? [] : [say(W.unfitShorter)]),
  ]
  return `${what}${longest}${say(['：请', ': '])}${advice.join(say(W.unfitOr))}${say(['。', '.'])}`
}
