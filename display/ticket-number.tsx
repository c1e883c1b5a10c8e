/** A number as boards and strips draw it: the letters in a column of their own. */
import { numberParts } from '../client/phrases.ts'

export const TicketNumber = ({ number }: { readonly number: string }) => {
  const [letters, digits] = numberParts(number)
  return (
    <>
      <span class="letters">{letters}</span>
      {digits}
    </>
  )
}
