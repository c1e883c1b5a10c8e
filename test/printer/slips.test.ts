import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_SHOW_MODES, type NoShowRule, OUTCOMES, type Rules } from '../../hall/catalogue.ts'
import { render } from '../../printer/compose.ts'
import { layout } from '../../printer/layout.ts'
import { CHARACTER_DOTS, DOTS_PER_MM } from '../../printer/models.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { isAccepted, receiptSlip } from '../../printer/slips/receipt.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { hallTime } from '../../printer/slips/time.ts'
import { counterList, missedCallText, outcomeWord } from '../../printer/slips/words.ts'
import { materials, PAPER_58, PAPER_80, receipt, rules, said, saidWhole, ticket } from './facts.ts'

describe('the ticket', () => {
  it('P2 a ticket says everything of requirements §3.2, in that order', () => {
    const full = { ...ticket, ticketClass: 'priority' as const, maskedName: '张*', copy: 2 }
    const lines = said(ticketSlip(full))
    const order = [
      '市民政务服务中心',
      '【优先】 补打第2份',
      'A023',
      '企业设立登记',
      '2楼 企业服务区',
      '3、5～7号窗口',
      '前面等待 5 人',
      '预计 10～20 分钟',
      '取号人    张*',
      '取号时间  2026-11-22 09:31:05',
      '叫号3次、每次等候20秒未到窗口即为过号。过号后',
      '扫码看排队进度、取消、评价',
    ].map((line) => lines.indexOf(line))
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(lines.at(-1)).toMatch(/^热线 12345 +K1 000123$/)
  })

  it('P2 the number is four times the text, and the largest thing on the paper', () => {
    const lines = layout(ticketSlip(ticket), PAPER_58).lines.flatMap((line) => (line.kind === 'text' ? [line] : []))
    expect(lines.filter((line) => line.size === 4).map((line) => line.text)).toEqual(['A023'])
  })

  it('P2 a service name takes two lines at most', () => {
    const long = '公司及其他企业法人变更登记（备案）及换发营业执照并同步办理社会保险登记'
    for (const model of [PAPER_80, PAPER_58]) {
      const lines = said(ticketSlip({ ...ticket, service: long }), model)
      const before = lines.indexOf('A023')
      const rule = lines.findIndex((line) => line.startsWith('──'))
      expect(rule - before - 1).toBe(2)
    }
  })

  it('P2 nobody ahead is said in words, and no estimate is invented', () => {
    const { estimate: _, ...without } = ticket
    const lines = said(ticketSlip({ ...without, ahead: 0 }))
    expect(lines).toContain('前面无人等待')
    expect(lines.filter((line) => line.startsWith('预计'))).toEqual([])
  })

  it('P2 times are those of the hall, not of the server', () => {
    expect(hallTime(Date.UTC(2026, 10, 22, 1, 31, 5), 'Asia/Shanghai')).toBe('2026-11-22 09:31:05')
    expect(hallTime(Date.UTC(2026, 10, 22, 16, 0, 0), 'Asia/Shanghai')).toBe('2026-11-23 00:00:00')
    expect(hallTime(Date.UTC(2026, 10, 22, 1, 31, 5), 'Asia/Urumqi')).toBe('2026-11-22 07:31:05')
  })

  it('P2 three neighbouring windows become a range and two do not', () => {
    expect(counterList(['3', '4'])).toBe('3、4')
    expect(counterList(['3', '5', '6', '7'])).toBe('3、5～7')
    expect(counterList(['1', '2', '3', '台胞接待室'])).toBe('1～3、台胞接待室')
    expect(counterList(['01', '02', '03'])).toBe('01、02、03')
    expect(counterList([])).toBe('')
  })

  it('P3 a name with a character that the font lacks says so on paper and upward', () => {
    const { bytes, missing } = render(ticketSlip({ ...ticket, maskedName: '𠮷*' }), PAPER_80)
    expect(missing).toEqual(['𠮷'])
    expect(paperText(readPaper(bytes))).toContain('取号人    〓*')
    expect(render(ticketSlip(ticket), PAPER_80).missing).toEqual([])
  })

  it('P9 a reprint says 补打 and which copy it is; the first print does not', () => {
    expect(said(ticketSlip({ ...ticket, copy: 3 }))).toContain('补打第3份')
    expect(said(ticketSlip(ticket)).join('')).not.toContain('补打')
    expect(said(receiptSlip({ ...receipt, copy: 2 }))).toContain('补打第2份')
  })
})

