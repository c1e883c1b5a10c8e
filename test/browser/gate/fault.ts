/** What a ruler finds. `what` names the thing by its words and says how far off it is. */
export type Fault = {
  readonly ruler:
    | 'target'
    | 'text'
    | 'cut'
    | 'outside'
    | 'overlap'
    | 'orphan'
    | 'reach'
    | 'scroll'
    | 'contrast'
    | 'axe'
    | 'weight'
    | 'paint'
    | 'page'
  readonly what: string
}

/** Faults as lines, the same said once. */
export const faultLines = (faults: readonly Fault[]): string[] => [
  ...new Set(faults.map(({ ruler, what }) => `${ruler}: ${what}`)),
]
