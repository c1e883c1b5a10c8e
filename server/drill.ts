/**
 * `npm run drill [-- DATA_DIR] [--json]`: proves that a backup can be lived from (Z24). It makes a backup of
 * the hall, running or not, restores it into an empty folder, starts a server there, and compares: position, chain, and the
 * hall itself at that position, folded from both ledgers. Nothing of the hall is changed and nothing of the drill is left.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Recorded } from '../hall/events.ts'
import type { HallId } from '../hall/ids.ts'
import { boardView } from '../hall/views/board.ts'
import { floorView } from '../hall/views/floor.ts'
import { guideView } from '../hall/views/guide.ts'
import { foldToday } from './ledger/fold-today.ts'
import { canonical } from './ledger/ledger.ts'
import { type SqliteLedger, sqliteLedger } from './ledger/sqlite.ts'
import { reasonOf, silentLog } from './log.ts'
import { restore } from './restore.ts'
import { startHall } from './start.ts'
import { type Backup, makeBackup } from './storage/backup-set.ts'

type Step = { readonly what: string; readonly ms: number }
export type Drill = {
  readonly ok: boolean
  readonly position: number
  readonly head: string
  readonly steps: readonly Step[]
  /** From the moment somebody begins to restore until the first answer. ms */
  readonly recoveryMs: number
  /** What is not as it was; empty where all is. */
  readonly differences: readonly string[]
}

/** What the screens of the hall show at a position, as a digest: board, floor and guide desk. */
const shownAt = (hallId: HallId, ledger: SqliteLedger, until: number): string => {
  const upTo = {
    dayStart: ledger.dayStart,
    read: function* (id: HallId, after: number): Generator<Recorded> {
      for (const recorded of ledger.read(id, after)) {
        if (recorded.position > until) return
        yield recorded
      }
    },
  }
  const hall = foldToday(hallId, upTo)
  const shown = [boardView(hall, 'all'), floorView(hall), guideView(hall)]
  return createHash('sha256').update(canonical(shown)).digest('hex')
}

/** Position, chain and what is shown, of a ledger as it is on the disk. */
const stateOf = (file: string, position: number): { readonly chain: string; readonly shown: string } => {
  const ledger = sqliteLedger(file, { readonly: true })
  try {
    const [hall] = ledger.halls()
    if (hall === undefined) throw new Error('The hall has no events yet: open it once before you drill.')
    const [row] = ledger.rows(hall, position - 1)
    return { chain: row?.row.position === position ? row.chain : '', shown: shownAt(hall, ledger, position) }
  } finally {
    ledger.close()
  }
}

/**
 * @param webRoot where the built pages are; the drill asks for none of them
 * @param spoil a planted fault, told where the restored hall is before it is looked at: a drill that finds nothing then is none
 */
export const drill = async (
  dataDir: string,
  webRoot: string,
  spoil: (target: string) => void = () => {},
): Promise<Drill> => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-drill-'))
  const steps: Step[] = []
  const timed = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await act()
    steps.push({ what, ms: Math.round(performance.now() - from) })
    return result
  }
  try {
    const wanted = { dataDir, root: join(folder, 'backups'), kind: 'asked', at: Date.now(), leaveBytes: 0 } as const
    const backup: Backup = await timed('backup', () => makeBackup(wanted))
    const target = join(folder, 'restored')
    const restored = await timed('restore and verify', () => restore(join(wanted.root, backup.name), target))
    const answered = await timed('start and answer', async () => {
      const running = await startHall({
        dataDir: target,
        host: '127.0.0.1',
        port: 0,
        webRoot,
        keepsTime: false,
        log: silentLog,
      })
      try {
        return (await (await fetch(`${running.url}/health`)).json()) as { readonly position: number }
      } finally {
        await running.close()
      }
    })
    spoil(target)
    const { position, head } = backup
    const here = stateOf(join(dataDir, 'hall.sqlite'), position)
    const there = stateOf(join(target, 'hall.sqlite'), position)
    const differences = [
      ...(restored.position === position ? [] : [`position ${restored.position} instead of ${position}`]),
      ...(answered.position >= position ? [] : [`the server answered from position ${answered.position}`]),
      ...(here.chain === head && there.chain === head ? [] : [`the chain at position ${position}`]),
      ...(here.shown === there.shown ? [] : ['what the screens show']),
    ]
    const recoveryMs = steps.slice(1).reduce((sum, { ms }) => sum + ms, 0)
    return { ok: differences.length === 0, position, head, steps, recoveryMs, differences }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const linesOf = ({ ok, position, head, steps, recoveryMs, differences }: Drill): string[] => [
  ...steps.map(({ what, ms }) => `${what.padEnd(20)} ${String(ms).padStart(7)} ms`),
  `${'recovery (RTO)'.padEnd(20)} ${String(recoveryMs).padStart(7)} ms`,
  `position ${position}   chain ${head}`,
  ok ? 'ok: the restored hall is the same' : `NOT THE SAME: ${differences.join('; ')}`,
]

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const dataDir = positionals[0] ?? process.env.DATA_DIR ?? 'data'
  const done = await drill(dataDir, fileURLToPath(new URL('../web', import.meta.url)))
  process.stdout.write(values.json ? `${JSON.stringify(done)}\n` : `${linesOf(done).join('\n')}\n`)
  if (!done.ok) process.exitCode = 1
}

if (process.argv[1]?.endsWith('drill.js')) {
  run().catch((error: unknown) => {
    process.stderr.write(`${reasonOf(error)}\n`)
    process.exitCode = 1
  })
}
