/** One screen at a glance: a colour, a picture and a word first, then what it shows, its size and its voice. */
import { say } from '../client/language.ts'
import type { ScreenCondition } from '../hall/screen.ts'
import { kindOf } from './device-kind.ts'
import { Icon, type IconName } from './icons.tsx'
import { heardText } from './machine-table.tsx'
import { deviceMood, type Mood } from './machines.ts'
import { KIND_WORDS } from './manager-words.ts'
import { type Screen, shownText, sizeText, voiceWord } from './screens-list.ts'
import { CONDITION_HINTS, CONDITION_WORDS } from './screens-words.ts'

const PICTURES: Readonly<Record<ScreenCondition, IconName>> = {
  away: 'cross',
  asleep: 'cross',
  hidden: 'covered',
  mute: 'mute',
  refused: 'warn',
  behind: 'clock',
  well: 'check',
}
const LOOKS: Readonly<Record<Mood, string>> = { good: 'good', idle: '', amber: 'warn', red: 'bad' }

export const ConditionBadge = ({ screen }: { readonly screen: Screen }) => (
  <span class={`badge ${LOOKS[deviceMood(screen)]}`}>
    <Icon name={PICTURES[screen.condition]} />
    {say(CONDITION_WORDS[screen.condition])}
  </span>
)

type Props = {
  readonly screen: Screen
  /** The name of its place, where no heading says it. */
  readonly place?: string
  readonly now: number
  readonly timeZone: string
  readonly onOpen: () => void
}

/** `place` is given among those to mend: then it says what to do and since when as well. */
export const ScreenCard = ({ screen, place, now, timeZone, onOpen }: Props) => {
  const voice = voiceWord(screen)
  const hint = place === undefined ? undefined : CONDITION_HINTS[screen.condition]
  const seen = screen.online ? '' : heardText(screen.seenAt, now, timeZone)
  const facts = [place ?? '', seen, shownText(screen), say(KIND_WORDS[kindOf(screen)]), sizeText(screen)]
  return (
    <button type="button" class={`screen-card is-${deviceMood(screen)}`} onClick={onOpen}>
      <span class="screen-head">
        <b>{screen.name}</b>
        <ConditionBadge screen={screen} />
      </span>
      {hint && <span class="screen-hint">{say(hint)}</span>}
      <span class="screen-facts">
        <span>{facts.filter((text) => text !== '').join(' · ')}</span>
        {voice && (
          <span class={screen.speaks ? 'screen-voice speaks' : 'screen-voice'}>
            {screen.speaks && <Icon name="call" />}
            {say(voice)}
          </span>
        )}
      </span>
    </button>
  )
}
