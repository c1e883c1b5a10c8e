import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LEVEL_DB, loudness } from '../../hall/loudness.ts'
import { spokenClips, spokenIn } from '../../hall/spoken.ts'
import { USUAL_VOICE, type VoiceLanguage } from '../../hall/voice.ts'
import { buildWave, millisecondsOf, parseWave } from '../../hall/wave.ts'
import type { Log } from '../../server/log.ts'
import { silentLog } from '../../server/log.ts'
import { agentEngine, espeak, type Synthesise } from '../../server/voice/agent.ts'
import { isClipName, openClips } from '../../server/voice/clips.ts'
import type { Saying } from '../../server/voice/engine.ts'
import { handClock, minutes } from '../kit/hand-clock.ts'
import { tone } from './tones.ts'

const saying = (number: string, language: VoiceLanguage = 'mandarin', pace = 100): Saying => ({
  spoken: spokenIn({ number, counterName: '3', zoneName: '', recall: false }, USUAL_VOICE, language),
  pace,
  readings: [],
})
const heard = (): { readonly log: Log; readonly lines: [string, Readonly<Record<string, unknown>>][] } => {
  const lines: [string, Readonly<Record<string, unknown>>][] = []
  return { lines, log: (_level, what, detail = {}) => lines.push([what, detail]) }
}

describe('the synthesiser of the hall', () => {
  it('V15 a missing one is one line that says what to install, and is looked for again after a minute', async () => {
    const clock = handClock()
    const { log, lines } = heard()
    let installed = false
    const synthesise: Synthesise = async () =>
      installed ? { ok: true, wave: buildWave(tone(300)) } : { ok: false, missing: true, why: 'spawn ENOENT' }
    const engine = agentEngine({ synthesise, clock, log })
    for (let call = 0; call < 3; call += 1)
      expect(await (await engine(saying('A001')))?.make()).not.toMatchObject({ ok: true })
    expect(await engine(saying('A001'))).toBeUndefined()
    expect(lines).toHaveLength(1)
    expect(lines[0]?.[0]).toBe('voice-engine-missing')
    expect(String(lines[0]?.[1].todo)).toContain('apt-get install espeak-ng')
    clock.move(minutes(1))
    expect(await (await engine(saying('A001')))?.make()).toMatchObject({ ok: false })
    expect(lines).toHaveLength(1)
    installed = true
    expect(await engine(saying('A001'))).toBeUndefined()
    clock.move(minutes(1))
    expect(await (await engine(saying('A001')))?.make()).toMatchObject({ ok: true })
  })

  it('V15 a program that is really not there is found missing', async () => {
    const path = process.env.PATH
    process.env.PATH = '/nonexistent'
    try {
      expect(await espeak({ voice: 'en', text: 'one' }, 150)).toMatchObject({ ok: false, missing: true })
    } finally {
      process.env.PATH = path
    }
  })

  it('V6 pace and reading are part of what is kept, and the pace is bounded', async () => {
    const rates: number[] = []
    const synthesise: Synthesise = async (_run, rate) => {
      rates.push(rate)
      return { ok: true, wave: buildWave(tone(300)) }
    }
    const engine = agentEngine({ synthesise, clock: handClock(), log: silentLog })
    const plans = await Promise.all([100, 80, 1, 900].map((pace) => engine(saying('A001', 'mandarin', pace))))
    for (const plan of plans) await plan?.make()
    expect(rates).toEqual([160, 128, 80, 300])
    expect(new Set(plans.map((plan) => plan?.key)).size).toBe(4)
    const readings = [{ text: '号', pinyin: 'hao2' }]
    expect((await engine({ ...saying('A001'), readings }))?.key).not.toBe(plans[0]?.key)
    expect((await engine(saying('A001')))?.key).toBe(plans[0]?.key)
  })

  it('V14 all voices are brought to one loudness', async () => {
    const louds = [0.9, 0.02, 0.3]
    const synthesise: Synthesise = async () => ({ ok: true, wave: buildWave(tone(600, { loud: louds.shift() ?? 0 })) })
    const engine = agentEngine({ synthesise, clock: handClock(), log: silentLog })
    const made = await (await engine(saying('A001', 'cantonese')))?.make()
    expect(louds).toEqual([])
    expect(made?.ok && Math.abs(loudness(made.pcm) - LEVEL_DB)).toBeLessThan(1)
  })

  it('V15 one that fails is no more than a failure', async () => {
    const { log, lines } = heard()
    const synthesise: Synthesise = async () => ({ ok: false, missing: false, why: 'killed' })
    const engine = agentEngine({ synthesise, clock: handClock(), log })
    expect(await (await engine(saying('A001')))?.make()).toEqual({ ok: false, missing: false, why: 'killed' })
    expect(lines.map(([what]) => what)).toEqual(['voice-failed'])
    const broken: Synthesise = async () => ({ ok: true, wave: new Uint8Array(3) })
    const other = agentEngine({ synthesise: broken, clock: handClock(), log: silentLog })
    expect(await (await other(saying('A001')))?.make()).toEqual({ ok: false, why: 'not-wav' })
  })
})

