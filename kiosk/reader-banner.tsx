/** What was just read, in one line above the bottom edge, and the button that forgets it. */
import { useEffect } from 'preact/hooks'
import type { Presented } from '../hall/views/presented.ts'
import { stay } from './place.ts'
import { putAside } from './reader.tsx'
import { bannerText } from './reader-words.ts'

export const ReaderBanner = ({ presented }: { readonly presented: Presented }) => {
  // Laying down a card is a touch too: somebody is here.
  useEffect(stay, [presented.id])
  const { title, hint, button } = bannerText(presented)
  return (
    <div class="reader" role="status">
      <p>
        <b>{title}</b>
        {hint !== undefined && <span>{hint}</span>}
      </p>
      <button type="button" class="reader-button" onClick={putAside}>
        {button}
      </button>
    </div>
  )
}
