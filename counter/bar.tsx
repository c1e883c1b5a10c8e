/** What the head of every staff screen carries: the server's clock, the language, and the way out. */
import { language, say, speak, type Word } from '../client/language.ts'
import { clock, tick } from '../client/time.ts'
import { Icon } from './icons.tsx'

const W = {
  signOut: ['退出', 'Sign out'],
} satisfies Record<string, Word>

/** The hall's time, as the server tells it. */
export const Clock = ({ timeZone }: { readonly timeZone: string }) => (
  <span class="clock">{clock(tick.value, timeZone, true)}</span>
)

/** Switches the language; a pad that the next citizen uses does not remember it. */
export const LanguageButton = ({ remember = true }: { readonly remember?: boolean }) => (
  <button
    type="button"
    class="plain"
    lang={language.value === 'zh' ? 'en' : 'zh-CN'}
    onClick={() => speak(language.value === 'zh' ? 'en' : 'zh', remember)}
  >
    <Icon name="globe" />
    <span>{language.value === 'zh' ? 'English' : '中文'}</span>
  </button>
)

export const SignOutButton = ({ onClick }: { readonly onClick: () => void }) => (
  <button type="button" class="plain" onClick={onClick}>
    <Icon name="exit" />
    <span>{say(W.signOut)}</span>
  </button>
)
