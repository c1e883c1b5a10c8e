/** Every requirement of OWASP ASVS 5.0.0 at levels 1 and 2, and the listed ones of level 3, has its row, its control and its proof. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Of the lines `id,level` of all 345 requirements of version 5.0.0 in their order, so that none can be left out or changed. */
const OFFICIAL = 'd139a3559d35056c6d2841c613a38854e802881b42359ccb1cec067b7824bd36'
/** Requirements of level 3 that the product aims at as well (reliability and security §3.1). */
const ALSO = [
  'V1.2.10',
  'V2.4.2',
  'V5.2.4',
  'V5.2.6',
  'V5.3.3',
  'V6.3.8',
  'V8.3.2',
  'V14.2.6',
  'V14.2.7',
  'V15.4.2',
  'V16.5.4',
]
/** `site`: done by whoever runs the hall, and told to them · `open`: not met, and said. */
const STATUSES = ['met', 'not-applicable', 'site', 'open', 'not-aimed-at'] as const

type Row = {
  readonly id: string
  readonly level: string
  readonly status: string
  readonly control: string
  readonly proof: string
}

/** Fields of one line of CSV. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  )
const rowsOf = (text: string): Row[] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id = '', level = '', status = '', control = '', proof = ''] = fieldsOf(line)
      return { id, level, status, control, proof }
    })

const rules = new Set([...readFileSync('SPEC.md', 'utf8').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, id = '']) => id))
const digestOf = (rows: readonly Row[]): string =>
  createHash('sha256')
    .update(rows.map(({ id, level }) => `${id},${level}`).join('\n'))
    .digest('hex')

/** What is wrong with a row, if anything. */
const wrong = ({ id, level, status, control, proof }: Row): string[] => {
  if (!STATUSES.some((known) => known === status)) return [`${id} has no status`]
  const aimed = level !== '3' || ALSO.includes(id)
  if (!aimed) return []
  if (status === 'not-aimed-at') return [`${id} is of level ${level} and must be mapped`]
  if (control === '') return [`${id} says no control and no reason`]
  const named = proof.split(' ').filter((rule) => rule !== '')
  if (status === 'met' && named.length === 0) return [`${id} is met without a proof`]
  return named.filter((rule) => !rules.has(rule)).map((rule) => `${id} names ${rule}, which SPEC does not have`)
}

const rows = rowsOf(readFileSync('docs/security/asvs.csv', 'utf8'))

describe('the map of security requirements', () => {
  it('X41 it has every requirement of the standard, each once, at its level', () => {
    expect(rows).toHaveLength(345)
    expect(digestOf(rows)).toBe(OFFICIAL)
    expect(['1', '2', '3'].map((level) => rows.filter((row) => row.level === level).length)).toEqual([70, 183, 92])
  })

  it('X41 each is mapped to a control and to rules that tests prove, or says why it does not apply', () => {
    expect(rows.flatMap(wrong)).toEqual([])
  })

  it('X41 a row that is left out, unmapped, unproved or proved by nothing is found', () => {
    expect(digestOf(rows.slice(1))).not.toBe(OFFICIAL)
    const row = { id: 'V1.1.1', level: '2', status: 'met', control: 'x', proof: 'S7' }
    expect(wrong(row)).toEqual([])
    for (const broken of [
      { status: 'not-aimed-at' },
      { status: 'yes' },
      { control: '' },
      { proof: '' },
      { proof: 'S999' },
    ])
      expect(wrong({ ...row, ...broken }), JSON.stringify(broken)).toHaveLength(1)
    expect(wrong({ ...row, id: 'V16.5.4', level: '3', status: 'not-aimed-at' })).toHaveLength(1)
  })

  it('X41 what is not met is said in SECURITY.md', () => {
    const text = readFileSync('SECURITY.md', 'utf8')
    for (const { id, status } of rows) if (status === 'open' || status === 'site') expect(text, id).toContain(id)
  })

  it('X41 every threat of the table in SECURITY.md is a rule, from X1 to X24', () => {
    const threats = [...readFileSync('SECURITY.md', 'utf8').matchAll(/^\| (X\d+) \|/gm)].map(([, id]) => id)
    expect(threats).toEqual(Array.from({ length: 24 }, (_, place) => `X${place + 1}`))
    for (const id of threats) expect(rules.has(id ?? '')).toBe(true)
  })
})
