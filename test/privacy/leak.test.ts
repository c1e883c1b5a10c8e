/** X35: numbers go through every entrance of a running hall, and then are looked for in everything that came out of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import Database from 'better-sqlite3'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backUp } from '../../server/backup.ts'
import { logLine } from '../../server/log.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { cardOf, identityOf, mobileOf } from './numbers.ts'
import { type Leak, leaksIn } from './scan.ts'
import { openTap, spoken, type Tap } from './tap.ts'
import { askingCatalogue, throughEveryEntrance, type Went } from './through-every-entrance.ts'

type Out = readonly [where: string, what: Buffer | string]

/** Files by name and content. */
const filesOf = (folder: string): readonly Out[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry): Out[] => {
      const file = join(entry.parentPath, entry.name)
      return [
        [`file ${relative(folder, file)}`, readFileSync(file)],
        ['file name', entry.name],
      ]
    })

/** Every cell of every table, as SQLite gives it: text may lie across two pages of the file. */
const cellsOf = (folder: string): readonly Out[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .flatMap((name) => {
      const db = new Database(join(folder, name), { readonly: true })
      const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
      const cells = tables.flatMap(({ name: table }) =>
        (db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]).flatMap((row) =>
          Object.entries(row).flatMap(([column, cell]): Out[] =>
            typeof cell === 'string' || Buffer.isBuffer(cell) ? [[`${name} ${table}.${column}`, cell]] : [],
          ),
        ),
      )
      db.close()
      return cells
    })

/** Every address that only reads, from the API's own description: a new one is asked without anybody remembering it. */
const exportsOf = async (hall: HallServer): Promise<readonly Out[]> => {
  const described = await hall.request('GET', '/api/openapi.json')
  const paths = Object.entries(described.paths as Record<string, Record<string, unknown>>)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path)
  const tickets = [...hall.live.hall().tickets.values()]
  const known: Readonly<Record<string, string>> = {
    '{hall}': hall.live.hall().id,
    '{topic}': 'guide',
    '{number}': `${tickets[0]?.series}001`,
    '{about}': tickets[0]?.id ?? '',
  }
  expect(paths.length).toBeGreaterThan(20)
  return Promise.all(
    paths.map(async (path): Promise<Out> => {
      const filled = path.replace(/\{\w+\}/g, (name) => known[name] ?? 'none')
      const day = hall.live.hall().day
      const asked = `${hall.url}${filled}?from=${day}&to=${day}`
      const answer = await fetch(asked, { headers: { authorization: `Bearer ${hall.managerToken}` } })
      return [`GET ${path}`, JSON.stringify([...answer.headers]) + (await answer.text())]
    }),
  )
}

describe('numbers of people, through every entrance', () => {
  let hall: HallServer
  let tap: Tap
  let went: Went
  let backup: string
  let out: readonly Out[]
  const logged: string[] = []
  beforeAll(async () => {
    hall = await startTestHall({
      shipped: askingCatalogue(),
      // As it would be printed but for what the log itself takes out, so that nobody leans on that.
      log: (level, what, detail) => void logged.push(JSON.stringify([level, what, detail])),
    })
    tap = await openTap(hall.port)
    went = await throughEveryEntrance(hall, tap)
    await vi.waitFor(() => expect(hall.printing.rows().every(({ waiting }) => waiting === 0)).toBe(true), 10_000)
    const exported = await exportsOf(hall)
    backup = mkdtempSync(join(tmpdir(), 'yichuang-leak-'))
    await backUp(hall.dataDir, join(backup, 'copy'))
    const cells = cellsOf(hall.dataDir)
    await hall.close()
    await tap.close()
    out = [
      ...logged.map((line): Out => ['log', line]),
      ...tap.heard().map(({ from, bytes }): Out => [`line from the ${from}`, bytes]),
      ...went.answers.map(([entrance, answer]): Out => [`answer to “${entrance}”`, JSON.stringify(answer)]),
      ...exported,
      ...cells,
      ...filesOf(hall.dataDir),
      ...filesOf(backup).map(([where, what]): Out => [`backup ${where}`, what]),
    ]
  }, 120_000)
  afterAll(async () => {
    await hall.stop()
    rmSync(backup, { recursive: true })
  })

  it('X35 I17 went in as wanted: kept where they are asked for, refused in every text, and never a fault of the server', () => {
    const status = Object.fromEntries(went.answers.map(([entrance, answer]) => [entrance, answer.status]))
    for (const entrance of ['kiosk types', 'card laid', 'window notes', 'window keeps', 'desk keeps', 'desk notes'])
      expect([entrance, status[entrance]]).toEqual([entrance, 200])
    const asked = [
      'kiosk types',
      'card laid',
      'window notes',
      'window keeps',
      'window keeps a document',
      'desk keeps',
      'desk notes',
    ]
    for (const [entrance, { status: answered }] of went.answers) {
      expect([entrance, answered < 500]).toEqual([entrance, true])
      // A code that is no ticket's is laid aside without a word.
      if (!asked.includes(entrance) && entrance !== 'code scanned')
        expect([entrance, answered >= 400]).toEqual([entrance, true])
    }
    expect(went.planted.length).toBeGreaterThan(35)
  })

  it('X35 everything that came out was looked at: log, lines both ways, answers, exports, tables, files, slips, a backup', () => {
    const bytes = (start: string): number =>
      out.filter(([where]) => where.startsWith(start)).reduce((sum, [, what]) => sum + Buffer.byteLength(what), 0)
    for (const start of [
      'line from the server',
      'line from the screen',
      'answer',
      'GET',
      'hall.sqlite events.data',
      'paper.sqlite',
      'security.sqlite',
      'vault.sqlite kept.sealed',
      'file hall.sqlite',
      'file name',
      'backup file copy/hall.sqlite',
    ])
      expect([start, bytes(start) > 20]).toEqual([start, true])
  })

  it('X35 I17 no number is in any of it in full, in no writing', () => {
    const leaks = out.flatMap(([where, what]) => leaksIn(where, what, went.planted))
    expect(leaks.map(({ where, how, number }) => `${where} (${how}): number ${went.planted.indexOf(number)}`)).toEqual(
      [],
    )
  })

  it('X35 X20 a backup holds the vault as it lies on disk, and no key that opens it', () => {
    const names = filesOf(backup).filter(([where]) => where === 'file name')
    expect(names.map(([, name]) => name)).toContain('vault.sqlite')
    expect(names.map(([, name]) => name)).not.toContain('vault.key')
  })
})

