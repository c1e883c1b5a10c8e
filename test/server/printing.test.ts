/** From events to paper: which event makes which papers, and what the hall knows of them. */
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue, Outcome, Service } from '../../hall/catalogue.ts'
import type { CommandOf } from '../../hall/commands.ts'
import type { Paperwork } from '../../server/printing/slips.ts'
import { paperworkOf } from '../../server/printing/slips.ts'
import { guide, staffAt } from '../kit/actors.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import {
  calledNext,
  type Deed,
  given,
  later,
  opened,
  type Past,
  parked,
  started,
  taken,
  told,
  windowOpened,
} from '../kit/story.ts'
import { saidWhole } from '../printer/facts.ts'

const FORM = '登记申请书'
const CARD = '居民身份证'

const changed = (id: string, change: Partial<Service>): Service[] =>
  smallCatalogue.services.map((service) => (service.id === id ? { ...service, ...change } : service))

const card = smallCatalogue.services.flatMap((service) => service.checklist).slice(0, 1)
const checklist: Service['checklist'] = [
  ...card,
  { name: FORM, copies: 2, form: 'original', basis: '《登记条例》第三条' },
]

/** The small hall, where a licence has a form to fill in, a special procedure, and a stage upstairs after it. */
const catalogue: Catalogue = {
  ...smallCatalogue,
  services: changed('A-01', {
    checklist,
    caseType: 'promised',
    promisedWorkingDays: 5,
    special: { name: '专家评审', workingDays: 15 },
    stages: ['C-01'],
  }),
  themes: smallCatalogue.themes.map((theme) =>
    theme.id === 'B' ? { ...theme, noShow: { mode: 'void', returnMinutes: 0, placesDown: 0, times: 0 } } : theme,
  ),
  counters: [...smallCatalogue.counters, { id: '9', name: '9', zone: 'z1', role: 'complaint', own: [], help: [] }],
}

const linkTo = (secret: string): string => `https://hall.example/t/${secret}`
const guideLinkTo = (id: string): string => `https://hall.example/g/${id}`

/** The papers of the latest event. */
const papersOf = (past: Past, machine = '取号机'): readonly Paperwork[] => {
  const last = past.events.at(-1)
  return last ? paperworkOf(last, { hall: past.hall, machine, linkTo, guideLinkTo }) : []
}
const templates = (papers: readonly Paperwork[]): string[] => papers.map(({ template }) => template)
/** What stands on one of the papers, without spaces and lines. */
const textOf = (papers: readonly Paperwork[], template: string): string => {
  const paper = papers.find((other) => other.template === template)
  if (!paper) throw new Error(`There is no ${template} among ${templates(papers).join(', ')}.`)
  return saidWhole(paper.slip).replaceAll(/[ ─]/g, '')
}

const seated: readonly Deed[] = [
  opened(catalogue),
  windowOpened('1'),
  windowOpened('4'),
  taken('t1', 'A-01'),
  calledNext('1'),
  started('1'),
]
const ended = (outcome: Outcome, more: Partial<CommandOf<'CompleteTicket'>> = {}): Deed =>
  told({ type: 'CompleteTicket', counter: '1', ticket: 't1', outcome, ...more })
const incomplete = { present: [CARD], missing: [FORM] }
const complete = { present: [CARD, FORM], missing: [] }
const papersAfter = (...deeds: readonly Deed[]): readonly Paperwork[] => papersOf(given(...seated, ...deeds).past)

