/** What comes out where people take numbers: whether today will do, what to show at the window, guides, and where else to go. */
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { guide, kiosk } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { withRules } from '../kit/small-catalogue.ts'
import { calledNext, type Deed, given, later, opened, taken, told, windowOpened } from '../kit/story.ts'
import { catalogue, changed, FEE, guideLinkTo, kinds, papersOf, textOf } from './paper-hall.ts'

/** Opened at nine; a window takes B-01 at ten minutes each. */
const until = (close: string): Catalogue => ({ ...catalogue, hours: { ...catalogue.hours, close } })
const priority = { class: 'priority', ground: 'elderly' } as const

const ticketAfter = (...deeds: readonly Deed[]): string => textOf(papersOf(given(...deeds).past), 'ticket')
const noticeAfter = (kind: 'service' | 'elsewhere', service: string, hall: Catalogue = catalogue) =>
  papersOf(given(opened(hall), told({ type: 'GiveNotice', kind, service }, kiosk)).past)

describe('the number', () => {
  const three = ['t1', 't2', 't3'].map((ticket) => taken(ticket, 'B-01'))

  it('K22 says nothing of closing while everybody is served in time', () => {
    expect(ticketAfter(opened(until('17:30')), windowOpened('3'), ...three)).not.toMatch(/今天|没有开放的窗口/)
  })

  it('K22 warns where today may not do, and where it hardly will, and says what to do', () => {
    // Two before somebody at one window: twenty minutes as likely as not, and half an hour at the most four times in five.
    const nearly = [opened(until('09:25')), windowOpened('3')]
    expect(ticketAfter(...nearly, ...three)).toContain('今天不一定能办上。请留意叫号，或到导办台问明再等。')
    expect(ticketAfter(...nearly, later(minutes(12)), ...three)).toContain(
      '今天很可能办不上。请改日早些来，急事请到导办台。',
    )
  })

  it('K22 says nothing of today where the hall stays open beyond its hours and windows serve', () => {
    const evening = [opened(until('09:20')), windowOpened('3'), later(minutes(40)), ...three]
    expect(ticketAfter(...evening)).not.toMatch(/今天|没有开放的窗口/)
  })

  it('K22 says where no window is open, and nothing on the second paper of somebody called', () => {
    expect(ticketAfter(opened(until('17:30')), taken('t1', 'B-01'))).toContain('现在没有开放的窗口')
    const called = [opened(until('09:20')), windowOpened('3'), later(minutes(17)), ...three, calledNext('3')]
    expect(ticketAfter(...called, told({ type: 'ReprintTicket', ticket: 't1' }))).not.toContain('今天')
  })

  it('K19 asks for the document where precedence was chosen at a kiosk, and not where a desk saw it', () => {
    const chosen = (who: typeof kiosk): string =>
      ticketAfter(opened(catalogue), told({ type: 'IssueTicket', ticket: 't1', service: 'B-01', ...priority }, who))
    expect(chosen(kiosk)).toContain('【优先】请出示证件，窗口核验')
    expect(chosen(guide)).toContain('【优先】')
    expect(chosen(guide)).not.toContain('请出示证件')
    expect(ticketAfter(opened(catalogue), taken('t1', 'B-01'))).not.toContain('请出示证件')
  })

  it('K19 asks for it on a second paper too, until a desk has seen the document', () => {
    const issued = told({ type: 'IssueTicket', ticket: 't1', service: 'B-01', ...priority }, kiosk)
    const again = told({ type: 'ReprintTicket', ticket: 't1' })
    expect(ticketAfter(opened(catalogue), issued, again)).toContain('请出示证件')
    const seen = told({ type: 'ChangeClass', ticket: 't1', class: 'priority', ground: 'military' }, guide)
    expect(ticketAfter(opened(catalogue), issued, seen, again)).toContain('【优先】')
    expect(ticketAfter(opened(catalogue), issued, seen, again)).not.toContain('请出示证件')
    const moved = [
      taken('t1', 'B-01'),
      told({ type: 'ChangeClass', ticket: 't1', class: 'priority', ground: 'elderly' }, guide),
    ]
    expect(ticketAfter(opened(catalogue), ...moved, again)).toContain('【优先】')
    expect(ticketAfter(opened(catalogue), ...moved, again)).not.toContain('请出示证件')
  })

  it('T24 carries the masked name where the hall wants it', () => {
    const named = taken('t1', 'B-01', { maskedName: '张*' })
    expect(ticketAfter(opened(withRules({ maskedNames: true }, catalogue)), named)).toContain('取号人张*')
    expect(ticketAfter(opened(catalogue), named)).not.toContain('张*')
  })
})

