/**
 * The ledger once more, row by row on a second disk, within a second: where the first disk dies, the newest backup and this
 * lose at most a second (Z23). A file for each business day, a row for each line, each with its chain value. Nothing waits
 * for it: a second disk that is slow or gone is said, and caught up with when it is back.
 */
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { BusinessDay, HallId } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { ChainedRow, SqliteLedger } from '../ledger/sqlite.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'

export const JOURNAL_FOLDER = 'journal'
const LINES = '.jsonl'
/** How long after a group its rows are written, and how long after a failure they are tried again. ms */
const WITHIN_MS = 500
const AGAIN_MS = 5_000
/** Rows written at once while catching up. */
const ROWS_AT_ONCE = 2_000

/** A row as it stands on its line, with how many rows of the same command follow: half a command is none. */
export type JournalRow = ChainedRow & { readonly left: number }

const dayFiles = (dir: string): readonly string[] =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith(LINES))
        .sort()
    : []

/** A line as a row, or undefined for one that was cut off by a death. */
const rowFrom = (line: string): JournalRow | undefined => {
  try {
    return JSON.parse(line) as JournalRow
  } catch {
    return undefined
  }
}

/** Every complete row of a journal after a position, in order. */
export async function* journalRows(dir: string, after: number): AsyncGenerator<JournalRow> {
  for (const name of dayFiles(dir)) {
    for await (const line of createInterface({ input: createReadStream(join(dir, name)) })) {
      const row = rowFrom(line)
      if (row && row.row.position > after) yield row
    }
  }
}

/** The last complete row; what follows it in its file, half a line, is cut away. */
const lastRow = async (dir: string): Promise<JournalRow | undefined> => {
  for (const name of [...dayFiles(dir)].reverse()) {
    const text = await readFile(join(dir, name), 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) await truncate(join(dir, name), Buffer.byteLength(whole))
    const last = whole.trimEnd().split('\n').at(-1)
    const row = last === undefined ? undefined : rowFrom(last)
    if (row) return row
  }
  return undefined
}

/** The folder of a journal, wherever it lies. */
export type JournalDisk = {
  /** Makes the folder where there is none. The last complete row in it, after cutting away half a line that a death left. */
  readonly begin: () => Promise<JournalRow | undefined>
  /** Durable when it resolves. */
  readonly append: (day: BusinessDay, text: string) => Promise<void>
  /** Puts the whole journal aside and begins an empty one. Where the old one is now. */
  readonly putAside: (stamp: string) => Promise<string>
  readonly forget: (before: BusinessDay) => Promise<void>
}

export const journalOn = (dir: string): JournalDisk => ({
  begin: async () => {
    await mkdir(dir, { recursive: true })
    return await lastRow(dir)
  },
  append: async (day, text) => {
    const handle = await open(join(dir, day + LINES), 'a')
    try {
      await handle.writeFile(text)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  },
  putAside: async (stamp) => {
    const aside = `${dir}-parted-${stamp}`
    await rename(dir, aside)
    await mkdir(dir)
    return aside
  },
  forget: async (before) => {
    for (const name of dayFiles(dir)) if (name.slice(0, -LINES.length) < before) await rm(join(dir, name))
  },
})

export type Journal = {
  /** The last position that is on the second disk. */
  readonly position: () => number
  readonly trouble: () => string | undefined
  /** Days before this one leave the journal too (Z28). */
  readonly forget: (before: BusinessDay) => Promise<void>
  /** Writes what is still to be written, and no more. */
  readonly close: () => Promise<void>
}

export type JournalOptions = {
  readonly disk: JournalDisk
  readonly hall: HallId
  readonly ledger: Pick<SqliteLedger, 'rows'>
  readonly live: Pick<LiveHall, 'listen'>
  readonly clock: Clock
  readonly log: Log
  readonly onTrouble: (reason: string | undefined) => void
}

export const openJournal = ({ disk, hall, ledger, live, clock, log, onTrouble }: JournalOptions): Journal => {
  let position = 0
  let known = false
  let trouble: string | undefined
  let due = false
  let writing: Promise<void> | undefined
  let cancel: (() => void) | undefined

  /** Where the journal stands. One that is not of this ledger, as after a restore, is put aside whole and begun anew. */
  const findPlace = async (): Promise<void> => {
    // What was written before is of no account: the disk may be another one by now.
    position = 0
    const last = await disk.begin()
    if (last) {
      const [same] = ledger.rows(hall, last.row.position - 1)
      if (same?.row.position === last.row.position && same.chain === last.chain) position = last.row.position
      else {
        const aside = await disk.putAside(new Date(clock.now()).toISOString().replace(/[:.]/g, '-'))
        log('warn', 'journal-put-aside', { aside, position: last.row.position })
      }
    }
    known = true
  }

  /** Writes the next rows. Answers whether there may be more. */
  const writeSome = async (): Promise<boolean> => {
    const rows: ChainedRow[] = []
    for (const row of ledger.rows(hall, position)) {
      // Not within a command: its rows are written together.
      if (rows.length >= ROWS_AT_ONCE && rows.at(-1)?.row.command !== row.row.command) break
      rows.push(row)
    }
    const leftOf = (index: number): number => {
      const { command } = rows[index]?.row ?? {}
      let end = index
      while (rows[end + 1]?.row.command === command && end + 1 < rows.length) end += 1
      return end - index
    }
    const marked = rows.map((row, index): JournalRow => ({ ...row, left: leftOf(index) }))
    for (const day of new Set(rows.map(({ row }) => row.day))) {
      const lines = marked.filter(({ row }) => row.day === day)
      await disk.append(day, `${lines.map((row) => JSON.stringify(row)).join('\n')}\n`)
      position = lines.at(-1)?.row.position ?? position
    }
    return rows.length >= ROWS_AT_ONCE
  }

  const write = async (): Promise<void> => {
    try {
      due = false
      if (!known) await findPlace()
      while (await writeSome());
      if (trouble !== undefined) onTrouble(undefined)
      trouble = undefined
    } catch (error) {
      // Half a line may have been written: find the place again.
      known = false
      due = true
      if (trouble === undefined) log('error', 'journal-failed', { reason: reasonOf(error), position })
      trouble = reasonOf(error)
      onTrouble(trouble)
    }
  }
  const later = (ms: number): void => {
    cancel ??= clock.after(ms, () => {
      cancel = undefined
      writing ??= write().finally(() => {
        writing = undefined
        if (due) later(trouble === undefined ? WITHIN_MS : AGAIN_MS)
      })
    })
  }
  const stopListening = live.listen(() => {
    due = true
    if (!writing) later(WITHIN_MS)
  })
  later(0)

  return {
    position: () => position,
    trouble: () => trouble,
    forget: disk.forget,
    close: async () => {
      stopListening()
      cancel?.()
      await writing
      await write()
    },
  }
}
