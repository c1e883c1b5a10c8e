/**
 * The keys of the window panel. They are printed on the buttons; a web page hears them only while it has the focus, so
 * nothing depends on them.
 */
import type { SideKind } from './acts.ts'

export type KeyAct = 'primary' | SideKind

export const KEY_OF: Readonly<Record<KeyAct, string>> = {
  primary: 'F2',
  recall: 'F3',
  'no-show': 'F4',
  transfer: 'F6',
  park: 'F7',
  complete: 'F8',
  pause: 'F9',
}

const ACT_OF = new Map(Object.entries(KEY_OF).map(([act, key]) => [key, act as KeyAct]))

/** Left and right step through the outcomes, unless they move the cursor in a text. */
export const outcomeStep = (key: string, typing: boolean): 1 | -1 | undefined => {
  if (typing) return undefined
  return key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined
}

type Press = { readonly key: string; readonly code: string; readonly repeat: boolean }

/**
 * The act a key asks for, `swallow` for a key that the browser must not have either (a held key, a function key under an
 * open sheet), or undefined for a key that is not ours. Numpad Enter is the big button; in a sheet it confirms as usual.
 */
export const actOfKey = ({ key, code, repeat }: Press, sheetOpen: boolean): KeyAct | 'swallow' | undefined => {
  const act = code === 'NumpadEnter' && !sheetOpen ? 'primary' : ACT_OF.get(key)
  if (act === undefined) return undefined
  return repeat || sheetOpen ? 'swallow' : act
}