describe('the papers at the end of a leg', () => {
  it('P26 补办 prints the notice with what is missing and what was in order, at that window', () => {
    const papers = papersAfter(ended('supplement', { materials: incomplete }))
    expect(templates(papers)).toEqual(['supplement'])
    expect(papers[0]?.counter).toBe('1')
    const text = textOf(papers, 'supplement')
    expect(text).toContain('请一次补齐以下1项：1.登记申请书原件2份依据《登记条例》第三条')
    expect(text).toContain('已核对1项，请再次带来：1.居民身份证原件1份')
    expect(text).toContain('取“营业执照设立”号，到一楼1、2号窗口办理')
    expect(text).toContain('经办1号窗口窗口员')
  })

  it('P29 a refusal and a return print their own papers with the reason and the complaints window', () => {
    const refused = papersAfter(ended('refused', { reason: '不需要取得许可' }))
    expect(templates(refused)).toEqual(['declined'])
    expect(textOf(refused, 'declined')).toContain(
      '理由不需要取得许可如有异议，可拨打12345投诉，或到一楼9号窗口（投诉受理）反映',
    )
    expect(textOf(papersAfter(ended('returned', { reason: '申请人撤回' })), 'declined')).toContain('退办告知单')
  })

  it('P10 only what was accepted says 受理回执, whatever the outcome', () => {
    const said = (outcome: Outcome): boolean =>
      papersAfter(ended(outcome, { reason: '说明' })).some((paper) => saidWhole(paper.slip).includes('受理回执'))
    for (const outcome of ['promised', 'joint', 'reported'] as const) expect(said(outcome)).toBe(true)
    for (const outcome of ['returned', 'supplement', 'refused', 'consulted', 'collected'] as const)
      expect(said(outcome)).toBe(false)
  })

  it('P30 the receipt lists what was received, and the day that the event promised', () => {
    const past = given(...seated, ended('promised', { materials: complete, cases: 3 })).past
    const event = past.events.at(-1)?.event
    const promised = event?.type === 'TicketCompleted' ? event.promised : undefined
    expect(promised).toMatch(/^\d{4}-\d\d-\d\d$/)
    const text = textOf(papersOf(past), 'receipt')
    expect(text).toContain('收到材料2项1.居民身份证原件1份2.登记申请书原件2份')
    expect(text).toContain(`承诺办结${promised}（5个工作日内）`)
    expect(text).toContain('办件数量3件')
  })

  it('P30 what was accepted incomplete lists what is missing; 即办 prints a receipt only then', () => {
    const late = { materials: incomplete, reason: '次日补交' }
    expect(textOf(papersAfter(ended('promised', late)), 'receipt')).toContain(
      '容缺受理，尚缺1项，请尽快补交1.登记申请书原件2份容缺原因次日补交',
    )
    expect(templates(papersAfter(ended('immediate', late)))).toEqual(['receipt', 'next'])
    expect(templates(papersAfter(ended('immediate', { materials: complete })))).toEqual(['next'])
  })

  it('P28 acceptance of a service with a special procedure prints its 告知书 after the receipt', () => {
    for (const outcome of ['promised', 'joint', 'reported'] as const) {
      const papers = papersAfter(ended(outcome))
      expect(templates(papers)).toEqual(['receipt', 'special', 'next'])
      expect(textOf(papers, 'special')).toContain('程序专家评审时间15个工作日承诺5个工作日')
    }
  })

  it('P31 where a leg is followed by another, the next stop is printed where the first ended', () => {
    const papers = papersAfter(ended('promised'))
    expect(papers.map(({ counter }) => counter)).toEqual(['1', '1', '1'])
    expect(textOf(papers, 'next')).toContain('A001下一站社保卡申领二楼4号窗口上楼右转')
  })

  it('P30 the receipt is about the leg that ended, not the one that follows', () => {
    expect(textOf(papersAfter(ended('promised')), 'receipt')).toContain('事项营业执照设立')
  })

  it('P23 a leg that was undone and ended again has papers of its own; the same event has the same', () => {
    const undone = given(...seated, ended('promised'), told({ type: 'UndoAct', counter: '1' }))
    const first = undone.past.events.find(({ event }) => event.type === 'TicketCompleted')
    ended('promised')(undone.past)
    const again = papersOf(undone.past)
    const before = papersAfter(ended('promised'))
    expect(again.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id))
    expect(papersOf(undone.past)).toEqual(again)
    for (const { id, ticket } of again) {
      expect(id).toContain(`.${undone.past.events.at(-1)?.position}`)
      // The spool knows a paper with a ticket by ticket, template and copy, which would be the same again.
      expect(ticket).toBeUndefined()
    }
    expect(first?.position).not.toBe(undone.past.events.at(-1)?.position)
  })

  it('P30 an act that was taken back before anything was printed prints nothing', () => {
    const { past } = given(...seated, ended('promised'), told({ type: 'UndoAct', counter: '1' }))
    const undone = past.events.find(({ event }) => event.type === 'TicketCompleted')
    expect(undone && paperworkOf(undone, { hall: past.hall, machine: '', linkTo, guideLinkTo })).toEqual([])
  })
})

