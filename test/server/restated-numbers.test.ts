/** Emergency numbers whose matter was gone when they came in: who is told, and how long. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import { watchRestated } from '../../server/restated-numbers.ts'
import { openSystemAlarms } from '../../server/system-alarms.ts'
import { guide, kiosk } from '../kit/actors.ts'
import { handClock } from '../kit/hand-clock.ts'
import { openHall } from '../kit/open-hall.ts'
import { withRules } from '../kit/small-catalogue.ts'

const lending = withRules({ offlineNumbers: 4 })
const withoutA01: Catalogue = {
  ...lending,
  services: lending.services.filter(({ id }) => id !== 'A-01'),
  counters: lending.counters.map((one) => (one.id === '4' ? { ...one, services: ['C-01'] } : one)),
}
let stop = (): void => {}
afterEach(() => stop())

describe('a number that waits for another matter than it was given for', () => {
  it('Z29 is said to whoever can ask its holder, until it is called, also after a restart', async () => {
    const { live, must } = await openHall(lending)
    const alarms = openSystemAlarms(handClock())
    stop = watchRestated(live, alarms)
    const give = (number: number) => {
      const offline = { series: 'XA', number, at: live.hall().at }
      return must({ type: 'IssueTicket', ticket: `t${number}`, service: 'A-01', offline }, kiosk)
    }
    const cancel = (number: number) => must({ type: 'CancelTicket', ticket: `t${number}`, reason: '走了' }, guide)
    await must({ type: 'LeaseBlock' }, kiosk)
    await give(1)
    await cancel(1)
    expect(alarms.list()).toEqual([])
    await must({ type: 'PublishCatalogue', catalogue: withoutA01 })
    await give(2)
    await give(3)
    const said = [{ code: 'number-restated', data: { numbers: 'XA002、XA003', service: '营业执照变更' } }]
    expect(alarms.list()).toMatchObject(said)
    stop()
    const again = openSystemAlarms(handClock())
    stop = watchRestated(live, again)
    expect(again.list()).toMatchObject(said)
    await cancel(2)
    await cancel(3)
    expect(again.list()).toEqual([])
  })
})
