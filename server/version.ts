/** What release this program is, from the package it is part of: beside the sources, or above what was built from them. */
import { existsSync, readFileSync } from 'node:fs'

/** The version in package.json. Throws where that file is missing. */
export const programVersion = (): string => {
  const file = ['../package.json', '../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))
  if (!file) throw new Error('package.json is missing beside the program: install the whole package.')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
