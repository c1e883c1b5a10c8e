import { describe, expect, it } from 'vitest'
import { actOfKey, KEY_OF, outcomeStep } from '../../counter/window-keys.ts'

const press = (key: string, more: { code?: string; repeat?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  code: more.code ?? key,
  repeat: more.repeat ?? false,
  ctrlKey: more.ctrlKey ?? false,
})

describe('the keys of a window', () => {
  it('W6 the key printed on a button presses it, and numpad Enter is the big one', () => {
    for (const [act, key] of Object.entries(KEY_OF)) expect(actOfKey(press(key), false)).toBe(act)
    expect(actOfKey(press('Enter', { code: 'NumpadEnter' }), false)).toBe('primary')
    expect(new Set(Object.values(KEY_OF)).size).toBe(Object.keys(KEY_OF).length)
  })

  it('W6 a held key, and a key under an open sheet, does nothing here or in the browser', () => {
    expect(actOfKey(press('F2', { repeat: true }), false)).toBe('swallow')
    expect(actOfKey(press('F4'), true)).toBe('swallow')
  })

  it('W6 keys that are not ours stay the browser’s, and Enter in a sheet confirms it', () => {
    for (const key of ['F1', 'F11', 'F12', 'a', 'Enter', 'Escape', '1'])
      expect(actOfKey(press(key), false)).toBeUndefined()
    expect(actOfKey(press('Enter', { code: 'NumpadEnter' }), true)).toBeUndefined()
  })

  it('W6 arrows choose an outcome, except where they move through a text', () => {
    expect([outcomeStep('ArrowLeft', false), outcomeStep('ArrowRight', false)]).toEqual([-1, 1])
    expect(outcomeStep('ArrowLeft', true)).toBeUndefined()
    expect(outcomeStep('ArrowUp', false)).toBeUndefined()
  })

  it('W14 the keypad does the common path: Enter or + for the big button, minus takes back, * has the rest, / stands in', () => {
    for (const [key, act] of [
      ['+', 'primary'],
      ['-', 'undo'],
      ['*', 'more'],
      ['/', 'stand-in'],
    ] as const)
      expect(actOfKey(press(key), false)).toBe(act)
    expect(actOfKey(press('z', { ctrlKey: true }), false)).toBe('undo')
  })

  it('W14 signs are text in a text and in a sheet; function keys are never text', () => {
    for (const key of ['+', '-', '*', '/']) {
      expect(actOfKey(press(key), false, true)).toBeUndefined()
      expect(actOfKey(press(key), true)).toBeUndefined()
    }
    expect(actOfKey(press('z', { ctrlKey: true }), false, true)).toBeUndefined()
    expect(actOfKey(press('F3'), false, true)).toBe('recall')
  })

  it('W14 F5 is 到场 and never reloads the page, and a key with Ctrl is the browser’s', () => {
    expect(actOfKey(press('F5'), false)).toBe('arrive')
    expect(actOfKey(press('F5'), true)).toBe('swallow')
    expect(actOfKey(press('F5', { ctrlKey: true }), false)).toBeUndefined()
  })
})
