/** Seated, before a tall panel: what lies above the arm's reach shows the hall, the time, and where the buttons are (K26). */
import { language, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { clock, dateText, tick } from '../client/time.ts'
import { view } from './live.ts'
import { SEATED } from './seated-words.ts'

/** Somebody sits before a kiosk and touches its lower half. */
const Picture = () => (
  <svg
    class="above-picture"
    viewBox="0 0 260 150"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="M8 142h244" stroke-width="3" opacity="0.5" />
    <g stroke-width="5" stroke-linejoin="round">
      <rect x="166" y="12" width="60" height="106" rx="6" />
      <path d="M182 118v24M210 118v24" />
    </g>
    <rect x="173" y="62" width="46" height="49" rx="3" fill="currentColor" stroke="none" opacity="0.9" />
    <path d="M196 22v26m-9-9l9 9 9-9" stroke-width="5" stroke-linejoin="round" opacity="0.75" />
    <g stroke-width="6" stroke-linejoin="round" transform="translate(0 -12)">
      <circle cx="80" cy="34" r="13" fill="currentColor" stroke="none" />
      <path d="M80 58v36h36l14 38h12" />
      <path d="M80 68l36 14 40 2" />
      <path d="M70 84a34 34 0 1 0 41 41" />
    </g>
  </svg>
)

export const Above = () => {
  const seen = view.value
  return (
    <section class="above">
      {seen && (
        <p class="above-hall">
          <b>{either(seen.name, seen.nameEn)}</b>
          <span>
            {dateText(tick.value, seen.timeZone, language.value)} {clock(tick.value, seen.timeZone)}
          </span>
        </p>
      )}
      <Picture />
      <p class="above-words">{say(SEATED.below)}</p>
    </section>
  )
}
