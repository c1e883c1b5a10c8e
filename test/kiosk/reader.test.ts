/** What a kiosk makes of its own card reader and scanner. */
import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import type { Presented } from '../../hall/views/presented.ts'
import { PRESENTED_FOR_MS, stillHere, whose } from '../../kiosk/presented.ts'
import { bannerText, shortMask } from '../../kiosk/reader-words.ts'
import { PRESENTED_LIVES_MS } from '../../server/edge/presented.ts'

const AT = 1_800_000_000_000
const DAY = 86_400_000
const card = {
  id: 'in-1',
  at: AT,
  kind: 'card',
  person: 'key-of-somebody',
  masked: '1***************002X',
  maskedName: '张*',
} satisfies Presented
const code = (number: string | null): Presented => ({
  id: 'in-2',
  at: AT,
  kind: 'code',
  ticket: number === null ? null : { number },
})
const fresh = { now: AT + 1_000, pageAge: DAY, aside: undefined }

describe('what was read at the kiosk', () => {
  it('E14 is there for a minute, the hall’s own, and not a moment longer', () => {
    expect(PRESENTED_FOR_MS).toBe(PRESENTED_LIVES_MS)
    expect(stillHere(card, fresh)).toBe(card)
    expect(stillHere(card, { ...fresh, now: AT + PRESENTED_FOR_MS - 1 })).toBe(card)
    expect(stillHere(card, { ...fresh, now: AT + PRESENTED_FOR_MS })).toBeUndefined()
    expect(stillHere(undefined, fresh)).toBeUndefined()
  })

  it('E14 once used or put aside it is gone, and the next one is there again', () => {
    expect(stillHere(card, { ...fresh, aside: 'in-1' })).toBeUndefined()
    expect(stillHere(code('A012'), { ...fresh, aside: 'in-1' })).toBeDefined()
  })

  it('E12 what was laid down before this page began belongs to nobody who can be known to stand here', () => {
    expect(stillHere(card, { ...fresh, pageAge: 999 })).toBeUndefined()
    expect(stillHere(card, { ...fresh, pageAge: 1_001 })).toBe(card)
  })

  it('E14 a card names whose the next number is; a code and nothing name nobody', () => {
    expect(whose(card, false)).toEqual({ person: 'key-of-somebody' })
    expect(whose(code('A012'), true)).toEqual({})
    expect(whose(undefined, true)).toEqual({})
  })

  it('T24 the masked name goes with the number only where the hall wants names, and where the card has one', () => {
    expect(whose(card, true)).toEqual({ person: 'key-of-somebody', maskedName: '张*' })
    expect(whose({ ...card, maskedName: '' }, true)).toEqual({ person: 'key-of-somebody' })
  })
})

describe('what the kiosk says of it', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('E14 a card by what may be shown of it, and that it will be noted', () => {
    expect(bannerText(card)).toEqual({ title: '已识别 张*（1***…002X）', hint: '取号时登记', button: '不是我' })
    expect(bannerText({ ...card, maskedName: '' }).title).toBe('已识别证件 1***…002X')
  })

  it('E14 a code by its number, with nothing a kiosk cannot do; one of no ticket as that', () => {
    expect(bannerText(code('A012'))).toEqual({ title: 'A012：请看叫号屏或扫码查看进度', button: '知道了' })
    expect(bannerText(code(null))).toEqual({ title: '这不是今天的号票', button: '知道了' })
  })

  it('E14 in English at a touch', () => {
    language.value = 'en'
    expect(bannerText(card)).toEqual({
      title: 'Card read: 张* (1***…002X)',
      hint: 'It will be noted with your number',
      button: 'Not me',
    })
    expect(bannerText(code(null)).title).toBe('This is not a ticket of today')
  })

  it('E14 stars are shortened, short masks are left', () => {
    expect(shortMask('4***************1234')).toBe('4***…1234')
    expect(shortMask('E***12')).toBe('E***12')
  })
})
