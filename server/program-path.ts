/** Where the programs of a release stand. */
import { existsSync, realpathSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * A program of this release, by the path that this process was started with: a link in it may lead to another release
 * tomorrow (Z22). Where the process was started by another file, it is the path of `here`.
 * @param here `import.meta.url` of the program that runs
 * @param name of the other, from there, without its ending
 */
export const programBeside = (here: string, name: string): string => {
  const own = fileURLToPath(here)
  const [, started = own] = process.argv
  const main = existsSync(started) && realpathSync(started) === own ? started : own
  return join(dirname(main), name + extname(own))
}
