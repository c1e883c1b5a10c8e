import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each room may import (ARCHITECTURE.md). A room is a top-level folder; `node:` and packages are named by prefix. */
const APP = ['hall', 'client', 'preact', '@preact/signals', 'uqr']
const MAY: Readonly<Record<string, readonly string[]>> = {
  hall: ['hall'],
  printer: ['hall', 'printer', 'node:', 'escpos', 'iconv-lite', '@napi-rs/canvas', 'serialport', 'uqr'],
  server: [
    'hall',
    'printer',
    'server',
    'node:',
    '@hono/node-server',
    '@node-rs/argon2',
    '@peculiar/asn1-schema',
    '@peculiar/asn1-x509',
    '@zxcvbn-ts/language-common',
    'better-sqlite3',
    'chinese-days',
    'hono',
    'iconv-lite',
    'lowdb',
    'node-hid',
    'openid-client',
    'pinyin-pro',
    'serialport',
    'socket.io',
    'socket.io-client',
    'to-jyutping',
    'ws',
    'zod',
  ],
  client: [
    'hall',
    'client',
    'preact',
    '@preact/signals',
    'socket.io-client',
    '@fontsource-variable/noto-sans-sc',
    'pinyin-pro',
  ],
  kiosk: [...APP, 'kiosk', 'pinyin-pro'],
  display: [...APP, 'display'],
  counter: [...APP, 'counter', 'pinyin-pro'],
}
/** In the printer room only what touches the world may touch node. */
const PRINTER_WORLD = /^printer\/(tcp|virtual|conversation|escpos|serial|device-file|cups|raster|glyphs|command-line)/
const LINES_MAX = 300

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

const importsOf = (text: string): string[] =>
  [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')

/** What an import reaches: a room of this project, or a package. */
const reached = (file: string, target: string): string => {
  if (!target.startsWith('.')) return target
  return normalize(join(dirname(file), target)).split('/')[0] ?? ''
}

/** Every import of a file that its room may not have. */
const strangers = (file: string, text: string): string[] => {
  const room = file.split('/')[0] ?? ''
  const allowed = MAY[room]
  if (!allowed) return []
  return importsOf(text).filter((target) => {
    const found = reached(file, target)
    if (found === 'node:' || found.startsWith('node:')) {
      return !allowed.includes('node:') || (room === 'printer' && !PRINTER_WORLD.test(file))
    }
    return !allowed.some((name) => found === name || found.startsWith(`${name}/`))
  })
}

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const source = files.filter((file) => (file.split('/')[0] ?? '') in MAY)
const textOf = (file: string): string => readFileSync(file, 'utf8')

describe('the house', () => {
  it('rooms import only their neighbours', () => {
    expect(source.length).toBeGreaterThan(60)
    const found = source.flatMap((file) => strangers(file, textOf(file)).map((target) => `${file} imports ${target}`))
    expect(found).toEqual([])
  })

  it('finds planted strangers: a package in the heart, a server in a screen, another screen, node in a slip', () => {
    expect(strangers('hall/x.ts', "import { z } from 'zod'")).toEqual(['zod'])
    expect(strangers('hall/x.ts', "import { readFileSync } from 'node:fs'")).toEqual(['node:fs'])
    expect(strangers('hall/views/x.ts', "import { say } from '../../client/language.ts'")).toEqual([
      '../../client/language.ts',
    ])
    expect(strangers('kiosk/x.tsx', "import type { People } from '../server/people/people.ts'")).toHaveLength(1)
    expect(strangers('kiosk/x.tsx', "const board = await import('../display/board.tsx')")).toHaveLength(1)
    expect(strangers('printer/slip.ts', "import net from 'node:net'")).toEqual(['node:net'])
    expect(strangers('server/x.ts', "import { hall } from '../test/kit/hall-server.ts'")).toHaveLength(1)
    expect(strangers('hall/x.ts', "import { evolve } from './evolve.ts'")).toEqual([])
  })

  it('the heart knows no clock, no chance and no console', () => {
    const forbidden = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\.|\bprocess\.|\bsetTimeout\b|\bfetch\(/
    expect(forbidden.test('const now = Date.now()')).toBe(true)
    expect(source.filter((file) => file.startsWith('hall/') && forbidden.test(textOf(file)))).toEqual([])
  })

  it('files hold one idea', () => {
    const long = source.filter((file) => textOf(file).split('\n').length > LINES_MAX)
    expect(long).toEqual([])
  })

  it('no file is called after what it is not', () => {
    const vague = /(manager|helper|util|misc|common|shared)s?(\.|\/|$)/i
    const named = source.filter((file) => vague.test(file) && !/counter\/manager/.test(file))
    expect(vague.test('server/user-helper.ts')).toBe(true)
    expect(named).toEqual([])
  })

  it('no any, no silenced compiler, no test left out', () => {
    const silenced = new RegExp(
      [
        '@ts-(ignore|nocheck|expect-error)',
        ':\\s*any\\b',
        '\\bas any\\b',
        '\\.only\\(',
        'TO' + 'DO',
        'FIX' + 'ME',
      ].join('|'),
    )
    expect(silenced.test('const x: any = 1')).toBe(true)
    const found = files.filter((file) => file !== 'test/tidy.test.ts' && silenced.test(textOf(file)))
    expect(found).toEqual([])
  })

  it('every rule that SPEC names is proved by a test, and every test names a rule that SPEC has', () => {
    const rules = new Set(
      [...readFileSync('SPEC.md', 'utf8').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, id = '']) => id),
    )
    const named = new Set<string>()
    for (const file of files.filter((name) => name.startsWith('test/'))) {
      for (const [, id = ''] of textOf(file).matchAll(/['"`]((?:CAT|[A-Z])\d+)(?: [^'"`]|(?<=CAT\d+)['"`])/g))
        named.add(id)
    }
    expect({ unproved: [...rules].filter((id) => !named.has(id)) }).toEqual({ unproved: [] })
    expect({
      unwritten: [...named].filter((id) => /^(?:CAT|[IHTQCNLSAPKBVWGRMDOEFUXZ])\d{1,2}$/.test(id) && !rules.has(id)),
    }).toEqual({ unwritten: [] })
  })
})
