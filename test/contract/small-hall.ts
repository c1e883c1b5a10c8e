/** A hall of four windows, and the people in it: enough for every command, small enough for thousands of folds. */
import type { Actor } from '../../hall/actor.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Command, Intent } from '../../hall/commands.ts'
import type { Reply } from '../../hall/reply.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'
import { mintSecret } from '../../server/clock.ts'
import type { LiveHall } from '../../server/live-hall.ts'

const THEMES = ['A', 'B', 'G']
const COUNTERS = ['1', '2', '3', '15', 'guide-1']

export const smallCatalogue: Catalogue = {
  ...sampleCatalogue,
  rules: { ...sampleCatalogue.rules, offlineNumbers: 5 },
  themes: sampleCatalogue.themes.filter((theme) => THEMES.includes(theme.id)),
  services: THEMES.flatMap((theme) =>
    sampleCatalogue.services.filter((service) => service.theme === theme).slice(0, 2),
  ),
  counters: sampleCatalogue.counters
    .filter(({ id }) => COUNTERS.includes(id))
    .map(({ backups = [], ...counter }) => ({ ...counter, backups: backups.filter((id) => COUNTERS.includes(id)) })),
}
export const HALL_ID = smallCatalogue.hall.id

export const system: Actor = { role: 'system', id: 'timekeeper' }
export const kiosk: Actor = { role: 'kiosk', id: 'kiosk-1' }
export const guide: Actor = { role: 'guide', id: 'guide-1', name: '导办' }
export const manager: Actor = { role: 'manager', id: 'manager-1', name: '值班主任' }
export const windowStaff = (counter: string): Actor => ({
  role: 'window',
  id: `staff-${counter}`,
  name: `${counter} 号窗口`,
  counter,
})
export const padAt = (counter: string): Actor => ({ role: 'pad', id: `pad-${counter}`, counter })

export const commandOf = (intent: Intent, id = mintSecret()): Command => ({ id, ...intent })

/** Submits an intent under a fresh id. */
export const ask = (live: LiveHall, intent: Intent, actor: Actor): Promise<Reply> =>
  live.submit(commandOf(intent), actor)

/** Submits and insists on being accepted, so that a script of a day cannot quietly lose a step. */
export const must = async (live: LiveHall, intent: Intent, actor: Actor): Promise<Extract<Reply, { ok: true }>> => {
  const reply = await ask(live, intent, actor)
  if (!reply.ok) throw new Error(`${intent.type} was refused: ${JSON.stringify(reply)}`)
  return reply
}

/** Publishes the small catalogue and opens the day, as far as that is still to be done. */
export const openSmallHall = async (live: LiveHall): Promise<void> => {
  if (!live.hall().catalogue) await must(live, { type: 'PublishCatalogue', catalogue: smallCatalogue }, system)
  if (!live.hall().open) await must(live, { type: 'OpenHall' }, system)
}
