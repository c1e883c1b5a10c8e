/** Identity-card readers: the frames of their module, what is read from a card, and when it is told. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { CardReaderSetting } from '../../hall/peripheral.ts'
import { readCard } from '../../server/peripherals/id-card.ts'
import { ASK_STATE, FIND, READ, SELECT, samReader, samRequest } from '../../server/peripherals/sam-frame.ts'
import { bench } from './bench.ts'
import { hex, unhex } from './fake-lines.ts'
import { ASKED, cardReply, RECORDED, samModule } from './sam-module.ts'

const PORT = '/dev/ttyS1'
const reader: CardReaderSetting = {
  id: 'reader',
  name: '读卡器',
  kind: 'card-reader',
  link: { kind: 'serial', path: PORT },
}
/** Numbers with good check digits that belong to nobody: of districts that were never given out. */
const ONE = { name: '样本甲', document: '999999199003070012' }
const TWO = { name: '样本乙', document: '99999919900307008X' }
const input = (card: { readonly name: string; readonly document: string }) => ({
  kind: 'card',
  name: card.name,
  document: card.document,
})

const repliesIn = (...pieces: readonly Uint8Array[]): { status: number; data: string }[] => {
  const heard: { status: number; data: string }[] = []
  const read = samReader(({ status, data }) => void heard.push({ status, data: hex(data) }))
  for (const piece of pieces) read.push(piece)
  return heard
}

describe('frames of a reader', () => {
  it('E8 the recorded questions come out byte for byte', () => {
    expect([ASK_STATE, FIND, SELECT, READ].map((command) => hex(samRequest(command)))).toEqual([
      ASKED.state,
      ASKED.find,
      ASKED.select,
      ASKED.read,
    ])
  })

  it('E8 the recorded replies are read, each with its status', () => {
    expect(Object.values(RECORDED).map((reply) => repliesIn(unhex(reply)).map(({ status }) => status))).toEqual(
      [0x90, 0x60, 0x9f, 0x80, 0x90, 0x81, 0x41].map((status) => [status]),
    )
    expect(cardReply(ONE)).toHaveLength(1295)
    expect(cardReply({ ...ONE, fingerprints: true })).toHaveLength(2321)
    expect(repliesIn(cardReply(ONE))).toMatchObject([{ status: 0x90 }])
  })

  it('E8 a reply with one wrong bit anywhere is none, and the next is read', () => {
    const good = unhex(RECORDED.found)
    for (let at = 0; at < good.length; at++) {
      const bad = Uint8Array.from(good)
      bad[at] = (bad[at] ?? 0) ^ 0x40
      const heard = repliesIn(bad, good, new Uint8Array(5000))
      // A length that became longer swallows what follows until that turns out to be no reply.
      expect(heard.filter(({ status }) => status === 0x9f)).toHaveLength(1)
    }
  })

  it('E8 between noise and in any pieces every good reply is read', () => {
    const quiet = fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.map((byte) => (byte === 0xaa ? 0 : byte)))
    const replies = fc.constantFrom(...Object.values(RECORDED))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quiet, replies), { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (all, size) => {
          const stream = all.flatMap(([noise, reply]) => [...noise, ...unhex(reply)])
          const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, at) =>
            Uint8Array.from(stream.slice(at * size, (at + 1) * size)),
          )
          expect(repliesIn(...pieces).map(({ status }) => status)).toEqual(all.map(([, reply]) => unhex(reply)[9]))
        },
      ),
    )
  })

  it('E12 after a reply was told, and after a reset, no byte of it is left in memory', () => {
    let kept: Uint8Array = new Uint8Array()
    const read = samReader(({ data }) => {
      kept = data
      expect(Buffer.from(data).toString('utf16le')).toContain(ONE.document)
    })
    read.push(cardReply(ONE))
    const memory = new Uint8Array(kept.buffer)
    expect(memory.length).toBeGreaterThan(2321)
    expect(memory.some((byte) => byte !== 0)).toBe(false)
    read.push(cardReply(ONE).slice(0, 400))
    expect(memory.some((byte) => byte !== 0)).toBe(true)
    read.reset()
    expect(memory.some((byte) => byte !== 0)).toBe(false)
  })

  it('E8 it may be reset by who hears a reply', () => {
    const heard: number[] = []
    const read = samReader(({ status }) => {
      heard.push(status)
      read.reset()
    })
    for (const reply of [RECORDED.found, RECORDED.selected, RECORDED.ready]) read.push(unhex(reply))
    expect(heard).toEqual([0x9f, 0x90, 0x90])
  })

  it('E8 no stream fills its memory', () => {
    const read = samReader(() => undefined)
    const endless = unhex('AA AA AA 96 69 0F FF 00')
    expect(() => {
      for (let round = 0; round < 2000; round++) read.push(endless)
    }).not.toThrow()
  })
})

