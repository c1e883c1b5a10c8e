/** What must be true of windows that stand in for one another, and of services that follow one another in a visit. */
import type { Catalogue, Service } from './catalogue.ts'
import { type Problems, problem } from './catalogue-problem.ts'
import type { ServiceId } from './ids.ts'

/** The B岗 of a window are other windows that exist and can call, each named once (S004-37). */
export function* checkBackups({ counters }: Catalogue): Problems {
  const byId = new Map(counters.map((counter) => [counter.id, counter]))
  for (const { id, backups = [] } of counters)
    for (const [index, other] of backups.entries()) {
      const where = `counters/${id}/backups`
      const stand = byId.get(other)
      if (backups.indexOf(other) < index)
        yield problem(
          where,
          'backup-repeated',
          `B岗窗口“${other}”列了两次，请只留一次`,
          `The stand-in window "${other}" is listed twice. Keep it once.`,
        )
      else if (!stand || other === id)
        yield problem(
          where,
          'unknown-backup',
          `B岗“${other}”不是本厅的另一个窗口，请改选`,
          `The stand-in "${other}" is not another window of this hall. Choose another.`,
        )
      else if (stand.own.length + stand.help.length === 0)
        yield problem(
          where,
          'backup-cannot-call',
          `窗口“${stand.name}”不叫号，不能顶岗，请改选叫号的窗口`,
          `Window "${stand.name}" calls nobody and cannot stand in. Choose one that calls.`,
        )
    }
}

const followers = ({ assists = [], stages = [] }: Service): readonly ServiceId[] => [...assists, ...stages]

/** The way from a service back to itself, if there is one. */
const circleFrom = (start: Service, byId: ReadonlyMap<ServiceId, Service>): readonly ServiceId[] | undefined => {
  const seen = new Set<ServiceId>()
  const walk = (at: Service, way: readonly ServiceId[]): readonly ServiceId[] | undefined => {
    for (const id of followers(at)) {
      if (id === start.id) return [...way, id]
      const next = byId.get(id)
      if (!next || seen.has(id)) continue
      seen.add(id)
      const found = walk(next, [...way, id])
      if (found) return found
    }
    return undefined
  }
  return walk(start, [start.id])
}

/**
 * Stages and assisting services exist, are named once, and never lead back to where they came from. That a window takes
 * each of them is asked of every service.
 */
export function* checkFollowers({ services }: Catalogue): Problems {
  const byId = new Map(services.map((service) => [service.id, service]))
  for (const service of services) {
    for (const kind of ['stages', 'assists'] as const)
      for (const id of service[kind] ?? [])
        if (!byId.has(id))
          yield problem(
            `services/${service.id}/${kind}`,
            'unknown-service',
            `没有编号为“${id}”的事项，请改选或先添加它`,
            `There is no service "${id}". Choose another or add it first.`,
          )
    const all = followers(service)
    for (const id of new Set(all.filter((other, index) => all.indexOf(other) < index)))
      yield problem(
        `services/${service.id}`,
        'stage-repeated',
        `后续或联办事项“${id}”列了两次，请只留一次`,
        `The service "${id}" is listed twice among stages and assists. Keep it once.`,
      )
    const circle = circleFrom(service, byId)
    if (circle)
      yield problem(
        `services/${service.id}`,
        'stage-circle',
        `后续或联办事项绕回了自己：${circle.join(' → ')}，请断开其中一处`,
        `Stages and assists lead back to the start: ${circle.join(' → ')}. Take one out.`,
      )
  }
}
