import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import type { Counter, Service } from '../../hall/catalogue.ts'
import { shortList, windowsOf, windowsText } from '../../kiosk/windows.ts'

const counter = (name: string, more: Partial<Counter>): Counter => ({
  id: name,
  name,
  zone: 'z',
  role: 'comprehensive',
  own: [],
  help: [],
  ...more,
})
const service = { id: 'A-1', theme: 'A' } as Service

describe('windows to look out for', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('K13 in English numbers and names are parted by commas', () => {
    language.value = 'en'
    expect(shortList(['12', '13'])).toBe('12, 13')
    expect(
      windowsText(
        service,
        ['12', '13'].map((name) => counter(name, { own: ['A'] })),
      ),
    ).toBe('windows 12, 13')
    expect(shortList(['1', '3', '4', '5'])).toBe('1, 3–5')
  })

  it('K13 three or more numbers in a row become a range, others are listed', () => {
    expect(shortList(['5', '6', '7', '8'])).toBe('5–8')
    expect(shortList(['5', '6', '8'])).toBe('5、6、8')
    expect(shortList(['1', '3', '4', '5', '9'])).toBe('1、3–5、9')
    expect(shortList(['B1', 'B2', '台胞接待室'])).toBe('B1、B2、台胞接待室')
    expect(shortList([])).toBe('')
  })

  it('K13 they are those whose own work the service is; those that help only where nobody else does it', () => {
    const own = counter('1', { own: ['A'] })
    const help = counter('2', { help: ['A'] })
    const without = counter('3', { own: ['A'], services: ['A-9'] })
    expect(windowsOf(service, [own, help, without])).toEqual(['1'])
    expect(windowsOf(service, [help, without])).toEqual(['2'])
    expect(windowsOf(service, [without])).toEqual([])
  })

  it('K13 windows with names are named, and of many the first two and how many there are', () => {
    const room = (name: string) => counter(name, { own: ['A'] })
    expect(windowsText(service, [room('台胞接待室')])).toBe('台胞接待室')
    expect(windowsText(service, ['甲室', '乙室', '丙室'].map(room))).toBe('甲室、乙室 等 3 个窗口')
    expect(windowsText(service, ['1', '2', '3'].map(room))).toBe('1–3 号窗口')
    expect(windowsText(service, [room('7')])).toBe('7 号窗口')
    expect(windowsText(service, [])).toBe('')
  })
})
