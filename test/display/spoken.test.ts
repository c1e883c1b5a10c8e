import { describe, expect, it } from 'vitest'
import { counted, spelled, spokenEn, spokenZh } from '../../display/spoken.ts'

const call = (number: string, counterName: string, recall = false) => ({ number, counterName, recall })

describe('how a call is read out', () => {
  it('B12 digits are read singly, zeros are not skipped, letters are letters', () => {
    expect(spokenZh(call('A012', '3'))).toBe('请 A 零一二 号，到 三 号窗口')
    expect(spokenZh(call('VA100', '3'))).toBe('请 V A 一零零 号，到 三 号窗口')
    expect(spokenZh(call('A1000', '3'))).toBe('请 A 一零零零 号，到 三 号窗口')
  })

  it('B12 a hall may have 1 read as 幺, in the number only', () => {
    expect(spelled('A011', '幺')).toBe('A 零幺幺')
    expect(spokenZh(call('A011', '11'), '幺')).toBe('请 A 零幺幺 号，到 十一 号窗口')
  })

  it.each([
    ['1', '一'],
    ['10', '十'],
    ['12', '十二'],
    ['20', '二十'],
    ['21', '二十一'],
    ['100', '一百'],
    ['105', '一百零五'],
    ['110', '一百一十'],
    ['1001', '一千零一'],
    ['1010', '一千零一十'],
    ['08', '八'],
    ['0', '零'],
    ['12345', '一二三四五'],
  ])('B13 window %s is read as a number: %s', (figures, said) => {
    expect(counted(figures)).toBe(said)
  })

  it('B13 letters of a window are read as letters, and a window with a name is called by it', () => {
    expect(spokenZh(call('A001', 'B12'))).toBe('请 A 零零一 号，到 B 十二 号窗口')
    expect(spokenZh(call('A001', '3A'))).toBe('请 A 零零一 号，到 三 A 号窗口')
    expect(spokenZh(call('A001', '台胞接待室'))).toBe('请 A 零零一 号，到 台胞接待室')
  })

  it('B14 a repeat says that it is one', () => {
    expect(spokenZh(call('A001', '1', true))).toBe('再次呼叫，请 A 零零一 号，到 一 号窗口')
  })

  it('B15 the English twin says the same', () => {
    expect(spokenEn(call('A012', '3'))).toBe('Number A 0 1 2, please go to window 3')
    expect(spokenEn(call('A012', '台胞接待室', true))).toBe('Calling again. Number A 0 1 2, please go to 台胞接待室')
  })
})
