/** Advice as sentences: what to do, and what it gains in people and minutes. Pure. */
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { Advised } from '../hall/advice/advise.ts'
import type { ActKind } from '../hall/advice/advised.ts'
import type { ActDone } from '../hall/advice/saved.ts'
import type { CounterId, ThemeId } from '../hall/ids.ts'
import type { ProfileId } from '../hall/profile.ts'
import { ACTS, ADVICE, WHOLE_LIST } from './advice-words.ts'
import { themeNamed } from './names.ts'

const MINUTE = 60_000
/** Minutes of many people together are told in steps of so many. */
const STEP = 5

const windowNamed = (id: CounterId): string =>
  windowText(catalogue.value?.counters.find((counter) => counter.id === id)?.name ?? id)

const profileNamed = (id: ProfileId): string =>
  catalogue.value?.profiles?.find((profile) => profile.id === id)?.name ?? id

type What = { readonly theme?: ThemeId; readonly profile?: ProfileId | null }

const sentence = (kind: ActKind, counter: CounterId, { theme = '', profile = null }: What): string => {
  const window = windowNamed(counter)
  if (kind === 'profile' && profile === null) return fill(WHOLE_LIST, { window })
  return fill(ACTS[kind], {
    window,
    theme: themeNamed(theme, theme),
    profile: profile === null ? '' : profileNamed(profile),
  })
}

/** What to do, in one sentence. */
export const actText = ({ kind, counter, intent }: Pick<Advised, 'kind' | 'counter' | 'intent'>): string => {
  switch (intent.type) {
    case 'OpenCounter':
      return sentence(kind, counter, {})
    case 'SwitchHelp':
      return sentence(kind, counter, { theme: intent.theme })
    case 'SwitchProfile':
      return sentence(kind, counter, { profile: intent.profile })
  }
}

/** What is said right after it was done: whoever opens a window has to send somebody there. */
export const followedText = (act: Pick<Advised, 'kind' | 'counter' | 'intent'>): string =>
  act.kind === 'open'
    ? fill(ADVICE.opened, { window: windowNamed(act.counter) })
    : fill(ADVICE.done, { act: actText(act) })

/** What was done, in the same words. */
export const doneText = (act: ActDone): string => {
  switch (act.what) {
    case 'CounterOpened':
      return sentence('open', act.counter, {})
    case 'HelpSwitched':
      return sentence('help', act.counter, act)
    case 'ProfileSwitched':
      return sentence('profile', act.counter, act)
  }
}

/** Minutes of many people, in steps that do not pretend to know more. */
export const stepped = (ms: number): number => Math.round(ms / MINUTE / STEP) * STEP

/** What it gains: people spared, minutes saved, and how much of that is nearly certain. */
export const gainText = ({ kind, spared, savedMs, savedAtLeastMs }: Advised): string => {
  const least = stepped(savedAtLeastMs)
  return [
    fill(spared >= 0.5 ? ADVICE.gain : ADVICE.shorter, { people: Math.round(spared), minutes: stepped(savedMs) }),
    ...(least > 0 ? [fill(ADVICE.least, { minutes: least })] : []),
    ...(kind === 'open' ? [say(ADVICE.sitDown)] : []),
  ].join(say(['；', '; ']))
}
