/** A document's number while it is typed: what a key does to it, and what may be seen of it (K23). Pure. */

export const KINDS = ['resident', 'company', 'other'] as const
export type Kind = (typeof KINDS)[number]

const SIGNS: Readonly<Record<Kind, { readonly allowed: RegExp; readonly least: number; readonly most: number }>> = {
  // Seventeen digits and a check sign that may be an X.
  resident: { allowed: /^(\d{0,17}|\d{17}[\dX])$/, least: 18, most: 18 },
  // GB 32100 has no I, O, S, V and Z.
  company: { allowed: /^[0-9A-HJ-NP-RTUW-Y]{0,18}$/, least: 18, most: 18 },
  other: { allowed: /^[0-9A-Z]{0,20}$/, least: 5, most: 20 },
}

/** How many places a number of this kind has; the most where it varies. */
export const placesOf = (kind: Kind): number => SIGNS[kind].most

/** The number with one more sign; the same where such a number cannot go on so. */
export const withSign = (typed: string, sign: string, kind: Kind): string => {
  const longer = typed + sign.toUpperCase()
  return SIGNS[kind].allowed.test(longer) ? longer : typed
}

/** Whether it is as long as such a number must be. */
export const isWhole = (typed: string, kind: Kind): boolean => typed.length >= SIGNS[kind].least

/** One sign a place: a dot for each typed one, the last itself while it is `fresh`, nothing where none is typed yet. */
export const shownSigns = (typed: string, kind: Kind, fresh: boolean): readonly ('' | '●' | string)[] =>
  Array.from({ length: placesOf(kind) }, (_, place) =>
    place >= typed.length ? '' : fresh && place === typed.length - 1 ? typed.slice(place) : '●',
  )
