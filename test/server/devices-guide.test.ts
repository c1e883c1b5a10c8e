/** The guide to printers and peripherals is copied from, line by line: what stands in it has to be accepted. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { parseCatalogue } from '../../server/catalogue/schema.ts'

it('E15 every example of the guide to devices, put into the shipped catalogue, has nothing to mend', () => {
  const guide = readFileSync('docs/devices.md', 'utf8')
  const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(`{${text}}`) as object)
  const parts: Record<string, unknown> = Object.assign({}, ...examples)
  expect(Object.keys(parts)).toEqual(['printers', 'edges', 'peripherals'])
  const parsed = parseCatalogue({ ...sampleCatalogue, ...parts })
  expect(parsed.ok ? [] : parsed.problems).toEqual([])
})
