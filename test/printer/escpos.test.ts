import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, code128, qr } from '../../printer/commands.ts'
import { compose, render } from '../../printer/compose.ts'
import { encode } from '../../printer/escpos.ts'
import { layout } from '../../printer/layout.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { qrModuleDots } from '../../printer/qr.ts'
import { tokens } from '../../printer/scan.ts'
import { receiptSlip } from '../../printer/slips/receipt.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { columnsOf } from '../../printer/text.ts'
import { hex, PAPER_58, PAPER_80, receipt, ticket, unhex } from './facts.ts'
import { GOLDEN_221, TICKET_58, TICKET_80 } from './golden.ts'

const line = (text: string): Command[] => [{ do: 'text', text }, { do: 'newline' }]

describe('bytes', () => {
  it('P1 the measured ticket of 221 bytes is made byte for byte', () => {
    const bytes = encode([
      { do: 'init' },
      { do: 'align', align: 'center' },
      { do: 'size', width: 2, height: 2 },
      ...line('市民政务服务中心'),
      { do: 'size', width: 4, height: 4 },
      ...line('A023'),
      { do: 'size', width: 1, height: 1 },
      { do: 'align', align: 'left' },
      ...line('业务：企业设立登记'),
      { do: 'bold', on: true },
      { do: 'text', text: '等待：5 人' },
      { do: 'bold', on: false },
      { do: 'newline' },
      ...line('买买提·吐尔逊 喆'),
      { do: 'align', align: 'center' },
      { do: 'qr', by: 'native', data: 'https://q.example.gov.cn/t/A023?s=9f3c', moduleDots: 6 },
      { do: 'code128', data: 'A0232026112', heightDots: 60, moduleDots: 2 },
      { do: 'newline' },
      { do: 'drawer' },
      ...line('再见'),
      { do: 'feed-lines', lines: 4 },
      { do: 'cut' },
    ])
    expect(bytes.length).toBe(221)
    expect(hex(bytes)).toBe(hex(unhex(GOLDEN_221)))
  })

  it('P1 a ticket for 80 mm and one for 58 mm are always the same bytes', () => {
    expect(hex(render(ticketSlip(ticket), PAPER_80).bytes)).toBe(hex(unhex(TICKET_80)))
    expect(hex(render(ticketSlip(ticket), PAPER_58).bytes)).toBe(hex(unhex(TICKET_58)))
  })

  it('P1 every job resets the printer, then switches Chinese on, and ends with the cut', () => {
    const job = hex(render(receiptSlip(receipt), PAPER_80).bytes)
    expect(job.startsWith('1b401c26')).toBe(true)
    expect(job.endsWith('1b64041d564200')).toBe(true)
  })

  it('P7 a QR code is counted in bytes, not in characters', () => {
    const bytes = qr('号A', 6)
    const store = bytes.slice(25)
    expect(store.slice(0, 5)).toEqual([0x1d, 0x28, 0x6b, 4 + 3, 0])
    expect(hex(Uint8Array.from(store.slice(8, 12)))).toBe('e58fb741')
  })

  it('P7 a QR code of more than 255 bytes carries its length in two bytes', () => {
    const store = qr('x'.repeat(300), 3).slice(25)
    expect(store.slice(3, 5)).toEqual([303 & 0xff, 1])
  })

  it('P7 a short CODE128 says its length, which counts the choice of set B', () => {
    const bytes = code128('A1{', 60, 2)
    expect(hex(Uint8Array.from(bytes))).toBe('1d683c1d77021d48021d6b49067b4241317b7b')
    expect(() => code128('号', 60, 2)).toThrow(/ASCII/)
  })

  it('P7 the modules of a QR code are as large as paper and phone want', () => {
    expect(qrModuleDots('https://q.example.gov.cn/t/A023?s=9f3c', 576)).toBe(6)
    expect(qrModuleDots('x', 384)).toBe(8)
    expect(qrModuleDots('x'.repeat(330), 384)).toBe(3)
    expect(() => qrModuleDots('x'.repeat(700), 576)).toThrow(/shorten/)
  })
})