describe('the clips of a site', () => {
  let folder = ''
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'yichuang-clips-')), 'voice')
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

  const word = buildWave(tone(300, { before: 400, after: 700 }))
  const needed = (number: string): readonly string[] =>
    spokenClips(saying(number).spoken).filter((name) => name !== undefined)

  it('V5 a pack speaks when it has every clip of a call, and otherwise none of it', async () => {
    const packs = openClips(folder, silentLog)
    const names = [...new Set(needed('A01'))]
    for (const name of names) {
      expect(await packs.engine(saying('A01')), name).toBeUndefined()
      expect(packs.keep('mandarin', name, word)).toMatchObject({ ok: true })
    }
    const made = await (await packs.engine(saying('A01')))?.make()
    expect(made?.ok).toBe(true)
    // Close together, as one speaks: not a second for each word.
    if (made?.ok) expect(millisecondsOf(made.pcm)).toBeLessThan(needed('A01').length * 380 + 400)
    if (made?.ok) expect(millisecondsOf(made.pcm)).toBeGreaterThan(needed('A01').length * 300)
    expect(await packs.engine(saying('A02'))).toBeUndefined()
    expect(await packs.engine(saying('A01', 'cantonese'))).toBeUndefined()
    expect(packs.remove('mandarin', names[0] ?? '')).toBe(true)
    expect(await packs.engine(saying('A01'))).toBeUndefined()
  })

  it('V6 a word that was recorded again is heard anew', async () => {
    const packs = openClips(folder, silentLog)
    for (const name of needed('A01')) packs.keep('mandarin', name, word)
    const before = (await packs.engine(saying('A01')))?.key
    expect((await packs.engine(saying('A01')))?.key).toBe(before)
    packs.keep('mandarin', '请', word)
    expect((await packs.engine(saying('A01')))?.key).not.toBe(before)
  })

  it('V14 a clip is kept trimmed and level, and is there after a restart', () => {
    expect(openClips(folder, silentLog).keep('mandarin', '号窗口', word)).toMatchObject({ ok: true })
    const again = openClips(folder, silentLog)
    expect(again.rows('mandarin').map(({ name }) => name)).toEqual(['号窗口'])
    expect(again.rows('mandarin')[0]?.ms).toBeLessThan(500)
    const wave = again.wave('mandarin', '号窗口')
    const parsed = wave && parseWave(wave)
    expect(parsed?.ok && Math.abs(loudness(parsed.pcm) - LEVEL_DB)).toBeLessThan(1)
    expect(again.remove('mandarin', '号窗口')).toBe(true)
    expect(again.remove('mandarin', '号窗口')).toBe(false)
    expect(openClips(folder, silentLog).rows('mandarin')).toEqual([])
  })

  it('V14 what cannot be used is refused, and the clip that was there stays', () => {
    const packs = openClips(folder, silentLog)
    packs.keep('mandarin', '请', word)
    const quiet = buildWave(tone(300, { loud: 0.003 }))
    expect(packs.keep('mandarin', '请', quiet)).toEqual({ ok: false, problem: 'too-quiet' })
    expect(packs.keep('mandarin', '请', new Uint8Array(9))).toEqual({ ok: false, problem: 'not-wav' })
    expect(packs.rows('mandarin')).toHaveLength(1)
    expect(readdirSync(join(folder, 'mandarin'))).toEqual(['请.wav'])
  })

  it('V14 no name leaves its folder', () => {
    const packs = openClips(folder, silentLog)
    for (const name of ['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'a\u0000', '请\n', 'x'.repeat(41)]) {
      expect(isClipName(name), JSON.stringify(name)).toBe(false)
      expect(packs.keep('mandarin', name, word)).toEqual({ ok: false, problem: 'bad-name' })
    }
    expect(existsSync(folder)).toBe(false)
    for (const name of ['请', '号窗口', '台胞接待室', 'A', '3', 'please go to', 'Calling again'])
      expect(isClipName(name), name).toBe(true)
  })

  it('V15 a file that somebody spoilt is one line in the log, and the others speak', () => {
    openClips(folder, silentLog).keep('mandarin', '请', word)
    writeFileSync(join(folder, 'mandarin', '号.wav'), 'not a wave')
    const { log, lines } = heard()
    expect(openClips(folder, log).rows('mandarin')).toHaveLength(1)
    expect(lines).toEqual([['clip-unreadable', expect.objectContaining({ file: '号.wav' })]])
  })
})