describe('the ticket', () => {
  const issued = (deed: Deed, machine?: string) =>
    papersOf(given(opened(catalogue), windowOpened('1'), deed).past, machine)

  it('P31 it lists the windows of all its legs in order', () => {
    expect(textOf(issued(taken('t1', 'A-01', { more: ['B-01'] })), 'ticket')).toContain(
      '本号依次办理3项，无需重新取号1.营业执照设立一楼1、2号窗口2.食品经营许可一楼3号窗口3.社保卡申领二楼4号窗口',
    )
  })

  it('P31 a checked ticket says 已预审', () => {
    const precheck = told({ type: 'IssueTicket', ticket: 't1', service: 'A-01', materials: complete }, guide)
    expect(textOf(issued(precheck), 'ticket')).toContain('【已预审】')
  })

  it('P32 a theme with its own rule for missed calls prints its own', () => {
    expect(textOf(issued(taken('t1', 'B-01')), 'ticket')).toContain('叫号后等候20秒未到窗口，本号作废')
    expect(textOf(issued(taken('t1', 'A-02')), 'ticket')).toContain('过号后30分钟内可到导办台激活')
  })

  it('P31 a ticket that waits for one window names that window and its zone alone', () => {
    const bound = told({
      type: 'TransferTicket',
      ticket: 't1',
      service: 'A-01',
      reason: 'asked',
      bound: { counter: '4' },
    })
    const { past } = given(
      opened(catalogue),
      windowOpened('4'),
      taken('t1', 'A-01'),
      bound,
      told({ type: 'ReprintTicket', ticket: 't1' }),
    )
    expect(textOf(papersOf(past), 'ticket')).toContain('二楼4号窗口上楼右转')
    const staff = given(
      opened(catalogue),
      windowOpened('4'),
      taken('t1', 'A-01'),
      told({ type: 'TransferTicket', ticket: 't1', service: 'A-01', reason: 'expert', bound: { staff: 'w4' } }),
      told({ type: 'ReprintTicket', ticket: 't1' }),
    )
    expect(textOf(papersOf(staff.past), 'ticket')).toContain('二楼4号窗口上楼右转')
  })

  it('P31 somebody served without a number gets no ticket, and the code on the paper they do get', () => {
    const direct = told({ type: 'ServeDirectly', counter: '1', ticket: 't1', service: 'A-01', reason: '军人' })
    const { past } = given(opened(catalogue), windowOpened('1'), windowOpened('4'), direct)
    const made = past.events.flatMap((event) =>
      paperworkOf(event, { hall: past.hall, machine: '', linkTo, guideLinkTo }),
    )
    expect(made).toEqual([])
    ended('promised')(past)
    const next = papersOf(past).find(({ template }) => template === 'next')
    expect(next?.slip.blocks.some((block) => block.kind === 'qr')).toBe(true)
    const walked = papersAfter(ended('promised')).find(({ template }) => template === 'next')
    expect(walked?.slip.blocks.some((block) => block.kind === 'qr')).toBe(false)
  })

  it('P9 a reprint is another job; the same reprint is not', () => {
    const { past } = given(opened(catalogue), taken('t1', 'A-01'))
    expect(papersOf(past)[0]).toMatchObject({ id: 't1.ticket.1', ticket: 't1', copy: 1 })
    told({ type: 'ReprintTicket', ticket: 't1' }, staffAt('1'))(past)
    expect(papersOf(past)[0]).toMatchObject({ id: 't1.ticket.2', ticket: 't1', copy: 2, counter: '1' })
  })

  it('P2 the foot names the kiosk, or the desk of the guide who gave it', () => {
    expect(textOf(issued(taken('t1', 'A-01'), '三号取号机'), 'ticket')).toContain('三号取号机')
    const atDesk: Deed = (past) => {
      told({ type: 'TakePost', desk: 'desk' }, guide)(past)
      told({ type: 'IssueTicket', ticket: 't1', service: 'A-01' }, guide)(past)
    }
    expect(textOf(issued(atDesk, ''), 'ticket')).toMatch(/desk\d+$/)
  })
})

