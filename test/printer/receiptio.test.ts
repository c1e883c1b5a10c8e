/** The virtual printer under a client that is not ours: receiptio asks it how it is and prints on it. */
import { print } from 'receiptio'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startVirtualPrinter, type VirtualPrinter } from '../../printer/virtual.ts'

/** Its client knows this port alone. */
const PORT = 9100
const QUERY = '-d 127.0.0.1 -q'
const PRINT = '-d 127.0.0.1 -c 48'

let printer: VirtualPrinter | undefined
afterEach(async () => {
  await printer?.close()
  printer = undefined
})

/** The printer at the client's port; undefined where another program has it. */
const started = async (skip: (why: string) => void): Promise<VirtualPrinter> => {
  try {
    printer = await startVirtualPrinter({ port: PORT })
    return printer
  } catch (error) {
    const why = `SKIPPED: port ${PORT}, the only one receiptio knows, cannot be had: ${String(error)}`
    console.log(why)
    skip(why)
    throw error
  }
}

describe('an independent client', () => {
  it('P54 finds the printer ready, out of paper and open', async ({ skip }) => {
    const { set } = await started(skip)
    expect(await print('', QUERY)).toBe('online')
    set({ paperOut: true })
    expect(await print('', QUERY)).toBe('paperempty')
    set({ paperOut: false, coverOpen: true })
    expect(await print('', QUERY)).toBe('coveropen')
    set({ coverOpen: false, cutterError: true })
    expect(await print('', QUERY)).toBe('error')
    set({ cutterError: false, nearEnd: true })
    expect(await print('', QUERY)).toBe('online')
  })

  it('P54 prints on it, and what it sent stands on the paper', { timeout: 20_000 }, async ({ skip }) => {
    const virtual = await started(skip)
    expect(await print('A023 | 2', PRINT)).toBe('success')
    const texts = () =>
      virtual
        .papers()
        .flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'text' ? row.runs.map(({ text }) => text) : [])))
    // It hangs up a moment after it was told of the success.
    await vi.waitFor(() => expect(texts().join('')).toContain('A023'))
  })

  it('P54 is told that there is no paper instead of printing', { timeout: 20_000 }, async ({ skip }) => {
    const virtual = await started(skip)
    virtual.set({ paperOut: true })
    expect(await print('A023', PRINT)).toBe('paperempty')
    virtual.set({ paperOut: false, coverOpen: true })
    expect(await print('A023', PRINT)).toBe('coveropen')
    virtual.set({ coverOpen: false })
    expect(virtual.papers().some(({ rows }) => rows.some(({ kind }) => kind === 'text'))).toBe(false)
  })
})
