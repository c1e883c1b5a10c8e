/** Chinese first, English at a touch. Words are pairs that stand together, so neither is forgotten. */
import { signal } from '@preact/signals'
import { keep, kept } from './kept.ts'

export type Language = 'zh' | 'en'
export const language = signal<Language>(kept('language') === 'en' ? 'en' : 'zh')

/** Switches the language of this page; `remember` for staff screens, not for a kiosk that the next person uses. */
export const speak = (next: Language, remember = true): void => {
  language.value = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  if (remember) keep('language', next)
}

export type Word = readonly [zh: string, en: string]

/** The word in the language of now. */
export const say = (word: Word): string => word[language.value === 'zh' ? 0 : 1]

/** A sentence with gaps: `{name}` is replaced by the value of that name. */
export const fill = (word: Word, values: Readonly<Record<string, string | number>>): string =>
  say(word).replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
