/** Papers that send somebody on: what a number goes through, and where it goes next. */
import { describe, expect, it } from 'vitest'
import { REDIRECT_REASONS } from '../../hall/commands.ts'
import { nextSlip } from '../../printer/slips/next.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { redirectWord, windowsText, zoneText } from '../../printer/slips/words.ts'
import { collection, fees, next, PAPER_58, PAPER_80, said, saidWhole, ticket } from './facts.ts'

describe('a number with several matters', () => {
  it('P31 the ticket lists all matters in order, each with its zone and windows', () => {
    for (const model of [PAPER_80, PAPER_58]) {
      const text = saidWhole(ticketSlip({ ...ticket, further: [fees, collection] }), model).replaceAll(' ', '')
      expect(text).toContain(
        '本号依次办理3项，无需重新取号' +
          '1.企业设立登记2楼企业服务区3、5～7号窗口2.缴费一楼大堂17号窗口3.统一出件一楼大堂18、19号窗口',
      )
    }
  })

  it('P31 a ticket for one matter lists nothing', () => {
    expect(saidWhole(ticketSlip(ticket))).not.toContain('依次')
  })

  it('P31 a number that was checked before says 已预审, beside its class', () => {
    expect(said(ticketSlip({ ...ticket, prechecked: true }))).toContain('【已预审】')
    expect(said(ticketSlip({ ...ticket, prechecked: true, ticketClass: 'priority' }))).toContain('【优先】 【已预审】')
    expect(saidWhole(ticketSlip(ticket))).not.toContain('预审')
  })

  it('P31 windows go by their number, desks by their name, and a floor is told once', () => {
    expect(windowsText(['1', '2', '3', '台胞接待室'])).toBe('1～3号窗口、台胞接待室')
    expect(windowsText(['一楼导办台'])).toBe('一楼导办台')
    expect(windowsText([])).toBe('')
    expect(zoneText({ name: '一楼大堂', floor: 1 })).toBe('一楼大堂')
    expect(zoneText({ name: '企业服务区', floor: 2 })).toBe('2楼 企业服务区')
  })

  it('P31 the next stop says number, matter, place, way, windows and wait, and that the number stays good', () => {
    for (const model of [PAPER_80, PAPER_58]) {
      const lines = said(nextSlip({ ...next, reason: '需要专人办理' }), model)
      for (const line of [
        'A023 下一站',
        '缴费',
        '一楼大堂',
        '17号窗口',
        '进大门就是',
        '前面等待 2 人',
        '预计 0～5 分钟',
        '原号继续有效，无需重新取号。',
        '原因  需要专人办理',
        '其后依次办理：',
      ])
        expect(lines).toContain(line)
      expect(lines.at(-1)).toMatch(/^3号窗口 09:45 +热线 12345$/)
    }
  })

  it('P31 who is sent on for later reads from when they wait, and no wait is invented', () => {
    const { ahead: _ahead, estimate: _estimate, ...facts } = next
    const lines = said(nextSlip({ ...facts, until: Date.UTC(2026, 10, 22, 3, 0, 0) }))
    expect(lines).toContain('11:00 起排队')
    expect(lines.join('')).not.toMatch(/等待|预计/)
    // Also where somebody counted who stands there now.
    expect(said(nextSlip({ ...next, until: Date.UTC(2026, 10, 22, 3, 0, 0) })).join('')).not.toMatch(/等待|预计/)
    expect(said(nextSlip(facts)).join('')).not.toMatch(/等待|预计|起排队/)
  })

  it('P31 every reason for sending somebody on has its own words', () => {
    const words = REDIRECT_REASONS.map(redirectWord)
    expect(new Set(words).size).toBe(REDIRECT_REASONS.length)
  })
})