describe('the rule for missed calls', () => {
  it('P8 the text says each figure of the rules in force', () => {
    expect(missedCallText(rules)).toBe(
      '叫号3次、每次等候20秒未到窗口即为过号。过号后30分钟内可到导办台激活，顺延3位，限1次。',
    )
  })

  it('P8 no return means void at once', () => {
    const text = '叫号3次、每次等候20秒未到窗口，本号作废，请重新取号。'
    expect(missedCallText({ ...rules, noShow: { ...rules.noShow, times: 0 } })).toBe(text)
    expect(missedCallText({ ...rules, noShow: { ...rules.noShow, returnMinutes: 0 } })).toBe(text)
  })

  it('P8 no places down means the front of the line', () => {
    expect(missedCallText({ ...rules, noShow: { ...rules.noShow, placesDown: 0 } })).toContain('激活，排在最前，限1次')
  })

  const ruled = (noShow: Partial<NoShowRule>) => missedCallText({ ...rules, noShow: { ...rules.noShow, ...noShow } })

  it('P32 a hall that voids at once says so, and speaks of one call', () => {
    expect(ruled({ mode: 'void' })).toBe('叫号后等候20秒未到窗口，本号作废，请重新取号。')
  })

  it('P32 a hall that voids after all calls promises no return', () => {
    expect(ruled({ mode: 'void-after-calls' })).toBe('叫号3次、每次等候20秒未到窗口，本号作废，请重新取号。')
  })

  it('P32 a hall that puts the number down the line says how far, how often, and what comes then', () => {
    expect(ruled({ mode: 'places-down' })).toBe(
      '叫号3次、每次等候20秒未到窗口，顺延3位继续排队，限1次；此后再过号，本号作废，请重新取号。',
    )
    expect(ruled({ mode: 'places-down', times: 0 })).toBe(ruled({ mode: 'void-after-calls' }))
    expect(ruled({ mode: 'places-down' })).not.toContain('导办台')
  })

  /** What of a rule anybody can feel: the other figures of it are not in force. */
  const inForce = ({ calls, noShow }: Pick<Rules, 'calls' | 'noShow'>): string => {
    const { mode, returnMinutes, placesDown, times } = noShow
    if (mode === 'void') return JSON.stringify([mode, calls.gapSeconds])
    const gone = mode === 'void-after-calls' || times === 0 || (mode === 'keep' && returnMinutes === 0)
    if (gone) return JSON.stringify(['gone', calls])
    return JSON.stringify([mode, calls, placesDown, times, mode === 'keep' ? returnMinutes : 0])
  }

  it('P8 P32 another rule is another text, in all four modes, and the same rule is the same text', () => {
    const few = fc.integer({ min: 0, max: 3 })
    const anyRules = fc.record({
      calls: fc.record({ limit: fc.integer({ min: 1, max: 3 }), gapSeconds: fc.integer({ min: 5, max: 7 }) }),
      noShow: fc.record({ mode: fc.constantFrom(...NO_SHOW_MODES), returnMinutes: few, placesDown: few, times: few }),
    })
    fc.assert(
      fc.property(anyRules, anyRules, (one, other) => {
        expect(missedCallText(one) === missedCallText(other)).toBe(inForce(one) === inForce(other))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the receipt', () => {
  it('P10 a receipt says what was received, in which form and how many', () => {
    const lines = said(receiptSlip(receipt))
    expect(lines).toContain('收到材料 4 项')
    expect(lines.filter((line) => /^[1-4]\./.test(line)).length).toBe(4)
    expect(lines.find((line) => line.startsWith('2. 公司章程'))).toMatch(/ 原件 2份$/)
    expect(lines.find((line) => line.startsWith('证明'))).toMatch(/ 原件\+复印件 1份$/)
  })

  it('P10 a receipt says service, department, kind of case, times, window and hotline', () => {
    const lines = said(receiptSlip(receipt))
    for (const line of [
      '市民政务服务中心',
      '受理回执',
      '号码      A023',
      '事项      企业设立登记',
      '部门      市场监督管理局',
      '办件类型  承诺',
      '受理时间  2026-11-22 09:45:30',
      '承诺办结  2026-11-27（5个工作日内）',
      '受理窗口  3号窗口 工号 1023',
      '咨询热线 12345',
    ])
      expect(lines).toContain(line)
  })

  it('P10 the frame on 80 mm paper encloses a seal of 5 by 3 cm', () => {
    const rows = readPaper(render(receiptSlip(receipt), PAPER_80).bytes).rows
    const frame = rows.flatMap((row) => {
      const text = row.kind === 'text' ? (row.runs[0]?.text ?? '') : ''
      return /^[┌│└]/.test(text)
        ? [{ cells: text.match(/[^ -~]/g)?.length ?? 0, height: row.kind === 'text' ? row.height : 0 }]
        : []
    })
    // The strokes run through the middles of the outer cells.
    expect(((frame[0]?.cells ?? 0) - 1) * CHARACTER_DOTS).toBeGreaterThanOrEqual(50 * DOTS_PER_MM)
    expect((frame.length - 1) * CHARACTER_DOTS).toBeGreaterThanOrEqual(30 * DOTS_PER_MM)
    expect(new Set(frame.map((row) => row.height))).toEqual(new Set([CHARACTER_DOTS]))
  })

  it('P10 on 58 mm paper, narrower than the seal, the frame keeps its height and leaves its sides open', () => {
    const lines = layout(receiptSlip(receipt), PAPER_58).lines
    const edges = lines.flatMap((line, i) =>
      line.kind === 'text' && line.pitch === CHARACTER_DOTS && line.text.includes('─') ? [i] : [],
    )
    expect(edges.length).toBe(2)
    expect(((edges[1] ?? 0) - (edges[0] ?? 0)) * CHARACTER_DOTS).toBeGreaterThanOrEqual(30 * DOTS_PER_MM)
    expect(said(receiptSlip(receipt), PAPER_58).join('')).not.toContain('│')
  })

  it('P10 only an outcome that accepts something can have a receipt', () => {
    expect(OUTCOMES.filter(isAccepted)).toEqual(['immediate', 'promised', 'joint', 'reported'])
  })

  it('P30 what is still missing stands on the receipt with the reason why it was accepted all the same', () => {
    const facts = { ...receipt, materials: materials.slice(0, 3), missing: materials.slice(3), reason: '换证中' }
    const lines = said(receiptSlip(facts))
    const order = ['收到材料 3 项', '容缺受理，尚缺 1 项，请尽快补交', '容缺原因  换证中', '办件类型  承诺'].map(
      (line) => lines.indexOf(line),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(lines[(order[1] ?? 0) + 1]).toMatch(/^1\. 住所使用相关文件 +复印件 1份$/)
    expect(said(receiptSlip(receipt)).join('')).not.toContain('容缺')
  })

  it('P30 nothing handed in is not made up: no list stands there', () => {
    expect(saidWhole(receiptSlip({ ...receipt, materials: [] }))).not.toContain('材料')
  })

  it('P30 several pieces of work are counted, one is not', () => {
    expect(said(receiptSlip({ ...receipt, cases: 3 }))).toContain('办件数量  3 件')
    expect(saidWhole(receiptSlip({ ...receipt, cases: 1 }))).not.toContain('办件数量')
  })

  it('P30 a special procedure stands beside the promise it does not count in', () => {
    const lines = said(receiptSlip({ ...receipt, special: { name: '专家评审', workingDays: 15 } }))
    expect(lines).toContain('特定程序  专家评审 15个工作日，不计入承诺时限')
    expect(lines).toContain('承诺办结  2026-11-27（5个工作日内）')
  })

  it('P10 every outcome has its own word', () => {
    expect(OUTCOMES.map(outcomeWord)).toEqual([
      '即办',
      '承诺',
      '联办',
      '上报',
      '退办',
      '补办',
      '不受理',
      '咨询',
      '领证',
    ])
  })
})
