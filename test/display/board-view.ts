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
  closesAt: null,
  revision: 1,
  zone: 'all',
  zoneName: '',
  zones: [],
  widest: { windows: ['1', '2', '3'], letters: ['A', 'B', 'C'], prefixes: ['', 'V', 'Y'] },
  calls: [...calls].sort((one, other) => other.position - one.position),
  themes: [],
  notices: [],
  boards: { rules: [], playlist: [] },
  figures: { issued: 0, served: 0, waiting: 0, windows: 0, meanWaitMs: null, satisfied: null },
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
  floor: 1,
  recall: false,
  live: true,
  ...more,
})