describe('a guide at a kiosk', () => {
  it('K16 comes out beside the kiosk that asked, and leads to the same on a phone', () => {
    const [paper] = noticeAfter('service', 'A-01')
    expect(kinds(noticeAfter('service', 'A-01'))).toEqual(['service'])
    expect(paper).not.toHaveProperty('counter')
    expect(paper).not.toHaveProperty('ticket')
    expect(JSON.stringify(paper)).toContain(guideLinkTo('A-01'))
  })

  it('K16 says the law of the matter first, its limit and who answers for it, as they are written', () => {
    const written = { basis: '《行政许可法》第十二条', quantity: '全县三十家', handler: '许可岗' }
    const text = textOf(noticeAfter('service', 'A-01', { ...catalogue, services: changed('A-01', written) }), 'service')
    expect(text).toContain('二、办理依据《行政许可法》第十二条《市场主体登记管理条例》第十六条三、办理条件')
    expect(text).toContain('四、数量限制全县三十家五、')
    expect(text).toContain('十二、承办人许可岗0753-0000001十三、')
  })

  it('K16 leaves to the window what nobody wrote down, and says no law twice', () => {
    const text = textOf(noticeAfter('service', 'A-01'), 'service')
    expect(text).toContain('二、办理依据《市场主体登记管理条例》第十六条三、')
    expect(text).toContain('四、数量限制以窗口告知为准')
    expect(text).toContain('十二、承办人政务服务中心0753-0000001')
    const same = { basis: '《市场主体登记管理条例》第十六条', fee: FEE }
    const twice = textOf(noticeAfter('service', 'A-01', { ...catalogue, services: changed('A-01', same) }), 'service')
    expect(twice).toBe(text)
  })
})

describe('what is not handled here', () => {
  it('K17 says what, why, who, whom to ring, where and when, comes out where it was asked for, and is no number', () => {
    const papers = noticeAfter('elsewhere', 'out-1')
    expect(kinds(papers)).toEqual(['elsewhere'])
    expect(papers[0]).not.toHaveProperty('counter')
    const text = textOf(papers, 'elsewhere')
    for (const said of ['驾驶证换证', '原因需要验车场地', '车辆管理所0753-0000101地址城东路1号', '不是号票'])
      expect(text).toContain(said)
    // Nobody wrote down its hours.
    expect(text).toContain('开放出发前请先打电话询问')
    expect(text).toContain('打印取号机')
    expect(JSON.stringify(papers)).toContain(guideLinkTo('out-1'))
    expect(
      given(opened(catalogue), told({ type: 'GiveNotice', kind: 'elsewhere', service: 'out-1' }, kiosk)).past.hall
        .tickets.size,
    ).toBe(0)
  })

  it('K17 prints nothing about a place that a later catalogue no longer names', () => {
    const { past } = given(opened(catalogue), told({ type: 'GiveNotice', kind: 'elsewhere', service: 'out-1' }, kiosk))
    const notice = past.events.at(-1)
    told({ type: 'PublishCatalogue', catalogue: { ...catalogue, elsewhere: [] } })(past)
    expect(notice && papersOf({ ...past, events: [notice] })).toEqual([])
  })
})
