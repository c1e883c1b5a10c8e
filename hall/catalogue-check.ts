/**
 * Whether a catalogue may be published. Every finding says where, what is wrong and what to do, in both languages, since
 * the one who reads it runs a hall and does not read code. Shapes and sizes are the server schema's business; meaning is ours.
 */
import type { Catalogue, Counter, Service } from './catalogue.ts'
import { checkDevices, checkPrinters } from './catalogue-check-devices.ts'
import { checkBackups, checkFollowers } from './catalogue-check-legs.ts'
import { checkProfiles } from './catalogue-check-profiles.ts'
import { checkBoards, checkElsewhere, checkKioskGrounds, checkPlans, checkVoice } from './catalogue-check-public.ts'
import { checkChecklists, checkServices, VAGUE_WORDS } from './catalogue-check-services.ts'
import { checkHours, checkRules } from './catalogue-check-settings.ts'
import { checkSlips } from './catalogue-check-slips.ts'
import { type CatalogueProblem, type Problems, problem } from './catalogue-problem.ts'
import { ID_LENGTH_MAX } from './limits.ts'

export { adviseCalendar, adviseCatalogue, type CatalogueAdvice } from './catalogue-advice.ts'
export { VAGUE_WORDS } from './catalogue-check-services.ts'
export { type CatalogueProblem, PROBLEM_CODES, type ProblemCode, problem } from './catalogue-problem.ts'

/** Ids travel in addresses and topics and may index plain objects, so names that every object already has are refused. */
const goodId = (id: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id) && id.length <= ID_LENGTH_MAX && !(id in {})

const KINDS = [
  'zones',
  'departments',
  'themes',
  'services',
  'elsewhere',
  'counters',
  'profiles',
  'printers',
  'edges',
  'peripherals',
] as const
const KIND_WORDS = { zones: '区域', departments: '部门', themes: '主题', services: '事项', counters: '窗口' } as const

function* checkPresence(catalogue: Catalogue): Problems {
  for (const kind of ['zones', 'departments', 'themes', 'services', 'counters'] as const)
    if (catalogue[kind].length === 0)
      yield problem(
        kind,
        `no-${kind}`,
        `没有任何${KIND_WORDS[kind]}，至少添加一个`,
        `There are no ${kind}. Add at least one.`,
      )
}

function* repeated(rows: readonly string[]): Iterable<string> {
  const seen = new Set<string>()
  for (const row of rows) {
    if (seen.has(row)) yield row
    seen.add(row)
  }
}

function* checkIds(catalogue: Catalogue): Problems {
  const { hall, themes, counters } = catalogue
  const bad = (where: string, id: string) =>
    problem(
      where,
      'bad-id',
      `编号“${id}”不能用，只用字母、数字、“-”和“_”，以字母或数字开头，不超过 ${ID_LENGTH_MAX} 个字符`,
      `The id "${id}" cannot be used. Use letters, digits, - and _, begin with a letter or digit, at most ${ID_LENGTH_MAX}.`,
    )
  if (!goodId(hall.id)) yield bad('hall', hall.id)
  for (const kind of KINDS) {
    const ids = (catalogue[kind] ?? []).map((row) => row.id)
    for (const id of ids) if (!goodId(id)) yield bad(`${kind}/${id}`, id)
    for (const id of repeated(ids))
      yield problem(
        `${kind}/${id}`,
        'duplicate-id',
        `编号“${id}”重复，请改其中一个`,
        `The id "${id}" is used twice. Change one.`,
      )
  }
  for (const theme of themes)
    if (!/^[A-HJ-NPR-Y]$/.test(theme.letter))
      yield problem(
        `themes/${theme.id}`,
        'bad-letter',
        `字母“${theme.letter}”不能用，请用一个 A–Z 的大写字母，但不用 I、O、Q、Z（容易看成数字）`,
        `The letter "${theme.letter}" cannot be used. Use one capital letter, not I, O, Q or Z (mistaken for digits).`,
      )
  for (const letter of repeated(themes.map((theme) => theme.letter)))
    yield problem(
      'themes',
      'duplicate-letter',
      `字母“${letter}”用于两个主题，号码会重复，请改其中一个`,
      `Two themes have the letter "${letter}", so numbers would repeat. Change one.`,
    )
  for (const name of repeated(counters.map((counter) => counter.name)))
    yield problem(
      'counters',
      'duplicate-counter-name',
      `两个窗口都叫“${name}”，叫号时分不清，请改其中一个`,
      `Two windows are called "${name}", so a call would be ambiguous. Rename one.`,
    )
}

