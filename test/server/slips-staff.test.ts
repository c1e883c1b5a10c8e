/** Papers that stay with the staff: who waits, the day that is over, and whether a printer prints. */
import { describe, expect, it } from 'vitest'
import { pickNext } from '../../hall/queue.ts'
import { staffSlip } from '../../server/printing/staff-slips.ts'
import { guide, manager } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import {
  calledNext,
  type Deed,
  given,
  later,
  missed,
  opened,
  rated,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { PAPER_58, PAPER_80, said, saidWhole } from '../printer/facts.ts'
import { bare, catalogue, kinds, papersOf, textOf } from './paper-hall.ts'

describe('for the staff', () => {
  const morning: readonly Deed[] = [
    opened(catalogue),
    ...['1', '2', '3', '4'].map(windowOpened),
    taken('a1', 'A-01'),
    taken('b1', 'B-01'),
    taken('a2', 'A-02'),
    told({ type: 'IssueTicket', ticket: 'a3', service: 'A-01', class: 'priority', ground: 'elderly' }, guide),
    taken('a4', 'A-01'),
    told({ type: 'TransferTicket', ticket: 'a4', service: 'A-01', reason: 'asked', bound: { counter: '2' } }, guide),
    later(minutes(12)),
  ]

  it('P46 the list has all who wait by theme, in the order in which they are called, with class, since when and whom for', () => {
    const gone = told({ type: 'CancelTicket', ticket: 'a5', reason: '改日再来' }, guide)
    const { past } = given(...morning, taken('a5', 'A-01'), gone)
    const lines = said(staffSlip({ kind: 'waiting', hall: past.hall }, past.now))
    const order = lines.flatMap((line) => /^(?:[AB]\d{3}|V[AB]\d{3}|[AB] .*人）)/.exec(line)?.[0] ?? [])
    expect(order).toEqual(['A 登记注册（4 人）', 'VA003', 'A001', 'A002', 'A004', 'B 经营许可（1 人）', 'B001'])
    expect(lines).toContainEqual(expect.stringMatching(/^VA003 优先 +\d\d:\d\d 起，12 分$/))
    expect(lines).toContainEqual(expect.stringMatching(/^A004 指定2 +/))
    expect(lines.find((line) => line.includes('共'))).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +共 5 人$/)
    // Nobody's number is passed over: the windows call in this order.
    const first = pickNext(past.hall, '1', past.now)?.ticket
    expect(past.hall.tickets.get(first ?? '')?.number).toBe(3)
  })

  it('P46 an empty hall has a list that says so, and a long one says how many are not on it', () => {
    const { past } = given(opened(catalogue))
    const said0 = said(staffSlip({ kind: 'waiting', hall: past.hall }, past.now))
    expect(said0.find((line) => line.includes('共'))).toMatch(/共 0 人$/)
    expect(said0.join('')).not.toContain('未列出')
    for (let n = 0; n < 304; n += 1) taken(`t${n}`, 'A-01')(past)
    const many = said(staffSlip({ kind: 'waiting', hall: past.hall }, past.now))
    expect(many.filter((line) => /^A\d{3} /.test(line))).toHaveLength(300)
    expect(many).toContain('另有 4 人未列出。')
  })

  const CHAIN = '0123456789abcdef'.repeat(4)
  const day: readonly Deed[] = [
    ...morning,
    calledNext('1'),
    started('1'),
    told({ type: 'CompleteTicket', counter: '1', ticket: 'a3', outcome: 'consulted', cases: 3 }),
    rated('a3', 'very-satisfied'),
    later(minutes(8)),
    calledNext('1'),
    missed('1'),
    told({ type: 'CancelTicket', ticket: 'a2', reason: '改日再来' }, guide),
    told({ type: 'GiveNotice', kind: 'guide', service: 'A-01' }, guide),
    told({ type: 'LogQuestion', question: 'q1', channel: 'desk' }, guide),
  ]
  const closed = told({ type: 'CloseHall' }, manager)

  it('P46 the day-end sheet comes out when the hall closes, with the figures of the day and the head of the chain', () => {
    const { past } = given(...day, closed)
    const head = { position: past.hall.position, chain: CHAIN }
    const papers = papersOf(past, () => ({ hall: past.hall, head }))
    expect(kinds(papers)).toEqual(['day-end'])
    expect(papers[0]?.counter).toBeUndefined()
    const text = textOf(papers, 'day-end')
    for (const words of [
      `小厅日终单${past.hall.day}已闭厅`,
      '取号5办结1过号1取消1闭厅作废2办件3',
      '最长等候20分',
      // Two windows own the theme, 25 cases each (S003-14); two people of it were called.
      'A登记注册取号4办结1办件3/50',
      '平均等候16分九成不超20分',
      '评价（已评1）非常满意1满意0基本满意0不满意0非常不满意0',
      '告知补齐申请材料通知书0一次性告知单1特定程序告知书0办事指南0办理流程单0取件通知单0',
      '答复咨询1待答复咨询0空岗0',
      `账本序号${past.hall.position}校验码0123456789abcdef`,
      CHAIN,
    ])
      expect(text).toContain(words)
    // No name of staff or of visitors, and no rating of anybody in particular.
    expect(text).not.toMatch(/窗口员|导办/)
  })

  it('P46 without a ledger at hand there is no sheet, and one of a day that goes on says so', () => {
    const { past } = given(...day, closed)
    expect(papersOf(past)).toEqual([])
    const open = given(...day).past
    const head = { position: open.hall.position, chain: CHAIN }
    const sheet = staffSlip({ kind: 'day-end', hall: open.hall, head }, open.now)
    expect(bare(saidWhole(sheet))).toContain('未闭厅，截至打印时')
    const quiet = given(opened(catalogue)).past
    const empty = bare(saidWhole(staffSlip({ kind: 'day-end', hall: quiet.hall, head }, quiet.now)))
    expect(empty).toContain('最长等候—')
    expect(empty).toContain('平均等候—九成不超—')
  })

  it('P55 a test slip names the printer and its place, and its ruler fills one line exactly', () => {
    const { hall, now } = { ...given(opened(catalogue)).past }
    for (const [paper, columns] of [
      [80, 48],
      [58, 32],
    ] as const) {
      const printer = { id: 'p1', name: '取号机打印机', kind: 'virtual', paper, place: '一楼大堂' } as const
      const slip = staffSlip({ kind: 'test', hall, printer }, now)
      const lines = said(slip, paper === 80 ? PAPER_80 : PAPER_58)
      expect(lines).toContain('打印机  取号机打印机')
      expect(lines).toContain('位置    一楼大堂')
      const rulers = lines.filter((line) => line.startsWith('....:....1'))
      expect(rulers.map((line) => line.length)).toEqual([columns])
      expect(lines).toContain('四倍字')
      expect(lines.join('')).toContain('买买提·吐尔逊')
    }
  })

  it('P41 the hall’s own templates are used for all of them', () => {
    const slips = { waiting: [{ kind: 'text', text: '共{total}人在等' }] } as const
    const { past } = given(opened(catalogue))
    const own = { ...past.hall, catalogue: { ...catalogue, slips } }
    expect(said(staffSlip({ kind: 'waiting', hall: own }, past.now))).toEqual(['共0人在等'])
  })
})
