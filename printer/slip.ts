/** What a slip says, as data: no widths, no bytes, no printer. `layout.ts` fits it to a paper. */

export type Align = 'left' | 'center' | 'right'
/** Times the normal character, in both directions. */
export type Size = 1 | 2 | 3 | 4

export type TextBlock = {
  readonly kind: 'text'
  readonly text: string
  readonly size: Size
  readonly align: Align
  readonly bold?: boolean
  /** The text is set smaller until it fits in so many lines, and cut with … if it does not fit at size 1. */
  readonly maxLines?: number
}
/** Two texts at the two ends of a line: a material and how many of it. */
export type PairBlock = { readonly kind: 'pair'; readonly left: string; readonly right: string }
/** A label and its value; a long value continues under itself, not under the label. */
export type FieldBlock = { readonly kind: 'field'; readonly label: string; readonly value: string }
export type RuleBlock = { readonly kind: 'rule' }
export type QrBlock = { readonly kind: 'qr'; readonly data: string; readonly label?: string }
/** Empty paper, in lines of size 1. */
export type FeedBlock = { readonly kind: 'feed'; readonly lines: number }
/** An empty frame of at least this inner size in millimetres: room for a seal. */
export type BoxBlock = {
  readonly kind: 'box'
  readonly widthMm: number
  readonly heightMm: number
  readonly label: string
}

export type Block = TextBlock | PairBlock | FieldBlock | RuleBlock | QrBlock | FeedBlock | BoxBlock

export type Slip = {
  /** What this paper is, for lists and logs; it is not printed by itself. */
  readonly title: string
  readonly blocks: readonly Block[]
  /** Somebody is to look up when it comes out: a printer with a buzzer beeps. */
  readonly beep?: boolean
}
