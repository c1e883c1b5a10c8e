/** What is installed is what was looked at: the lock file, its licences, its install scripts, its floors, its inventory. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Locked = {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
}
type Packages = Readonly<Record<string, Locked>>

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
const project = json<{
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}>('package.json')
const { packages } = json<{ readonly packages: Packages }>('package-lock.json')

/** Our own stand-ins for packages that no hall needs; their files are in this repository. */
const OWN = /^(?:printer|test)\/stubs\//
const named = (all: Packages): [string, Locked][] =>
  Object.entries(all).filter(([path, { link }]) => path !== '' && link !== true && !OWN.test(path))
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '')

/** Licences that a government hall may run without asking anybody. */
const FREE = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1'])
const isFree = (licence: string): boolean =>
  licence.includes(' OR ')
    ? licence.replace(/[()]/g, '').split(' OR ').some(isFree)
    : licence.split(' AND ').every((part) => FREE.has(part))
/** Looked at by hand: no licence field in the lock file, or one that only tools for building have. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  'xmlhttprequest-ssl': 'MIT, says its package.json in another field',
}
const TOOLS_ONLY = new Set(['MPL-2.0'])

/** Lowest versions without the holes that are named (reliability and security §3.2, §6). */
const FLOORS: Readonly<Record<string, string>> = {
  hono: '4.13.19',
  '@hono/node-server': '2.1.8', // CVE-2026-39406: `//` passed route middleware of static files before 1.19.13
  'socket.io-parser': '4.2.6', // attachments without a limit before
  ws: '8.20.0',
  'better-sqlite3': '12.0.0',
  '@node-rs/argon2': '2.0.0',
  jose: '6.0.0',
}
/** Production packages on any one machine; a new dependency has to be worth its place. */
const PRODUCTION_MAX = 125

const parts = (version: string): number[] => version.split('.').map(Number)
const below = (version: string, floor: string): boolean => {
  const [a = [], b = []] = [parts(version), parts(floor)]
  for (let i = 0; i < 3; i += 1) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) < (b[i] ?? 0)
  return false
}

const without = (all: Packages): string[] =>
  named(all).flatMap(([path, { integrity, resolved }]) => [
    ...(integrity?.startsWith('sha512-') ? [] : [`${path} has no sha512 integrity`]),
    ...(resolved === undefined || resolved.startsWith('https://') ? [] : [`${path} comes from ${resolved}`]),
  ])
const unfree = (all: Packages): string[] =>
  named(all).flatMap(([path, { license = '', dev }]) => {
    const fine = isFree(license) || nameOf(path) in LOOKED_AT || (dev === true && TOOLS_ONLY.has(license))
    return fine ? [] : [`${path}: ${license || 'no licence'}`]
  })
const underFloor = (all: Packages): string[] =>
  named(all).flatMap(([path, { version = '0' }]) => {
    const floor = FLOORS[nameOf(path)]
    return floor !== undefined && below(version, floor) ? [`${path} ${version} is below ${floor}`] : []
  })

describe('what the product is made of', () => {
  it('X39 every dependency is one exact version, in package.json and in the lock file', () => {
    const loose = Object.entries({ ...project.dependencies, ...project.devDependencies }).filter(
      ([, version]) => !/^(?:\d+\.\d+\.\d+(?:-[\w.]+)?|file:(?:printer|test)\/stubs\/[\w-]+)$/.test(version),
    )
    expect(loose).toEqual([])
    for (const [name, version] of Object.entries({ ...project.dependencies, ...project.devDependencies }))
      if (!version.startsWith('file:')) expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
  })

  it('X39 every package has its digest and comes from the registry alone', () => {
    expect(named(packages).length).toBeGreaterThan(150)
    expect(without(packages)).toEqual([])
    expect(without({ 'node_modules/a': { version: '1.0.0' } })).toHaveLength(1)
    expect(without({ 'node_modules/a': { integrity: 'sha512-x', resolved: 'git+ssh://b' } })).toHaveLength(1)
  })

  it('X39 every licence is on the list', () => {
    expect(unfree(packages)).toEqual([])
    expect(unfree({ 'node_modules/a': { license: 'GPL-3.0-only' } })).toHaveLength(1)
    expect(unfree({ 'node_modules/a': { license: 'MPL-2.0' } })).toHaveLength(1)
    expect(unfree({ 'node_modules/a': {} })).toHaveLength(1)
  })

  it('X39 no package runs a script at its installation but the named ones', () => {
    const scripted = named(packages).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript === true ? [nameOf(path)] : [],
    )
    expect(scripted.sort()).toEqual(Object.keys(project.allowScripts).sort())
    // Only the database is built; the two for hardware bring their builds with them.
    expect(Object.entries(project.allowScripts).filter(([, allowed]) => allowed)).toEqual([['better-sqlite3', true]])
  })

  it('X39 no package is below its security floor', () => {
    expect(underFloor(packages)).toEqual([])
    for (const name of Object.keys(FLOORS)) expect(named(packages).map(([path]) => nameOf(path))).toContain(name)
    expect(underFloor({ 'node_modules/socket.io-parser': { version: '4.2.5' } })).toHaveLength(1)
  })

  it('X39 a hall runs few packages', () => {
    const production = named(packages).filter(([, { dev, optional }]) => dev !== true && optional !== true)
    expect(production.length).toBeLessThanOrEqual(PRODUCTION_MAX)
  })

  it('X40 the inventory (SBOM) is made without a network and names every dependency with its version', () => {
    const bom = JSON.parse(
      execFileSync('npm', ['--silent', 'run', 'sbom'], { encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 }),
    ) as {
      readonly bomFormat: string
      readonly components: readonly { readonly name: string; readonly group?: string; readonly version: string }[]
    }
    expect(bom.bomFormat).toBe('CycloneDX')
    const found = new Set(
      bom.components.map(({ name, group, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
    )
    for (const [name, version] of Object.entries(project.dependencies))
      if (!version.startsWith('file:')) expect(found, name).toContain(`${name}@${version}`)
    expect([...found].some((name) => name.startsWith('vitest@'))).toBe(false)
  })
})
