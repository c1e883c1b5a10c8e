/** A ledger with a planted bug, named in the second word of the command line; planted-bugs.ts says what each does. */
import Database from 'better-sqlite3'
import type { Entry } from '../../server/ledger/ledger.ts'
import { sqliteLedger as honest, type SqliteLedger } from '../../server/ledger/sqlite.ts'
import type { PlantedBug } from './planted-bugs.ts'

export * from '../../server/ledger/sqlite.ts'

/** How long a careless ledger sits on what it has acknowledged, ms. */
const SITS_MS = 40
/** Events after which a dishonest one changes the past. */
const EDITS_EVERY = 50

const isIssue = (entry: Entry): boolean => entry.events.some(({ event }) => event.type === 'TicketIssued')

const BUGS: Partial<Record<PlantedBug, (inner: SqliteLedger, file: string) => SqliteLedger>> = {
  ackFirst: (inner) => {
    const sat: (() => void)[] = []
    const receipts = new Map<string, Entry>()
    return {
      ...inner,
      append: (hall, expected, entries) => {
        for (const entry of entries) receipts.set(entry.command, entry)
        sat.push(() => inner.append(hall, expected, entries))
        setTimeout(() => sat.shift()?.(), SITS_MS)
      },
      receipt: (hall, command) => receipts.get(command) ?? inner.receipt(hall, command),
    }
  },
  noReceipt: (inner) => ({ ...inner, receipt: () => undefined }),
  tornGroup: (inner) => ({
    ...inner,
    append: (hall, expected, entries) =>
      inner.append(hall, expected, entries.slice(0, Math.max(1, entries.length - 1))),
  }),
  otherNumber: (inner) => ({
    ...inner,
    append: (hall, expected, entries) => {
      const changed = (entry: Entry): Entry => ({
        ...entry,
        events: entry.events.map((recorded) =>
          recorded.event.type === 'TicketIssued'
            ? { ...recorded, event: { ...recorded.event, number: recorded.event.number + 500 } }
            : recorded,
        ),
      })
      inner.append(
        hall,
        expected,
        entries.map((entry) => (isIssue(entry) ? changed(entry) : entry)),
      )
    },
  }),
  editedHistory: (inner, file) => {
    let written = 0
    return {
      ...inner,
      append: (hall, expected, entries) => {
        inner.append(hall, expected, entries)
        written += entries.length
        if (written < EDITS_EVERY) return
        written = 0
        const db = new Database(file)
        db.exec('DROP TRIGGER IF EXISTS events_never_change')
        db.prepare('UPDATE events SET at = at - 1 WHERE position = ?').run(expected - EDITS_EVERY / 2)
        db.close()
      },
    }
  },
  clockBack: (inner) => ({
    ...inner,
    append: (hall, expected, entries) =>
      inner.append(
        hall,
        expected,
        entries.map((entry) => ({
          ...entry,
          events: entry.events.map((recorded) => ({ ...recorded, at: Date.now() })),
        })),
      ),
  }),
  noGroups: (inner) => ({
    ...inner,
    append: (hall, expected, entries) => {
      let at = expected
      for (const entry of entries) {
        inner.append(hall, at, [entry])
        at += entry.events.length
      }
    },
  }),
}

export const sqliteLedger = (file: string): SqliteLedger => {
  const bug = BUGS[process.argv[3] as PlantedBug]
  if (!bug) throw new Error(`No planted bug is called ${process.argv[3]}.`)
  return bug(honest(file), file)
}
