/** What a catalogue could do better. Advice never stops a publish: a hall knows its day better than a formula. */
import { type Catalogue, countersNeeded, staffNeeded } from './catalogue.ts'

export type CatalogueAdvice = {
  readonly where: string
  readonly code: 'too-few-counters' | 'staff-needed'
  readonly zh: string
  readonly en: string
}

/** Windows by the 25-case rule (S003-14) for each theme, and the staff that the comprehensive windows need (S003-33). */
export const adviseCatalogue = (catalogue: Catalogue): readonly CatalogueAdvice[] => {
  const { themes, counters, rules } = catalogue
  const tooFew = themes.flatMap((theme): CatalogueAdvice[] => {
    const needed = countersNeeded(theme, rules)
    const present = counters.filter((counter) => counter.own.includes(theme.id)).length
    if (present >= needed) return []
    const daily = theme.dailyCases
    return [
      {
        where: `themes/${theme.id}`,
        code: 'too-few-counters',
        zh: `“${theme.name}”日均 ${daily} 件，按每窗口 ${rules.casesPerCounter} 件应设 ${needed} 个窗口，现有 ${present} 个`,
        en: `"${theme.nameEn}" has ${daily} cases a day and needs ${needed} windows; it has ${present}.`,
      },
    ]
  })
  const comprehensive = counters.filter((counter) => counter.role === 'comprehensive').length
  const staff = staffNeeded(comprehensive)
  if (comprehensive === 0) return tooFew
  return [
    ...tooFew,
    {
      where: 'counters',
      code: 'staff-needed',
      zh: `综合服务窗口 ${comprehensive} 个，按 1:1.5 应配 ${staff} 人`,
      en: `${comprehensive} comprehensive windows need ${staff} staff (1.5 for each).`,
    },
  ]
}
