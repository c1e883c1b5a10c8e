/** Who is on duty at the guide desks, floor by floor, beside how many there should be (S003-31). */
import type { Hall } from '../hall.ts'
import type { CounterId, Instant, StaffId } from '../ids.ts'

export type Duty = {
  readonly floor: number
  readonly desks: readonly { readonly id: CounterId; readonly name: string }[]
  readonly guides: readonly { readonly id: StaffId; readonly name: string; readonly since: Instant }[]
  readonly needed: number
}

export const dutyRows = (hall: Hall): Duty[] => {
  const { catalogue } = hall
  const floors = [...new Set(catalogue?.zones.map((zone) => zone.floor) ?? [])].sort((a, b) => a - b)
  return floors.map((floor) => {
    const zones = catalogue?.zones.filter((zone) => zone.floor === floor).map((zone) => zone.id) ?? []
    const desks =
      catalogue?.counters.filter((counter) => counter.role === 'guide' && zones.includes(counter.zone)) ?? []
    const here = [...hall.posts].filter(([, post]) => desks.some((desk) => desk.id === post.desk))
    return {
      floor,
      desks: desks.map(({ id, name }) => ({ id, name })),
      guides: here.map(([id, { staff, since }]) => ({ id, name: staff, since })),
      needed: catalogue?.rules.guidesPerFloor ?? 0,
    }
  })
}
