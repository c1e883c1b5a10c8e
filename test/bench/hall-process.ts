/** The real hall in a process of its own, open, with every window that calls somebody staffed and open. */
import type { PrinterSetting } from '../../hall/catalogue.ts'
import { mintSecret } from '../../server/clock.ts'
import { jsonLog, type Log } from '../../server/log.ts'
import { startTestHall } from '../kit/hall-server.ts'
import { morningClock } from './morning.ts'
import { actAsPeer } from './peer.ts'
import { plainCatalogue } from './plain-catalogue.ts'
import type { Desk, Target } from './target.ts'

export type HallReady = {
  readonly target: Target
  readonly kiosk: string
  readonly manager: string
  /** Services that people queue for, and the windows that call them. */
  readonly services: readonly string[]
  readonly desks: readonly Desk[]
}

/** More than any loop asks for. */
const UNLIMITED = { perSecond: 1e9, burst: 1e9 }
/** Standard output and error belong to the figures; only what should never happen is said. */
const onlyErrors: Log = (level, what, detail) => {
  if (level === 'error') jsonLog(level, what, detail)
}

type Wanted = { readonly folder: string; readonly perDesk: number; readonly printers?: readonly PrinterSetting[] }

actAsPeer(async ({ folder, perDesk, printers = [] }: Wanted) => {
  const hall = await startTestHall({
    dataDir: folder,
    clock: morningClock,
    log: onlyErrors,
    pace: UNLIMITED,
    shipped: { ...plainCatalogue, printers },
  })
  const { lookup, id } = hall.live.hall()
  const kiosk = await hall.device('kiosk')
  const display = await hall.device('display')
  const guide = { role: 'guide', id: 'bench', name: 'bench' } as const
  const desks: Desk[] = []
  const services: string[] = []
  for (const [counter, takes] of lookup.takes) {
    const service = takes.own[0]
    if (service === undefined) continue
    services.push(service)
    // Without a queue to call from, no window needs a person.
    if (perDesk === 0) continue
    const machine = await hall.device('counter', { counter })
    const token = await hall.staff('window', `bench ${counter}`, machine.token)
    await hall.command({ type: 'OpenCounter', counter }, token)
    desks.push({ counter, token })
    const asked = Array.from({ length: perDesk }, () =>
      hall.live.submit({ id: mintSecret(), type: 'IssueTicket', ticket: mintSecret(), service }, guide),
    )
    for (const reply of await Promise.all(asked)) if (!reply.ok) throw new Error(`No ticket: ${reply.code}`)
  }
  const value: HallReady = {
    target: { port: hall.port, path: `/api/halls/${id}/commands`, topic: 'board:all', token: display.token },
    kiosk: kiosk.token,
    manager: hall.managerToken,
    services,
    desks,
  }
  return { value, close: hall.close }
})
