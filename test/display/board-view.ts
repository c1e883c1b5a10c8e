/** A board with any calls on it, for tests that care about nothing else. */
import type { BoardCall, BoardView } from '../../hall/views/public.ts'

export const boardOf = (calls: readonly BoardCall[], more: Partial<BoardView> = {}): BoardView => ({
  name: '市政务服务中心',
  nameEn: 'City hall',
  hotline: '12345',
  timeZone: 'Asia/Shanghai',
  open: true,
  day: '2026-11-22',
  hours: '09:00–17:00',
  revision: 1,
  zone: 'all',
  zoneName: '',
  calls: [...calls].sort((one, other) => other.position - one.position),
  themes: [],
  notices: [],
  servedToday: 0,
  ...more,
})

/** A call at window 1 of A001, live and not a recall, unless said otherwise. */
export const callOf = (position: number, at: number, more: Partial<BoardCall> = {}): BoardCall => ({
  position,
  at,
  number: 'A001',
  class: 'ordinary',
  counter: '1',
  counterName: '1',
  zoneName: '一区',
  recall: false,
  live: true,
  ...more,
})
