/** 日终单 of the day that was really closed, over a real server and its ledger. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { handClock } from '../kit/hand-clock.ts'

const DAY_MS = 86_400_000

describe('the day-end sheet', () => {
  let hall: HallServer | undefined
  afterEach(async () => {
    await hall?.stop()
    hall = undefined
  })

  const sheets = ({ printing }: HallServer): string[] =>
    (printing.paper('p1')?.jobs ?? [])
      .filter(({ template }) => template === 'day-end')
      .map(({ rows }) =>
        rows
          .flatMap((row) => (row.kind === 'text' ? row.runs.map(({ text }) => text) : []))
          .join('')
          .replace(/[ ─]/g, ''),
      )

  const chainAt = (server: HallServer, position: number): string => {
    const ledger = sqliteLedger(`${server.dataDir}/hall.sqlite`)
    try {
      for (const { chain } of ledger.rows(server.live.hall().id, position - 1)) return chain
      return ''
    } finally {
      ledger.close()
    }
  }

  it('P46 a day that was forgotten and closed with the opening of the next has its own figures and chain', async () => {
    const clock = handClock()
    hall = await startTestHall({ clock })
    const kiosk = await hall.device('kiosk')
    const first = hall.live.hall().day ?? ''
    await hall.command({ type: 'IssueTicket', ticket: 'of-the-first-day', service: 'A-02' }, kiosk.token)
    let closedAt = 0
    hall.live.listen((events) => {
      for (const { event, position } of events) if (event.type === 'HallClosed') closedAt = position
    })
    clock.move(DAY_MS)
    // As the timekeeper does it on the morning after.
    await hall.live.submit({ id: 'the-next-morning', type: 'OpenHall' }, { role: 'system', id: 'test' })
    const server = hall
    expect(server.live.hall().day).not.toBe(first)
    expect(closedAt).toBeGreaterThan(0)
    await vi.waitFor(() => expect(sheets(server)).toHaveLength(1))
    const [sheet = ''] = sheets(server)
    expect(sheet).toContain(`日终单${first}已闭厅取号1办结0`)
    expect(sheet).toContain(chainAt(server, closedAt))
    expect(sheet).not.toContain(chainAt(server, closedAt + 1))
  })
})
