import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperText, readPaper } from '../../printer/paper.ts'
import { tokenAt, tokens } from '../../printer/scan.ts'
import { unhex } from './facts.ts'
import { GOLDEN_221 } from './golden.ts'

const run = (text: string, size = 1, bold = false) => ({ text, sizeW: size, sizeH: size, bold })

/** Streams with many heads of commands in them: pure noise seldom gets past the first byte. */
const stream = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(
        [0x1b, 0x40],
        [0x1c, 0x26],
        [0x1d, 0x28, 0x6b],
        [0x1d, 0x76, 0x30, 0],
        [0x1d, 0x6b, 0x49],
        [0x1d, 0x38, 0x4c],
        [0x1b, 0x44],
        [0x10, 0x14],
        [0x0a],
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))

describe('paper read from bytes', () => {
  it('P11 the measured ticket is read whole', () => {
    const paper = readPaper(unhex(GOLDEN_221))
    expect(paper).toEqual({
      dots: 576,
      columns: 48,
      unknown: [],
      pending: '',
      rows: [
        { kind: 'text', align: 'center', runs: [run('市民政务服务中心', 2)], height: 48 },
        { kind: 'text', align: 'center', runs: [run('A023', 4)], height: 96 },
        { kind: 'text', align: 'left', runs: [run('业务：企业设立登记')], height: 30 },
        { kind: 'text', align: 'left', runs: [run('等待：5 人', 1, true)], height: 30 },
        { kind: 'text', align: 'left', runs: [run('买买提·吐尔逊 喆')], height: 30 },
        { kind: 'qr', align: 'center', data: 'https://q.example.gov.cn/t/A023?s=9f3c', module: 6 },
        { kind: 'barcode', align: 'center', system: 73, data: '{BA0232026112', height: 60 },
        { kind: 'feed', height: 30 },
        { kind: 'drawer' },
        { kind: 'text', align: 'center', runs: [run('再见')], height: 30 },
        { kind: 'feed', height: 120 },
        { kind: 'cut' },
      ],
    })
  })

  it('P11 it survives any stream, and the result is JSON', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        const paper = readPaper(bytes)
        expect(JSON.parse(JSON.stringify(paper))).toEqual(paper)
        for (const { offset } of paper.unknown) expect(offset).toBeLessThan(bytes.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('P11 the commands of any stream lie end to end', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        let at = 0
        for (const token of tokens(bytes)) {
          expect(token.at).toBe(at)
          expect(token.length).toBeGreaterThan(0)
          at += token.length
        }
        expect(at).toBeGreaterThanOrEqual(bytes.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('P11 a command is the same however the bytes before it were cut', () => {
    fc.assert(
      fc.property(stream, fc.nat(), (bytes, cut) => {
        const whole = tokenAt(bytes, 0)
        const part = tokenAt(bytes.subarray(0, cut % (bytes.length + 1)), 0)
        if (part && part.name !== 'text') expect([part.name, part.length]).toEqual([whole?.name, whole?.length])
      }),
      { numRuns: 1000 },
    )
  })

  it('P11 an unknown command is reported with its offset and the rest is still read', () => {
    const paper = readPaper(unhex('41 0a 1b7e 42 0a'))
    expect(paper.unknown).toEqual([{ offset: 2, bytes: '1b7e' }])
    expect(paperText(paper)).toEqual(['A', 'B'])
  })

  it('P11 Chinese before FS & is no Chinese, and is reported', () => {
    const paper = readPaper(unhex('1b40 cad0 0a'))
    expect(paper.unknown.map((u) => u.offset)).toEqual([2, 3])
    expect(paperText(paper)).toEqual(['\ufffd\ufffd'])
  })

  it('P11 four-byte GB18030 is shown as a GBK printer shows it: digits and half characters', () => {
    const paper = readPaper(unhex('1b40 1c26 81308436 0a'))
    expect(paperText(paper)).toEqual(['\ufffd0\ufffd6'])
    expect(paper.unknown.length).toBe(2)
  })

  it('P11 a CODE128 without its length swallows what follows', () => {
    const paper = readPaper(unhex('1d6b49 41303233 0a d4d9 0a 1d564200'))
    expect(paper.rows.map((row) => row.kind)).toEqual(['barcode'])
  })

  it('P11 a picture is kept as it came, with 10 04 inside it', () => {
    const paper = readPaper(unhex('1d763000 0200 0200 10040110 0a'))
    expect(paper.rows[0]).toEqual({
      kind: 'raster',
      align: 'left',
      width: 16,
      height: 2,
      bits: Buffer.from([0x10, 0x04, 0x01, 0x10]).toString('base64'),
    })
    expect(paper.unknown).toEqual([])
  })

  it('P11 a picture that breaks off keeps its whole rows', () => {
    expect(readPaper(unhex('1d763000 0200 ff00 ffff ff')).rows[0]).toMatchObject({
      kind: 'raster',
      width: 16,
      height: 1,
    })
  })

  it('P11 a line wider than the paper goes on in the next one', () => {
    const bytes = Uint8Array.from([...'x'.repeat(33)].map((c) => c.charCodeAt(0)).concat(0x0a))
    expect(paperText(readPaper(bytes, 384))).toEqual(['x'.repeat(32), 'x'])
  })

  it('P11 text without a line feed is in the printer, not on the paper', () => {
    expect(readPaper(unhex('41 0a 42'))).toMatchObject({ pending: 'B' })
    expect(paperText(readPaper(unhex('42 1b40 41 0a')))).toEqual(['A'])
  })
})
