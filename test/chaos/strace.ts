/** What strace can do to a process on this machine: count its calls, kill it at one, or let one fail. */
import { spawn, spawnSync } from 'node:child_process'

/** Why strace cannot be used here; undefined where it can (Z15). */
export const lacksStrace = (): string | undefined => {
  const tried = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', '-e', 'signal=none', 'true'], { stdio: 'pipe' })
  if (tried.error) return 'strace is not installed (Debian, Ubuntu: apt-get install strace)'
  return tried.status === 0 ? undefined : `strace may not trace here: ${tried.stderr.toString('utf8').trim()}`
}

/** Why strace may not look at a process that it has not started, which is not allowed everywhere; undefined where it may. */
export const lacksAttaching = (): string | undefined => {
  const why = lacksStrace()
  if (why !== undefined) return why
  const idle = spawn('sleep', ['5'], { stdio: 'ignore' })
  const tried = spawnSync('strace', ['-qq', '-e', 'trace=none', '-p', String(idle.pid)], { timeout: 500 })
  idle.kill()
  return tried.signal === null
    ? `strace may not look at other processes: ${tried.stderr.toString('utf8').trim()}`
    : undefined
}

const QUIET = ['-f', '-qq', '-e', 'signal=none'] as const
/** With this only the wanted calls stop the process, not every one. A signal is lost on this way; errors and delays are not. */
const FAST = '--seccomp-bpf'

export type Traced = {
  /** Where only calls on these files count. */
  readonly files?: readonly string[]
  /** Where a line is written for each call. */
  readonly log?: string
  /** What is done at some of these calls: `signal=SIGKILL:when=3`, `error=EIO:when=20`, `delay_exit=20000` (µs). */
  readonly inject?: string
}

/** The words that run a program under strace, before those of the program itself. */
export const tracing = (
  calls: readonly string[],
  { files = [], log = '/dev/null', inject }: Traced,
): readonly string[] => [
  'strace',
  ...QUIET,
  ...(inject?.startsWith('signal') ? [] : [FAST]),
  ...files.flatMap((file) => ['-P', file]),
  '-o',
  log,
  '-e',
  `trace=${calls.join(',')}`,
  ...(inject === undefined ? [] : ['-e', `inject=${calls.join(',')}:${inject}`]),
]
