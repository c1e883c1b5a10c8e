/** A command at which the heart breaks, whichever it is: it alone is refused, and the hall goes on at once (X24, Z33). */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../hall/commands.ts'
import type { Recorded } from '../../hall/events.ts'
import { verify } from '../../hall/verify.ts'
import { mintSecret } from '../../server/clock.ts'
import { commandSchema } from '../../server/http/command-schema.ts'
import { sqliteLedger } from '../../server/ledger/sqlite.ts'
import { usualActor } from '../kit/actors.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { stateOf } from '../kit/hall-state.ts'
import { handClock } from '../kit/hand-clock.ts'
import { COMMAND_ROWS, ROWS_CATALOGUE } from './command-rows.ts'
import { setScene } from './command-stage.ts'

/** Two places of the heart break at such a command: before anything was decided, and when its first event is half told. */
const AT_DECIDING = 'poison-for-deciding'
const AT_EVOLVING = 'poison-for-evolving'

vi.mock('../../hall/decide.ts', async (original) => {
  const real = await original<typeof import('../../hall/decide.ts')>()
  const decide: typeof real.decide = (command, ...rest) => {
    if (command.id.startsWith(AT_DECIDING)) throw new Error('secret inside of the heart')
    return real.decide(command, ...rest)
  }
  return { ...real, decide }
})
vi.mock('../../hall/evolve.ts', async (original) => {
  const real = await original<typeof import('../../hall/evolve.ts')>()
  const evolve: typeof real.evolve = (hall, recorded: Recorded) => {
    const told = real.evolve(hall, recorded)
    if (recorded.command.startsWith(AT_EVOLVING)) throw new Error('secret inside of the heart')
    return told
  }
  return { ...real, evolve }
})

const TYPES = commandSchema.options.map((option) => option.shape.type.value)
let hall: HallServer
let kiosk: string
const brokeEvolving: string[] = []
beforeAll(async () => {
  hall = await startTestHall({ shipped: ROWS_CATALOGUE, clock: handClock() })
  kiosk = (await hall.device('kiosk')).token
})
afterAll(() => hall.stop())

const issue = (id: string) => hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'C-01' }, kiosk, id)

describe('a poison', () => {
  it.each(TYPES)(
    'X24 Z33 %s is refused alone, leaves nothing, and the next number is given within 2 s',
    async (type) => {
      const { ask, stage } = COMMAND_ROWS[type]
      for (const where of [AT_DECIDING, AT_EVOLVING]) {
        const intent = ask(await setScene(hall, stage))
        const before = stateOf(hall.live.hall())
        const from = performance.now()
        const reply = await hall.live.submit(
          { ...intent, id: `${where}-${mintSecret()}` } as Command,
          usualActor(intent),
        )
        if (where === AT_DECIDING) expect(reply).toMatchObject({ ok: false, code: 'quarantined' })
        // What is refused in any case, or is so already, has no event that could break.
        else if (!reply.ok && reply.code === 'quarantined') brokeEvolving.push(type)
        if (!reply.ok) expect(stateOf(hall.live.hall()) === before).toBe(true)
        if (!hall.live.hall().open) continue
        expect(await issue(mintSecret())).toMatchObject({ status: 200 })
        expect(performance.now() - from).toBeLessThan(2_000)
      }
    },
  )

  it('X24 X23 is answered over HTTP with a code and a sentence, and nothing of the insides', async () => {
    const answer = await issue(`${AT_DECIDING}-${mintSecret()}`)
    expect(answer).toMatchObject({ status: 409, code: 'quarantined' })
    expect(JSON.stringify(answer)).not.toMatch(/secret inside|\bat \S+ \(|\.ts:/)
  })

  it('X24 I11 after all of them the ledger holds its rules, and a hall that starts anew is the same', async () => {
    expect(brokeEvolving.length).toBeGreaterThan(30)
    const { id } = hall.live.hall()
    const now = stateOf(hall.live.hall())
    await hall.close()
    const ledger = sqliteLedger(join(hall.dataDir, 'hall.sqlite'))
    expect(verify(ledger.read(id, 0), id)).toMatchObject({ ok: true })
    ledger.close()
    const again = await startTestHall({ dataDir: hall.dataDir, clock: handClock() })
    expect(stateOf(again.live.hall()) === now).toBe(true)
    await again.close()
  })
})
