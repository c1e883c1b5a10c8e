/**
 * The words of the heart as they stand in its source, so that a table in a test can be asked whether it forgot one. Types
 * are gone when a test runs; the text they were written in is not.
 */
import { readFileSync } from 'node:fs'

const literals = (file: string, field: string): string[] => {
  const text = readFileSync(new URL(`../../hall/${file}`, import.meta.url), 'utf8')
  const found = [...text.matchAll(new RegExp(`readonly ${field}: '([^']+)'`, 'g'))].map((match) => match[1] ?? '')
  if (found.length === 0) throw new Error(`No ${field} was found in hall/${file}; it is written in another way now.`)
  return [...new Set(found)].sort()
}

export const commandTypesInSource = (): string[] => literals('commands.ts', 'type')
export const eventTypesInSource = (): string[] => literals('events.ts', 'type')
export const refusalCodesInSource = (): string[] => literals('refusal.ts', 'code')
