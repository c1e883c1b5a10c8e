/**
 * The keys of the window panel, function keys and those of a numeric keypad. They are printed on the buttons; a web page
 * hears them only while it has the focus, so nothing depends on them.
 */
import type { SideKind } from './acts.ts'

export type KeyAct = 'primary' | SideKind | 'undo' | 'stand-in'

export const KEY_OF: Readonly<Record<KeyAct, string>> = {
  primary: 'F2',
  recall: 'F3',
  'no-show': 'F4',
  arrive: 'F5',
  transfer: 'F6',
  park: 'F7',
  complete: 'F8',
  pause: 'F9',
  checklist: 'F10',
  more: '*',
  undo: '-',
  'stand-in': '/',
}

const ACT_OF = new Map(Object.entries(KEY_OF).map(([act, key]) => [key, act as KeyAct]))

/** Left and right step through the outcomes, unless they move the cursor in a text. */
export const outcomeStep = (key: string, typing: boolean): 1 | -1 | undefined => {
  if (typing) return undefined
  return key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined
}

type Press = {
  readonly key: string
  readonly code: string
  readonly repeat: boolean
  readonly ctrlKey?: boolean
  readonly altKey?: boolean
  readonly metaKey?: boolean
}
type Where = { readonly sheetOpen: boolean; readonly typing: boolean }

/** The act of a key by itself. Signs are text in a text and in a sheet; Ctrl and its like make another key of it. */
const actOf = ({ key, code, ctrlKey, altKey, metaKey }: Press, { sheetOpen, typing }: Where): KeyAct | undefined => {
  const text = sheetOpen || typing
  if (ctrlKey && !altKey && !metaKey && key.toLowerCase() === 'z' && !text) return 'undo'
  if (ctrlKey || altKey || metaKey) return undefined
  if (code === 'NumpadEnter' && !sheetOpen) return 'primary'
  if (key === '+' && !text) return 'primary'
  return key.length > 1 || !text ? ACT_OF.get(key) : undefined
}

/**
 * The act a key asks for, `swallow` for a key that the browser must not have either (a held key, a function key under an
 * open sheet), or undefined for a key that is not ours. Numpad Enter and + are the big button, and Ctrl+Z takes back like
 * the minus; in a sheet Enter confirms as usual.
 */
export const actOfKey = (press: Press, sheetOpen: boolean, typing = false): KeyAct | 'swallow' | undefined => {
  const act = actOf(press, { sheetOpen, typing })
  if (act === undefined) return undefined
  return press.repeat || sheetOpen ? 'swallow' : act
}
