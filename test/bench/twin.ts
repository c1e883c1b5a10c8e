/**
 * The bare twin: the least that a durable hall can be. A POST is written to SQLite (WAL, FULL) in a group, answered with
 * its number, and the whole board is told to whoever watches. No rules, no rights, no parsing of fields, no receipts.
 * What it reaches on a machine is the ceiling that the real hall is compared with in the same run.
 */
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { Server } from 'socket.io'
import type { BoardView } from '../../hall/views/public.ts'

/** The same grouping and the same rhythm of telling as the hall, or the two could not be compared. */
const GROUP_MS = 2
const TELL_EVERY_MS = 100
const FULL = 2

export type BoardMessage = {
  readonly topic: string
  readonly position: number
  readonly now: number
  readonly view: BoardView
}
export type Twin = {
  readonly port: number
  /** What SQLite says of the connection that writes; 2 is FULL. */
  readonly durability: () => { readonly journal: unknown; readonly synchronous: unknown }
  readonly close: () => Promise<void>
}

const EMPTY: BoardMessage = { topic: 'board:all', position: 0, now: 0, view: { calls: [] } as unknown as BoardView }

/** @param file where its ledger goes. */
export const startTwin = async (file: string): Promise<Twin> => {
  const db = new Database(file)
  const durability = () => ({
    journal: db.pragma('journal_mode', { simple: true }),
    synchronous: db.pragma('synchronous', { simple: true }),
  })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  if (durability().synchronous !== FULL) throw new Error('The twin is not durable, so it would be no ceiling.')
  db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, data TEXT NOT NULL)')
  const put = db.prepare('INSERT INTO events VALUES (?, ?, ?)')

  let waiting: { readonly data: string; readonly answer: (position: number) => void }[] = []
  let position = 0
  let lastGroupAt = 0
  let grouping = false
  let template = EMPTY
  let toldAt = 0
  let telling = false

  const commit = db.transaction((group: typeof waiting, at: number) => {
    for (const { data } of group) put.run(++position, at, data)
  })
  const runGroup = (): void => {
    const group = waiting
    waiting = []
    grouping = false
    let answered = position
    commit.immediate(group, Date.now())
    lastGroupAt = Date.now()
    for (const { answer } of group) answer(++answered)
    if (telling) return
    telling = true
    const left = toldAt + TELL_EVERY_MS - Date.now()
    if (left <= 0) setImmediate(tell)
    else setTimeout(tell, left)
  }
  const record = (data: string): Promise<number> =>
    new Promise((answer) => {
      waiting.push({ data, answer })
      if (grouping) return
      grouping = true
      const since = Date.now() - lastGroupAt
      if (since >= GROUP_MS) setImmediate(runGroup)
      else setTimeout(runGroup, GROUP_MS - since)
    })

  const app = new Hono()
  app.post('/commands', async (c) => {
    const at = await record(JSON.stringify(await c.req.json()))
    return c.json({ ok: true, position: at, number: `A${at}` })
  })
  // What it tells is a copy of what the hall tells, so that both send messages of one size.
  app.post('/template', async (c) => {
    template = await c.req.json()
    return c.json({ ok: true })
  })
  const http = createAdaptorServer({ fetch: app.fetch, autoCleanupIncoming: false }) as HttpServer
  const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
  const board = (): BoardMessage => {
    const [newest, ...others] = template.view.calls
    const calls = newest ? [{ ...newest, position }, ...others] : []
    return { ...template, position, now: Date.now(), view: { ...template.view, calls } }
  }
  const tell = (): void => {
    telling = false
    toldAt = Date.now()
    io.to('board').emit('view', board())
  }
  io.on('connection', (socket) => {
    socket.on('watch', (_topic: unknown, _protocol: unknown, answer: (message: BoardMessage) => void) => {
      void socket.join('board')
      answer(board())
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    port: (http.address() as AddressInfo).port,
    durability,
    close: async () => {
      await io.close()
      db.close()
    },
  }
}
