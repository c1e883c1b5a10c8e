import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { USUAL_VOICE, type VoiceSettings } from '../../hall/voice.ts'
import { buildWave, millisecondsOf, parseWave } from '../../hall/wave.ts'
import { backUp } from '../../server/backup.ts'
import { mintSecret } from '../../server/clock.ts'
import type { Synthesise } from '../../server/voice/agent.ts'
import type { Run } from '../../server/voice/pronounce.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { tone } from '../voice/tones.ts'

const halls: HallServer[] = []
afterEach(async () => {
  await Promise.all(halls.splice(0).map((hall) => hall.stop()))
})

type Machine = { readonly id: string; readonly token: string }
type Set = {
  readonly hall: HallServer
  readonly runs: Run[]
  readonly board: Machine
  readonly sound: (path: string, token: string, init?: RequestInit) => Promise<Response>
  /** Calls the next ticket at window 1; answers with the position of the call. */
  readonly call: () => Promise<number>
}

const hallWith = async (
  voice?: VoiceSettings,
  options: {
    readonly synthesise?: Synthesise
    readonly more?: Partial<Catalogue>
    readonly pace?: { perSecond: number; burst: number }
  } = {},
): Promise<Set> => {
  const runs: Run[] = []
  const synthesise: Synthesise = async (run, rate) => {
    runs.push(run)
    return options.synthesise ? options.synthesise(run, rate) : { ok: true, wave: buildWave(tone(400)) }
  }
  const hall = await startTestHall({
    shipped: { ...smallCatalogue, ...(voice ? { voice } : {}), ...options.more },
    synthesise,
    ...(options.pace ? { pace: options.pace } : {}),
  })
  halls.push(hall)
  const { token: window } = await hall.device('counter', { counter: '1' })
  const clerk = await hall.staff('window', 'clerk', window)
  await hall.command({ type: 'OpenCounter', counter: '1' }, clerk)
  return {
    hall,
    runs,
    board: await hall.device('display', { zone: 'z1' }),
    sound: (path, token, init = {}) =>
      fetch(`${hall.url}${hall.hallPath}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init.headers },
      }),
    call: async () => {
      await hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-01' }, hall.managerToken)
      const current = hall.live.hall().counters.get('1')?.ticket
      if (current !== undefined) {
        await hall.command({ type: 'StartServing', counter: '1', ticket: current }, clerk)
        await hall.command({ type: 'CompleteTicket', counter: '1', ticket: current, outcome: 'immediate' }, clerk)
      }
      const called = await hall.command({ type: 'CallNext', counter: '1' }, clerk)
      expect(called.ok).toBe(true)
      return hall.live.hall().calls.at(-1)?.position ?? 0
    },
  }
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const put = (body: Uint8Array<ArrayBuffer>): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'audio/wav' },
  body,
})
const lengthOf = async (answer: Response): Promise<number> => {
  const parsed = parseWave(new Uint8Array(await answer.arrayBuffer()))
  return parsed.ok ? millisecondsOf(parsed.pcm) : 0
}

describe('the speech of a call', () => {
  it('V7 a board gets the sound of its zone’s call, and is told which languages it holds', async () => {
    const languages = ['mandarin', 'cantonese', 'english'] as const
    const { sound, board, call, runs } = await hallWith({ zones: { z1: { ...USUAL_VOICE, languages } } })
    const position = await call()
    const answer = await sound(`/speech/z1/${position}`, board.token)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    expect(answer.headers.get('x-voice-languages')).toBe('mandarin,cantonese,english')
    expect(await lengthOf(answer)).toBeGreaterThan(3 * 300)
    expect(runs.map(({ text }) => text)).toContain('qing3 A ling2 ling2 yi1 hao4, dao4 yi1 hao4 chuang1 kou3')
  })

  it('V6 it is made once, however often it is asked for', async () => {
    const { sound, board, call, runs } = await hallWith()
    const position = await call()
    await Promise.all([1, 2, 3].map(() => sound(`/speech/z1/${position}`, board.token)))
    expect(runs).toHaveLength(1)
  })

  it('V8 it is made at the call, before any board asks, where a board is there to hear it', async () => {
    const { hall, call, runs, board } = await hallWith()
    await call()
    expect(runs).toHaveLength(0)
    const { io } = await import('socket.io-client')
    const line = io(hall.url, { auth: { token: board.token }, transports: ['websocket'] })
    await new Promise<void>((resolve) => line.on('connect', () => resolve()))
    await call()
    await vi.waitFor(() => expect(runs).toHaveLength(1))
    expect(runs[0]?.text).toContain('ling2 ling2 er4')
    line.close()
  })

  it('V7 a board of another zone, a kiosk, a window, a visitor and nobody get nothing', async () => {
    const { hall, sound, board, call } = await hallWith()
    const position = await call()
    const other = await hall.device('display', { zone: 'z2' })
    const whole = await hall.device('display')
    const kiosk = await hall.device('kiosk')
    const status = async (zone: string, token: string): Promise<number> =>
      (await sound(`/speech/${zone}/${position}`, token)).status
    expect(await status('z1', board.token)).toBe(200)
    expect(await status('z1', other.token)).toBe(403)
    expect(await status('z2', other.token)).toBe(404)
    expect(await status('all', whole.token)).toBe(200)
    expect(await status('z1', whole.token)).toBe(403)
    expect(await status('z1', kiosk.token)).toBe(403)
    expect(await status('z1', hall.managerToken)).toBe(403)
    expect(await status('z1', 'nobody-at-all')).toBe(401)
    expect((await sound(`/speech/z1/${position + 1}`, board.token)).status).toBe(404)
    expect((await sound('/speech/z1/abc', board.token)).status).toBe(404)
  })

  it('V10 a silent zone has no sound, and none is made', async () => {
    const { sound, board, call, runs } = await hallWith({ zones: { z1: { ...USUAL_VOICE, silent: true } } })
    const answer = await sound(`/speech/z1/${await call()}`, board.token)
    expect(answer.status).toBe(404)
    expect(((await answer.json()) as { code: string }).code).toBe('no-voice')
    expect(runs).toHaveLength(0)
  })

  it('V15 without a synthesiser the board is told that nobody can speak', async () => {
    const missing: Synthesise = async () => ({ ok: false, missing: true, why: 'ENOENT' })
    const { sound, board, call } = await hallWith(undefined, { synthesise: missing })
    const answer = await sound(`/speech/z1/${await call()}`, board.token)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'no-voice'])
  })

  it('V7 whoever asks too fast is told to wait', async () => {
    const { sound, hall } = await hallWith(undefined, { pace: { perSecond: 1, burst: 5 } })
    const ask = () => sound('/speech', hall.managerToken, json({ text: '请稍候', language: 'mandarin' }))
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2)
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1')
  })
})

describe('the speech of a page', () => {
  it('V7 a kiosk says its own prompts, no longer than a sentence or two, and no call', async () => {
    const { hall, sound, runs } = await hallWith()
    const kiosk = await hall.device('kiosk')
    const text = '请选择要办理的事项'
    const answer = await sound('/speech', kiosk.token, json({ text, language: 'mandarin' }))
    expect(answer.headers.get('x-voice-engines')).toBe('agent')
    expect(runs.map((run) => run.text)).toEqual(['qing3 xuan3 ze2 yao4 ban4 li3 de0 shi4 xiang4'])
    const status = async (body: unknown, token = kiosk.token): Promise<number> =>
      (await sound('/speech', token, json(body))).status
    expect(await status({ text: '请'.repeat(121), language: 'mandarin' })).toBe(422)
    expect(await status({ text: ' ', language: 'mandarin' })).toBe(422)
    expect(await status({ text, language: 'klingon' })).toBe(422)
    expect(await status({ text, language: 'mandarin', voice: 'x' })).toBe(422)
    const call = { zone: 'z1', number: 'A001', counterName: '1', recall: false }
    expect(await status(call)).toBe(403)
    expect(await status({ text, language: 'mandarin' }, (await hall.device('pad', { counter: '1' })).token)).toBe(403)
  })

  it('V7 a manager tries how a zone is spoken to', async () => {
    const { hall, sound, runs } = await hallWith({
      zones: { z1: { ...USUAL_VOICE, languages: ['mandarin', 'english'], digits: { one: '幺', two: '两' } } },
    })
    const call = { zone: 'z1', number: 'A012', counterName: '3', recall: true }
    const answer = await sound('/speech', hall.managerToken, json(call))
    expect(answer.headers.get('x-voice-languages')).toBe('mandarin,english')
    expect(runs.map(({ text }) => text)).toContain(
      'zai4 ci4 hu1 jiao4, qing3 A ling2 yao1 liang3 hao4, dao4 san1 hao4 chuang1 kou3',
    )
    expect((await sound('/speech', hall.managerToken, json({ ...call, zone: 'z9' }))).status).toBe(404)
    expect((await sound('/speech', hall.managerToken, json({ ...call, number: 'A012; rm' }))).status).toBe(422)
  })
})

describe('the clips of a hall over HTTP', () => {
  const word = buildWave(tone(300, { before: 200, after: 200 }))
  const named = (name: string): string => `/clips/mandarin/${encodeURIComponent(name)}`

  it('V14 the manager records what the calls need, hears it, and records it again', async () => {
    const { hall, sound } = await hallWith()
    const list = (await (await sound('/clips', hall.managerToken)).json()) as {
      readonly needed: readonly { readonly language: string; readonly names: readonly string[] }[]
    }
    expect(list.needed.map(({ language }) => language)).toEqual(['mandarin'])
    expect(list.needed[0]?.names).toContain('号窗口')
    const kept = await sound(named('号窗口'), hall.managerToken, put(word))
    expect(await kept.json()).toMatchObject({ ok: true, clip: { name: '号窗口' } })
    expect(await lengthOf(await sound(named('号窗口'), hall.managerToken))).toBeLessThan(500)
    expect((await sound(named('号窗口'), hall.managerToken, put(word))).status).toBe(200)
    expect((await sound(named('号窗口'), hall.managerToken, { method: 'DELETE' })).status).toBe(200)
    expect((await sound(named('号窗口'), hall.managerToken)).status).toBe(404)
  })

  it('V14 L11 a backup takes the recordings along, and nothing that is half written', async () => {
    const { hall, sound } = await hallWith()
    await sound(named('号窗口'), hall.managerToken, put(word))
    writeFileSync(join(hall.dataDir, 'voice', 'mandarin', '请.wav.new'), 'half')
    const target = mkdtempSync(join(tmpdir(), 'yichuang-backup-'))
    expect(await backUp(hall.dataDir, target)).toContain('voice')
    expect(readdirSync(join(target, 'voice', 'mandarin'))).toEqual(['号窗口.wav'])
    rmSync(target, { recursive: true, force: true })
  })

  it('V5 once every clip is there the clips speak instead of the synthesiser', async () => {
    const { hall, sound, board, call, runs } = await hallWith()
    for (const name of ['请', 'A', '零', '一', '号', '到']) await sound(named(name), hall.managerToken, put(word))
    const first = await sound(`/speech/z1/${await call()}`, board.token)
    expect(first.headers.get('x-voice-engines')).toBe('agent')
    await sound(named('号窗口'), hall.managerToken, put(word))
    await sound(named('二'), hall.managerToken, put(word))
    const made = runs.length
    const second = await sound(`/speech/z1/${await call()}`, board.token)
    expect(second.headers.get('x-voice-engines')).toBe('clips')
    expect(runs).toHaveLength(made)
  })

  it('V14 a recording that cannot be used is refused with what to do', async () => {
    const { hall, sound } = await hallWith()
    const refusal = async (body: Uint8Array<ArrayBuffer>) => {
      const answer = await sound(named('请'), hall.managerToken, put(body))
      return { status: answer.status, ...((await answer.json()) as { reason?: string; title: string }) }
    }
    expect(await refusal(buildWave(tone(300, { loud: 0.003 })))).toMatchObject({ status: 422, reason: 'too-quiet' })
    expect((await refusal(buildWave(tone(300, { loud: 0.003 })))).title).toContain('nearer')
    expect(await refusal(new Uint8Array(100))).toMatchObject({ status: 422, reason: 'not-wav' })
    expect(await refusal(new Uint8Array(3 * 1024 * 1024 + 1))).toMatchObject({ status: 413 })
  })

  it('V14 only a manager records, only what some call says, and only as sound', async () => {
    const { hall, sound, board } = await hallWith()
    expect((await sound(named('请'), board.token, put(word))).status).toBe(403)
    expect((await sound('/clips', board.token)).status).toBe(403)
    expect((await sound(named('别的话'), hall.managerToken, put(word))).status).toBe(404)
    expect((await sound('/clips/klingon/x', hall.managerToken, put(word))).status).toBe(404)
    expect((await sound(named('../../people'), hall.managerToken, put(word))).status).toBe(404)
    const form = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'x' }
    expect((await sound(named('请'), hall.managerToken, form)).status).toBe(415)
    const foreign = { ...put(word), headers: { 'content-type': 'audio/wav', origin: 'http://elsewhere.example' } }
    expect((await sound(named('请'), hall.managerToken, foreign)).status).toBe(403)
  })
})
