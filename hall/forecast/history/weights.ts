/**
 * Weights learnt while the days go by: least absolute deviations by reweighting, with a pull towards 0 so that nothing is
 * believed before it has been seen often, and forgetting. The sums are all it keeps, so it costs the same after a year.
 */
const SOLVE_EVERY = 200
const KEPT = 0.99
const RIDGE = 100
/** Misses below this (a logarithm: about 35 %) count as squares, larger ones by their size: one bad hour bends nothing. */
const LARGE_MISS = 0.3

export type Weights = {
  values: readonly number[]
  readonly products: number[][]
  readonly targets: number[]
  taken: number
}

/** No knowledge: all weights 0. */
export const emptyWeights = (size: number): Weights => ({
  values: Array.from({ length: size }, () => 0),
  products: Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? RIDGE : 0)),
  ),
  targets: Array.from({ length: size }, () => 0),
  taken: 0,
})

/** What the weights make of these inputs. */
export const weigh = ({ values }: Weights, inputs: readonly number[]): number =>
  values.reduce((sum, value, index) => sum + value * (inputs[index] ?? 0), 0)

/** Solves a symmetric positive definite system by elimination; the ridge keeps every pivot above 0. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  for (const [index, pivot] of rows.entries()) {
    for (const below of rows.slice(index + 1)) {
      const factor = (below[index] ?? 0) / (pivot[index] ?? 1)
      for (let column = index; column < pivot.length; column++)
        below[column] = (below[column] ?? 0) - factor * (pivot[column] ?? 0)
    }
  }
  const found = right.map(() => 0)
  for (const [index, row] of [...rows.entries()].reverse()) {
    const known = found.reduce((sum, value, column) => sum + value * (row[column] ?? 0), 0)
    found[index] = ((row[right.length] ?? 0) - known) / (row[index] ?? 1)
  }
  return found
}

/** Learns that these inputs, for which `weigh` said `said`, came out as `target`. */
export const learnWeights = (weights: Weights, inputs: readonly number[], said: number, target: number): void => {
  const trust = 1 / Math.max(LARGE_MISS, Math.abs(target - said))
  for (const [row, one] of inputs.entries()) {
    const products = weights.products[row] ?? []
    for (const [column, other] of inputs.entries()) products[column] = (products[column] ?? 0) + trust * one * other
    weights.targets[row] = (weights.targets[row] ?? 0) + trust * one * target
  }
  weights.taken++
  if (weights.taken % SOLVE_EVERY > 0) return
  weights.values = solve(weights.products, weights.targets)
  for (const [row, products] of weights.products.entries()) {
    for (const [column, product] of products.entries())
      products[column] = product * KEPT + (row === column ? RIDGE * (1 - KEPT) : 0)
    weights.targets[row] = (weights.targets[row] ?? 0) * KEPT
  }
}
