import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { columnsOf, MISSING_MARK, printable, sanitise, unprintable } from '../../printer/text.ts'
import { cutLines, wrap, wrapEvenly } from '../../printer/wrap.ts'

/** Whole Unicode, with the ranges that names and attacks come from drawn often. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x2ff }),
      fc.integer({ min: 0x2000, max: 0x33ff }),
      fc.integer({ min: 0x3400, max: 0x9fff }),
      fc.integer({ min: 0xd800, max: 0xffff }),
      fc.integer({ min: 0x1f300, max: 0x2ffff }),
    ),
    { maxLength: 40 },
  )
  .map((points) => String.fromCodePoint(...points))

describe('text for a GBK font', () => {
  it('P3 the mark for a missing character is GBK A1FE', () => {
    expect(iconv.encode(MISSING_MARK, 'gbk').toString('hex')).toBe('a1fe')
  })

  it.each([
    ['a yen sign becomes the full-width one', '¥50', '￥50'],
    ['the bullet of a minority name becomes the middle dot', '买买提•吐尔逊', '买买提·吐尔逊'],
    ['the hyphenation point of a minority name becomes the middle dot', '买买提‧吐尔逊', '买买提·吐尔逊'],
    ['the katakana dot of a minority name becomes the middle dot', '买买提・吐尔逊', '买买提·吐尔逊'],
    ['a superscript two becomes a two', '12m²', '12m2'],
    ['a tick becomes the GBK one', '✔合格', '√合格'],
    ['the euro sign becomes letters', '€5', 'EUR5'],
    ['a no-break space becomes a space', 'A\u00a0B', 'A B'],
    ['an ideographic space stays', 'A　B', 'A　B'],
    ['a variation selector is dropped', '葛\u{e0100}城', '葛城'],
    ['a decomposed letter is composed', 'e\u0301', 'é'],
  ])('P3 %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected)
    expect(unprintable(text)).toEqual([])
  })

  it.each(['䶮', '㛃', '𠮷', '😀', '\ue000', '\ue766', '\ue81e'])('P3 %s is printed as 〓 and reported', (char) => {
    expect(printable(`王${char}明`)).toBe('王〓明')
    expect(unprintable(`王${char}${char}明`)).toEqual([char])
  })

  it('P3 a rarer character is never printed as ? nor as four bytes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const marks = Array.from(sanitise(text)).filter((char) => char === '?').length
        const bytes = iconv.encode(printable(text), 'gbk')
        expect(bytes.filter((byte) => byte === 0x3f).length).toBe(marks)
        expect(bytes.length).toBe(columnsOf(printable(text)))
        expect(iconv.decode(bytes, 'gbk')).toBe(printable(text))
      }),
    )
  })

  it('P3 a question mark that is meant stays one', () => {
    expect(printable('OK?')).toBe('OK?')
    expect(unprintable('OK?')).toEqual([])
  })

  it('P3 printable text is left as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })

  it('P4 nothing invisible survives', () => {
    expect(sanitise('张\u001bp\u0000\u0019x\n三\u202e\u200d\ud800\u2028\u2029\u0085')).toBe('张px三')
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sanitise(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
      }),
    )
  })

  it('P4 a private-use character of a rare name is kept as a character, not stripped', () => {
    expect(sanitise('王\ue123明')).toBe('王\ue123明')
  })
})

describe('columns and lines', () => {
  it('P5 a Latin letter takes one column and everything else two, as the printer counts', () => {
    expect(columnsOf('A023')).toBe(4)
    expect(columnsOf('等待：5 人')).toBe(10)
    expect(columnsOf('α·°')).toBe(6)
  })

  it('P5 no line is wider than asked and no character is lost', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 48 }), (raw, columns) => {
        const text = printable(raw)
        for (const breaking of [wrap, wrapEvenly]) {
          const lines = breaking(text, columns)
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns)
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        }
      }),
    )
  })

  it('P6 no closing mark begins a line and no opening mark ends one', () => {
    expect(wrap('公司及其他企业，变更', 14)).toEqual(['公司及其他企', '业，变更'])
    expect(wrap('企业法人变更（备案）', 14)).toEqual(['企业法人变更', '（备案）'])
    expect(wrap('发改价格〔2019〕914号', 10)).toEqual(['发改价格', '〔2019〕', '914号'])
  })

  it('P6 a number is not torn from its measure word, nor a Latin word in two', () => {
    expect(wrap('请于过号后30分钟', 12)).toEqual(['请于过号后', '30分钟'])
    expect(wrap('请到窗口3、5号窗口', 12)).toEqual(['请到窗口3、', '5号窗口'])
    expect(wrap('see the notice board', 10)).toEqual(['see the', 'notice', 'board'])
  })

  it('P6 a title is broken evenly', () => {
    expect(wrapEvenly('高新技术产业开发区政务服务中心', 24)).toEqual(['高新技术产业开发', '区政务服务中心'])
  })

  it('P6 a title is broken between words where that takes no more lines', () => {
    expect(wrapEvenly('补齐申请材料通知书', 16)).toEqual(['补齐申请', '材料通知书'])
    expect(wrapEvenly('食品经营许可证核发', 16)).toEqual(['食品经营', '许可证核发'])
    expect(wrapEvenly('已取得营业执照，场所与申请项目相符', 32)).toEqual(['已取得营业执照，', '场所与申请项目相符'])
  })

  it('P6 what does not fit is cut with a mark', () => {
    expect(cutLines(['一二三四', '五六七八', '九十'], 2, 8)).toEqual(['一二三四', '五六七…'])
    expect(cutLines(['一二三四'], 2, 8)).toEqual(['一二三四'])
  })
})
