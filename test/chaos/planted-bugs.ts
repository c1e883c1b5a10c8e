/**
 * The bugs that chaos must catch to be believed, each with the module of the product that it takes the place of. The
 * product is untouched: a process with a planted bug is given another module while it loads.
 */
export const PLANTED_IN = {
  /** Says that it is written, and writes it a moment later. */
  ackFirst: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Knows no command again. */
  noReceipt: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Writes part of a group and says that all is well. */
  tornGroup: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Writes another number than the one on the paper. */
  otherNumber: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Changes what it wrote long ago. */
  editedHistory: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Takes the machine's clock for the truth, also when it goes back. */
  clockBack: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Writes every command by itself, however many wait. */
  noGroups: { replaces: '/server/ledger/sqlite.js', by: './planted-ledger.js' },
  /** Leaves SQLite at the setting it was compiled with, and says otherwise. */
  syncNormal: { replaces: '/better-sqlite3/lib/index.js', by: './planted-sqlite.js' },
  /** Calls whoever came last. */
  lifo: { replaces: '/hall/queue.js', by: './planted-queue.js' },
  /** Prints what it has decided before it is recorded. */
  printBeforeCommit: { replaces: '/server/live-hall.js', by: './planted-live-hall.js' },
  /** Tells screens what happens and forgets it: whoever was away is not told again. */
  blindPush: { replaces: '/server/screens.js', by: './planted-screens.js' },
  /** Lets pages of anybody speak to the hall. */
  noOriginCheck: { replaces: '/server/http/guard.js', by: './planted-guard.js' },
  /** Starts every slip again whose end it does not know. */
  printAgain: { replaces: '/printer/spool.js', by: './planted-spool.js' },
} as const

/** In the product, or in whoever judges it: `shallowCheck` looks at a ledger as a server does that trusts its disk. */
export type PlantedBug = keyof typeof PLANTED_IN | 'shallowCheck'
