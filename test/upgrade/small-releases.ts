/** Releases that are a few lines each, so that a test holds them at every stage of a swap: by files that it lays beside them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a release does while the file of this name lies in its folder. */
export type Hindrance = 'slow' | 'unloadable' | 'busy' | 'broken-hall' | 'endless-hall'

/** Opens the hall as the real one does; whoever finds another alive that has opened it says so. */
const HALL = `
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
const folder = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname)
const root = dirname(folder)
const name = basename(folder)
export const here = (file) => existsSync(folder + '/' + file)
export const note = (what, more = '') => appendFileSync(root + '/notes', [what, name, process.pid, more].join(' ').trim() + '\\n')
const alive = (pid) => { try { return process.kill(pid, 0) } catch { return false } }
const wait = (file, then) => (here(file) ? setTimeout(wait, 5, file, then) : then())
export const whenGone = wait
const end = () => { note('close'); process.exit(0) }
export const open = (orders) => {
  const opened = readFileSync(root + '/notes', 'utf8').split('\\n').filter((line) => line.startsWith('open'))
  if (opened.some((line) => alive(Number(line.split(' ')[2])))) note('two')
  process.on('SIGTERM', () => { note('told'); wait('busy', end) })
  process.on('disconnect', end)
  process.on('SIGUSR2', () => { process.send({ inFlight: ['poison'] }, () => process.exit(Number(readFileSync(root + '/code', 'utf8')))) })
  note('open', JSON.stringify(orders))
  if (here('broken-hall')) process.exit(1)
  if (here('endless-hall')) return setInterval(() => {}, 1_000)
  process.send({ ready: true })
}
`
const SERVE = `
import { open } from './hall.mjs'
open(JSON.parse(process.env.YICHUANG_ORDERS))
`
const SUCCEED = `
import { here, note, open, whenGone } from './hall.mjs'
const alone = () => process.exit(0)
process.on('disconnect', alone)
note('load')
if (here('unloadable')) { process.send({ notLoaded: 'It has a hole.' }); process.exit(1) }
whenGone('slow', () => {
  process.once('message', ({ begin }) => { process.off('disconnect', alone); open(begin) })
  process.send({ loaded: 'a version' })
})
`

export type Note = { readonly what: string; readonly name: string; readonly pid: number; readonly more: string }
export type SmallReleases = {
  readonly root: string
  /** The program as it is given to whoever minds it: by the link. */
  readonly program: string
  readonly mean: (name: string) => void
  readonly hinder: (name: string, by: Hindrance, on: boolean) => void
  readonly notes: (what?: string) => readonly Note[]
  /** The status with which one ends that is told to die at a command (SIGUSR2). */
  readonly diesWith: (code: number) => void
  readonly remove: () => void
}

export const smallReleases = (): SmallReleases => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-small-'))
  for (const name of ['older', 'newer']) {
    mkdirSync(join(root, name))
    for (const [file, text] of Object.entries({ hall: HALL, serve: SERVE, succeed: SUCCEED }))
      writeFileSync(join(root, name, `${file}.mjs`), text)
  }
  writeFileSync(join(root, 'notes'), '')
  const mean = (name: string): void => {
    symlinkSync(name, join(root, 'next'))
    renameSync(join(root, 'next'), join(root, 'current'))
  }
  mean('older')
  return {
    root,
    program: join(root, 'current/serve.mjs'),
    mean,
    hinder: (name, by, on) => {
      if (on) writeFileSync(join(root, name, by), '')
      else rmSync(join(root, name, by))
    },
    notes: (what) =>
      (existsSync(root) ? readFileSync(join(root, 'notes'), 'utf8') : '')
        .split('\n')
        .filter((line) => line !== '' && (what === undefined || line.startsWith(what)))
        .map((line) => {
          const [said = '', name = '', pid = '', ...more] = line.split(' ')
          return { what: said, name, pid: Number(pid), more: more.join(' ') }
        }),
    diesWith: (code) => writeFileSync(join(root, 'code'), String(code)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
