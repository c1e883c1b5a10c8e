/** Two releases as a site installs them: folders of the built program, and a link that says which one is meant. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const BUILT = ['hall', 'printer', 'server'] as const
const NAMES = ['older', 'newer'] as const
export type ReleaseName = (typeof NAMES)[number]

/** Why this machine cannot try it, if it cannot. */
export const cannotSwap = (): string | undefined => {
  if (process.platform === 'win32') return 'SKIPPED: there is no SIGHUP on Windows'
  return existsSync('build/server/main.js') ? undefined : 'SKIPPED: there is no build to start; run npm run build'
}

export type Releases = {
  /** Everything lies below it. */
  readonly root: string
  readonly folder: (name: ReleaseName) => string
  /** Says which one is meant from now on. */
  readonly mean: (name: ReleaseName) => void
}

/** Installs the built program twice, under two versions. The folders are the test's own, to be broken as it likes. */
export const installReleases = (): Releases => {
  const root = mkdtempSync(join(tmpdir(), 'yichuang-releases-'))
  const folder = (name: ReleaseName): string => join(root, name)
  const about = JSON.parse(readFileSync('package.json', 'utf8')) as object
  NAMES.forEach((name, index) => {
    for (const part of BUILT) cpSync(join('build', part), join(folder(name), 'build', part), { recursive: true })
    mkdirSync(join(folder(name), 'build/web'))
    writeFileSync(join(folder(name), 'build/web/index.html'), '<!doctype html>')
    writeFileSync(join(folder(name), 'package.json'), JSON.stringify({ ...about, version: `0.9.${index}` }))
    symlinkSync(resolve('node_modules'), join(folder(name), 'node_modules'))
  })
  return {
    root,
    folder,
    mean: (name) => {
      symlinkSync(name, join(root, 'next'))
      renameSync(join(root, 'next'), join(root, 'current'))
    },
  }
}

export type Service = {
  readonly parent: ChildProcess
  /** Lines of its log that say this. */
  readonly said: (what: string) => readonly Readonly<Record<string, unknown>>[]
  /** The processes below it, the oldest first. */
  readonly children: () => readonly number[]
  readonly ended: Promise<number | null>
}

/** Starts what the link means, as a service manager does: without a terminal. */
export const startService = (root: string, dataDir: string, port: number): Service => {
  const parent = spawn(process.execPath, [join(root, 'current/build/server/main.js')], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  parent.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const { pid = 0 } = parent
  return {
    parent,
    said: (what) =>
      log
        .split('\n')
        .filter((line) => line.includes(`"what":"${what}"`))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    children: () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    ended: new Promise((done) => parent.once('exit', (code) => done(code))),
  }
}
