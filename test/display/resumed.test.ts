import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import { resumedText } from '../../display/resumed.ts'
import { MORNING, minutes, seconds } from '../kit/hand-clock.ts'

const LONG_OPEN = minutes(500)
const LINE = '系统已恢复，号票有效'
const said = (afterMs: number, ownAgeMs = LONG_OPEN): string =>
  resumedText({ resumed: MORNING }, MORNING + afterMs, ownAgeMs)

describe('a board of a hall that stood still', () => {
  it('Z34 says for a minute that the hall is back, and is silent by itself after that', () => {
    expect(said(0)).toBe(LINE)
    expect(said(seconds(59))).toBe(LINE)
    expect(said(seconds(60))).toBe('')
  })

  it('Z34 a board that comes on later, while it is told, says it for its own first minute', () => {
    expect(said(seconds(100), seconds(59))).toBe(LINE)
    expect(said(seconds(100), seconds(60))).toBe('')
  })

  it('Z34 a board of a hall that never stood still says nothing, however new it is', () => {
    expect(resumedText({}, MORNING, 0)).toBe('')
  })
})

describe('in English', () => {
  it('Z34 says the same', () => {
    language.value = 'en'
    expect(said(0)).toMatch(/^We are back/)
  })
  afterEach(() => {
    language.value = 'zh'
  })
})