describe('what is read from a card', () => {
  const read = (reply: Uint8Array) => {
    let card: ReturnType<typeof readCard>
    samReader(({ data }) => {
      card = readCard(data)
    }).push(reply)
    return card
  }

  it('E12 name and number of a resident card, with and without fingerprints, and nothing else', () => {
    expect(read(cardReply(ONE))).toEqual(ONE)
    expect(read(cardReply({ ...TWO, fingerprints: true }))).toEqual(TWO)
  })

  it('E12 a permanent resident card of 2017 has its own places; without a Chinese name the Latin one counts', () => {
    const foreign = { latin: 'EXAMPLE, PERSON ONE' }
    expect(read(cardReply({ name: '样本丙', document: 'CAN110080123456', foreign }))).toEqual({
      name: '样本丙',
      document: 'CAN110080123456',
    })
    expect(read(cardReply({ name: '', document: 'CAN110080123456', foreign }))).toEqual({
      name: 'EXAMPLE, PERSON ONE',
      document: 'CAN110080123456',
    })
  })

  it('E12 what has no number where a card has it, or other lengths, is no card', () => {
    expect(read(cardReply({ name: '样本甲', document: '' }))).toBeUndefined()
    expect(read(cardReply({ name: '样本甲', document: '1234' }))).toBeUndefined()
    expect(read(unhex(RECORDED.ready))).toBeUndefined()
    expect(readCard(new Uint8Array(1288))).toBeUndefined()
    expect(readCard(unhex('0100 0400'))).toBeUndefined()
  })
})

