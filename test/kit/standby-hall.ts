/** A hall with a standby: two real servers' worth of folders, a cable between them that a test may pull, and a kiosk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, mintSecret, systemClock } from '../../server/clock.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { silentLog } from '../../server/log.ts'
import { pairStandby, type StandbyPairing } from '../../server/standby/pairing.ts'
import { openStandby, type Standby, type StandbyOptions } from '../../server/standby/standby.ts'
import type { Taken } from '../../server/standby/take-over.ts'
import { type HallServer, startTestHall } from './hall-server.ts'
import { smallCatalogue } from './small-catalogue.ts'

/** A cable: requests to it are passed on while it is whole, and get no answer while it is cut. */
export type Cable = {
  readonly url: string
  readonly cut: () => void
  readonly mend: () => void
  /** Requests whose address has this in it are heard and never answered, as by a machine that lost its power. */
  readonly silence: (part: string) => void
  readonly unanswered: () => number
  readonly close: () => void
}

export const layCable = async (to: () => string): Promise<Cable> => {
  let whole = true
  let silent: string | undefined
  let unanswered = 0
  const server = createServer((request, response) => {
    if (!whole) return void request.socket.destroy()
    if (silent !== undefined && request.url?.includes(silent)) {
      unanswered += 1
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
      const body = Buffer.concat(chunks)
      fetch(`${to()}${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(body.length > 0 ? { body } : {}),
      })
        .then(async (answer) => {
          const bytes = Buffer.from(await answer.arrayBuffer())
          if (!whole) return void request.socket.destroy()
          const type = answer.headers.get('content-type') ?? ''
          response.writeHead(answer.status, { 'content-type': type, connection: 'close' }).end(bytes)
        })
        .catch(() => request.socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      whole = false
      server.closeAllConnections()
    },
    mend: () => {
      whole = true
    },
    silence: (part) => {
      silent = part
    },
    unanswered: () => unanswered,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type StandbyHall = {
  readonly primary: HallServer
  readonly kiosk: string
  readonly cable: Cable
  /** Pairs one more standby and starts it. */
  readonly standby: (more?: Partial<StandbyOptions>) => Promise<StandbyAt>
  /** Takes a number at a server; answers with what the server said. */
  readonly ticket: (at: HallServer, id?: string) => Promise<Record<string, unknown>>
  /** Serves the folder of a standby that took over, or one that returns. */
  readonly serve: (dir: string, clock?: Clock) => Promise<HallServer>
  readonly stop: () => Promise<void>
}
export type StandbyAt = Standby & {
  readonly dir: string
  readonly pairing: StandbyPairing
  readonly taken: Promise<Extract<Taken, { ok: true }>>
}

let numbered = 0

export const startStandbyHall = async (start: Parameters<typeof startTestHall>[0] = {}): Promise<StandbyHall> => {
  const primary = await startTestHall({ shipped: smallCatalogue, webRoot: 'no-pages', ...start })
  const { token: kiosk } = await primary.device('kiosk')
  const cable = await layCable(() => primary.url)
  const ends: (() => Promise<void> | void)[] = [cable.close]

  return {
    primary,
    kiosk,
    cable,
    standby: async (more = {}) => {
      numbered += 1
      const wanted = { name: `备机 ${numbered}`, role: 'standby' }
      const added = await primary.request('POST', `${primary.hallPath}/devices`, wanted, primary.managerToken)
      const dir = mkdtempSync(join(tmpdir(), 'yichuang-standby-'))
      const pairing = await pairStandby(dir, cable.url, String(added.code))
      let resolve = (_taken: Extract<Taken, { ok: true }>): void => {}
      const taken = new Promise<Extract<Taken, { ok: true }>>((done) => {
        resolve = done
      })
      const standby = openStandby({ dir, pairing, clock: systemClock, log: silentLog, onTaken: resolve, ...more })
      ends.unshift(async () => {
        await standby.close()
        rmSync(dir, { recursive: true, force: true })
      })
      return { ...standby, dir, pairing, taken }
    },
    ticket: (at, id = mintSecret()) => at.command({ type: 'IssueTicket', ticket: id, service: 'A-01' }, kiosk, id),
    serve: async (dir, clock) => {
      const served = await startTestHall({ dataDir: dir, webRoot: 'no-pages', ...(clock ? { clock } : {}) })
      ends.unshift(() => served.close())
      return served
    },
    stop: async () => {
      for (const end of ends) await end()
      await primary.stop()
    },
  }
}

/** Every position of a folder's ledger with its chain value and what it says. */
export const historyOf = (dir: string): readonly string[] => {
  const ledger = sqliteLedger(join(dir, 'hall.sqlite'))
  try {
    return ledger
      .halls()
      .flatMap((hall) => [...ledger.rows(hall)].map(({ row, chain }) => `${row.position} ${row.type} ${chain}`))
  } finally {
    ledger.close()
  }
}
