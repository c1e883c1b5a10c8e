/** Parts that several shipped papers share, so that the same thing is said in the same way and place on all of them. */
import type { FlatBlock, SlipTemplate } from '../../hall/slip-template.ts'

export const RULE: FlatBlock = { kind: 'rule' }

export const line = (text: string): FlatBlock => ({ kind: 'text', text })
export const bold = (text: string): FlatBlock => ({ kind: 'text', text, bold: true })
export const field = (label: string, value: string): FlatBlock => ({ kind: 'field', label, value })
/** Twice the text: what is read while walking. */
export const large = (text: string): FlatBlock => ({ kind: 'text', text, size: 2, maxLines: 2 })
/** Twice the text and in the middle: what is read first. */
export const headline = (text: string, maxLines = 2): FlatBlock => ({
  kind: 'text',
  text,
  size: 2,
  align: 'center',
  bold: true,
  maxLines,
})

/** The hall's name and what this paper is. */
export const heading = (title: string): SlipTemplate => [
  { kind: 'text', text: '{hall}', align: 'center', maxLines: 2 },
  headline(title),
]

/** What the paper is about. All labels of notices have two characters, so that narrow paper keeps room for the values. */
export const SUBJECT: SlipTemplate = [
  field('号码', '{number}'),
  field('事项', '{service}'),
  field('部门', '{department}'),
]

/** Who answers for the paper, when it was made, and whom to ask. */
export const SIGNATURE: SlipTemplate = [field('经办', '{by}'), field('时间', '{at}'), field('咨询', '{ask}')]

/** Room for the seal, 5 cm wide and 3 cm high (S001-25). */
export const SEAL: SlipTemplate = [
  { kind: 'feed', lines: 1 },
  { kind: 'box', widthMm: 50, heightMm: 30, label: '（盖章处）' },
]

export const code = (label: string): FlatBlock => ({ kind: 'qr', data: '{link}', label })

/** Materials by name, form and copies. */
export const MATERIAL: FlatBlock = { kind: 'pair', left: '{index}. {name}', right: '{amount}' }
/** The same with the case in which each is needed and where its filled-in sample is (S003-26, S003-28). */
export const EXPLAINED: readonly FlatBlock[] = [MATERIAL, field('情形', '{case}'), field('示范', '{sample}')]
/** A matter of a visit with its windows. */
export const STOP: FlatBlock = { kind: 'pair', left: '{index}. {service}', right: '{stop}' }

/** Where to go: large enough to be read while walking, the direction below it. */
export const WHERE: SlipTemplate = [
  large('{place}'),
  large('{windows}'),
  { kind: 'text', text: '{direction}', maxLines: 2 },
]
