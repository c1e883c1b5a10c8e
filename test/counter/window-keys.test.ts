import { describe, expect, it } from 'vitest'
import { actOfKey, KEY_OF, outcomeStep } from '../../counter/window-keys.ts'

const press = (key: string, more: { code?: string; repeat?: boolean } = {}) => ({
  key,
  code: more.code ?? key,
  repeat: more.repeat ?? false,
})

describe('the keys of a window', () => {
  it('W6 the key printed on a button presses it, and numpad Enter is the big one', () => {
    for (const [act, key] of Object.entries(KEY_OF)) expect(actOfKey(press(key), false)).toBe(act)
    expect(actOfKey(press('Enter', { code: 'NumpadEnter' }), false)).toBe('primary')
    expect(new Set(Object.values(KEY_OF)).size).toBe(7)
  })

  it('W6 a held key, and a key under an open sheet, does nothing here or in the browser', () => {
    expect(actOfKey(press('F2', { repeat: true }), false)).toBe('swallow')
    expect(actOfKey(press('F4'), true)).toBe('swallow')
  })

  it('W6 keys that are not ours stay the browser’s, and Enter in a sheet confirms it', () => {
    for (const key of ['F1', 'F5', 'F11', 'F12', 'a', 'Enter', 'Escape'])
      expect(actOfKey(press(key), false)).toBeUndefined()
    expect(actOfKey(press('Enter', { code: 'NumpadEnter' }), true)).toBeUndefined()
  })

  it('W6 arrows choose an outcome, except where they move through a text', () => {
    expect([outcomeStep('ArrowLeft', false), outcomeStep('ArrowRight', false)]).toEqual([-1, 1])
    expect(outcomeStep('ArrowLeft', true)).toBeUndefined()
    expect(outcomeStep('ArrowUp', false)).toBeUndefined()
  })
})
