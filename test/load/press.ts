/** Who presses in a load: kiosks at a steady pace whatever the server does, and clerks who call and finish. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Intent } from '../../hall/commands.ts'
import { type HttpLine, openLine } from '../bench/http-line.ts'
import { nextId } from '../bench/target.ts'
import { addressOf } from './addresses.ts'
import type { HallReady } from './hall.ts'

export type Pressed = {
  /** From the moment it should have been sent until its answer, ms. */
  readonly tookMs: number[]
  /** Accepted tickets: the position, and when the answer came (ms since 1970). */
  readonly acknowledged: { readonly position: number; readonly at: number }[]
  readonly errors: string[]
  readonly calls: number
}

/** Machines that press have addresses behind those of the screens. */
const PRESSERS_FROM = 2_000
/** Eight windows call two or three people a second, more than any hall does, ms. */
const SERVES_MS = 2_000
const RESTS_MS = 1_000
/** The pace is kept by looking so often, ms. */
const LOOK_MS = 2

const now = (): number => performance.timeOrigin + performance.now()

/** Presses `perSecond` tickets a second for so long. A kiosk that waits for an answer sends the next one after it. */
export const press = async (
  hall: HallReady,
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
): Promise<Pressed> => {
  const { port, ca, path, kiosks, desks, services } = hall
  const lines: HttpLine[] = []
  const lineOf = (index: number): HttpLine => {
    const line = openLine(port, addressOf(PRESSERS_FROM + index), ca)
    lines.push(line)
    return line
  }
  const pressed: Pressed & { calls: number } = { tookMs: [], acknowledged: [], errors: [], calls: 0 }
  const send = async (line: HttpLine, intent: Intent, token: string): Promise<Record<string, unknown> | undefined> => {
    try {
      const { status, body } = await line.post(path, JSON.stringify({ id: nextId(), ...intent }), token)
      const reply = JSON.parse(body) as Record<string, unknown>
      if (status === 200) return reply
      // Nobody waiting is an answer like any other.
      if (reply.code !== 'nobody-waiting') pressed.errors.push(`${intent.type}: ${status} ${body.slice(0, 200)}`)
    } catch (error) {
      pressed.errors.push(`${intent.type}: ${error instanceof Error ? error.message : String(error)}`)
    }
    return undefined
  }

  const kiosk = (token: string, index: number) => {
    const line = lineOf(index)
    let before: Promise<void> = Promise.resolve()
    return (dueAt: number, service: string): void => {
      before = before.then(async () => {
        const reply = await send(line, { type: 'IssueTicket', ticket: nextId(), service }, token)
        const at = now()
        pressed.tookMs.push(at - dueAt)
        if (reply) pressed.acknowledged.push({ position: Number(reply.position), at })
      })
      waiting.push(before)
    }
  }
  const waiting: Promise<void>[] = []
  const machines = kiosks.map(kiosk)
  // Their pages were open before anybody pressed, and with them their lines.
  await Promise.all(lines.map((line) => line.get('/api/hall')))

  let over = false
  const clerk = async ({ counter, token }: HallReady['desks'][number], index: number): Promise<void> => {
    const line = lineOf(kiosks.length + index)
    while (!over) {
      const called = await send(line, { type: 'CallNext', counter }, token)
      if (called) {
        pressed.calls += 1
        const ticket = String(called.ticket)
        await send(line, { type: 'StartServing', counter, ticket }, token)
        await sleep(SERVES_MS)
        await send(line, { type: 'CompleteTicket', counter, ticket, outcome: 'immediate' }, token)
      }
      await sleep(RESTS_MS)
    }
  }
  const clerks = desks.map(clerk)

  const beganAt = now()
  for (let sent = 0; sent < (perSecond * forMs) / 1_000; ) {
    const due = ((now() - beganAt) * perSecond) / 1_000
    for (; sent < due && sent < (perSecond * forMs) / 1_000; sent += 1)
      machines[sent % machines.length]?.(beganAt + (sent * 1_000) / perSecond, services[sent % services.length] ?? '')
    await sleep(LOOK_MS)
  }
  await Promise.all(waiting)
  over = true
  await Promise.all(clerks)
  for (const line of lines) line.close()
  return pressed
}
