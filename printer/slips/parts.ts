/** Parts that several papers share, so that the same thing is said in the same way and place on all of them. */
import type { Catalogue, Material, Zone } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Block } from '../slip.ts'
import { hallTime } from './time.ts'
import { counterList, formWord, windowsText, zoneText } from './words.ts'

/** Where somebody goes for a service: the windows that call it, and how to get there (S004-36). */
export type Stop = {
  readonly service: string
  readonly zone: Pick<Zone, 'name' | 'floor'> & { readonly direction?: string }
  /** Names of the windows, in order. */
  readonly counters: readonly string[]
}

/** Who gives a paper, about what. */
export type Office = {
  readonly hall: Pick<Catalogue['hall'], 'name' | 'hotline' | 'timeZone'>
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

export const line = (text: string, bold = false): Block => ({ kind: 'text', text, size: 1, align: 'left', bold })

/** A label and its value, or nothing where nothing is known. */
export const field = (label: string, value: string | undefined): Block[] =>
  value === undefined || value === '' ? [] : [{ kind: 'field', label, value }]

/** The hall's name and what this paper is. */
export const heading = (hall: Office['hall'], title: string): Block[] => [
  { kind: 'text', text: hall.name, size: 1, align: 'center', maxLines: 2 },
  { kind: 'text', text: title, size: 2, align: 'center', bold: true, maxLines: 1 },
]

/** `3号窗口 工号 1023`. */
export const givenBy = ({ counter, staff }: Pick<Office, 'counter' | 'staff'>): string =>
  [windowsText([counter]), staff].filter((word) => word !== '').join(' ')

/** What the paper is about. All labels of notices have two characters, so that narrow paper keeps room for the values. */
export const subject = ({ number, service, department }: Office): Block[] => [
  ...field('号码', number),
  ...field('事项', service),
  ...field('部门', department),
]

/** Who answers for the paper, when it was made, and whom to ask. */
export const signature = (office: Office): Block[] => [
  ...field('经办', givenBy(office)),
  ...field('时间', hallTime(office.at, office.hall.timeZone)),
  ...field('咨询', [office.phone, `热线 ${office.hall.hotline}`].filter((phone) => phone !== '').join('，')),
]

/** Room for the seal, 5 cm wide and 3 cm high (S001-25). */
export const seal: readonly Block[] = [
  { kind: 'feed', lines: 1 },
  { kind: 'box', widthMm: 50, heightMm: 30, label: '（盖章处）' },
]

/** The QR of the ticket, where there is one. Throws later, in the layout, when the link is too long for a phone. */
export const code = (link: string | undefined, label: string): Block[] =>
  link === undefined ? [] : [{ kind: 'qr', data: link, label }]

const amount = ({ form, copies }: MaterialRow): string =>
  [...(form === undefined ? [] : [formWord(form)]), ...(copies === undefined ? [] : [`${copies}份`])].join(' ')

const row = (material: MaterialRow, index: number): Block => ({
  kind: 'pair',
  left: `${index + 1}. ${material.name}`,
  right: amount(material),
})

/** Materials by name, form and copies. */
export const materialRows = (materials: readonly MaterialRow[]): Block[] => materials.map(row)

/** The same with the case in which each is needed and where its filled-in sample is (S003-26, S003-28). */
export const explainedRows = (materials: readonly MaterialRow[]): Block[] =>
  materials.flatMap((material, index) => [
    row(material, index),
    ...field('情形', material.condition),
    ...field('示范', material.sample),
  ])

/** The legal basis of each material; a law that several rest on is printed once, with their numbers. */
export const basisRows = (materials: readonly MaterialRow[]): Block[] => {
  const rest = new Map<string, string[]>()
  for (const [index, { basis }] of materials.entries())
    if (basis !== undefined) rest.set(basis, [...(rest.get(basis) ?? []), String(index + 1)])
  return [...rest].flatMap(([basis, items]) =>
    field('依据', items.length === materials.length ? basis : `第${counterList(items)}项：${basis}`),
  )
}

/** `2楼 企业服务区 3、5～7号窗口`. */
export const stopText = ({ zone, counters }: Stop): string =>
  [zoneText(zone), windowsText(counters)].filter((word) => word !== '').join(' ')

/** The matters of a visit in order, each with its windows. */
export const stopRows = (stops: readonly Stop[]): Block[] =>
  stops.map((stop, index) => ({ kind: 'pair', left: `${index + 1}. ${stop.service}`, right: stopText(stop) }))
