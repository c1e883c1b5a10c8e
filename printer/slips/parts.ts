/** Facts that several papers share, so that the same thing is said in the same words on all of them. */
import type { Catalogue, Material, Zone } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import { hallTime } from './time.ts'
import { counterList, formWord, windowsText, zoneText } from './words.ts'

/** What every paper knows of the hall that gives it. */
export type HallFacts = Pick<Catalogue['hall'], 'name' | 'address' | 'hotline' | 'timeZone'>

/** Where somebody goes for a service: the windows that call it, and how to get there (S004-36). */
export type Stop = {
  readonly service: string
  readonly zone: Pick<Zone, 'name' | 'floor'> & { readonly direction?: string }
  /** Names of the windows, in order. */
  readonly counters: readonly string[]
}

/** Who gives a paper, about what. */
export type Office = {
  readonly hall: HallFacts
  readonly service: string
  readonly department: string
  /** The department's telephone; empty when it is not known. */
  readonly phone: string
  /** Absent for somebody who took no number. */
  readonly number?: string
  /** Name of the window or desk, and how its member of staff is shown to the public. */
  readonly counter: string
  readonly staff: string
  readonly at: Instant
  /** The ticket's own address, for a paper that shows its QR. */
  readonly link?: string
}

/** A row of the checklist; of a material that the catalogue no longer has, only its name is known. */
export type MaterialRow = Pick<Material, 'name'> & Partial<Material>

export const hallFacts = ({ name, address, hotline }: HallFacts) => ({ hall: name, address, hotline })

/** `3号窗口 工号 1023`. */
const givenBy = ({ counter, staff }: Pick<Office, 'counter' | 'staff'>): string =>
  [windowsText([counter]), staff].filter((word) => word !== '').join(' ')

/** Who gives a paper about which matter, when, and whom to ask. */
export const officeFacts = (office: Office) => {
  const { hall, number = '', service, department, phone, link = '' } = office
  return {
    ...hallFacts(hall),
    number,
    service,
    department,
    phone,
    by: givenBy(office),
    at: hallTime(office.at, hall.timeZone),
    ask: [phone, `热线 ${hall.hotline}`].filter((known) => known !== '').join('，'),
    link,
  }
}

/** A count as a fact: nothing at all is an empty one, so that its line is left out. */
export const countFact = (count: number): string => (count === 0 ? '' : String(count))

const amount = ({ form, copies }: MaterialRow): string =>
  [...(form === undefined ? [] : [formWord(form)]), ...(copies === undefined ? [] : [`${copies}份`])].join(' ')

/** Materials by name, form and copies, with the case in which each is needed and where its filled-in sample is (S003-26). */
export const materialRows = (materials: readonly MaterialRow[]) =>
  materials.map((material, index) => ({
    index: String(index + 1),
    name: material.name,
    amount: amount(material),
    case: material.condition ?? '',
    sample: material.sample ?? '',
  }))

/** The legal basis of each material; a law that several rest on is said once, with their numbers (S003-28). */
export const basisRows = (materials: readonly MaterialRow[]): readonly { readonly text: string }[] => {
  const rest = new Map<string, string[]>()
  for (const [index, { basis = '' }] of materials.entries())
    if (basis !== '') rest.set(basis, [...(rest.get(basis) ?? []), String(index + 1)])
  return [...rest].map(([basis, items]) => ({
    text: items.length === materials.length ? basis : `第${counterList(items)}项：${basis}`,
  }))
}

/** `2楼 企业服务区 3、5～7号窗口`. */
export const stopText = ({ zone, counters }: Pick<Stop, 'zone' | 'counters'>): string =>
  [zoneText(zone), windowsText(counters)].filter((word) => word !== '').join(' ')

/** The matters of a visit in order, each with its windows. */
export const stopRows = (stops: readonly Stop[]) =>
  stops.map((stop, index) => ({ index: String(index + 1), service: stop.service, stop: stopText(stop) }))

/** Where to go: the place, the windows, and the way. */
export const placeFacts = ({ zone, counters }: Pick<Stop, 'zone' | 'counters'>) => ({
  place: zoneText(zone),
  windows: windowsText(counters),
  direction: zone.direction ?? '',
})
