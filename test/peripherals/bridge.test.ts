/** A card reader behind a program of this machine, over a real WebSocket. */
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { CardReaderSetting } from '../../hall/peripheral.ts'
import { cardIn, isLocal } from '../../server/peripherals/bridge.ts'
import { bench, soon } from './bench.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** The program beside the maker's library. */
const program = async (port = 0) => {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  const clients: WebSocket[] = []
  server.on('connection', (client) => void clients.push(client))
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const end = (): Promise<void> => {
    for (const client of clients) client.terminate()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  closers.push(end)
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    clients,
    say: (words: string | Uint8Array) => clients.at(-1)?.send(words),
    end,
  }
}
const opened = async (url: string) => {
  const hall = bench()
  closers.push(hall.peripherals.close)
  const reader: CardReaderSetting = { id: 'reader', name: '读卡器', kind: 'card-reader', link: { kind: 'bridge', url } }
  await hall.peripherals.arrange([reader])
  return hall
}
const card = (name: string, document: string) => JSON.stringify({ type: 'card', name, document })

describe('a bridge to a card reader', () => {
  it('E13 is on this machine or refused, before anything is opened', async () => {
    for (const url of ['ws://127.0.0.1:7000', 'ws://localhost:7000/reader', 'ws://[::1]:7000'])
      expect(isLocal(url)).toBe(true)
    for (const url of [
      'ws://192.168.1.5:7000',
      'ws://127.0.0.1.example.com',
      'ws://localhost.example.com:80',
      'ws://127.0.0.1@10.0.0.9:7000',
      'ws://user:word@127.0.0.1:7000',
      'ws://user@127.0.0.1:7000',
      'wss://127.0.0.1:7000',
      'http://127.0.0.1:7000',
      'ws://127.0.0.1:7000/#part',
      'file:///etc/passwd',
      '127.0.0.1:7000',
      '',
    ])
      expect(isLocal(url)).toBe(false)
    const { health, pending } = await opened('ws://10.0.0.9:7000')
    expect(health('reader')).toEqual({
      peripheral: 'reader',
      state: 'failed',
      detail: 'ws://10.0.0.9:7000: a bridge must be on this machine: ws://127.0.0.1 or ws://localhost',
    })
    expect(pending()).toBe(0)
  })

  it('E13 tells cards, and nothing else that it says is heard', async () => {
    const { port, say, clients } = await program()
    const { health, told } = await opened(`ws://127.0.0.1:${port}`)
    await soon(() => expect(clients).toHaveLength(1))
    await soon(() => expect(health('reader')).toEqual({ peripheral: 'reader', state: 'ready' }))
    for (const words of [
      'hello',
      '[]',
      'null',
      '{"type":"key","key":"call"}',
      '{"type":"card"}',
      '{"type":"card","name":1,"document":"999999199003070012"}',
      '{"type":"card","name":"样本甲","document":"../../etc/passwd"}',
      '{"type":"card","name":"样本甲","document":""}',
      card('长'.repeat(121), '999999199003070012'),
      new TextEncoder().encode(card('样本乙', '99999919900307008X')),
    ])
      say(words)
    say('{"type":"card","name":" 样本\\u0007甲 ","document":"999999199003070012","photo":"AAAA"}')
    await soon(() => expect(told()).toEqual([{ kind: 'card', name: '样本甲', document: '999999199003070012' }]))
  })

  it('E13 a small x, brackets of old numbers and blanks around are read; what is no number is not', () => {
    expect(cardIn(card('样本乙', ' 99999919900307008x '))?.document).toBe('99999919900307008X')
    expect(cardIn(card('样本丁', 'H1234567(8)'))?.document).toBe('H1234567(8)')
    expect(cardIn(card('样本丁', '1'.repeat(21)))).toBeUndefined()
    expect(cardIn(card('样本丁', '１２３４５６'))).toBeUndefined()
  })

  it('E6 a card that is told again and again is one input until it was away for three seconds', async () => {
    const { port, say, clients } = await program()
    const { told, advance } = await opened(`ws://127.0.0.1:${port}`)
    await soon(() => expect(clients).toHaveLength(1))
    const one = card('样本甲', '999999199003070012')
    const two = card('样本乙', '99999919900307008X')
    for (const words of [one, one, one, two, one]) say(words)
    await soon(() => expect(told()).toHaveLength(3))
    await advance(3000)
    say(one)
    await soon(() => expect(told()).toHaveLength(4))
    // Nor does it lie there for the hour by which the machine's clock is set back.
    await advance(-3_600_000)
    say(one)
    await soon(() => expect(told()).toHaveLength(5))
  })

  it('E4 without the program it is absent and says so, and it comes back when the program does', async () => {
    const first = await program()
    const { health, told, advance } = await opened(`ws://127.0.0.1:${first.port}`)
    await soon(() => expect(health('reader')).toMatchObject({ state: 'ready' }))
    await first.end()
    await soon(() => expect(health('reader')).toMatchObject({ state: 'absent' }))
    expect(health('reader')?.detail).toBe(
      `ws://127.0.0.1:${first.port}: it hung up: start the card reader's bridge program`,
    )
    await advance(1000)
    await soon(() => expect(health('reader')?.detail).toContain('ECONNREFUSED'))
    const second = await program(first.port)
    await advance(10_000)
    await soon(() => expect(health('reader')).toMatchObject({ state: 'ready' }))
    second.say(card('样本甲', '999999199003070012'))
    await soon(() => expect(told()).toHaveLength(1))
  })

  it('E13 a message without measure ends the connection and nothing else', async () => {
    const { port, say, clients } = await program()
    const { health, told, advance } = await opened(`ws://127.0.0.1:${port}`)
    await soon(() => expect(clients).toHaveLength(1))
    say(card('甲'.repeat(200_000), '999999199003070012'))
    await soon(() => expect(health('reader')).toMatchObject({ state: 'absent' }))
    await advance(1000)
    await soon(() => expect(clients).toHaveLength(2))
    await soon(() => expect(health('reader')).toMatchObject({ state: 'ready' }))
    expect(told()).toEqual([])
  })

  it('E4 closed in the middle of a handshake it is closed', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(resolve)))
    const address = server.address()
    const hall = await opened(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    await hall.peripherals.close()
    expect(hall.pending()).toBe(0)
  })
})