describe('the search itself', () => {
  const identity = identityOf(7)
  const mobile = mobileOf(7)
  const card = cardOf(7)
  const planted = [identity, mobile, card]
  const found = (what: Buffer | string): readonly string[] => [
    ...new Set(leaksIn('here', what, planted).map(({ number }: Leak) => number)),
  ]
  const masked = (text: string): Buffer => {
    const mask = Buffer.from([7, 99, 200, 13])
    const payload = Buffer.from(text)
    for (const [at, byte] of payload.entries()) payload.writeUInt8(byte ^ mask.readUInt8(at % 4), at)
    const head = Buffer.from([0x81, 0xfe, 0, 0])
    head.writeUInt16BE(payload.length, 2)
    return Buffer.concat([Buffer.from('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'), head, mask, payload])
  }

  it.each([
    ['a log line', `{"what":"told","reason":"call ${mobile}"}`],
    [
      'an address',
      `GET /api/persons?document=${encodeURIComponent(identity.replace(/\d/g, (d) => String.fromCharCode(0xfee0 + d.charCodeAt(0))))} HTTP/1.1`,
    ],
    ['a word', `ticket-${identity}-x`],
    ['groups', `${mobile.slice(0, 3)} ${mobile.slice(3, 7)}-${mobile.slice(7)}`],
    ['full-width signs', identity.replace(/\d/g, (d) => String.fromCharCode(0xfee0 + d.charCodeAt(0)))],
    ['small letters', identity.toLowerCase()],
    ['Base64', Buffer.from(`x{"phone":"${mobile}"}`).toString('base64')],
    ['Base64 of addresses', Buffer.from(`?>${card}`).toString('base64url')],
    ['hex', Buffer.from(card).toString('hex')],
    ['GBK of a slip', Buffer.concat([Buffer.from([0x1b, 0x40]), iconv.encode(`电话 ${mobile}\n`, 'gbk')])],
    ['UTF-16', Buffer.concat([Buffer.from([1]), Buffer.from(card, 'utf16le')])],
    ['a frame that a browser masked', spoken(masked(`42["report",{"name":"${'某'.repeat(60)}${mobile}"}]`))],
  ])('X35 finds a planted number in %s', (_where, what) => expect(found(what)).toHaveLength(1))

  it('X35 finds numbers that nobody planted by their check digit, and no other digits', () => {
    expect(leaksIn('here', `a ${identityOf(3)} b`, [])).toHaveLength(1)
    expect(leaksIn('here', `a ${cardOf(3)} b`, [])).toHaveLength(1)
    expect(leaksIn('here', 'a 13800138000 b', [])).toHaveLength(1)
    const wrong = identityOf(3).replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const other of [wrong, '1772413200000', 'A012', 'q13800138000x', '138****8000', '1*************002X'])
      expect(leaksIn('here', `a ${other} b`, [])).toEqual([])
  })

  it('X35 finds one in a table of a database and in a file, and reads what a log line would say', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-leak-'))
    const db = new Database(join(folder, 'other.sqlite'))
    db.exec('CREATE TABLE notes (text TEXT)')
    db.prepare('INSERT INTO notes VALUES (?)').run(`call ${mobile}`)
    db.close()
    const leaks = [...cellsOf(folder), ...filesOf(folder)].flatMap(([where, what]) => leaksIn(where, what, planted))
    expect([...new Set(leaks.map(({ where }) => where))]).toEqual(['other.sqlite notes.text', 'file other.sqlite'])
    expect(found(logLine(new Date(0), 'info', 'told', { text: `x ${mobile}` }))).toEqual([])
    rmSync(folder, { recursive: true })
  })
})
