/** What every transport must do, whatever bytes travel on (P47). */
import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../printer/escpos.ts'
import { modelFor } from '../../printer/models.ts'
import type { Faults } from '../../printer/virtual.ts'
import { noPty } from '../kit/pty.ts'
import { hex } from './facts.ts'
import { KINDS, PATIENT, type Rig, SHORT } from './transport-kit.ts'

const missing = noPty()
if (missing !== undefined) console.log(`SKIPPED: transports over a pseudo-terminal: ${missing}`)

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const job = (text: string): Uint8Array =>
  encode([{ do: 'init' }, { do: 'text', text }, { do: 'newline' }, { do: 'cut' }])
const JOB = job('号票 A023')
/** More than every buffer on the way holds. */
const HUGE = new Uint8Array(16 * 1024 * 1024).fill(0x20)

describe.each(KINDS.filter(({ needsPty }) => !needsPty || missing === undefined))('over $name', (kind) => {
  const rigged = async (faults: Partial<Faults> = {}): Promise<Rig> => {
    const rig = await kind.rig(faults)
    closers.push(rig.close)
    return rig
  }

  it('P47 where nothing is, nothing is sent, and the reason says what to look at', async () => {
    const transport = kind.nowhere()
    const outcome = await transport.send(JOB, 'job')
    expect(outcome.result).toBe('not_sent')
    expect(['refused', 'absent', 'away']).toContain('reason' in outcome ? outcome.reason : '')
    expect(await transport.status()).toMatchObject({ answer: 'none' })
  })

  it('P47 a printer that confirms has printed the very bytes, and says what it is', async () => {
    const rig = await rigged()
    const transport = rig.transport(PATIENT)
    expect(await transport.send(JOB, 'job')).toEqual({ result: 'printed', nearEnd: false })
    expect(await transport.status()).toEqual({
      answer: 'ready',
      nearEnd: false,
      about: { model: 'Virtual printer', firmware: '1.0' },
    })
    await rig.hangUp()
    expect(rig.printer.jobs().map(hex)).toEqual([hex(JOB)])
  })

  it('P48 one that confirms by process id has printed', async () => {
    const rig = await rigged()
    const transport = rig.transport(PATIENT, modelFor({ paper: 80, model: 'epson-80' }))
    expect(await transport.send(JOB, 'job')).toEqual({ result: 'printed', nearEnd: false })
    await rig.hangUp()
    expect(rig.printer.jobs().map(hex)).toEqual([hex(JOB)])
  })

  it.each([
    ['paper out', { paperOut: true }, { reason: 'paper-out', nearEnd: true }],
    ['an open cover', { coverOpen: true }, { reason: 'cover-open', nearEnd: false }],
    ['a jammed cutter', { cutterError: true }, { reason: 'cutter-error', nearEnd: false }],
    ['silence', { mute: true }, { reason: 'mute', nearEnd: false }],
  ] as const)('P47 %s is found before the first byte', async (_, faults, expected) => {
    const rig = await rigged(faults)
    expect(await rig.transport(SHORT).send(JOB, 'job')).toEqual({ result: 'not_sent', ...expected })
    rig.printer.set({ paperOut: false, coverOpen: false, cutterError: false })
    await rig.hangUp()
    expect(rig.printer.jobs()).toEqual([])
  })

  it('P47 a line that is gone in the middle of a job leaves it unknown', async () => {
    const rig = await rigged({ resetMidJob: true })
    const outcome = await rig.transport(PATIENT).send(JOB, 'job')
    expect(outcome.result).toBe('unknown')
    expect(['reset', 'closed']).toContain('reason' in outcome ? outcome.reason : '')
  })

  it('P47 a printer that takes no more leaves it unknown', async () => {
    const rig = await rigged({ stall: true })
    expect(await rig.transport(SHORT).send(HUGE, 'job')).toMatchObject({ result: 'unknown', reason: 'stalled' })
  })

  it('P47 one that takes all and confirms nothing leaves it unknown', async () => {
    const rig = await rigged({ noConfirm: true })
    expect(await rig.transport(SHORT).send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'no-confirmation' })
  })

  it('P47 paper that ends in the middle is unknown, and says why', async () => {
    const rig = await rigged({ paperOutMidJob: true })
    expect(await rig.transport(SHORT).send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'paper-out' })
  })

  it('P47 a slow printer that chatters gets all 200,000 bytes and has printed', { timeout: 30_000 }, async () => {
    const rig = await rigged({ slowMs: 5 })
    const long = new Uint8Array(200_000).fill(0x41)
    expect(await rig.transport(PATIENT).send(long, 'job')).toEqual({ result: 'printed', nearEnd: false })
    await rig.hangUp()
    expect(rig.printer.jobs().map(({ length }) => length)).toEqual([200_000])
  })

  it('P47 a blind printer gets the job whole, and is never called printed', async () => {
    const rig = await rigged({ mute: true })
    const transport = rig.transport(SHORT, modelFor({ paper: 80, blind: true }))
    expect(await transport.send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'unconfirmable' })
    expect(await transport.status()).toEqual({ answer: 'none', reason: 'blind' })
    // A device file ends with a byte that no printer prints, which its driver takes only after all others.
    const end = kind.name === 'a device file' ? '00' : ''
    await rig.hangUp(JOB.length + end.length / 2)
    expect(rig.printer.jobs().map(hex)).toEqual([hex(JOB) + end])
  })

  it('P47 two jobs at once go one after another, and questions between them', async () => {
    const rig = await rigged()
    const transport = rig.transport(PATIENT)
    const [first, second] = [job('A001'.repeat(2000)), job('B002'.repeat(2000))]
    const all = await Promise.all([transport.send(first, 'a'), transport.status(), transport.send(second, 'b')])
    expect(all.map((each) => ('result' in each ? each.result : each.answer))).toEqual(['printed', 'ready', 'printed'])
    await rig.hangUp()
    expect(Buffer.concat(rig.printer.jobs()).equals(Buffer.concat([first, second]))).toBe(true)
  })
})
