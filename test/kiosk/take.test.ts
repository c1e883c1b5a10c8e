import { describe, expect, it } from 'vitest'
import { aheadOf } from '../../kiosk/queue-ahead.ts'
import { secretOf } from '../../kiosk/visitor.ts'

describe('a ticket just taken', () => {
  it('K14 a view that already counts the ticket counts one too many, an older one does not', () => {
    expect(aheadOf(7, 100, 100)).toBe(6)
    expect(aheadOf(7, 101, 100)).toBe(6)
    expect(aheadOf(6, 99, 100)).toBe(6)
    expect(aheadOf(0, 100, 100)).toBe(0)
  })

  it('K15 the phone takes the secret from its own address, and nothing else', () => {
    expect(secretOf('/t/0123abcdef')).toBe('0123abcdef')
    expect(secretOf('/t/0123abcdef/')).toBe('0123abcdef')
    expect(secretOf('/t/')).toBe('')
    expect(secretOf('/t/a/b')).toBe('')
    expect(secretOf('/kiosk')).toBe('')
  })
})
