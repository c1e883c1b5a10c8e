/** Papers that came with editable slips: what is paid and collected, the way of a visit, and guides. */
import { describe, expect, it } from 'vitest'
import type { Catalogue, Outcome } from '../../hall/catalogue.ts'
import type { CommandOf } from '../../hall/commands.ts'
import type { Served } from '../../hall/ticket.ts'
import { readyDay } from '../../server/printing/onward-paper.ts'
import type { Paperwork } from '../../server/printing/slips.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { calledNext, completed, type Deed, given, opened, started, taken, told, windowOpened } from '../kit/story.ts'
import { bare, catalogue, changed, FEE, kinds, linkTo, papersOf, textOf } from './paper-hall.ts'

const windows = ['1', '5', '6'].map(windowOpened)
const serving = [opened(catalogue), ...windows, taken('t1', 'A-01'), calledNext('1'), started('1')]
const paid: readonly Deed[] = [completed('1', 'promised'), calledNext('5'), started('5')]
const ended = (...deeds: readonly Deed[]): readonly Paperwork[] => papersOf(given(...deeds).past)

describe('paying and collecting', () => {
  it('P43 whoever goes on to pay reads what, how much by which rule, and where, in place of the next stop', () => {
    const papers = ended(...serving, completed('1', 'promised'))
    expect(kinds(papers)).toEqual(['receipt', 'special', 'fee'])
    expect(papers.at(-1)).toMatchObject({ counter: '1', id: expect.stringMatching(/^t1\.fee\.\d+$/) })
    const text = textOf(papers, 'fee')
    expect(text).toMatch(/^小厅缴费通知单A001/)
    expect(text).toContain(`1.营业执照设立收费${bare(FEE)}`)
    expect(text).toContain('请到以下窗口缴费：一楼5号窗口进门就是前面无人等待')
    expect(text).toContain('其后依次办理：1.领取结果一楼6号窗口')
  })

  it('P43 what is paid for several matters is named for each of them, and what was turned away is not', () => {
    const two = taken('t1', 'A-01', { more: ['B-01', 'A-02'] })
    const both = changed('B-01', { stages: ['P-01'], fee: '  ' }).map((service) =>
      service.id === 'A-01' ? { ...service, fee: FEE } : service,
    )
    const hall = opened({ ...catalogue, services: both })
    const visit = (first: Deed) => [hall, ...windows, windowOpened('3'), windowOpened('4'), two, first]
    const accepted = visit(calledNext('1')).concat(started('1'), completed('1', 'promised'), calledNext('3'))
    const text = (deeds: readonly Deed[]): string => {
      const { past } = given(...deeds, started('3'), completed('3', 'immediate'))
      for (const counter of ['1', '4']) {
        calledNext(counter)(past)
        started(counter)(past)
        completed(counter, 'promised')(past)
      }
      return textOf(papersOf(past), 'fee')
    }
    expect(text(accepted)).toContain(`1.营业执照设立收费${bare(FEE)}2.食品经营许可收费以窗口告知为准`)
    const declined = told({ type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'refused', reason: '不需要' })
    expect(text(visit(calledNext('1')).concat(started('1'), declined, calledNext('3')))).toContain(
      '1.食品经营许可收费以窗口告知为准',
    )
  })

  it('P43 whoever goes on to collect reads for what, from when, and where', () => {
    const papers = ended(...serving, ...paid, completed('5'))
    expect(kinds(papers)).toEqual(['collection'])
    const text = textOf(papers, 'collection')
    expect(text).toMatch(/^小厅取件通知单A0011\.营业执照设立领取\d{4}-\d\d-\d\d起/)
    expect(text).toContain('到以下窗口领取：一楼6号窗口')
    const now = ended(...serving, completed('1', 'immediate'), calledNext('5'), started('5'), completed('5'))
    expect(textOf(now, 'collection')).toContain('领取叫到号即可领取')
  })

  it('P43 a stage that other windows take too is a next stop like any other', () => {
    const shared: Catalogue = {
      ...catalogue,
      counters: catalogue.counters.map((counter) => (counter.id === '2' ? { ...counter, help: ['P'] } : counter)),
    }
    const papers = ended(
      ...[opened(shared), ...windows, taken('t1', 'A-01'), calledNext('1'), started('1')],
      completed('1', 'promised'),
    )
    expect(kinds(papers)).toEqual(['receipt', 'special', 'next'])
    // Bound to the one window that does nothing else, it is a payment again.
    const bound = { service: 'P-01', reason: 'asked', bound: { counter: '5' } } as const
    const sent = told({ type: 'TransferTicket', ticket: 't1', ...bound }, staffAt('1'))
    const there = ended(opened(shared), ...windows, taken('t1', 'A-01'), calledNext('1'), started('1'), sent)
    expect(kinds(there)).toEqual(['fee'])
  })

  it('P43 what was accepted can be collected once the last of it is promised for, whatever else was done', () => {
    const done = (service: string, outcome: Outcome, promised?: string): Served => ({
      ...{
        service,
        outcome,
        counter: '1',
        staff: '',
        staffId: '',
        calledAt: 0,
        startedAt: 0,
        completedAt: 0,
        cases: 1,
        rating: '',
      },
      ...(promised === undefined ? {} : { promised }),
    })
    const served = [
      done('A-01', 'promised', '2026-12-01'),
      done('A-02', 'joint', '2026-11-27'),
      done('B-01', 'promised', '2026-12-31'),
      done('A-02', 'refused', '2027-01-01'),
    ]
    expect(readyDay({ served }, ['A-01', 'A-02'])).toBe('2026-12-01 起')
    expect(readyDay({ served: [done('A-01', 'immediate')] }, ['A-01'])).toBe('叫到号即可领取')
  })

  it('P43 somebody who is sent to pay by hand reads the fee of the payment itself', () => {
    const sent = told({ type: 'TransferTicket', ticket: 't1', service: 'P-01', reason: 'asked' }, staffAt('1'))
    const text = textOf(ended(...serving, sent), 'fee')
    expect(text).toContain('1.缴费收费不收费')
    expect(text).toContain('原因应您的要求')
  })

  it('P43 a collection notice on request says where, for whoever comes another day', () => {
    const notice: Deed = told({ type: 'GiveNotice', kind: 'collection', service: 'A-01' }, guide)
    const text = textOf(ended(opened(catalogue), notice), 'collection')
    expect(text).toContain('1.营业执照设立领取以窗口告知为准请凭本单和有效身份证件，到以下窗口领取：一楼6号窗口')
    expect(text).not.toMatch(/A\d{3}|原号/)
    const early = told({ type: 'GiveNotice', kind: 'collection', service: 'A-01', ticket: 't1' }, guide)
    expect(textOf(ended(...serving, early), 'collection')).toContain('领取以窗口告知为准')
    const after = told({ type: 'GiveNotice', kind: 'collection', service: 'A-01', ticket: 't1' }, guide)
    expect(textOf(ended(...serving, completed('1', 'promised'), after), 'collection')).toMatch(
      /A0011\.营业执照设立领取\d{4}-\d\d-\d\d起/,
    )
  })
})

