/** Part 5: how much script each page needs before it shows anything, compressed as it travels. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PAGES, type Page, rounded } from './figures.ts'

/** The page that each key stands for. */
const SOURCE: Readonly<Record<Page, string>> = {
  kiosk: 'kiosk/index.html',
  board: 'display/board.html',
  strip: 'display/strip.html',
  counter: 'counter/window.html',
  guide: 'counter/guide.html',
  pad: 'counter/pad.html',
  manager: 'counter/manager.html',
}

/** What vite writes of each chunk; only what matters here. */
type Chunk = { readonly file: string; readonly imports?: readonly string[] }
type Manifest = Readonly<Record<string, Chunk>>

export type Weighed =
  | { readonly ok: true; readonly kilobytes: Readonly<Record<Page, number>> }
  | { readonly ok: false; readonly why: string }

/** Every script a chunk imports at once, itself with them. What is imported later, on demand, does not hold the page up. */
const scriptsOf = (manifest: Manifest, name: string, found = new Set<string>()): Set<string> => {
  const chunk = manifest[name]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const imported of chunk.imports ?? []) scriptsOf(manifest, imported, found)
  return found
}

/** @param webRoot the folder of the built pages. */
export const weighPages = (webRoot: string): Weighed => {
  const file = join(webRoot, '.vite', 'manifest.json')
  if (!existsSync(file)) return { ok: false, why: `The pages are not built: ${file} is missing. Run npm run build.` }
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const missing = PAGES.filter((page) => !manifest[SOURCE[page]])
  if (missing.length > 0) return { ok: false, why: `The build has no page for ${missing.join(', ')}: ${file}.` }
  const weigh = (page: Page): number => {
    let bytes = 0
    for (const script of scriptsOf(manifest, SOURCE[page])) {
      if (script.endsWith('.js')) bytes += gzipSync(readFileSync(join(webRoot, script))).length
    }
    return rounded(bytes / 1_000, 1)
  }
  return { ok: true, kilobytes: Object.fromEntries(PAGES.map((page) => [page, weigh(page)])) as Record<Page, number> }
}
