/** What must be true of other places, floor plans, boards and voice before a catalogue is published (CAT25). */
import type { PlanBox, PlaylistItem } from './board-settings.ts'
import type { Catalogue, Zone } from './catalogue.ts'
import { type Problems, problem, within } from './catalogue-problem.ts'
import { VOICE_LANGUAGES, type Wording, type ZoneVoice } from './voice.ts'

const blank = (where: string) => problem(where, 'empty-text', '这里是空白，请填写', 'This is blank. Fill it in.')

const repeats = (rows: readonly string[]): boolean => new Set(rows).size < rows.length

/** A card that says where else to go must say it. */
export function* checkElsewhere({ elsewhere = [], services }: Catalogue): Problems {
  const taken = new Set(services.map(({ id }) => id))
  for (const { id, office, address, phone } of elsewhere) {
    const where = `elsewhere/${id}`
    if (taken.has(id))
      yield problem(
        where,
        'duplicate-id',
        `编号“${id}”已是一个事项的编号，请改其中一个`,
        `The id "${id}" is a service's already. Change one.`,
      )
    for (const [name, text] of Object.entries({ office, address, phone }))
      if (text.trim() === '') yield blank(`${where}/${name}`)
  }
}

type Placed = Zone & { readonly plan: PlanBox }

/** Boxes that only touch do not overlap. */
const overlap = ({ plan: a }: Placed, { plan: b }: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Each zone lies on its floor, and beside the others. */
export function* checkPlans({ zones }: Catalogue): Problems {
  const placed = zones.filter((zone): zone is Placed => zone.plan !== undefined)
  for (const { id, plan } of placed) {
    const { x, y, width, height } = plan
    const inside = Object.values(plan).every((share) => share >= 0 && share <= 100)
    if (!inside || width === 0 || height === 0 || x + width > 100 || y + height > 100)
      yield problem(
        `zones/${id}/plan`,
        'bad-plan',
        '平面图上的位置须在 0–100 之间，宽和高大于 0，且不超出边界，请更正',
        'On the plan everything lies between 0 and 100, wider and higher than 0, and within the edges. Correct it.',
      )
  }
  for (const [index, zone] of placed.entries())
    for (const other of placed.slice(index + 1))
      if (zone.floor === other.floor && overlap(zone, other))
        yield problem(
          `zones/${other.id}/plan`,
          'bad-plan',
          `在 ${zone.floor} 楼平面图上与“${zone.name}”重叠，请移开其中一个`,
          `On the plan of floor ${zone.floor} it lies over "${zone.id}". Move one of them.`,
        )
}

/** What a template may name; V1. */
const WORDING_FACTS = ['number', 'window', 'zone'] as const

function* checkTemplate(where: string, template: string): Problems {
  if (template.trim() === '') {
    yield blank(where)
    return
  }
  for (const needed of ['number', 'window'] as const)
    if (!template.includes(`{${needed}}`))
      yield problem(
        where,
        'bad-wording',
        `叫号用语里没有 {${needed}}，听的人不知道${needed === 'number' ? '叫谁' : '去哪里'}，请加上`,
        `The wording lacks {${needed}}, so nobody would know ${needed === 'number' ? 'who is called' : 'where to go'}. Add it.`,
      )
  const rest = WORDING_FACTS.reduce((text, fact) => text.replaceAll(`{${fact}}`, ''), template)
  if (/[{}]/.test(rest))
    yield problem(
      where,
      'bad-wording',
      '叫号用语里只能用 {number}、{window}、{zone}，请改正或删去其他大括号',
      'Only {number}, {window} and {zone} stand for something. Correct or remove the other braces.',
    )
}

function* checkZoneVoice(where: string, { languages, engines, wording, pace }: ZoneVoice): Problems {
  for (const [name, list, zh] of [
    ['languages', languages, '语言'],
    ['engines', engines, '发声方式'],
  ] as const)
    if (list.length === 0 || repeats(list))
      yield problem(
        `${where}/${name}`,
        'bad-voice',
        `至少选一种${zh}，每种只列一次；不要声音请用“静音”`,
        `Name at least one of the ${name}, each once. For no sound use silent.`,
      )
  if (pace !== undefined && !within(pace, 50, 200))
    yield problem(
      `${where}/pace`,
      'rule-out-of-range',
      `语速须为 50–200 的整数，现为 ${pace}`,
      `The pace must be a whole number from 50 to 200, and is ${pace}.`,
    )
  for (const language of VOICE_LANGUAGES) {
    const said: Wording | undefined = wording?.[language]
    if (said)
      for (const kind of ['call', 'recall'] as const)
        yield* checkTemplate(`${where}/wording/${language}/${kind}`, said[kind])
  }
}

const syllables = (spelt: string, tones: string): number =>
  spelt.split(' ').every((one) => new RegExp(`^[a-zü]+[${tones}]$`).test(one)) ? spelt.split(' ').length : 0

/** Every zone that speaks exists, in a language, by an engine, in words that say who and where. */
export function* checkVoice({ voice, zones }: Catalogue): Problems {
  if (voice?.usual) yield* checkZoneVoice('voice/usual', voice.usual)
  for (const [id, settings] of Object.entries(voice?.zones ?? {})) {
    const where = `voice/zones/${id}`
    if (!zones.some((zone) => zone.id === id))
      yield problem(
        where,
        'unknown-zone',
        `没有编号为“${id}”的区域，请改选或先添加它`,
        `There is no zone "${id}". Choose another or add it first.`,
      )
    yield* checkZoneVoice(where, settings)
  }
  for (const [index, { text, pinyin, jyutping }] of (voice?.readings ?? []).entries()) {
    const length = [...text].length
    const fits = /^\p{Script=Han}+$/u.test(text) && syllables(pinyin, '1-5') === length
    if (!fits || (jyutping !== undefined && syllables(jyutping, '1-6') !== length))
      yield problem(
        `voice/readings/${index + 1}`,
        'bad-reading',
        `“${text}”的读音须每个汉字一个音节，带声调数字，用一个空格隔开，例如：还款 huan2 kuan3`,
        `"${text}" needs one syllable with its tone for each character, one space between: 还款 huan2 kuan3.`,
      )
  }
}

const MEDIA_NAME = /^[0-9a-f]{32}\.[a-z0-9]{2,5}$/

function* checkItem(where: string, item: PlaylistItem): Problems {
  if ('seconds' in item && !within(item.seconds, 3, 600))
    yield problem(
      where,
      'rule-out-of-range',
      `停留秒数须为 3–600 的整数，现为 ${item.seconds}`,
      `It must stay a whole number of seconds from 3 to 600, and stays ${item.seconds}.`,
    )
  if ('media' in item && !MEDIA_NAME.test(item.media))
    yield problem(
      `${where}/media`,
      'bad-media',
      `“${item.media}”不是已上传的图片或视频的名称，请从媒体列表里选`,
      `"${item.media}" is not the name of an uploaded picture or film. Choose one from the list of media.`,
    )
  if ('title' in item && item.title.trim() === '') yield blank(`${where}/title`)
  if (item.kind === 'text' && item.lines.every((text) => text.trim() === '')) yield blank(`${where}/lines`)
}

/** What takes turns on a board can be shown, and long enough to be read. */
export function* checkBoards({ boards }: Catalogue): Problems {
  for (const [index, text] of (boards?.rules ?? []).entries())
    if (text.trim() === '') yield blank(`boards/rules/${index + 1}`)
  for (const [index, item] of (boards?.playlist ?? []).entries()) yield* checkItem(`boards/playlist/${index + 1}`, item)
}

/** A ground that stands twice would be shown twice. */
export function* checkKioskGrounds({ rules }: Catalogue): Problems {
  if (repeats(rules.kioskGrounds ?? []))
    yield problem(
      'rules/kioskGrounds',
      'duplicate-id',
      '同一优先理由列了两次，请删去一个',
      'A ground for precedence is listed twice. Remove one.',
    )
}
