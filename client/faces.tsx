/** Five faces with five different mouths, so that the grade can be read without its colour (requirements §3.7). */
import type { Grade } from '../hall/commands.ts'

const MOUTHS: Record<Grade, string> = {
  'very-satisfied': 'M28 56 H72 A22 24 0 0 1 28 56 Z',
  satisfied: 'M28 58 Q50 80 72 58',
  'fairly-satisfied': 'M30 65 H70',
  dissatisfied: 'M28 72 Q50 52 72 72',
  'very-dissatisfied': 'M30 74 A20 20 0 0 1 70 74 Z',
}

const BROWS: Partial<Record<Grade, string>> = {
  'very-dissatisfied': 'M26 28 L42 35 M74 28 L58 35',
}

export const Face = ({ grade }: { readonly grade: Grade }) => (
  <svg class="face" viewBox="0 0 100 100" aria-hidden="true">
    <circle cx="50" cy="50" r="45" />
    <circle class="eye" cx="35" cy="42" r="5" />
    <circle class="eye" cx="65" cy="42" r="5" />
    <path class={MOUTHS[grade].endsWith('Z') ? 'filled' : ''} d={MOUTHS[grade]} />
    {BROWS[grade] && <path d={BROWS[grade]} />}
  </svg>
)
