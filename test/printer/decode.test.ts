import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { runPaper } from '../../printer/command-line.ts'
import { render } from '../../printer/compose.ts'
import { type Decoded, decode } from '../../printer/decode.ts'
import { modelOf } from '../../printer/models.ts'
import { receiptSlip } from '../../printer/slips/receipt.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import type { VirtualPrinter } from '../../printer/virtual.ts'
import { PAPER_80, receipt, ticket, unhex } from './facts.ts'
import { GOLDEN_221 } from './golden.ts'

const folder = mkdtempSync(join(tmpdir(), 'yichuang-paper-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (name: string, bytes: Uint8Array): string => {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

const run = async (...words: readonly string[]) => {
  const said: string[] = []
  const complained: string[] = []
  const answer = await runPaper(words, {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  })
  return { answer, said: said.join('\n'), complained: complained.join('\n') }
}

/** Width and height of a PNG, from its head. */
const pngSize = (file: string): readonly [number, number] => {
  const bytes = readFileSync(file)
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe('a capture of bytes, decoded', () => {
  it('P53 the measured ticket: every command with its offset and length, texts in UTF-8, in step', async () => {
    const { answer, said } = await run('decode', fileOf('golden.bin', unhex(GOLDEN_221)))
    expect(answer).toBe(0)
    const lines = said.split('\n')
    expect(lines[0]).toMatch(/^000000 {2}ESC @ +2 {2}1b40$/)
    expect(lines).toContainEqual(expect.stringMatching(/^00000a {2}text +16 {2}市民政务服务中心$/))
    expect(lines).toContainEqual(
      expect.stringMatching(/ GS \( k 80 +46 {2}https:\/\/q\.example\.gov\.cn\/t\/A023\?s=9f3c$/),
    )
    expect(lines).toContainEqual(expect.stringMatching(/ GS k +17 {2}\{BA0232026112$/))
    expect(lines.at(-1)).toBe('221 bytes, 35 commands, 0 not understood, ended in step')
  })

  it('P53 as JSON: the commands lie end to end and add up to the file', async () => {
    const { bytes } = render(receiptSlip(receipt), PAPER_80)
    const { answer, said } = await run('decode', fileOf('receipt.bin', bytes), '--json')
    const decoded: Decoded = JSON.parse(said)
    expect(answer).toBe(0)
    expect(decoded.inStep).toBe(true)
    let at = 0
    for (const { offset, length } of decoded.commands) {
      expect(offset).toBe(at)
      at += length
    }
    expect(at).toBe(decoded.length)
    expect(decoded.commands.flatMap(({ text = '' }) => (text === '受理回执' ? [text] : []))).toEqual(['受理回执'])
  })

  it('P53 what is unknown is listed with its offset, and the exit says so', async () => {
    const { answer, said } = await run('decode', fileOf('unknown.bin', unhex('1b40 410a 1b7e 420a')))
    expect(answer).toBe(1)
    expect(said).toContain('000004  UNKNOWN: 1b7e')
    expect(said).toContain('1 not understood, did not end in step')
  })

  it('P53 a file that ends inside a command or leaves text in the printer is not in step', async () => {
    const job = render(ticketSlip(ticket), PAPER_80).bytes
    expect((await run('decode', fileOf('cut.bin', job.subarray(0, -1)))).answer).toBe(1)
    // What is listed is what the file has: of a command that broke off, the bytes that came.
    expect(decode(job.subarray(0, -1), 576).commands.at(-1)).toMatchObject({ offset: job.length - 4, length: 3 })
    const { answer, said } = await run('decode', fileOf('pending.bin', unhex('1b40 41')))
    expect(answer).toBe(1)
    expect(said).toContain('text that no line feed followed: A')
    expect(decode(new Uint8Array(), 576)).toMatchObject({ commands: [], inStep: true })
  })

  it('P53 the picture is at true dot size, with the paper’s white edge', async () => {
    for (const [paper, id, width] of [
      ['80', 'gbk-80', 576],
      ['58', 'picture-58', 384],
    ] as const) {
      const file = fileOf(`${id}.bin`, render(ticketSlip(ticket), modelOf(id)).bytes)
      const png = join(folder, `${id}.png`)
      expect((await run('decode', file, '--paper', paper, '--png', png)).answer).toBe(0)
      const [across, down] = pngSize(png)
      expect(across).toBe(width + 64)
      expect(down).toBeGreaterThan(800)
    }
  })

  it.each([
    [[], 'Say what to do.'],
    [['print'], 'print is not something to do.'],
    [['decode'], 'Name one file to decode.'],
    [['decode', 'a', 'b'], 'Name one file to decode.'],
    [['decode', '/nowhere/x.bin'], 'Cannot read /nowhere/x.bin'],
    [['decode', 'x', '--paper', '70'], '--paper is 80, 58 or 210'],
    [['decode', '--wrong'], 'wrong'],
    [['serve', '--port', '99999'], '--port is 0 to 65535'],
  ])('P53 a wrong call %j ends with 2 and a sentence that says what to do', async (words, sentence) => {
    const { answer, complained } = await run(...words)
    expect(answer).toBe(2)
    expect(complained).toContain(sentence)
    expect(complained).toContain('npm run paper -- decode <file>')
  })

  it('P53 a picture that cannot be written is said, not swallowed', async () => {
    const file = fileOf('fine.bin', unhex(GOLDEN_221))
    const { answer, complained } = await run('decode', file, '--png', join(folder, 'none', 'x.png'))
    expect(answer).toBe(2)
    expect(complained).toContain('Cannot write')
  })

  it('P38 it stands in for a printer: each job becomes its bytes and its picture', async () => {
    const out = join(folder, 'served')
    const { answer, said } = await run('serve', '--port', '0', '--out', out)
    if (typeof answer === 'number') throw new Error(said)
    const printer: VirtualPrinter = answer
    const job = render(ticketSlip(ticket), PAPER_80).bytes
    connect(printer.port, '127.0.0.1').end(job)
    await vi.waitFor(() => expect(readdirSync(out).sort()).toEqual(['0001.bin', '0001.png']))
    expect(new Uint8Array(readFileSync(join(out, '0001.bin')))).toEqual(job)
    await vi.waitFor(() => expect(pngSize(join(out, '0001.png'))[0]).toBe(576 + 64))
    await printer.close()
  })
})
