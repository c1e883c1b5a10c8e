/**
 * I17 at rest: no text of any database of a data folder, nor the catalogue's draft, holds an identity or mobile number in
 * full. Telephones that departments publish are the hall's own and are left out. A finding names the place and never the
 * number.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { fullNumberIn } from '../../hall/verify/full-numbers.ts'
import { paperText, readPaper } from '../../printer/paper.ts'
import { type Finding, openForReading } from './ledger-file.ts'

export type TextsSeen = {
  /** Files looked through, by name. */
  readonly files: readonly string[]
  readonly texts: number
  readonly finding?: Finding
}

const PUBLISHED = /phone|hotline|tel/i
/** Nearly every cell of a ledger holds nothing that could be such a number, and is not read any closer. */
const MAY_HOLD = /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)|\d{17}[\dXx]|[０-９]/

const parsed = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is looked through as the text it is.
    return text
  }
}

/** Every text inside a value with the name it stands under; figures are none, however many digits they have. */
function* textsIn(value: unknown, name: string): Generator<readonly [name: string, text: string]> {
  if (typeof value === 'string') yield [name, value]
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each, name)
  else if (typeof value === 'object' && value !== null)
    for (const [inner, each] of Object.entries(value)) yield* textsIn(each, inner)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Every cell of a database that may hold text: its table, column, and where it stands. */
function* cellsOf(
  db: Database.Database,
): Generator<readonly [place: string, value: string | Uint8Array, position: number]> {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  for (const table of tables)
    for (const row of db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${quoted(table)}`).iterate())
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== 'string' && !(value instanceof Uint8Array)) continue
        const position = table === 'events' && typeof row.position === 'number' ? row.position : 0
        yield [`${table}.${column}`, value, position]
      }
}

/** Telephones that the catalogue publishes. */
const publishedIn = (catalogue: unknown): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const [name, text] of textsIn(catalogue, ''))
    if (PUBLISHED.test(name)) for (const [number] of text.normalize('NFKC').matchAll(/1[3-9]\d{9}/g)) found.add(number)
  return found
}

/** Looks through everything, in steps of one cell. Stops at the first number. */
export function* checkTexts(dataDir: string): Generator<undefined, TextsSeen> {
  const files: string[] = []
  let texts = 0
  const draft = join(dataDir, 'catalogue.json')
  const catalogue = existsSync(draft) ? parsed(readFileSync(draft, 'utf8')) : undefined
  const published = publishedIn(catalogue)
  const found = (file: string, place: string, position: number, number: string): TextsSeen => ({
    files,
    texts,
    finding: { rule: 'I17', position, sentence: `${file}, ${place}: the number ${number} stands there in full.` },
  })
  if (catalogue !== undefined) {
    files.push('catalogue.json')
    for (const [name, text] of textsIn(catalogue, 'text')) {
      texts += 1
      const number = fullNumberIn(text, published)
      if (number !== undefined) return found('catalogue.json', name, 0, number)
    }
  }
  for (const file of readdirSync(dataDir).filter((name) => name.endsWith('.sqlite'))) {
    files.push(file)
    const db = openForReading(join(dataDir, file))
    try {
      for (const [place, value, position] of cellsOf(db)) {
        yield undefined
        texts += 1
        if (typeof value === 'string' && !MAY_HOLD.test(value)) continue
        const inside = typeof value === 'string' ? parsed(value) : paperText(readPaper(value)).join('\n')
        // A catalogue in force told the public its telephones, also where the draft has others by now.
        const told =
          position > 0 && typeof value === 'string' && value.includes('"catalogue"') ? publishedIn(inside) : published
        for (const [name, text] of textsIn(inside, place.split('.')[1] ?? place)) {
          const number = text.length < 11 ? undefined : fullNumberIn(text, told)
          if (number !== undefined)
            return found(file, name === place.split('.')[1] ? place : `${place}.${name}`, position, number)
        }
      }
    } finally {
      db.close()
    }
  }
  return { files, texts }
}
