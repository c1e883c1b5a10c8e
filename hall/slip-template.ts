/**
 * What a paper says and in which order, as data that a hall edits without code. `{name}` stands for a fact of the paper;
 * what each paper knows is listed in slip-facts.ts. A block whose facts are all empty is left out.
 */

/** Every paper of the hall; the last three stay with the staff. */
export const SLIP_KINDS = [
  'ticket', // 号票
  'receipt', // 受理回执
  'supplement', // 补齐申请材料通知书
  'guide', // 一次性告知单
  'service', // 办事指南
  'special', // 特定程序告知书
  'declined', // 不予受理通知书、退办告知单
  'next', // 下一站
  'journey', // 办理流程单
  'fee', // 缴费通知单
  'collection', // 取件通知单
  'elsewhere', // 不在本厅办理告知单
  'waiting', // 等候名单
  'day-end', // 日终单
  'test', // 打印机测试
] as const
export type SlipKind = (typeof SLIP_KINDS)[number]

export type TemplateAlign = 'left' | 'center' | 'right'

/** Shown only when this fact is not empty, or only when it is. */
type Condition = { readonly when?: string; readonly unless?: string }

export type FlatBlock =
  | (Condition & {
      readonly kind: 'text'
      readonly text: string
      readonly size?: 1 | 2 | 3 | 4
      readonly align?: TemplateAlign
      readonly bold?: boolean
      readonly maxLines?: number
    })
  | (Condition & { readonly kind: 'pair'; readonly left: string; readonly right: string })
  | (Condition & { readonly kind: 'field'; readonly label: string; readonly value: string })
  | (Condition & { readonly kind: 'rule' })
  | (Condition & { readonly kind: 'qr'; readonly data: string; readonly label?: string })
  | (Condition & { readonly kind: 'feed'; readonly lines: number })
  | (Condition & {
      readonly kind: 'box'
      readonly widthMm: number
      readonly heightMm: number
      readonly label: string
    })

/** `each`: its blocks once for every row of a list; inside, `{name}` looks in the row first. */
export type TemplateBlock =
  | FlatBlock
  | (Condition & { readonly kind: 'each'; readonly of: string; readonly blocks: readonly FlatBlock[] })

/** Where a text of a template names a fact: `{number}`. */
export const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g

/** The facts that a text names, in order. */
export const factsIn = (text: string): readonly string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)

export type SlipTemplate = readonly TemplateBlock[]
export type SlipTemplates = { readonly [kind in SlipKind]?: SlipTemplate }
