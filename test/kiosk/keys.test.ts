import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../kiosk/keys.ts'

const key = (
  name: string,
  code = name,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey', true>> = {},
) => ({
  key: name,
  code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
})

describe('what a key means at the kiosk', () => {
  it('K29 four meanings, on arrows, on Tab, and on a numeric keypad', () => {
    for (const one of ['ArrowLeft', 'ArrowUp']) expect(meaningOf(key(one), false)).toBe('previous')
    for (const one of ['ArrowRight', 'ArrowDown', 'Tab']) expect(meaningOf(key(one), false)).toBe('next')
    expect(meaningOf(key('Tab', 'Tab', { shiftKey: true }), false)).toBe('previous')
    expect(meaningOf(key('4', 'Numpad4'), false)).toBe('previous')
    expect(meaningOf(key('6', 'Numpad6'), false)).toBe('next')
    expect(meaningOf(key('5', 'Numpad5'), false)).toBe('press')
    expect(meaningOf(key('0', 'Numpad0'), false)).toBe('back')
    expect(meaningOf(key('Enter', 'NumpadEnter'), false)).toBe('press-itself')
    expect(meaningOf(key('Escape'), false)).toBe('back')
    expect(meaningOf(key('Backspace'), false)).toBe('back')
  })

  it('K29 where digits are typed the keypad types them, and its signs walk on', () => {
    for (const digit of ['0', '2', '4', '5', '6', '8']) {
      expect(meaningOf(key(digit, `Numpad${digit}`), true)).toBe('type')
      expect(meaningOf(key(digit, `Digit${digit}`), false)).toBe('type')
    }
    expect(meaningOf(key('Backspace'), true)).toBe('type')
    for (const typing of [true, false]) {
      expect(meaningOf(key('-', 'NumpadSubtract'), typing)).toBe('previous')
      expect(meaningOf(key('+', 'NumpadAdd'), typing)).toBe('next')
      expect(meaningOf(key('*', 'NumpadMultiply'), typing)).toBe('back')
    }
  })

  it('K29 with the number lock off the same keys mean the same', () => {
    expect(meaningOf(key('ArrowLeft', 'Numpad4'), true)).toBe('previous')
    expect(meaningOf(key('Clear', 'Numpad5'), false)).toBe('press')
    expect(meaningOf(key('Insert', 'Numpad0'), false)).toBe('back')
  })

  it('K31 keys that scroll or enlarge do nothing; those of the technician are left to the browser', () => {
    for (const one of ['PageUp', 'PageDown', 'Home', 'End']) expect(meaningOf(key(one), false)).toBe('nothing')
    for (const one of ['+', '-', '=', '0']) expect(meaningOf(key(one, one, { ctrlKey: true }), false)).toBe('nothing')
    expect(meaningOf(key('r', 'KeyR', { ctrlKey: true }), false)).toBe('foreign')
    expect(meaningOf(key('F5'), false)).toBe('foreign')
    expect(meaningOf(key('ArrowLeft', 'ArrowLeft', { altKey: true }), false)).toBe('foreign')
  })
})