describe('sending somebody on', () => {
  const sent = (more: Partial<CommandOf<'TransferTicket'>> = {}, actor: Actor = staffAt('1')): Deed =>
    told({ type: 'TransferTicket', ticket: 't1', service: 'B-01', reason: 'wrong-theme', ...more }, actor)

  it('P31 a transfer from a window prints the next stop there, with the reason', () => {
    const papers = papersAfter(sent())
    expect(papers).toMatchObject([{ template: 'next', counter: '1' }])
    const text = textOf(papers, 'next')
    expect(text).toContain('A001下一站食品经营许可一楼3号窗口进门就是前面无人等待')
    expect(text).toContain('无需重新取号。原因取号类别与所办事项不符')
  })

  it('P31 who comes back afterwards reads it, and who is sent for later reads when', () => {
    const { past } = given(...seated)
    sent({ comeBack: true, until: past.now + 3_600_000 })(past)
    const text = textOf(papersOf(past), 'next')
    expect(text).toMatch(/\d\d:\d\d起排队/)
    expect(text).toContain('其后依次办理：1.营业执照设立一楼1号窗口2.社保卡申领二楼4号窗口')
  })

  it('P31 a transfer at the desk, or of a number that was put aside, prints nothing', () => {
    expect(papersAfter(sent({}, guide))).toEqual([])
    expect(papersAfter(parked('1'), sent())).toEqual([])
  })

  it('P31 a transfer that was taken back before anything was printed prints nothing', () => {
    const { past } = given(...seated, sent(), told({ type: 'UndoAct', counter: '1' }))
    const undone = past.events.find(({ event }) => event.type === 'TicketTransferred')
    expect(undone && paperworkOf(undone, { hall: past.hall, machine: '', linkTo, guideLinkTo })).toEqual([])
  })

  it('P31 every other event leaves no paper', () => {
    expect(papersAfter()).toEqual([])
    expect(
      papersAfter(later(60_000), told({ type: 'RequeueTicket', counter: '1', ticket: 't1', reason: '误叫' })),
    ).toEqual([])
  })
})

describe('notices', () => {
  const gave = (notice: Omit<CommandOf<'GiveNotice'>, 'type'>, actor: Actor = guide): Deed =>
    told({ type: 'GiveNotice', ...notice }, actor)

  it('P26 the desk prints it for somebody without a number, and says which desk', () => {
    const papers = papersAfter(
      told({ type: 'TakePost', desk: 'desk' }, guide),
      gave({ service: 'A-01', kind: 'supplement', materials: incomplete }),
    )
    expect(papers).toMatchObject([{ template: 'supplement' }])
    expect(papers[0]?.counter).toBeUndefined()
    expect(papers[0]?.id).toMatch(/^desk\.supplement\.\d+$/)
    expect(textOf(papers, 'supplement')).toContain('经办desk导办')
  })

  it('I15 T7 a notice about a visit that is over has no code on it, which would rate the visit', () => {
    const notice = gave({ service: 'A-01', kind: 'supplement', materials: incomplete, ticket: 't1' }, staffAt('1'))
    const codes = (papers: readonly Paperwork[]): boolean => JSON.stringify(papers).includes(linkTo('secret-of-t1'))
    expect(codes(papersAfter(notice))).toBe(true)
    const after = papersAfter(ended('returned', { reason: '不符' }), notice)
    expect(textOf(after, 'supplement')).toContain('A001')
    expect(codes(after)).toBe(false)
  })

  it('P27 P28 both other kinds are printed from the service, at the window whose staff ask', () => {
    const guidance = papersAfter(gave({ service: 'A-01', kind: 'guide', ticket: 't1' }, staffAt('1')))
    expect(guidance).toMatchObject([{ template: 'guide', counter: '1' }])
    expect(textOf(guidance, 'guide')).toContain('特定专家评审15个工作日')
    expect(guidance[0]?.id).toMatch(/^t1\.guide\.\d+$/)
    const special = papersAfter(gave({ service: 'A-01', kind: 'special' }, staffAt('1')))
    expect(special).toMatchObject([{ template: 'special', counter: '1' }])
  })
})