describe('guides', () => {
  const gave = (notice: Omit<CommandOf<'GiveNotice'>, 'type'>): Deed => told({ type: 'GiveNotice', ...notice }, guide)

  it('P44 办事指南 has the thirteen fields in their order, with the way through the hall, and costs nothing', () => {
    const text = textOf(ended(opened(catalogue), gave({ kind: 'service', service: 'A-01' })), 'service')
    const order = [
      '办事指南一、事项名称营业执照设立',
      '二、办理依据《市场主体登记管理条例》第十六条',
      '三、办理条件名称已自主申报',
      '四、数量限制以窗口告知为准',
      '五、办理程序受理、审查、发证',
      '六、办理期限承诺受理后3个工作日法定5个工作日特定现场核查5个工作日，不计入承诺时限',
      '七、大厅流程1.营业执照设立一楼1、2号窗口2.缴费一楼5号窗口3.领取结果一楼6号窗口',
      '八、材料目录（3项）1.申请书原件1份2.场所证明原件1份3.委托书原件1份情形委托他人办理的',
      '九、申请书示范文本以窗口告知为准',
      '十、收费依据发改价格〔2019〕914号',
      `十一、收费标准${bare(FEE)}`,
      '十二、承办人政务服务中心0753-0000001',
      '十三、监督渠道热线12345，或到二楼9号窗口（投诉受理）反映',
      '本指南免费提供。',
    ].map((words) => text.indexOf(words))
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('P44 what nobody wrote down is left to the window', () => {
    const blank: Catalogue = { ...smallCatalogue, services: changed('B-01', { checklist: [], fee: '', stages: [] }) }
    const known = { ...blank, services: blank.services.filter(({ theme }) => 'ABC'.includes(theme)) }
    const services = known.services.map(({ stages: _stages, ...service }) => service)
    const text = textOf(ended(opened({ ...known, services }), gave({ kind: 'service', service: 'B-01' })), 'service')
    for (const words of [
      '二、办理依据',
      '三、办理条件',
      '五、办理程序',
      '八、材料目录',
      '十、收费依据',
      '十一、收费标准',
    ])
      expect(text).toContain(`${words}以窗口告知为准`)
  })

  it('P44 the samples of the materials and a law that a fee names stand in their own fields', () => {
    const checklist = [
      { name: '申请书', copies: 1, form: 'original', basis: '《条例》', sample: '《申请书》示范' },
    ] as const
    const fee = '水资源费按《征收管理条例》征收'
    const services = changed('A-01', { checklist, fee })
    const text = textOf(
      ended(opened({ ...catalogue, services }), gave({ kind: 'service', service: 'A-01' })),
      'service',
    )
    expect(text).toContain('九、申请书示范文本《申请书》示范十、收费依据《征收管理条例》十一、收费标准水资源费')
  })

  it('P45 办理流程单 lists every leg in order: done with its outcome, in hand, and to come', () => {
    const asked = gave({ kind: 'journey', service: 'A-01', ticket: 't1' })
    const text = textOf(ended(...serving, completed('1', 'promised'), asked), 'journey')
    expect(text).toMatch(/^小厅办理流程单A001共3个环节，已办1个/)
    expect(text).toMatch(/1\.营业执照设立状态已办\d\d:\d\d地点1号窗口结果承诺，\d{4}-\d\d-\d\d前办结/)
    expect(text).toContain('2.缴费状态等候中，前面无人地点一楼5号窗口3.领取结果状态待办地点一楼6号窗口')
    expect(textOf(ended(...serving, asked), 'journey')).toContain('1.营业执照设立状态办理中地点1号窗口2.缴费状态待办')
  })

  it('P45 it says how many are before, and of a visit that is over what came of it', () => {
    const asked = gave({ kind: 'journey', service: 'A-01', ticket: 't2' })
    const waits = [opened(catalogue), windowOpened('1'), taken('t1', 'A-01'), taken('t2', 'A-01')]
    expect(textOf(ended(...waits, asked), 'journey')).toContain('1.营业执照设立状态等候中，前面1人')
    const gone = told({ type: 'CancelTicket', ticket: 't2', reason: '改日再来' }, guide)
    const cancelled = ended(...waits, gone, asked)
    expect(textOf(cancelled, 'journey')).toContain('1.营业执照设立状态已取消地点一楼1、2号窗口2.缴费状态不再办理')
    // A code of a visit that is over would only rate it (I15).
    expect(JSON.stringify(cancelled)).not.toContain(linkTo('secret-of-t2'))
    const over = ended(
      ...[...serving, completed('1', 'refused', '不需要许可')],
      gave({ kind: 'journey', service: 'A-01', ticket: 't1' }),
    )
    expect(textOf(over, 'journey')).toMatch(/共1个环节，已办1个1\.营业执照设立状态已办\d\d:\d\d地点1号窗口结果不受理/)
  })
})
