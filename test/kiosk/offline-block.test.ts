/** The numbers that a kiosk gives by itself, at the moments at which its line breaks and comes back. */
import { signal } from '@preact/signals'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../client/ask.ts'
import type { Intent } from '../../hall/commands.ts'
import type { LentBlock } from '../../hall/number-block.ts'
import type { Accepted } from '../../hall/reply.ts'

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now())
const lent: LentBlock = { series: 'XA', next: 1, until: 50, size: 50, prefix: '' }
const seen = (next: number) => ({
  day: DAY,
  open: true,
  closesAt: null,
  timeZone: 'Asia/Shanghai',
  untaken: [],
  lent: { ...lent, next },
})

type Sent = { readonly id: string; readonly number: number }
/** A kiosk's page with its line, its disk and its server in the test's hands. */
const page = async (disk = new Map<string, string>()) => {
  vi.resetModules()
  const connected = signal(false)
  const view = signal<ReturnType<typeof seen> | undefined>(seen(1))
  const sent: Sent[] = []
  const answers: ((sent: Sent) => Answer<Accepted>)[] = []
  let written: Promise<void> = Promise.resolve()
  vi.doMock('../../client/live-view.ts', () => ({ connected }))
  vi.doMock('../../kiosk/live.ts', () => ({ view, down: signal(true) }))
  vi.doMock('../../kiosk/take.ts', () => ({ giveUpPending: () => undefined, unconfirmed: signal(false) }))
  vi.doMock('../../client/catalogue.ts', () => ({ catalogue: signal(undefined) }))
  vi.doMock('../../client/written-down.ts', () => ({
    readBack: (key: string) => Promise.resolve({ text: disk.get(key) }),
    writeDown: async (key: string, text: string | undefined) => {
      await written
      if (text === undefined) disk.delete(key)
      else disk.set(key, text)
      return true
    },
  }))
  const accepted: Answer<Accepted> = { ok: true, position: 1, now: 0 } as unknown as Answer<Accepted>
  vi.doMock('../../client/send.ts', () => ({
    send: () => Promise.resolve(accepted),
    sendAs: (id: string, intent: Intent) => {
      const number = intent.type === 'IssueTicket' ? (intent.offline?.number ?? 0) : 0
      sent.push({ id, number })
      return Promise.resolve(answers.shift()?.({ id, number }) ?? accepted)
    },
  }))
  const block = await import('../../kiosk/offline-block.ts')
  return {
    ...block,
    connected,
    view,
    sent,
    answers,
    numbers: () => sent.map(({ number }) => number),
    holdDisk: (until: Promise<void>) => {
      written = until
    },
  }
}
const unreachable: Answer<Accepted> = { ok: false, code: 'unreachable', status: 0 }
const refusing = (status: number, code: string): Answer<Accepted> => ({ ok: false, code, status })

describe('numbers of a block at the edges of a line', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.resetModules()
  })

  it('Z29 a number whose answer was lost is not counted twice: the next one follows it without a gap', async () => {
    const kiosk = await page()
    const stop = kiosk.followBlock()
    expect(await kiosk.give('A-01')).toBe('XA001')
    // It came in and the view says so, but the line broke before the answer.
    kiosk.answers.push(() => {
      kiosk.view.value = seen(2)
      kiosk.connected.value = false
      return unreachable
    })
    kiosk.connected.value = true
    await vi.waitFor(() => expect(kiosk.sent).toHaveLength(1))
    await vi.waitFor(() => expect(kiosk.connected.value).toBe(false))
    expect(await kiosk.give('A-01')).toBe('XA002')
    stop()
  })

  it('Z29 a number that came in is not given again where the line broke before the view said so', async () => {
    const kiosk = await page()
    const stop = kiosk.followBlock()
    expect(await kiosk.give('A-01')).toBe('XA001')
    kiosk.connected.value = true
    await vi.waitFor(() => expect(kiosk.given.value).toEqual([]))
    kiosk.connected.value = false
    expect(await kiosk.give('A-01')).toBe('XA002')
    stop()
  })

  it('Z29 what the hall cannot take now is kept and brought in later, in order', async () => {
    for (const [status, code] of [
      [409, 'issuing-stopped'],
      [409, 'read-only'],
      [404, 'unknown-service'],
      [409, 'service-closed'],
      [422, 'identity-needed'],
      [401, 'unknown-token'],
      [503, 'storage-failed'],
    ] as const) {
      const kiosk = await page()
      const stop = kiosk.followBlock()
      await kiosk.give('A-01')
      await kiosk.give('A-01')
      kiosk.answers.push(() => refusing(status, code))
      kiosk.connected.value = true
      await vi.waitFor(() => expect(kiosk.sent).toHaveLength(1))
      expect(kiosk.given.value).toHaveLength(2)
      await vi.waitFor(() => {
        kiosk.view.value = seen(1)
        expect(kiosk.given.value).toEqual([])
      })
      expect(kiosk.numbers()).toEqual([1, 1, 2])
      expect(kiosk.sent[0]?.id).toBe(kiosk.sent[1]?.id)
      stop()
    }
  })

  it('Z29 a whole block comes in however fast its kiosk sends: what was too fast is sent again', async () => {
    const kiosk = await page()
    const stop = kiosk.followBlock()
    await kiosk.give('A-01')
    await kiosk.give('A-01')
    kiosk.answers.push(
      () => refusing(429, 'too-many'),
      () => refusing(429, 'too-many'),
    )
    vi.useFakeTimers()
    kiosk.connected.value = true
    await vi.advanceTimersByTimeAsync(5_000)
    expect(kiosk.given.value).toEqual([])
    expect(kiosk.numbers()).toEqual([1, 1, 1, 2])
    stop()
  })

  it('Z29 a number that only the disk still has, after a power cut, comes in and is not given again', async () => {
    const disk = new Map<string, string>()
    const before = await page(disk)
    expect(await before.give('A-01')).toBe('XA001')
    expect(disk.size).toBe(1)
    const kiosk = await page(disk)
    const stop = kiosk.followBlock()
    expect(await kiosk.give('A-01')).toBe('XA002')
    kiosk.connected.value = true
    await vi.waitFor(() => expect(kiosk.given.value).toEqual([]))
    expect(kiosk.numbers()).toEqual([1, 2])
    stop()
  })

  it('Z29 two touches on a slow disk give one number', async () => {
    const kiosk = await page()
    let written = (): void => {}
    kiosk.holdDisk(
      new Promise((resolve) => {
        written = resolve
      }),
    )
    const first = kiosk.give('A-01')
    const second = kiosk.give('A-01')
    written()
    expect([await first, await second]).toEqual(['XA001', undefined])
    expect(kiosk.given.value).toHaveLength(1)
  })
})
