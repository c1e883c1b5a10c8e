/** Who waits for one window alone is let go when there is nobody any more, also where that comes true only later. */
import { describe, expect, it } from 'vitest'
import { verify } from '../../hall/verify.ts'
import { staffAt } from '../kit/actors.ts'
import { richCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, completed, given, opened, started, taken, told, windowOpened } from '../kit/story.ts'

describe('a way back to a window that has closed meanwhile', () => {
  const { past } = given(
    opened(richCatalogue),
    ...['1', '2', '3'].map(windowOpened),
    taken('back', 'A-01'),
    calledNext('1'),
    told({ type: 'TransferTicket', ticket: 'back', service: 'B-01', reason: 'expert', comeBack: true }, staffAt('1')),
    told({ type: 'CloseCounter', counter: '1' }),
    calledNext('3'),
    started('3'),
    completed('3'),
  )

  it('T14 leads to any window that takes it', () => {
    const ticket = past.hall.tickets.get('back')
    expect(ticket).toMatchObject({ status: 'waiting', service: 'A-01' })
    expect(ticket?.bound).toBeUndefined()
    expect(verify(past.events, 'small')).toMatchObject({ ok: true })
  })

  it('T14 and it is called there', () => {
    expect(() => calledNext('2')(past)).not.toThrow()
    expect(past.hall.counters.get('2')?.ticket).toBe('back')
  })
})
