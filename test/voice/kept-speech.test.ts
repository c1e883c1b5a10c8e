import { describe, expect, it } from 'vitest'
import { keepSpeech } from '../../server/voice/kept-speech.ts'

const sized = (bytesMax: number) => keepSpeech<string>((text) => text.length, bytesMax)

describe('speech that was made', () => {
  it('V6 it is made once, whoever asks and however many ask meanwhile', async () => {
    const kept = sized(100)
    let made = 0
    let finish = (): void => {}
    const slow = () => {
      made += 1
      return new Promise<string>((resolve) => {
        finish = () => resolve('speech')
      })
    }
    const all = [kept.take('a', slow), kept.take('a', slow), kept.take('a', slow)]
    finish()
    expect(await Promise.all(all)).toEqual(['speech', 'speech', 'speech'])
    expect(await kept.take('a', slow)).toBe('speech')
    expect(made).toBe(1)
  })

  it('V6 another way of saying it is another speech', async () => {
    const kept = sized(100)
    expect(await kept.take('a 100', async () => 'usual')).toBe('usual')
    expect(await kept.take('a 80', async () => 'slow')).toBe('slow')
  })

  it('V6 it is bounded: what was used longest ago goes first', async () => {
    const kept = sized(10)
    for (const key of ['a', 'b']) await kept.take(key, async () => '12345')
    await kept.take('a', async () => 'not made again')
    await kept.take('c', async () => '12345')
    expect(kept.bytes()).toBe(10)
    expect(await kept.take('a', async () => 'again')).toBe('12345')
    expect(await kept.take('b', async () => 'again')).toBe('again')
    expect(await kept.take('huge', async () => '12345678901')).toBe('12345678901')
    expect(kept.bytes()).toBeLessThanOrEqual(10)
  })

  it('V6 what failed is not kept, and is tried again', async () => {
    const kept = sized(100)
    expect(await kept.take('a', async () => undefined)).toBeUndefined()
    await expect(kept.take('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await kept.take('a', async () => 'now')).toBe('now')
  })
})
