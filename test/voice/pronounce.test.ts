import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { spokenIn, wordParts } from '../../hall/spoken.ts'
import { type SiteReading, USUAL_VOICE, type VoiceLanguage, type ZoneVoice } from '../../hall/voice.ts'
import { pronounce, type Run } from '../../server/voice/pronounce.ts'

const runs = (
  number: string,
  counterName: string,
  language: VoiceLanguage = 'mandarin',
  {
    voice = {},
    readings = [],
  }: { readonly voice?: Partial<ZoneVoice>; readonly readings?: readonly SiteReading[] } = {},
): Promise<readonly Run[]> =>
  pronounce(
    spokenIn({ number, counterName, zoneName: '', recall: false }, { ...USUAL_VOICE, ...voice }, language),
    readings,
  )
const free = (text: string, language: VoiceLanguage, readings: readonly SiteReading[] = []) =>
  pronounce({ language, parts: wordParts(text, language) }, readings)

describe('what the synthesiser is fed', () => {
  it('V4 Mandarin is pinyin with tones, and no hanzi', async () => {
    expect(await runs('VA012', '12')).toEqual([
      { voice: 'cmn-latn-pinyin', text: 'qing3 V A ling2 yi1 er4 hao4, dao4 shi2 er4 hao4 chuang1 kou3' },
    ])
    const digits = { one: '幺', two: '两' } as const
    expect(await runs('A012', '112', 'mandarin', { voice: { digits } })).toEqual([
      {
        voice: 'cmn-latn-pinyin',
        text: 'qing3 A ling2 yao1 liang3 hao4, dao4 yi4 bai3 yi1 shi2 er4 hao4 chuang1 kou3',
      },
    ])
  })

  it('V4 the reading follows the word, and the site’s dictionary comes before it', async () => {
    expect(await free('重庆银行行长', 'mandarin')).toEqual([
      { voice: 'cmn-latn-pinyin', text: 'chong2 qing4 yin2 hang2 hang2 zhang3' },
    ])
    expect((await free('还款窗口', 'mandarin'))[0]?.text).toBe('hai2 kuan3 chuang1 kou3')
    const readings = [
      { text: '还', pinyin: 'hai2' },
      { text: '还款', pinyin: 'huan2 kuan3', jyutping: 'waan4 fun2' },
    ]
    expect((await free('请到还款窗口', 'mandarin', readings))[0]?.text).toBe('qing3 dao4 huan2 kuan3 chuang1 kou3')
    expect((await free('绿卡', 'mandarin', [{ text: '绿', pinyin: 'lü4' }]))[0]?.text).toBe('lv4 ka3')
    expect((await free('旅行女', 'mandarin'))[0]?.text).toBe('lv3 xing2 nv3')
  })

  it('V4 Cantonese is jyutping, and its letters are English ones', async () => {
    expect(await runs('A012', '3', 'cantonese')).toEqual([
      { voice: 'yue-latn-jyutping', text: 'cing2' },
      { voice: 'en', text: "[['eI]]" },
      { voice: 'yue-latn-jyutping', text: 'ling4 jat1 ji6 hou6, dou3 saam1 hou6 coeng1 hau2' },
    ])
    expect((await free('重庆银行', 'cantonese'))[0]?.text).toBe('cung4 hing3 ngan4 hong4')
  })

  it('V4 a Chinese name in an English sentence is said in Mandarin', async () => {
    expect(await runs('B007', '台胞接待室', 'english')).toEqual([
      { voice: 'en', text: 'Number B zero zero seven, please go to' },
      { voice: 'cmn-latn-pinyin', text: 'tai2 bao1 jie1 dai4 shi4' },
    ])
  })

  it('V4 no run of a Chinese voice holds hanzi, whatever a window is called, and none an order to the engine', async () => {
    for (const name of ['台胞接待室', '𬭎𠮷〇窗', 'ETC 窗口', "[[h@l'oU]] 综合", '<break/>3楼', '🏛️咨询']) {
      for (const language of ['mandarin', 'cantonese', 'english'] as const) {
        for (const { text } of await runs('A001', name, language)) {
          expect(text).not.toMatch(/\p{Script=Han}/u)
          expect(text.replaceAll("[['eI]]", '')).not.toMatch(/[[\]<>{}&]/)
        }
      }
    }
  })
})

const speaks = spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0
if (!speaks) process.stderr.write('SKIPPED the phonemes of espeak-ng: it is not installed here.\n')

/** Phonemes without stress and pauses, a syllable each. */
const phonemes = ({ voice, text }: Run): readonly string[] =>
  execFileSync('espeak-ng', ['-q', '-x', '-v', voice, '--stdin'], { input: `${text}\n`, encoding: 'utf8' })
    .trim()
    .split(/[\s|]+/)
    .map((syllable) => syllable.replace(/['_,]/g, ''))
    .filter((syllable) => syllable !== '')

describe.skipIf(!speaks)('what espeak-ng makes of it', () => {
  const said = async (text: string, readings: readonly SiteReading[] = []) =>
    (await free(text, 'mandarin', readings)).flatMap(phonemes)

  it('V4 重庆银行 has the readings of its words', async () => {
    expect(await said('重庆银行')).toEqual(['ts.hong35', 'tS;hi51N', 'ji35n', 'Xa35N'])
  })

  it('V4 还款 has the reading that the site gave it', async () => {
    expect((await said('还款'))[0]).toBe('Xai35')
    expect((await said('还款', [{ text: '还款', pinyin: 'huan2 kuan3' }]))[0]).toBe('Xua35n')
  })

  it('V4 every digit and place has its Mandarin sound and tone', async () => {
    const text = 'ling2 yi1 yao1 er4 liang3 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3'
    expect(phonemes({ voice: 'cmn-latn-pinyin', text })).toEqual([
      ...['li35N', 'ji55', 'jAu55', '@r51', 'liA21N', 'sa55n', 'si[51', 'wu21', 'liou51', 'tS;hi55', 'pA55'],
      ...['tS;iou21', 's.i.35', 'pai214'],
    ])
  })

  it('V4 letters are letters in every voice, A among them', async () => {
    const [mandarin] = await runs('ABC1', '3')
    expect(mandarin && phonemes(mandarin).slice(1, 4)).toEqual(['ei51', 'pi51', 'sei55'])
    const [english] = await runs('ABC1', '3', 'english')
    expect(english && phonemes(english).slice(1, 4)).toEqual(['eI', 'bi:', 'si:'])
    const letters = (await runs('ABC1', '3', 'cantonese'))[1]
    expect(letters && phonemes(letters)).toEqual(['eI', 'bi:', 'si:'])
  })

  it('V4 Cantonese digits have their tones', async () => {
    const text = 'ling4 jat1 ji6 saam1 sei3 ng5 luk6 cat1 baat3 gau2 sap6 hou6 coeng1 hau2'
    expect(phonemes({ voice: 'yue-latn-jyutping', text })).toEqual([
      ...[
        'li4N',
        'ja1t',
        'ji6',
        'saa1m',
        'sei3',
        'N',
        'lu6k',
        'ca1t',
        'baa3t',
        'gau2',
        'sa6p',
        'hou6',
        'coe1N',
        'hau2',
      ],
    ])
  })

  it('V4 fed hanzi its Mandarin voice speaks English, which is why it never is', () => {
    expect(phonemes({ voice: 'cmn-latn-pinyin', text: '请' }).join('')).not.toBe('tS;hi21N')
  })
})
