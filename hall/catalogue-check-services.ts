/** What must be true of services and their checklists before a catalogue is published. */
import { authority, type Catalogue } from './catalogue.ts'
import { type Problems, problem, within } from './catalogue-problem.ts'

/** A service has a window that may take it, a department of its theme, and keeps its promise within the law. */
export function* checkServices({ counters, services, themes }: Catalogue): Problems {
  const themeById = new Map(themes.map((theme) => [theme.id, theme]))
  for (const service of services) {
    const where = `services/${service.id}`
    const { theme, department, promisedWorkingDays: promised, statutoryWorkingDays: statutory, dailyQuota } = service
    if (themeById.get(theme)?.departments.includes(department) === false)
      yield problem(
        where,
        'department-outside-theme',
        `部门“${department}”不在主题“${theme}”的部门之中，请改部门或把它加入主题`,
        `The department "${department}" is not one of theme "${theme}". Change it or add it to the theme.`,
      )
    if (!counters.some((counter) => authority(counter, service) !== 'none'))
      yield problem(
        where,
        'service-without-counter',
        '没有窗口可以受理本事项，取了号也无人叫，请给某个窗口加上该主题或事项',
        'No window takes this service, so its tickets would never be called. Give a window its theme or the service.',
      )
    if (!within(promised, 0, 10_000) || !within(statutory, 0, 10_000))
      yield problem(where, 'working-days', '工作日数须为 0 或更大的整数', 'Working days must be whole numbers from 0.')
    else if (promised > statutory)
      yield problem(
        where,
        'promise-after-law',
        `承诺 ${promised} 个工作日，超过法定 ${statutory} 个，请缩短承诺时限`,
        `Promised ${promised} working days, the law allows ${statutory}. Shorten the promise.`,
      )
    if (service.special && service.special.name.trim() === '')
      yield problem(
        `${where}/special`,
        'special-without-name',
        '特定程序没有名称，告知书无从填写，请写明是听证、检验、专家评审还是现场核查',
        'The special procedure has no name, so its notice could not say what it is. Name it: hearing, test, expert review, site check.',
      )
    if (service.special && !within(service.special.workingDays, 1, 10_000))
      yield problem(
        `${where}/special`,
        'working-days',
        '特定程序的工作日数须为 1 或更大的整数；没有特定程序请删去此项',
        'A special procedure takes a whole number of working days from 1; leave it out where there is none.',
      )
    if (!(service.expectedMinutes > 0 && service.expectedMinutes <= 600))
      yield problem(
        where,
        'expected-minutes',
        '预计办理分钟数须大于 0、不超过 600',
        'Expected minutes: more than 0, at most 600.',
      )
    if (dailyQuota !== undefined && !within(dailyQuota, 1, 1_000_000))
      yield problem(
        where,
        'daily-quota',
        '每日限号须为 1 或更大；不限号请留空',
        'A daily quota is 1 or more; leave it out for none.',
      )
  }
}

/** Words a checklist must not hide behind: 模糊表述 of S003-27, and those S004-29 and S004-35 forbid. */
export const VAGUE_WORDS: readonly string[] = [
  '相关的',
  '相适应的',
  '相符合的',
  '必要的',
  '有关材料',
  '相关材料',
  '其他材料',
  '等材料',
  '有关证明',
  '相关证明',
  '相关部门批准文件',
]

/**
 * Every row of a checklist has a legal basis (S003-28) and says exactly which document it means (S003-27).
 * @param vagueWords a hall may forbid further words.
 */
export function* checkChecklists({ services }: Catalogue, vagueWords: readonly string[]): Problems {
  for (const service of services)
    for (const [index, material] of service.checklist.entries()) {
      const where = `services/${service.id}/checklist/${index + 1}`
      if (/^(无|暂无|没有|none|n\/a|[-—–/\s]*)$/i.test(material.basis.trim()))
        yield problem(
          where,
          'basis-missing',
          `“${material.name}”没有法定依据，不得要求提交，请写明依据的法律法规或删去此项`,
          `"${material.name}" has no legal basis and must not be asked for. Name the law or remove the row.`,
        )
      for (const word of vagueWords)
        if (`${material.name}\n${material.condition ?? ''}`.replace(/[^\S\n]/g, '').includes(word))
          yield problem(
            where,
            'vague-words',
            `“${material.name}”含模糊表述“${word}”，请写明具体是哪一份材料`,
            `"${material.name}" uses the vague words "${word}". Say exactly which document.`,
          )
      if (!within(material.copies, 1, 1_000))
        yield problem(
          where,
          'copies',
          `“${material.name}”的份数须为 1 或更大的整数`,
          `"${material.name}": copies must be a whole number from 1.`,
        )
    }
}
