/** Who serves at this window, as the hall makes it public (S004-49): photo, name, number and post. */
import { fill, say, type Word } from '../client/language.ts'
import type { ClerkCard } from '../hall/clerk.ts'
import { W } from './pad-words.ts'

const NUMBER: Word = ['工号 {number}', 'No. {number}']

const lineOf = ({ number, post }: ClerkCard): string =>
  [post, number === undefined ? undefined : fill(NUMBER, { number })].filter((text) => text !== undefined).join(' · ')

/** A photo that cannot be loaded leaves no broken frame. */
const Photo = ({ photo, name }: { readonly photo: string; readonly name: string }) => (
  <img
    class="clerk-photo"
    src={`/media/${photo}`}
    alt={name}
    onError={({ currentTarget }) => {
      currentTarget.hidden = true
    }}
  />
)

/** The large card of the pad at rest. */
export const Clerk = ({ clerk }: { readonly clerk: ClerkCard }) => {
  const line = lineOf(clerk)
  return (
    <div class="clerk">
      {clerk.photo !== undefined && <Photo key={clerk.photo} photo={clerk.photo} name={clerk.name} />}
      <p class="clerk-words">
        <span>{say(W.atYourService)}</span>
        <b>{clerk.name}</b>
        {line !== '' && <span>{line}</span>}
      </p>
    </div>
  )
}

/** Beside the question, only where the card is of whoever served that visit: somebody else may sit there by now. */
export const ClerkBeside = ({ clerk, staff }: { readonly clerk: ClerkCard | undefined; readonly staff: string }) =>
  clerk?.photo !== undefined && clerk.name === staff ? (
    <Photo key={clerk.photo} photo={clerk.photo} name={clerk.name} />
  ) : null

/** What stands beside the name in the line of the visit. */
export const clerkNumber = (clerk: ClerkCard | undefined, staff: string): string =>
  clerk?.number !== undefined && clerk.name === staff ? fill(NUMBER, { number: clerk.number }) : ''
