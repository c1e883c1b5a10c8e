/** The figures beside 为什么叫这个号. */
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../counter/why-sheet.tsx'
import { lastOf } from '../hall/explained-calls.ts'
import { minutes } from '../kit/hand-clock.ts'
import { withRules } from '../kit/small-catalogue.ts'
import { calledNext, given, later, opened, taken, told, windowOpened } from '../kit/story.ts'

describe('the figures of a call', () => {
  it('Q10 who was moved before strict precedence is not said to have waited for years', () => {
    const { past } = given(
      opened(withRules({ creditMinutes: { ordinary: 0, priority: 1_440, appointment: 10 } })),
      ...['1', '2'].map(windowOpened),
      taken('vip', 'A-01', { class: 'priority', ground: 'elderly' }),
      taken('b', 'B-01'),
      later(minutes(3)),
      told({ type: 'TransferTicket', ticket: 'b', service: 'A-01', reason: 'expert', front: true }),
      calledNext('1'),
    )
    const { called, whom } = lastOf(past)
    expect(figuresOf(called)).toEqual(['—', '—', '—'])
    expect(whom.map(figuresOf)).toEqual([['3 分', '—', '先于所有']])
  })
})
