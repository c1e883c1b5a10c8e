/** Processes of the bench: what is measured, its twin and the visitors each have one, so that none slows another's thread. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Peer<Value> = {
  /** What the process answered once it was ready, or done. */
  readonly value: Value
  readonly stop: () => Promise<void>
}

/** Compiled, the scripts lie beside this file; the suite runs this file as TypeScript and takes the built ones. */
const SCRIPTS = import.meta.url.endsWith('.ts') ? '../../build/test/bench/' : './'

type Told<Value> = { readonly value: Value } | { readonly failed: string }

/**
 * Starts a bench script with some settings and waits for its answer.
 * @param profileDir where a CPU profile of the process is left when it stops.
 */
export const startPeer = async <Value>(script: string, settings: object, profileDir?: string): Promise<Peer<Value>> => {
  const child = fork(fileURLToPath(new URL(`${SCRIPTS}${script}.js`, import.meta.url)), [JSON.stringify(settings)], {
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    // The bench's own standard output is for its figures alone.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const told = await Promise.race([
    once(child, 'message').then(([message]) => message as Told<Value>),
    gone.then(([code]): Told<Value> => ({ failed: `it ended with code ${code} before it was ready` })),
  ])
  const stop = async (): Promise<void> => {
    if (child.connected) child.send('stop')
    const [code] = await gone
    if (code !== 0) throw new Error(`The ${script} process of the bench ended with code ${code}.`)
  }
  if ('value' in told) return { value: told.value, stop }
  throw new Error(`The ${script} process of the bench failed: ${told.failed}`)
}

/** Runs a script that measures something and ends. */
export const runPeer = async <Value>(script: string, settings: object): Promise<Value> => {
  const peer = await startPeer<Value>(script, settings)
  await peer.stop()
  return peer.value
}

/** The other side: begins with the settings, answers once, and ends when it is told to or left alone. */
export const actAsPeer = <Settings, Value>(
  begin: (settings: Settings) => Promise<{ readonly value: Value; readonly close: () => Promise<void> }>,
): void => {
  const answer = (told: Told<Value>): void => void process.send?.(told)
  process.on('disconnect', () => process.exit(0))
  begin(JSON.parse(process.argv[2] ?? '{}') as Settings).then(
    ({ value, close }) => {
      process.on('message', () => void close().then(() => process.exit(0)))
      answer({ value })
    },
    (error: unknown) => {
      process.exitCode = 1
      answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    },
  )
}
