import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { render } from '../../printer/compose.ts'
import { drawRows } from '../../printer/draw.ts'
import { paperFont } from '../../printer/glyphs.ts'
import { modelOf } from '../../printer/models.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { tokenAt, tokens } from '../../printer/scan.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { ticket, unhex } from './facts.ts'
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

  it('P11 a list of pictures that never says how long it is holds a megabyte of bytes and no more', () => {
    // FS q 255, each picture of 64 × 10 × 8 bytes: 1.3 MB, whose length is unknown as long as a head is missing.
    const picture = 4 + 64 * 10 * 8
    const bytes = new Uint8Array(3 + 255 * picture)
    bytes.set([0x1c, 0x71, 255])
    for (let count = 0; count < 255; count += 1) bytes.set([64, 0, 10, 0], 3 + count * picture)
    expect(tokenAt(bytes.subarray(0, 1_000_000), 0)).toBeUndefined()
    expect(tokenAt(bytes.subarray(0, 1_100_000), 0)).toMatchObject({ name: 'FS q', length: 3 })
  })

  it('P11 an unknown command is reported with its offset and the rest is still read', () => {
    const paper = readPaper(unhex('41 0a 1b7e 42 0a'))
    expect(paper.unknown).toEqual([{ offset: 2, bytes: '1b7e', why: 'unknown' }])
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

/** Real jobs with bytes replaced, put in, taken out and cut off. */
const jobs = (['gbk-80', 'sprt-58', 'picture-58'] as const).map(
  (id) => render(ticketSlip({ ...ticket, maskedName: '䶮*' }), modelOf(id)).bytes,
)
const mutated = fc
  .tuple(
    fc.constantFrom(...jobs),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.uint8Array({ minLength: 1, maxLength: 6 })), { maxLength: 6 }),
  )
  .map(([job, changes]) => {
    let bytes = [...job]
    for (const [place, how, put] of changes) {
      const at = place % (bytes.length + 1)
      if (how === 0) bytes.splice(at, put.length, ...put)
      else if (how === 1) bytes.splice(at, 0, ...put)
      else if (how === 2) bytes.splice(at, put.length)
      else bytes = bytes.slice(0, at)
    }
    return Uint8Array.from(bytes)
  })

describe('streams that went wrong', () => {
  it('P11 a damaged job is read to its end, reported in order, and can be drawn', () => {
    const font = paperFont()
    if ('fault' in font) throw new Error(font.fault)
    fc.assert(
      fc.property(fc.oneof(stream, mutated), (bytes) => {
        const paper = readPaper(bytes, 384)
        const offsets = paper.unknown.map(({ offset }) => offset)
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
        expect(offsets.every((offset) => offset >= 0 && offset < bytes.length)).toBe(true)
        expect(drawRows(paper.rows, 384, font).width).toBe(384)
      }),
      { numRuns: 150 },
    )
  })

  it('P11 a job that breaks off is in step exactly where a command ends and no text waits', () => {
    for (const job of jobs.slice(0, 2)) {
      const ends = new Set([...tokens(job)].map((token) => token.at + token.length))
      for (let cut = 1; cut <= job.length; cut++) {
        const { unknown, pending } = readPaper(job.subarray(0, cut))
        const whole = ends.has(cut)
        if (pending === '') expect([cut, unknown.some(({ why }) => why === 'broken-off')]).toEqual([cut, !whole])
      }
    }
  })

  it('P11 what no printer takes is reported with its offset, and the rest is still read', () => {
    const table: readonly (readonly [string, string, string])[] = [
      ['an alignment that does not exist', '1b6109', 'malformed'],
      ['a size beyond eight', '1d2188', 'malformed'],
      ['a barcode of no known kind', '1d6b200141', 'malformed'],
      ['a code printed before it was stored', '1d286b0300315130', 'malformed'],
      ['a module of no dots', '1d286b0300314300', 'malformed'],
      ['a clone’s code without data', '1b5a004d060000', 'malformed'],
      ['a picture of no width', '1d7630000000 0100', 'malformed'],
      ['a cut of no known kind', '1d5607', 'malformed'],
      ['a graphic printed before it was stored', '1d284c02003032', 'malformed'],
      ['a PDF417', '1d286b0300304103', 'not-drawn'],
      ['a picture in columns', '1b2a00 0200 ffff', 'not-drawn'],
      ['a command nobody knows', '1d7e', 'unknown'],
      ['a stray control byte', '01', 'unknown'],
    ]
    for (const [what, command, why] of table) {
      const paper = readPaper(unhex(`41 0a ${command} 42 0a`))
      expect([what, paper.unknown.map((found) => [found.offset, found.why])]).toEqual([what, [[2, why]]])
      expect([what, paperText(paper)]).toEqual([what, ['A', 'B']])
    }
  })

  it('P11 a code longer than any QR code holds is reported and not drawn', () => {
    const data = 'x'.repeat(2332)
    const length = (data.length + 3).toString(16).padStart(4, '0')
    const store = `1d286b${length.slice(2)}${length.slice(0, 2)}315030${Buffer.from(data).toString('hex')}`
    expect(readPaper(unhex(`${store} 1d286b0300315130`)).unknown.map(({ why }) => why)).toEqual(['malformed'])
  })

  it('P11 what is known and leaves nothing on paper is no news: process id, questions, a logo that is stored', () => {
    const quiet =
      '1d2848060030303132 3334 1d7201 100401 1d4941 1c7101 0100 0100 ffffffffffffffff 1b2841040030010101 1d5a02'
    expect(readPaper(unhex(quiet))).toMatchObject({ rows: [], unknown: [], pending: '' })
  })

  it('P11 a clone’s QR code is a QR code', () => {
    expect(readPaper(unhex('1b6101 1d5a02 1b5a 00 4d 06 0200 4131')).rows).toEqual([
      { kind: 'qr', align: 'center', data: 'A1', module: 6 },
    ])
  })

  it('P11 a picture that is stored first and printed then is a picture', () => {
    const store = '1d284c 0c00 30 70 30 01 01 31 1000 0100 8001'
    const long = '1d384c 0c000000 30 70 30 01 01 31 1000 0100 8001'
    for (const stored of [store, long])
      expect(readPaper(unhex(`${stored} 1d284c 0200 3032`))).toMatchObject({
        rows: [{ kind: 'raster', width: 16, height: 1, bits: Buffer.from([0x80, 0x01]).toString('base64') }],
        unknown: [],
      })
  })

  it('P36 bands that touch are one picture, and a feed between them makes two', () => {
    const band = '1d763000 0100 0100 ff'
    expect(readPaper(unhex(`${band}${band}`)).rows).toMatchObject([{ kind: 'raster', height: 2, bits: '//8=' }])
    expect(readPaper(unhex(`${band} 1b4a05 ${band}`)).rows.map((row) => row.kind)).toEqual(['raster', 'feed', 'raster'])
    expect(readPaper(unhex(`${band} 1b6101 ${band}`)).rows.length).toBe(2)
  })
})
