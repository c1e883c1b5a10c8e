/** A ledger that can be told to fail: the disk is full, and nothing of the group is written. */
import type { Ledger } from '../../server/ledger/ledger.ts'

export type FailingLedger = {
  readonly ledger: Ledger
  /** Lets so many of the next appends fail. */
  readonly failNext: (appends: number) => void
  /** How many have failed so far. */
  readonly failed: () => number
}

export const failingLedger = (inner: Ledger): FailingLedger => {
  let due = 0
  let failed = 0
  return {
    ledger: {
      ...inner,
      append: (hall, expected, entries) => {
        if (due > 0) {
          due -= 1
          failed += 1
          throw new Error('SQLITE_FULL: database or disk is full')
        }
        inner.append(hall, expected, entries)
      },
    },
    failNext: (appends) => {
      due = appends
    },
    failed: () => failed,
  }
}
