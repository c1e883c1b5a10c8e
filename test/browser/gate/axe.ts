/** What axe finds, of any impact. Nothing is excused. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Fault } from './fault.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

export const axeFaults = async (page: Page): Promise<Fault[]> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }
    return (await axe.run()).violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))
  })
  return violations.map(({ id, html }) => ({
    ruler: 'axe',
    what: `${id} × ${html.length}: ${html[0]?.replace(/\s+/g, ' ').slice(0, 140)}`,
  }))
}
