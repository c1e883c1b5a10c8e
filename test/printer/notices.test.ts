/** The papers that say no, not yet, or what it takes: a notice that leaves something out sends people home twice. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { render } from '../../printer/compose.ts'
import { layout } from '../../printer/layout.ts'
import type { Slip } from '../../printer/slip.ts'
import { declinedSlip } from '../../printer/slips/declined.ts'
import { guideSlip } from '../../printer/slips/guide.ts'
import { collectionSlip, feeSlip, nextSlip } from '../../printer/slips/next.ts'
import { serviceSlip } from '../../printer/slips/service.ts'
import { specialSlip } from '../../printer/slips/special.ts'
import { supplementSlip } from '../../printer/slips/supplement.ts'
import { columnsOf } from '../../printer/text.ts'
import {
  collecting,
  declined,
  fee,
  fees,
  guide,
  materials,
  next,
  PAPER_58,
  PAPER_80,
  said,
  saidWhole,
  service,
  special,
  supplement,
} from './facts.ts'

const ofMaterial = (name: string) => materials.filter((material) => material.name === name)
const hasSeal = (slip: Slip): boolean => slip.blocks.some((block) => block.kind === 'box')
const hasCode = (slip: Slip): boolean => slip.blocks.some((block) => block.kind === 'qr')

/** All of a slip on either paper without its spaces: where a line breaks is no business of the sentence. */
const bare = (slip: Slip): string[] =>
  [PAPER_80, PAPER_58].map((model) => saidWhole(slip, model).replaceAll(/[ ─│┌┐└┘]/g, ''))

const expectInOrder = (text: string, ...parts: readonly string[]): void => {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    expect({ part, found: at >= 0, text }).toEqual({ part, found: true, text })
    from = at + part.length
  }
}

describe('补齐申请材料通知书', () => {
  it('P26 every missing material stands with form, copies, sample, case and law', () => {
    const slip = supplementSlip({ ...supplement, missing: materials, present: [] })
    for (const text of bare(slip))
      expectInOrder(
        text,
        '补齐申请材料通知书',
        '请一次补齐以下4项',
        '1.公司登记（备案）申请书原件1份',
        '示范《公司登记（备案）申请书》填写示范',
        '2.公司章程原件2份',
        '3.法定代表人、董事、监事和经理的任职文件及身份证明原件+复印件1份',
        '4.住所使用相关文件复印件1份',
        '情形住所与上次登记不同时提交',
        '依据第1、2、4项：《中华人民共和国市场主体登记管理条例》第十六条',
        '依据第3项：《中华人民共和国公司法》',
      )
  })

  it('P26 a law on which all of them rest is named once and without numbers', () => {
    const lines = said(supplementSlip({ ...supplement, missing: ofMaterial('公司章程') }))
    expect(lines.filter((line) => line.startsWith('依据'))).toEqual([
      '依据  《中华人民共和国市场主体登记管理条例》第十',
    ])
  })

  it('P26 it says what was in order, how to come back, who gave it where and when, whom to ask, and has room for the seal', () => {
    const slip = supplementSlip(supplement)
    for (const text of bare(slip))
      expectInOrder(
        text,
        '号码A023',
        '事项企业设立登记',
        '部门市场监督管理局',
        '已核对1项，请再次带来：1.住所使用相关文件复印件1份',
        '补齐后请带本通知书和全部材料，取“企业设立登记”号，到2楼企业服务区3、5～7号窗口办理。',
        '经办3号窗口工号1023',
        '时间2026-11-2209:45:30',
        '咨询0753-0000002，热线12345',
      )
    expect(hasSeal(slip)).toBe(true)
    expect(hasCode(slip)).toBe(true)
  })

  it('P26 somebody without a number gets the same paper without number and code', () => {
    const { number: _number, link: _link, ...facts } = supplement
    const slip = supplementSlip({ ...facts, counter: '一楼导办台' })
    expect(hasCode(slip)).toBe(false)
    expect(said(slip).filter((line) => line.startsWith('号码'))).toEqual([])
    expect(said(slip)).toContain('经办  一楼导办台 工号 1023')
  })

  it('P26 a reason without a list is what is to be brought', () => {
    const lines = said(supplementSlip({ ...supplement, missing: [], present: [], reason: '照片不合规格' }))
    expect(lines).toContain('您的申请材料不齐全，请补齐：')
    expect(lines).toContain('说明  照片不合规格')
  })

  it('P26 a material that the checklist lost since is still named', () => {
    expect(said(supplementSlip({ ...supplement, missing: [{ name: '旧表格' }] }))).toContain('1. 旧表格')
  })
})

