import { describe, expect, it } from 'vitest'
import { DEVICES_SHOWN_MAX, VIEW_BYTES_MAX } from '../../hall/limits.ts'
import type { ViewMessage, Views } from '../../hall/wire.ts'
import type { DeviceInfo } from '../../server/people/people.ts'
import { openScreens, type Screens } from '../../server/screens.ts'
import { openHall } from '../kit/open-hall.ts'

type Printing = Parameters<typeof openScreens>[1]
const noPrinters = { rows: () => [], onChange: () => {}, paperAt: () => 'ready' } as unknown as Printing
const beside = {
  clerk: () => undefined,
  past: { earlierAt: () => [], viewOf: () => undefined },
  edges: { view: () => undefined, onChange: () => {} },
  presented: { at: () => [], onChange: () => {} },
  alarms: { list: () => [], onChange: () => {} },
}

const machine = (id: string, more: Partial<DeviceInfo> = {}): DeviceInfo => ({
  id,
  name: `机器${id}`,
  role: 'kiosk',
  paired: true,
  ...more,
})

const screensWith = async (machines: readonly DeviceInfo[]) => {
  const { live, clock } = await openHall()
  const screens = openScreens(live, noPrinters, clock, { machines: () => machines, ...beside })
  return { screens, clock }
}
const devicesOf = (screens: Screens, topic: 'guide' | 'floor' = 'guide'): Views['guide']['devices'] => {
  const message = screens.present(topic)
  return message ? (message.view as Views['guide']).devices : []
}

describe('the machines at the desk', () => {
  it('G5 S4 who watches is told at once when one comes or goes, and nobody else is', async () => {
    const { screens, clock } = await screensWith([machine('k1'), machine('k2')])
    const told: ViewMessage[] = []
    screens.onTell((message) => void told.push(message))
    for (const topic of ['guide', 'board:all']) screens.watch(topic)
    // The clock stands, so this is no heartbeat.
    const next = async (): Promise<readonly string[]> => {
      const before = told.length
      await new Promise((resolve) => setImmediate(resolve))
      return told.slice(before).map(({ topic }) => topic)
    }
    screens.came('k1')
    expect(await next()).toEqual(['guide'])
    expect(devicesOf(screens)).toEqual([
      { id: 'k2', name: '机器k2', role: 'kiosk', online: false, condition: 'away' },
      { id: 'k1', name: '机器k1', role: 'kiosk', online: true, condition: 'well', seenAt: clock.now() },
    ])
    clock.move(1_000)
    screens.went('k1')
    expect(await next()).toEqual(['guide'])
    expect(devicesOf(screens).map(({ online }) => online)).toEqual([false, false])
    screens.close()
  })

  it('G5 S3 the list is bounded, and leaves out what was never paired', async () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      machine(`machine-with-a-long-id-${index}`, {
        name: '一个名字很长的窗口电脑'.repeat(3),
        counter: `counter-${index}`,
      }),
    )
    const { screens } = await screensWith([machine('unpaired', { paired: false }), ...many])
    for (const topic of ['guide', 'floor'] as const) {
      expect(devicesOf(screens, topic)).toHaveLength(DEVICES_SHOWN_MAX)
      expect(JSON.stringify(devicesOf(screens, topic))).not.toContain('unpaired')
      expect(Buffer.byteLength(JSON.stringify(screens.present(topic)?.view))).toBeLessThan(VIEW_BYTES_MAX)
    }
    screens.close()
  })
})
