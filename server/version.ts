/**
 * What release this program is, from the package it is part of (beside the sources, or above what was built from them), and
 * which releases have written a data folder.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant } from '../hall/ids.ts'
import { UnknownEvent } from './ledger/known-events.ts'

type Package = { readonly version: string; readonly engines: { readonly node: string } }

/** Throws where the file is missing. */
const packageOf = (): Package => {
  const file = ['../package.json', '../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))
  if (!file) throw new Error('package.json is missing beside the program: install the whole package.')
  return JSON.parse(readFileSync(file, 'utf8')) as Package
}

/** The version in package.json. Throws where that file is missing. */
export const programVersion = (): string => packageOf().version

/** Throws a sentence where the package asks for a later Node than the one that runs this. */
export const insistOnNode = (running: string = process.versions.node): void => {
  const { engines } = packageOf()
  const asked = />=\s*([\d.]+)/.exec(engines.node)?.[1] ?? '0'
  const parts = (version: string): readonly number[] => version.split('.').map(Number)
  const [have, want] = [parts(running), parts(asked)]
  const [differs] = want.flatMap((part, index) => ((have[index] ?? 0) === part ? [] : [(have[index] ?? 0) - part]))
  if ((differs ?? 0) < 0) throw new Error(`This release needs Node ${asked} or later, and ${running} runs it.`)
}

const FILE = 'releases.json'
/** A hall is upgraded a few times a year. */
const KEPT = 100
const written = z.array(z.object({ version: z.string(), at: z.number() }))
export type Release = z.infer<typeof written>[number]

/** The releases that served from a folder, the first first. A file that cannot be read is as none: it only explains. */
export const releasesOf = (dataDir: string): readonly Release[] => {
  try {
    return written.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')))
  } catch {
    return []
  }
}

/** Writes down that this release serves from a folder now, where the last that did was another. */
export const noteRelease = (dataDir: string, version: string, at: Instant): void => {
  const releases = releasesOf(dataDir)
  if (releases.at(-1)?.version === version) return
  const file = join(dataDir, FILE)
  writeFileSync(`${file}.new`, `${JSON.stringify([...releases, { version, at }].slice(-KEPT))}\n`)
  renameSync(`${file}.new`, file)
}

/** Does what reads a folder's ledger. Throws a sentence that names the release to use, where this one cannot read it (Z21). */
export const readingLedger = <T>(dataDir: string, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof UnknownEvent)) throw error
    const mine = programVersion()
    const later = releasesOf(dataDir)
      .map(({ version }) => version)
      .filter((version) => version !== mine)
      .at(-1)
    const which = later === undefined ? 'the release that wrote it' : `release ${later}`
    throw new Error(`${error.message} Start ${which} or a later one instead of ${mine}.`, { cause: error })
  }
}
