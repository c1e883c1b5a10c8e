/** Who serves at this window (S004-49): photo, name, number, post. A photo that is missing is a calm sign, no broken picture. */
import { useSignal } from '@preact/signals'
import { fill } from '../client/language.ts'
import type { ClerkCard } from '../hall/clerk.ts'
import { W } from './words.ts'

/** The surname's first sign stands in for a photo. */
const monogram = (name: string): string => [...name.trim()][0] ?? ''

const Photo = ({ clerk }: { readonly clerk: ClerkCard }) => {
  const broken = useSignal<string | undefined>(undefined)
  if (clerk.photo === undefined || broken.value === clerk.photo)
    return (
      <span class="clerk-photo is-monogram" aria-hidden="true">
        {monogram(clerk.name)}
      </span>
    )
  const { photo } = clerk
  return (
    <img
      class="clerk-photo"
      src={`/media/${photo}`}
      alt={clerk.name}
      onError={() => {
        broken.value = photo
      }}
    />
  )
}

export const Clerk = ({ clerk }: { readonly clerk: ClerkCard }) => (
  <section class="clerk">
    <Photo clerk={clerk} />
    <div class="clerk-words">
      <p class={[...clerk.name].length > 4 ? 'clerk-name is-long' : 'clerk-name'}>{clerk.name}</p>
      {clerk.post !== undefined && <p class="clerk-post">{clerk.post}</p>}
      {clerk.number !== undefined && <p class="clerk-number">{fill(W.staffNumber, { number: clerk.number })}</p>}
    </div>
  </section>
)
