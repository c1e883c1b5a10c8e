import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Announcement } from '../../display/announce.ts'
import { BREATH_MS, createSpeaker, ITEM_DEADLINE_MS, type SpeakerParts } from '../../display/speaker.ts'
import { callOf } from './board-view.ts'

const SPEECH_MS = 3_000
const items = (...numbers: readonly string[]): Announcement[] =>
  numbers.map((number, index) => callOf(index + 1, 0, { number, counter: String(index + 1) }))

/** A loudspeaker that writes down what it would sound. */
const heard = (parts: Partial<SpeakerParts> = {}) => {
  const log: string[] = []
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const speaker = createSpeaker({
    chime: async () => {
      log.push('chime')
    },
    speak: async (item) => {
      log.push(`${item.number} begins`)
      await wait(SPEECH_MS)
      log.push(`${item.number} ends`)
    },
    hush: () => log.push('hush'),
    wanted: () => true,
    saying: () => {},
    ...parts,
  })
  return { log, speaker, wait }
}

describe('one loudspeaker', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(console, 'warn').mockImplementation(() => {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('B8 announcements never overlap, and what is dequeued is what is said', async () => {
    const { log, speaker } = heard()
    speaker.hear(items('A001', 'B002'))
    await vi.runAllTimersAsync()
    expect(log).toEqual([
      ...['chime', 'A001 begins', 'A001 ends'],
      ...['chime', 'B002 begins', 'B002 ends', 'B002 begins', 'B002 ends'],
    ])
  })

  it('B9 an announcement is repeated only while nobody else waits', async () => {
    const { log, speaker } = heard()
    speaker.hear(items('A001'))
    await vi.advanceTimersByTimeAsync(SPEECH_MS - 1)
    speaker.hear([callOf(9, 0, { number: 'B002', counter: '9' })])
    await vi.runAllTimersAsync()
    expect(log.filter((line) => line === 'A001 begins')).toHaveLength(1)
    expect(log.filter((line) => line === 'B002 begins')).toHaveLength(2)
  })

  it('B7 an announcement whose ticket is at the window when its turn comes is not said', async () => {
    const { log, speaker } = heard({ wanted: (item) => item.number !== 'B002' })
    speaker.hear(items('A001', 'B002', 'C003'))
    await vi.runAllTimersAsync()
    expect(log.join()).not.toContain('B002')
    expect(log.join()).toContain('C003 begins')
    // Nor is there a chime for nobody.
    expect(log.filter((line) => line === 'chime')).toHaveLength(2)
  })

  it('B10 a voice that never answers is cut off at its deadline, and the next call is said', async () => {
    const { log, speaker } = heard({
      speak: (item) => {
        log.push(`${item.number} begins`)
        return item.number === 'A001' ? new Promise(() => {}) : Promise.resolve()
      },
    })
    speaker.hear(items('A001', 'B002'))
    await vi.advanceTimersByTimeAsync(ITEM_DEADLINE_MS - 1)
    expect(log).toEqual(['chime', 'A001 begins'])
    await vi.runAllTimersAsync()
    expect(log.slice(2)).toEqual(['hush', 'chime', 'B002 begins', 'B002 begins'])
  })

  it('B10 a voice that was cut off does not speak over the next call when it answers after all', async () => {
    let late: () => void = () => {}
    const { log, speaker, wait } = heard({
      speak: (item) => {
        log.push(`${item.number} begins`)
        if (item.number !== 'A001') return wait(SPEECH_MS)
        return new Promise((resolve) => {
          late = resolve
        })
      },
    })
    speaker.hear(items('A001', 'B002'))
    await vi.advanceTimersByTimeAsync(ITEM_DEADLINE_MS)
    late()
    await vi.runAllTimersAsync()
    expect(log.filter((line) => line === 'A001 begins')).toHaveLength(1)
  })

  it('B10 a chime that comes to its end after the deadline is followed by nothing', async () => {
    let late: () => void = () => {}
    const { log, speaker, wait } = heard({
      chime: (item) => {
        log.push(`chime ${item.number}`)
        if (item.number !== 'A001') return wait(500)
        return new Promise((resolve) => {
          late = resolve
        })
      },
    })
    speaker.hear(items('A001', 'B002'))
    await vi.advanceTimersByTimeAsync(ITEM_DEADLINE_MS + 600)
    late()
    await vi.runAllTimersAsync()
    expect(log.join()).not.toContain('A001 begins')
    expect(log.join()).toContain('B002 begins')
  })

  it('B9 whoever waits does not wait for the breath as well', async () => {
    const { log, speaker } = heard()
    speaker.hear(items('A001', 'B002'))
    await vi.advanceTimersByTimeAsync(SPEECH_MS)
    expect(log).toEqual(['chime', 'A001 begins', 'A001 ends', 'chime', 'B002 begins'])
  })

  it('B10 a voice that hangs at the second time is cut off as well', async () => {
    let times = 0
    const { log, speaker } = heard({
      speak: (item) => {
        log.push(`${item.number} begins`)
        times += 1
        return times === 2 ? new Promise(() => {}) : Promise.resolve()
      },
    })
    speaker.hear(items('A001'))
    await vi.advanceTimersByTimeAsync(BREATH_MS)
    speaker.hear([callOf(9, 0, { number: 'B002', counter: '9' })])
    await vi.advanceTimersByTimeAsync(ITEM_DEADLINE_MS)
    expect(log).toEqual(['chime', 'A001 begins', 'A001 begins', 'hush', 'chime', 'B002 begins'])
  })

  it('B10 a voice that fails does not silence the hall', async () => {
    const { log, speaker } = heard({
      speak: async (item) => {
        log.push(item.number)
        if (item.number === 'A001') throw new Error('synthesis-failed')
      },
    })
    speaker.hear(items('A001', 'B002'))
    await vi.runAllTimersAsync()
    expect(log).toContain('B002')
  })

  it('B10 a zone with three languages gives each of them its time', async () => {
    const { log, speaker } = heard({ languages: () => 3, speak: () => new Promise(() => {}) })
    speaker.hear(items('A001', 'B002'))
    await vi.advanceTimersByTimeAsync(3 * ITEM_DEADLINE_MS - 1)
    expect(log).toEqual(['chime'])
    await vi.advanceTimersByTimeAsync(1)
    expect(log).toEqual(['chime', 'hush', 'chime'])
  })

  it('B10 a long wording is said twice to its end: each saying has a time of its own', async () => {
    const { log, speaker, wait } = heard({
      speak: async (item) => {
        log.push(`${item.number} begins`)
        await wait(ITEM_DEADLINE_MS - 1_000)
        log.push(`${item.number} ends`)
      },
    })
    speaker.hear(items('A001'))
    await vi.runAllTimersAsync()
    expect(log).toEqual(['chime', 'A001 begins', 'A001 ends', 'A001 begins', 'A001 ends'])
  })

  it('B9 between the first time and the second there is a breath, and a call that comes in it is not kept waiting', async () => {
    const { log, speaker } = heard()
    speaker.hear(items('A001'))
    await vi.advanceTimersByTimeAsync(SPEECH_MS + BREATH_MS - 1)
    expect(log).toEqual(['chime', 'A001 begins', 'A001 ends'])
    speaker.hear([callOf(9, 0, { number: 'B002', counter: '9' })])
    await vi.runAllTimersAsync()
    expect(log.filter((line) => line === 'A001 begins')).toHaveLength(1)
  })

  it('B11 the screen shows what the ear hears, and nothing when it is quiet', async () => {
    const shown: (string | undefined)[] = []
    const { speaker } = heard({ saying: (item) => shown.push(item?.number) })
    speaker.hear(items('A001', 'B002'))
    await vi.runAllTimersAsync()
    expect(shown).toEqual(['A001', 'B002', undefined])
  })
})
