/** The product's own programs as processes, built, as a hall runs them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

export type Program = {
  /** All that it has written so far. */
  readonly said: () => string
  /** Resolves with its exit status; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** kill -9 of it and of all that it started. */
  readonly kill: () => Promise<void>
}

/** Runs `build/server/<script>.js`. Throws a sentence where it is not built. */
export const runProgram = (
  script: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program => {
  const file = fileURLToPath(new URL(`../../build/server/${script}.js`, import.meta.url))
  if (!existsSync(file)) throw new Error(`There is no ${file}. Run npm run build first.`)
  const child = spawn(process.execPath, [file, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a server and the parent that minds it die in one moment, as with their machine.
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    said: () => said,
    ended,
    kill: async () => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL')
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      }
      await ended
    },
  }
}

export type Address = {
  readonly port: number
  /** From now on the address is another server's; lines to the one before are cut. */
  readonly moveTo: (port: number) => void
  readonly close: () => Promise<void>
}

/** An address of the hall that can move from one server to another, as a name or an address of a network does; bytes pass as they are. */
export const layAddress = async (to: number): Promise<Address> => {
  let target = to
  const open = new Set<Socket>()
  const cut = (): void => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((from) => {
    const on = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [from, on],
      [on, from],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    moveTo: (port) => {
      target = port
      cut()
    },
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