describe('a card reader on a serial line', () => {
  const opened = async (module = samModule()) => {
    const hall = bench()
    hall.lines.plug(PORT, module.answer)
    await hall.peripherals.arrange([reader])
    await hall.advance(1000)
    return { ...hall, module }
  }

  it('E12 runs at 115,200 unless the setting says otherwise, asks every 300 ms at most, and is ready when it answers', async () => {
    const { lines, health, advance } = await opened()
    expect(lines.at(PORT).baud).toBe(115_200)
    expect(health('reader')).toEqual({ peripheral: 'reader', state: 'ready' })
    const before = lines.at(PORT).written.length
    await advance(3000)
    const asked = lines.at(PORT).written.slice(before)
    expect(new Set(asked)).toEqual(new Set([ASKED.find]))
    expect(asked.length).toBeLessThanOrEqual(10)
    expect(asked.length).toBeGreaterThan(7)
  })

  it.each([true, false])(
    'E6 a card is told once for as long as it lies there (module that remembers: %s)',
    async (remembers) => {
      const { module, told, advance } = await opened(samModule({ remembers }))
      module.lay(ONE)
      await advance(10_000)
      expect(told()).toEqual([input(ONE)])
      module.take()
      await advance(2000)
      module.lay(ONE)
      await advance(2000)
      expect(told()).toEqual([input(ONE), input(ONE)])
    },
  )

  it('E6 another card is told at once, and one that is missed by a poll or two is not told again', async () => {
    const { module, told, advance } = await opened()
    module.lay(ONE)
    await advance(1000)
    module.lay(TWO)
    await advance(1000)
    expect(told()).toEqual([input(ONE), input(TWO)])
    module.take()
    await advance(600)
    module.lay(TWO)
    await advance(2000)
    expect(told()).toHaveLength(2)
  })

  it('E12 a card that cannot be read is no input, and is read when it lies better', async () => {
    const { module, told, lines, advance } = await opened()
    const answer = lines.at(PORT).answer
    lines.at(PORT).answer = (asked) => (hex(asked) === ASKED.read ? unhex(RECORDED.notRead) : answer?.(asked))
    module.lay(ONE)
    await advance(2000)
    expect(told()).toEqual([])
    if (answer) lines.at(PORT).answer = answer
    await advance(2000)
    expect(told()).toEqual([input(ONE)])
  })

  it('E4 no answer is silent, a broken module failed, and both recover', async () => {
    const { module, health, lines, told, advance } = await opened()
    module.become('mute')
    await advance(6000)
    expect(health('reader')).toMatchObject({
      state: 'silent',
      detail: '/dev/ttyS1 is open and no reader answers: check cable and speed',
    })
    module.become('broken')
    await advance(2000)
    expect(health('reader')).toMatchObject({ state: 'failed' })
    module.become('ready')
    module.lay(ONE)
    await advance(2000)
    expect(health('reader')).toMatchObject({ state: 'ready' })
    expect(told()).toEqual([input(ONE)])
    lines.at(PORT).pull()
    expect(health('reader')).toMatchObject({ state: 'absent' })
    await advance(5000)
    expect(health('reader')).toMatchObject({ state: 'absent' })
    lines.plug(PORT, module.answer)
    await advance(10_000)
    expect(health('reader')).toMatchObject({ state: 'ready' })
  })

  it('E8 a reply that breaks off does not swallow those after it', async () => {
    const { module, lines, told, health, advance } = await opened()
    const { answer } = lines.at(PORT)
    let cut = false
    lines.at(PORT).answer = (asked) => {
      if (cut || hex(asked) !== ASKED.read) return answer?.(asked)
      cut = true
      return answer?.(asked)?.slice(0, 400)
    }
    module.lay(ONE)
    await advance(6500)
    expect(told()).toEqual([input(ONE)])
    expect(health('reader')).toMatchObject({ state: 'ready' })
  })

  it('E8 a reply that comes too late is not taken for the next one', async () => {
    const { module, lines, told, advance } = await opened()
    const { answer } = lines.at(PORT)
    module.lay(ONE)
    let late: Uint8Array | undefined
    lines.at(PORT).answer = (asked) => {
      if (late) return answer?.(asked)
      late = answer?.(asked)
      return undefined
    }
    await advance(1250)
    if (late) lines.at(PORT).say(late)
    await advance(3000)
    expect(told()).toEqual([input(ONE)])
  })

  it('E12 health, logs and everything but the one input are free of the number', async () => {
    const printed: unknown[] = []
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((word) =>
      vi.spyOn(console, word).mockImplementation((...words) => void printed.push(words)),
    )
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((words) => printed.push(words) > 0)
    const { module, healths, lines, peripherals, advance } = await opened()
    module.lay(ONE)
    await advance(3000)
    lines.at(PORT).pull('broken in the middle of a card')
    await peripherals.close()
    for (const spy of [...spies, stderr]) spy.mockRestore()
    expect(JSON.stringify([healths, printed, peripherals.health()])).not.toContain(ONE.document)
    expect(JSON.stringify([healths, printed, peripherals.health()])).not.toContain(ONE.name)
  })

  it('E12 the pieces in which a card came are overwritten', async () => {
    const { module, lines, told, advance } = await opened()
    module.lay(ONE)
    await advance(1000)
    expect(told()).toHaveLength(1)
    const { delivered } = lines.at(PORT)
    expect(delivered.some(({ length }) => length === 1295)).toBe(true)
    expect(delivered.every((piece) => piece.every((byte) => byte === 0))).toBe(true)
  })

  it('E4 a silent reader whose line is pulled is absent', async () => {
    const { module, lines, health, advance } = await opened()
    module.become('mute')
    await advance(6000)
    expect(health('reader')).toMatchObject({ state: 'silent' })
    lines.at(PORT).pull()
    await advance(10)
    expect(health('reader')).toMatchObject({ state: 'absent' })
  })

  it('E12 closed it asks nothing more, at whatever moment', async () => {
    for (let ms = 0; ms < 500; ms += 25) {
      const { module, lines, peripherals, told, pending, advance } = await opened()
      await advance(ms)
      module.lay(ONE)
      const line = lines.at(PORT)
      await peripherals.close()
      expect(pending()).toBe(0)
      const asked = line.written.length
      await advance(10_000)
      expect(line.written).toHaveLength(asked)
      expect(told()).toEqual([])
    }
  })
})
