/** Numbers that are valid and nobody's: identity cards by GB 11643, mobile numbers, bank cards by Luhn. */

/** GB 11643: ISO 7064 MOD 11-2, written apart from the product's own so that both cannot be wrong alike. */
export const identityCheck = (seventeen: string): string => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

export const luhnCheck = (digits: string): string => {
  let sum = 0
  for (const [place, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}

/** A different one for each count, so that a leak says which entrance it came through. */
export const identityOf = (count: number): string => {
  const front = `3201021980010${1 + (count % 9)}${String(100 + count).slice(-3)}`
  return front + identityCheck(front)
}
export const mobileOf = (count: number): string => `139${String(27_180_000 + count * 7)}`
export const cardOf = (count: number): string => {
  const front = `62220212${String(3_456_789_000 + count * 13)}`
  return front + luhnCheck(front)
}