describe('一次性告知单', () => {
  it('P27 the five sections of S004-29 stand in their order, each with what the service says', () => {
    for (const text of bare(guideSlip(guide)))
      expectInOrder(
        text,
        '一、依据条件',
        '对象法人和其他组织',
        '依据第1、2、4项：《中华人民共和国市场主体登记管理条例》第十六条',
        '二、材料及示范文本（4项）',
        '1.公司登记（备案）申请书原件1份',
        '示范《公司登记（备案）申请书》填写示范',
        '情形住所与上次登记不同时提交',
        '三、程序和时限',
        '程序受理→审查→发证',
        '承诺受理后5个工作日',
        '法定20个工作日',
        '特定专家评审15个工作日，不计入承诺时限',
        '四、收费不收费',
        '五、前置条件已取得名称自主申报告知书',
      )
  })

  it('P27 what nobody wrote down is left to the window, and never claimed not to exist', () => {
    const { procedure: _procedure, preconditions: _preconditions, special: _special, ...about } = guide.about
    const slip = guideSlip({ ...guide, about: { ...about, checklist: [], fee: ' ' } })
    for (const text of bare(slip)) {
      expectInOrder(
        text,
        '一、依据条件',
        '依据以窗口告知为准',
        '二、材料及示范文本以窗口告知为准',
        '程序以窗口告知为准',
        '四、收费以窗口告知为准',
        '五、前置条件以窗口告知为准',
      )
      expect(text).not.toMatch(/无前置|不收费|0项|特定/)
    }
  })

  it('P27 a promise of no days is the day itself', () => {
    const about = { ...guide.about, promisedWorkingDays: 0 }
    expect(said(guideSlip({ ...guide, about }))).toContain('承诺  受理后当日办结')
  })
})

describe('告知书', () => {
  it('P28 it names the procedure and its days, and says that they are not counted in the promise', () => {
    const slip = specialSlip(special)
    for (const text of bare(slip))
      expectInOrder(
        text,
        '特定程序告知书',
        '号码A023',
        '事项企业设立登记',
        '程序专家评审',
        '时间15个工作日',
        '承诺5个工作日2026-11-27',
        '所需时间不计入承诺办结时限',
        '经办3号窗口工号1023',
      )
    expect(hasSeal(slip)).toBe(true)
  })

  it('P28 before anything was accepted there is no promised day', () => {
    const { promisedDate: _date, ...facts } = special
    expect(said(specialSlip(facts))).toContain('承诺  5个工作日')
  })
})

describe('不予受理通知书 and 退办告知单', () => {
  it('P29 a refusal has its title, the reason, the ways against it and room for the seal', () => {
    const slip = declinedSlip(declined)
    for (const text of bare(slip))
      expectInOrder(
        text,
        '不予受理通知书',
        '您的申请不予受理，理由如下：',
        '理由申请事项依法不需要取得行政许可',
        '可拨打12345投诉，或到一楼大堂20号窗口（投诉受理）反映。',
        '60日内申请行政复议，或6个月内提起行政诉讼',
        '经办3号窗口工号1023',
        '咨询0753-0000002，热线12345',
      )
    expect(hasSeal(slip)).toBe(true)
  })

  it('P29 what is handed back is another paper, which speaks of no decision', () => {
    for (const text of bare(declinedSlip({ ...declined, outcome: 'returned', reason: '申请人撤回' }))) {
      expectInOrder(text, '退办告知单', '您的申请予以退办', '理由申请人撤回', '12345投诉')
      expect(text).not.toMatch(/不予受理|行政复议/)
    }
  })

  it('P29 a hall without a complaints window names its hotline alone', () => {
    const { complaints: _complaints, ...facts } = declined
    expect(said(declinedSlip(facts))).toContain('如有异议，可拨打 12345 投诉。')
  })
})

describe('all of these papers', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 90 })

  it('P5 no line of a notice is wider than the paper, whatever the texts', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(PAPER_80, PAPER_58), (a, b, model) => {
        const odd = [{ name: a, copies: 12, form: 'electronic' as const, basis: b, condition: a, sample: b }]
        const about = { ...guide.about, checklist: odd, procedure: a, fee: b, preconditions: a }
        const stop = { ...fees, service: a, counters: [a, b] }
        const slips = [
          supplementSlip({ ...supplement, service: b, missing: odd, present: odd, reason: a, back: stop }),
          guideSlip({ ...guide, department: a, phone: b, about }),
          specialSlip({ ...special, special: { name: a, workingDays: 30 }, staff: b, counter: a }),
          declinedSlip({ ...declined, reason: a, complaints: stop, counter: b }),
          nextSlip({ ...next, stop, further: [stop, stop], reason: b, counter: a }),
          serviceSlip({ ...service, department: a, phone: b, about, flow: [stop], complaints: stop }),
          feeSlip({ ...fee, fees: [{ service: a, fee: b }] }),
          collectionSlip({ ...collecting, matters: [a, b], ready: a }),
        ]
        for (const slip of slips)
          for (const line of layout(slip, model).lines)
            if (line.kind === 'text') expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(model.columns)
      }),
    )
  })

  it('P12 every one of them is read back whole, and none has a character that the font lacks', () => {
    const slips = [
      supplementSlip(supplement),
      guideSlip(guide),
      specialSlip(special),
      declinedSlip(declined),
      nextSlip(next),
      serviceSlip(service),
      feeSlip(fee),
      collectionSlip(collecting),
    ]
    for (const model of [PAPER_80, PAPER_58]) for (const slip of slips) expect(render(slip, model).missing).toEqual([])
  })
})
