/** What the rows of a board must have room for, in the language of now. */
import { language, say } from '../client/language.ts'
import { isNumbered } from '../client/phrases.ts'
import type { BoardCall, BoardView } from '../hall/views/public.ts'
import type { Content, Form } from './layout.ts'
import { W } from './words.ts'

/** A window from the plainest way to write it to the tersest; one with a name of its own has only that. */
export const windowForms = (name: string): readonly string[] =>
  isNumbered(name)
    ? language.value === 'zh'
      ? [`${name}号窗口`, `${name}号窗`, name]
      : [`Window ${name}`, name]
    : [name]

export const windowIn = (name: string, form: Form): string => {
  const forms = windowForms(name)
  return forms[form.window] ?? forms.at(-1) ?? name
}

/** `2楼`, or `2F`; floors below ground are B1, B2 everywhere. */
export const floorText = (floor: number): string =>
  floor < 0 ? `B${-floor}` : language.value === 'zh' ? `${floor}楼` : `${floor}F`

/** What is said of a call beside its window; one after the other where both are so. */
export const tagsOf = (call: BoardCall, form: Form): readonly string[] => {
  const again = say(form.tag === 0 ? W.again : W.againShort)
  return [...(call.recall && call.live ? [again] : []), ...(call.class === 'priority' ? [say(W.priority)] : [])]
}

/** Three digits, or as many as have been called. */
const DIGITS = 3

export const contentOf = (view: BoardView): Content => ({
  letters: view.widest.letters.flatMap((letter) => ['', ...view.widest.prefixes].map((prefix) => prefix + letter)),
  digits: Math.max(DIGITS, ...view.calls.map(({ number }) => number.replace(/\D/g, '').length)),
  windows: [...new Set([...view.widest.windows, ...view.calls.map(({ counterName }) => counterName)])].map(windowForms),
  floors: [...new Set(view.zones.map(({ floor }) => floor))].map(floorText),
  names: view.calls.flatMap(({ maskedName }) => (maskedName === undefined ? [] : [maskedName])),
  tags: [
    [say(W.priority), say(W.priority)],
    [say(W.again), say(W.againShort)],
  ],
})
