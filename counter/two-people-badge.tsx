/** What takes two people, on every page: how many acts wait for whoever is signed in, and that one's own was written down (X32). */
import { fill, say } from '../client/language.ts'
import { submitted, useAsked } from './manager-ask.ts'
import { Sheet } from './sheet.tsx'
import type { Proposal } from './two-people-lines.ts'
import { TWO } from './two-people-words.ts'
import './two-people.css'

const REFRESH_MS = 5_000

export const TwoPeopleBadge = () => {
  const { value } = useAsked<{ proposals: readonly Proposal[] }>('security/proposals', REFRESH_MS)
  const count = value?.proposals.filter(({ state, against }) => state === 'open' && against === null).length ?? 0
  if (count === 0) return null
  const text = fill(TWO.waiting, { count })
  return (
    <span class="two-count" title={text}>
      <span aria-hidden="true">{count}</span>
      <span class="two-hidden">{text}</span>
    </span>
  )
}

export const TwoPeopleSubmitted = () => {
  const waits = submitted.value
  if (!waits) return null
  const close = (): void => {
    submitted.value = undefined
  }
  return (
    <Sheet title={say(TWO.submitted)} onClose={close}>
      <p>{fill(TWO.submittedFor, { names: waits.for.join('、') })}</p>
      <div class="row end">
        <button type="button" class="action" data-main onClick={close}>
          {say(TWO.understood)}
        </button>
      </div>
    </Sheet>
  )
}
