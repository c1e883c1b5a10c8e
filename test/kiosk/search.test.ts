import { beforeAll, describe, expect, it } from 'vitest'
import type { Service, Theme } from '../../hall/catalogue.ts'
import { loadReader } from '../../kiosk/pinyin.ts'
import { find, indexOf, type Reader } from '../../kiosk/search.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const service = (name: string, nameEn: string, keywords: readonly string[] = []): Service => ({
  id: name,
  theme: 'A',
  department: 'd',
  name,
  nameEn,
  audience: 'both',
  caseType: 'immediate',
  promisedWorkingDays: 0,
  statutoryWorkingDays: 0,
  expectedMinutes: 10,
  fee: '不收费',
  checklist: [],
  keywords,
})

const SERVICES = [
  service('补领婚姻登记证', 'Replace a marriage certificate', ['结婚证丢了']),
  service('结婚登记', 'Marriage registration', ['领证']),
  service('离婚登记申请', 'Apply for divorce', ['办离婚']),
  service('银行开户许可', 'Bank account permit'),
  service('公司设立登记', 'Set up a company', ['注册公司', '营业执照']),
  service('绿色食品（有机）认证', 'Organic food'),
  service('“一门式”综合受理', 'One-door service'),
]

describe('finding a service', () => {
  let read: Reader
  beforeAll(async () => {
    read = await loadReader()
  })
  const found = (typed: string) => find(indexOf({ services: SERVICES, themes: [] }, read), typed)

  it.each(['jh', 'JH', 'jiehun', 'jie hun', 'jhdj', 'jiehundengji', 'jieh', 'jhdengj'])(
    'K2 %s finds 结婚登记 first: initials, full pinyin, a mix, capitals and a half typed end',
    (typed) => {
      expect(found(typed)[0]).toBe('结婚登记')
    },
  )

  it.each(['结婚', '登记', '结婚登记'])('K2 the Chinese words %s find 结婚登记', (typed) => {
    expect(found(typed)).toContain('结婚登记')
  })

  it('K3 keywords are found by pinyin and by characters, after names', () => {
    expect(found('yyzz')).toEqual(['公司设立登记'])
    expect(found('营业执照')).toEqual(['公司设立登记'])
    expect(found('结婚')).toEqual(['结婚登记', '补领婚姻登记证'])
  })

  it('K3 initials with syllables left out find a long name, from three letters on', () => {
    expect(found('gsdj')).toEqual(['公司设立登记'])
    expect(found('gd')).toEqual([])
  })

  it('K3 a whole keyword comes before a part of a name', () => {
    expect(found('lz')[0]).toBe('结婚登记')
  })

  it('K4 a character with several readings is found by the one that is said', () => {
    expect(found('yinhang')).toEqual(['银行开户许可'])
  })

  it('K4 ü is found as v, as u and as itself', () => {
    for (const typed of ['lvse', 'luse', 'lüse']) expect(found(typed)).toEqual(['绿色食品（有机）认证'])
  })

  it('K4 zh, ch and sh are typed as one letter or as two', () => {
    for (const typed of ['shipin', 'shp', 'sp', 'spin']) expect(found(typed)).toEqual(['绿色食品（有机）认证'])
    expect(found('shpn')).toEqual([])
  })

  it('K5 quotes and brackets in a name need not be typed', () => {
    expect(found('ymszh')).toEqual(['“一门式”综合受理'])
    expect(found('spyj')).toEqual(['绿色食品（有机）认证'])
  })

  it('K6 English words are found by their beginnings', () => {
    expect(found('marriage')).toEqual(['补领婚姻登记证', '结婚登记'])
    expect(found('divorc')).toEqual(['离婚登记申请'])
  })

  it('K7 nothing typed finds nothing, and nonsense finds nothing', () => {
    expect(found('')).toEqual([])
    expect(found('  ')).toEqual([])
    expect(found('xxqq')).toEqual([])
    expect(found('护照')).toEqual([])
  })

  it('K17 what is not handled here is found like a service: by name, keyword and English', () => {
    const elsewhere = [
      {
        id: 'X-01',
        name: '机动车登记',
        nameEn: 'Vehicle registration',
        keywords: ['上牌'],
        office: '车管所',
        address: '一号路',
        phone: '0753-0000002',
      },
    ]
    const index = indexOf({ services: SERVICES, themes: [], elsewhere }, read)
    for (const typed of ['jdc', 'jidongche', '机动车', 'shangpai', 'vehicle'])
      expect(find(index, typed)).toContain('X-01')
    expect(find(index, 'jh')).not.toContain('X-01')
  })

  it('K2 the letter of a theme finds its services, after those whose names begin so', () => {
    const themes = [{ ...smallCatalogue.themes[0], id: 'A', letter: 'L' } as Theme]
    const found = find(indexOf({ services: SERVICES, themes }, read), 'l')
    expect(found).toHaveLength(SERVICES.length)
    expect(found.slice(0, 2)).toEqual(['离婚登记申请', '绿色食品（有机）认证'])
    expect(find(indexOf({ services: SERVICES, themes }, read), 'll')).toEqual([])
  })

  it('K2 six hundred services are searched within a few pictures of a screen', () => {
    const many = Array.from({ length: 600 }, (_, at) => ({
      ...(SERVICES[at % SERVICES.length] as Service),
      id: `s${at}`,
    }))
    const index = indexOf({ services: many, themes: [] }, read)
    // The quickest of five rounds: what else this machine does meanwhile is not the search's fault.
    const rounds = Array.from({ length: 5 }, () => {
      const began = performance.now()
      for (const typed of ['j', 'jh', 'jhd', 'jhdj', 'xxqq', '登记']) find(index, typed)
      return (performance.now() - began) / 6
    })
    expect(Math.min(...rounds)).toBeLessThan(100)
  })
})
