import { describe, expect, it } from 'vitest'
import { questionName, questionOf, settlingActs } from '../../counter/interrupted.ts'
import type { TicketCard } from '../../hall/views/card.ts'

type Asked = Parameters<typeof questionOf>[0]
const ticket = (status: 'called' | 'serving'): TicketCard => ({ id: 't1', status }) as unknown as TicketCard
const view = (status: 'called' | 'serving', more: Partial<Asked> = {}): Asked => ({
  counter: '1',
  ticket: ticket(status),
  confirmArrival: false,
  interrupted: { from: 60_000, to: 240_000 },
  ...more,
})

describe('a window after the hall stood still', () => {
  it('Z34 a visit that had begun ends or goes on; one that was only called is called again, or has come', () => {
    expect(settlingActs(view('serving'))).toEqual(['complete'])
    expect(settlingActs(view('called', { confirmArrival: true }))).toEqual(['recall', 'arrive'])
    expect(settlingActs(view('called'))).toEqual(['recall', 'complete'])
  })

  it('Z34 asks until it was said here that the visit goes on; at another window, or the next time, it asks again', () => {
    const asked = view('serving')
    expect(questionOf(asked, undefined)).toEqual(asked.interrupted)
    expect(questionOf(asked, questionName(asked))).toBeUndefined()
    expect(questionOf(asked, questionName(view('serving', { counter: '2' })))).toEqual(asked.interrupted)
    const again = { from: 300_000, to: 400_000 }
    expect(questionOf(view('serving', { interrupted: again }), questionName(asked))).toEqual(again)
  })

  it('Z34 asks nothing where nobody is in front, or nothing was interrupted', () => {
    const { interrupted: _was, ...plain } = view('serving')
    expect(questionOf(plain, undefined)).toBeUndefined()
    expect(questionOf(view('serving', { ticket: null }), undefined)).toBeUndefined()
  })
})