function* checkTexts(catalogue: Catalogue): Problems {
  const texts: (readonly [string, string])[] = [['hall', catalogue.hall.name]]
  for (const kind of KINDS) for (const row of catalogue[kind] ?? []) texts.push([`${kind}/${row.id}`, row.name])
  for (const { id, checklist } of catalogue.services)
    for (const [index, { name, condition }] of checklist.entries()) {
      texts.push([`services/${id}/checklist/${index + 1}`, name])
      if (condition !== undefined) texts.push([`services/${id}/checklist/${index + 1}/condition`, condition])
    }
  for (const { id, preconditions, procedure, basis, quantity, handler } of catalogue.services)
    for (const [field, text] of Object.entries({ preconditions, procedure, basis, quantity, handler }))
      if (text !== undefined) texts.push([`services/${id}/${field}`, text])
  for (const [where, text] of texts)
    if (text.trim() === '') yield problem(where, 'empty-text', '这里是空白，请填写', 'This is blank. Fill it in.')
}

function* checkReferences(catalogue: Catalogue): Problems {
  const known = {
    zone: new Set(catalogue.zones.map((row) => row.id)),
    department: new Set(catalogue.departments.map((row) => row.id)),
    theme: new Set(catalogue.themes.map((row) => row.id)),
    service: new Set(catalogue.services.map((row) => row.id)),
  }
  const words = { zone: '区域', department: '部门', theme: '主题', service: '事项' } as const
  function* unknown(where: string, kind: keyof typeof known, ids: readonly string[]): Problems {
    for (const id of ids)
      if (!known[kind].has(id))
        yield problem(
          where,
          `unknown-${kind}`,
          `没有编号为“${id}”的${words[kind]}，请改选或先添加它`,
          `There is no ${kind} "${id}". Choose another or add it first.`,
        )
  }
  for (const theme of catalogue.themes) {
    yield* unknown(`themes/${theme.id}/zone`, 'zone', [theme.zone])
    yield* unknown(`themes/${theme.id}/departments`, 'department', theme.departments)
  }
  for (const service of catalogue.services) {
    yield* unknown(`services/${service.id}/theme`, 'theme', [service.theme])
    yield* unknown(`services/${service.id}/department`, 'department', [service.department])
  }
  for (const counter of catalogue.counters) {
    yield* unknown(`counters/${counter.id}/zone`, 'zone', [counter.zone])
    yield* unknown(`counters/${counter.id}/own`, 'theme', counter.own)
    yield* unknown(`counters/${counter.id}/help`, 'theme', counter.help)
    yield* unknown(`counters/${counter.id}/services`, 'service', counter.services ?? [])
  }
}

function* checkCounters({ counters, services }: Catalogue): Problems {
  const byId = new Map(services.map((service) => [service.id, service]))
  const outside = (counter: Counter, service: Service) =>
    !counter.own.includes(service.theme) && !counter.help.includes(service.theme)
  for (const counter of counters) {
    for (const theme of new Set(repeated([...counter.own, ...counter.help])))
      yield problem(
        `counters/${counter.id}`,
        'own-and-help',
        `主题“${theme}”列了两次，请只留在“本窗口主题”或“协助主题”之一`,
        `The theme "${theme}" is listed twice. Keep it once, as own or as help.`,
      )
    for (const id of counter.services ?? []) {
      const service = byId.get(id)
      if (service && outside(counter, service))
        yield problem(
          `counters/${counter.id}/services`,
          'service-outside-counter',
          `事项“${id}”不属于本窗口受理的主题，请移除它或给窗口加上主题“${service.theme}”`,
          `The service "${id}" is of no theme this window takes. Remove it or give the window the theme "${service.theme}".`,
        )
    }
  }
}

/**
 * Everything that must be put right before this catalogue is published; empty when it may be.
 * @param vagueWords the 模糊表述 a checklist may not use; a hall may forbid more.
 */
export const checkCatalogue = (
  catalogue: Catalogue,
  vagueWords: readonly string[] = VAGUE_WORDS,
): readonly CatalogueProblem[] => [
  ...checkPresence(catalogue),
  ...checkIds(catalogue),
  ...checkTexts(catalogue),
  ...checkReferences(catalogue),
  ...checkCounters(catalogue),
  ...checkBackups(catalogue),
  ...checkProfiles(catalogue),
  ...checkServices(catalogue),
  ...checkFollowers(catalogue),
  ...checkChecklists(catalogue, vagueWords),
  ...checkHours(catalogue),
  ...checkPrinters(catalogue),
  ...checkDevices(catalogue),
  ...checkRules(catalogue),
  ...checkSlips(catalogue),
  ...checkElsewhere(catalogue),
  ...checkPlans(catalogue),
  ...checkVoice(catalogue),
  ...checkBoards(catalogue),
  ...checkKioskGrounds(catalogue),
]
