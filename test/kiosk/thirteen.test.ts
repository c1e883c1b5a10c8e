import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import type { Catalogue, Service } from '../../hall/catalogue.ts'
import { basesOfFee, FIELD_WORDS, thirteenOf } from '../../kiosk/thirteen.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { richCatalogue, smallCatalogue } from '../kit/small-catalogue.ts'

const serviceIn = ({ services }: Catalogue, id: string, more: Partial<Service> = {}): Service => {
  const service = services.find((one) => one.id === id)
  if (!service) throw new Error(`The catalogue has no ${id}.`)
  return { ...service, ...more }
}
const linesOf = (service: Service, catalogue: Catalogue) =>
  Object.fromEntries(thirteenOf(service, catalogue).map(({ name, lines }) => [name, lines]))

describe('the guide on the screen', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('K16 has the thirteen fields of S000-12 in their order', () => {
    const fields = thirteenOf(serviceIn(smallCatalogue, 'A-01'), smallCatalogue)
    expect(fields.map(({ name }) => FIELD_WORDS[name][0])).toEqual([
      ...['事项名称', '设定依据', '办理条件', '数量限制', '办理程序', '办理期限', '办事流程', '材料目录', '示范文本'],
      ...['收费依据', '收费标准', '承办人', '监督渠道'],
    ])
  })

  it('K16 says of what nobody wrote down that the window tells it, and claims nothing', () => {
    const lines = linesOf(serviceIn(smallCatalogue, 'A-01', { fee: ' ', checklist: [] }), smallCatalogue)
    for (const name of ['basis', 'conditions', 'quantity', 'procedure', 'samples', 'feeBasis', 'fee'])
      expect([name, lines[name]]).toEqual([name, ['以窗口告知为准']])
    language.value = 'en'
    const bare = serviceIn(smallCatalogue, 'A-01', { checklist: [] })
    expect(linesOf(bare, smallCatalogue).basis).toEqual(['Ask at the window'])
  })

  it('K16 names what the materials rest on where nobody wrote a basis down, each law once', () => {
    const material = (name: string, basis: string) => ({ name, copies: 1, form: 'original', basis }) as const
    const basisOf = (checklist: Service['checklist'], basis?: string) =>
      linesOf(serviceIn(smallCatalogue, 'A-01', { checklist, ...(basis ? { basis } : {}) }), smallCatalogue).basis
    expect(basisOf([material('申请书', '《条例》'), material('证明', '《条例》')])).toEqual(['《条例》'])
    const mixed = [material('申请书', '《条例》'), material('照片', '《细则》'), material('证明', '《条例》')]
    expect(basisOf(mixed)).toEqual(['第1、3项：《条例》', '第2项：《细则》'])
    expect(basisOf(mixed, '《细则》')).toEqual(['《细则》', '第1、3项：《条例》'])
    language.value = 'en'
    expect(basisOf(mixed)).toEqual(['For 1, 3: 《条例》', 'For 2: 《细则》'])
  })

  it('K16 says what is known, each in its own field', () => {
    const service = serviceIn(richCatalogue, 'A-01', {
      basis: '《条例》第三条',
      quantity: '每户一个',
      handler: '登记窗口',
      fee: '每证 10 元（发改价格〔2019〕914号、《收费办法》）',
      checklist: [
        { name: '申请书', copies: 1, form: 'original', basis: '《条例》', sample: '样表一' },
        { name: '证明', copies: 1, form: 'original', basis: '《条例》', sample: '样表一' },
      ],
    })
    expect(linesOf(service, richCatalogue)).toMatchObject({
      name: ['营业执照设立'],
      basis: ['《条例》第三条', '《条例》'],
      conditions: ['名称已自主申报'],
      quantity: ['每户一个'],
      procedure: ['受理、审查、发证'],
      term: ['承诺 3 个工作日', '法定 5 个工作日', '现场核查 5 个工作日，不计入时限'],
      flow: ['1. 营业执照设立：一楼 1、2 号窗口', '2. 缴费：一楼 5 号窗口', '3. 领取结果：一楼 5 号窗口'],
      materials: ['申请书', '证明'],
      samples: ['样表一'],
      feeBasis: ['发改价格〔2019〕914号', '《收费办法》'],
      handler: ['登记窗口'],
    })
  })

  it('K16 names the department where nobody is named, and the hotline with the complaints window', () => {
    const lines = linesOf(serviceIn(smallCatalogue, 'C-01'), smallCatalogue)
    expect(lines.handler).toEqual(['政务服务中心 0753-0000001'])
    expect(lines.supervision).toEqual(['热线 12345'])
    expect(lines.flow).toEqual(['二楼 4 号窗口'])
    const shipped = linesOf(serviceIn(sampleCatalogue, 'A-01'), sampleCatalogue)
    expect(shipped.supervision?.[0]).toMatch(/^热线 12345，或到.+号窗口反映$/)
  })

  it('K16 a matter done at once has no days to wait', () => {
    const lines = linesOf(
      serviceIn(smallCatalogue, 'A-01', { promisedWorkingDays: 0, statutoryWorkingDays: 0 }),
      smallCatalogue,
    )
    expect(lines.term).toEqual(['当场办结'])
  })

  it('K16 no field of any shipped service is empty', () => {
    for (const service of sampleCatalogue.services)
      for (const { name, lines } of thirteenOf(service, sampleCatalogue))
        expect([service.id, name, lines.length > 0 && lines.every((line) => line.trim() !== '')]).toEqual([
          service.id,
          name,
          true,
        ])
  })

  it('K16 the basis of a fee is what its words cite', () => {
    expect(basesOfFee('不收费')).toEqual([])
    expect(basesOfFee('80 元《办法》')).toEqual(['《办法》'])
  })
})
