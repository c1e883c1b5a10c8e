/** What lives from seeds found of screens when a machine's clock goes back. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { HEARTBEAT_MS } from '../../hall/limits.ts'
import type { ViewMessage } from '../../hall/wire.ts'
import { memoryLedger } from '../../server/ledger/memory.ts'
import { openLiveHall } from '../../server/live-hall.ts'
import { silentLog } from '../../server/log.ts'
import { openScreens } from '../../server/screens.ts'
import { usualActor } from '../kit/actors.ts'
import { hours, MORNING, minutes, seconds } from '../kit/hand-clock.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import { beside, noPrinting } from './server.ts'
import { machineClock, openStage } from './stage.ts'

const watchedHall = async () => {
  const stage = openStage(1)
  const clock = machineClock(stage, MORNING)
  const soon = (ms: number, then: () => void): void => void stage.after(ms, then)
  const live = openLiveHall({ id: 'small', ledger: memoryLedger(), clock, log: silentLog, soon })
  const screens = openScreens(live, noPrinting, clock, beside, (then) => soon(0, then))
  const told: ViewMessage[] = []
  screens.onTell((message) => void told.push(message))
  screens.watch('board:all')
  const pass = (ms: number): Promise<void> => stage.run(stage.at() + ms, () => false)
  const ask = async (...intents: readonly Intent[]): Promise<void> => {
    for (const [index, intent] of intents.entries())
      void live.submit({ ...intent, id: `${intent.type} ${index}` }, usualActor(intent))
    await pass(seconds(1))
  }
  await ask({ type: 'PublishCatalogue', catalogue: smallCatalogue }, { type: 'OpenHall' })
  await ask(
    { type: 'OpenCounter', counter: '1' },
    { type: 'IssueTicket', ticket: 't1', service: 'A-01' },
    { type: 'CallNext', counter: '1' },
  )
  return { live, clock, screens, told, pass }
}

describe('screens of a server whose clock goes back', () => {
  it('S4 a topic is told again after five seconds all the same', async () => {
    const { clock, told, pass, screens } = await watchedHall()
    const before = told.length
    expect(before).toBeGreaterThan(0)
    clock.setOff(-hours(1))
    await pass(2 * HEARTBEAT_MS)
    expect(told.length).toBeGreaterThan(before)
    screens.close()
  })

  it('I16 what it says runs on from the last call, so that a page that begins anew calls out nothing of before', async () => {
    const { live, clock, pass, screens } = await watchedHall()
    const calledAt = live.hall().at
    clock.setOff(-hours(1))
    expect(screens.present('board:all')?.now).toBeGreaterThanOrEqual(calledAt)
    await pass(minutes(3))
    expect(screens.present('board:all')?.now).toBeGreaterThanOrEqual(calledAt + minutes(3))
    screens.close()
  })

  it('I13 a machine that woke in 1970 and is set right, still behind its ledger, does not take the hall into the next century', async () => {
    const { live, clock, pass, screens } = await watchedHall()
    const issue = async (ticket: string) => {
      const asked = live.submit(
        { id: ticket, type: 'IssueTicket', ticket, service: 'A-01' },
        { role: 'kiosk', id: 'k1' },
      )
      await pass(seconds(1))
      return asked
    }
    // An hour ahead by mistake, so that the right time is behind the ledger for a while.
    clock.setOff(hours(1))
    expect(await issue('t2')).toMatchObject({ ok: true })
    clock.setOff(-clock.truth())
    expect(await issue('t3')).toMatchObject({ ok: true })
    clock.setOff(0)
    expect(await issue('t4')).toMatchObject({ ok: true })
    expect(live.hall().at - MORNING).toBeLessThan(hours(1) + minutes(1))
    screens.close()
  })
})
