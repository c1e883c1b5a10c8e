/** Plain HTTP is a declared mode, and whoever manages the hall is told on every page (X26). */
import { say } from '../client/language.ts'
import { Icon } from './icons.tsx'
import { LINE } from './line-words.ts'
import './line.css'

/** A browser calls a page of the network secure that came over TLS, and one of its own machine. */
export const PlainNotice = () =>
  isSecureContext ? null : (
    <p class="plain-notice" role="status">
      <Icon name="warn" />
      {say(LINE.plain)}
    </p>
  )