describe('widths', () => {
  const names = fc.string({ unit: 'binary', maxLength: 60 })

  it('P5 no printed line is wider than the paper, whatever the texts', () => {
    fc.assert(
      fc.property(names, names, fc.constantFrom(PAPER_80, PAPER_58), (a, b, model) => {
        const slips = [
          ticketSlip({ ...ticket, hall: { ...ticket.hall, name: a }, service: b, number: a, maskedName: b }),
          receiptSlip({ ...receipt, department: a, materials: [{ name: b, copies: 1, form: 'copy' }], staff: a }),
        ]
        for (const slip of slips)
          for (const line of layout(slip, model).lines)
            if (line.kind === 'text') expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(model.columns)
      }),
    )
  })

  it('P5 a text without end takes no paper without end', () => {
    const endless = '长'.repeat(100_000)
    const { lines } = layout(ticketSlip({ ...ticket, service: endless, notices: [endless] }), PAPER_80)
    expect(lines.length).toBeLessThan(40)
  })

  it('P6 a numbered row goes on under its words, not under its number', () => {
    const left = '12. 法定代表人、董事、监事和经理的任职文件及身份证明'
    const rows = layout({ title: '', blocks: [{ kind: 'pair', left, right: '1份' }] }, PAPER_58).lines
    expect(rows.map((row) => (row.kind === 'text' ? row.text : ''))).toEqual([
      '12. 法定代表人、董事、监事和经理',
      `    的任职文件及身份证明${' '.repeat(5)}1份`,
    ])
  })

  it('P5 a long number is set smaller instead of being broken', () => {
    const { lines } = layout(ticketSlip({ ...ticket, number: 'VA10000000' }), PAPER_58)
    expect(lines.find((l) => l.kind === 'text' && l.text.startsWith('VA'))).toMatchObject({
      text: 'VA10000000',
      size: 3,
    })
  })
})

describe('commands hidden in names', () => {
  /** All that a slip is made of, a line with a rarer character as a picture. A drawer pulse, a cut in the middle, ESC =, FS g or DLE DC4 is not among it. */
  const ALLOWED = new Set([
    'text',
    'LF',
    'ESC @',
    'FS &',
    'ESC a',
    'GS !',
    'ESC E',
    'ESC 2',
    'ESC 3',
    'ESC d',
    'ESC J',
    'GS (',
    'GS v',
  ])

  const attacks = fc.oneof(
    fc.constantFrom(
      '\u001bp\u0000\u0019x',
      '\u001dV\u0000',
      '\u001b=\u0000',
      '\u0010\u0014\u0001\u0000\u0001',
      '\u001cg1\u0000',
      '张三\n前面等待 0 人\n',
      '\u001b@\u001c.',
      '\u2028A001\u2029',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 30 }).map((points) => String.fromCharCode(...points)),
  )

  it('P4 no text becomes a command: the drawer stays shut, one cut, no unknown bytes', () => {
    fc.assert(
      fc.property(attacks, attacks, (a, b) => {
        const slip = ticketSlip({
          ...ticket,
          hall: { ...ticket.hall, name: a, hotline: b },
          number: a,
          service: b,
          zone: { name: a, floor: 1, direction: b },
          counters: [a, b],
          maskedName: a,
          notices: [a, b],
          kiosk: a,
          serial: b,
        })
        const { bytes } = render(slip, PAPER_80)
        const names = [...tokens(bytes)].map((token) => token.name)
        expect(names.filter((name) => !ALLOWED.has(name))).toEqual(['GS V'])
        expect(names.at(-1)).toBe('GS V')
        expect(names.filter((name) => name === 'ESC @').length).toBe(1)
        expect(readPaper(bytes)).toMatchObject({ unknown: [], pending: '' })
      }),
    )
  })

  it('P4 a name with newlines makes no line of its own', () => {
    const { bytes } = render(ticketSlip({ ...ticket, maskedName: '张*\n前面等待 0 人' }), PAPER_80)
    const lines = paperText(readPaper(bytes))
    expect(lines).toContain('取号人    张*前面等待 0 人')
    expect(lines).not.toContain('前面等待 0 人')
  })

  it('P4 even a command list made by hand cannot smuggle bytes through its text', () => {
    const names = [...tokens(encode([{ do: 'text', text: '\u001bp\u0000\u0019x' }]))].map((token) => token.name)
    expect(names).toEqual(['text'])
  })
})

describe('what was said is what is printed', () => {
  const cases = [
    ['ticket, 80 mm', ticketSlip(ticket), PAPER_80],
    ['ticket, 58 mm', ticketSlip(ticket), PAPER_58],
    ['receipt, 80 mm', receiptSlip(receipt), PAPER_80],
    ['receipt, 58 mm', receiptSlip(receipt), PAPER_58],
  ] as const

  it.each(cases)('P12 paper read back from the bytes says what the slip says: %s', (_, slip, model) => {
    const fitted = layout(slip, model)
    const paper = readPaper(encode(compose(fitted, model)), model.dots)
    expect(paper).toMatchObject({ unknown: [], pending: '', columns: model.columns })
    const wanted = fitted.lines.flatMap((line) =>
      line.kind === 'text' ? [{ text: line.text, size: line.size, bold: line.bold, align: line.align }] : [],
    )
    const printed = paper.rows.flatMap((row) =>
      row.kind === 'text'
        ? [{ text: row.runs[0]?.text, size: row.runs[0]?.sizeH, bold: row.runs[0]?.bold, align: row.align }]
        : [],
    )
    expect(printed).toEqual(wanted)
    expect(paper.rows.filter((row) => row.kind === 'qr')).toEqual([
      { kind: 'qr', align: 'center', data: slip.blocks.find((block) => block.kind === 'qr')?.data, module: 6 },
    ])
    expect(paper.rows.at(-1)).toEqual({ kind: 'cut' })
  })
})
