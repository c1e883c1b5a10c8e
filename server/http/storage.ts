/** 存储与备份: room, backups, the second disk, and the days the ledger keeps; and a backup now (Z17, Z23, Z25, Z28). */
import type { Hono } from 'hono'
import { reasonOf } from '../log.ts'
import { problem } from './problem.ts'
import { allowDuty, placeOf, type Shell } from './shell.ts'

/** As many as the card shows; all of them lie in the folder. */
const BACKUPS_SHOWN = 40

export const storageRoutes = (app: Hono, shell: Shell): void => {
  const { storage, live, securityLog } = shell
  const at = '/api/halls/:hall/storage'

  /** What is so now; the position says how much a backup lacks. */
  const state = () => {
    if (!storage) return { watched: false }
    const { backups, journal, disk, keepDays, anchors, root, restored } = storage
    const room = disk()
    return {
      watched: true,
      position: live.hall().position,
      ...(room ? { freeBytes: room.freeBytes, stopped: room.stopped, reserve: room.reserve } : {}),
      root,
      running: backups.running(),
      trouble: backups.trouble() ?? journal?.trouble(),
      backups: backups.list().slice(0, BACKUPS_SHOWN),
      ...(journal ? { journal: journal.position() } : {}),
      keepDays,
      left: anchors().at(-1),
      restored: restored(),
    }
  }

  app.get(at, (c) => {
    const allowed = allowDuty(c, shell, 'system', 'audit', 'read')
    return allowed.ok ? c.json({ ok: true, ...state() }) : allowed.response
  })

  app.post(`${at}/backups`, async (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    if (!storage) return problem(c, 404, 'not-found', 'This hall keeps no backups of its own: it is a demonstration.')
    const said = { type: 'backup', who: allowed.actor.id, from: placeOf(c) } as const
    try {
      const made = await storage.backups.make('asked')
      securityLog.note({ ...said, outcome: 'ok', about: made.name, data: { position: made.position } })
      return c.json({ ok: true, ...state() })
    } catch (error) {
      securityLog.note({ ...said, outcome: 'refused', data: { reason: reasonOf(error) } })
      return problem(c, 503, 'backup-failed', 'The backup could not be made; the good ones are as they were.', {
        reason: reasonOf(error),
      })
    }
  })

  app.post(`${at}/restored-seen`, (c) => {
    const allowed = allowDuty(c, shell, 'system')
    if (!allowed.ok) return allowed.response
    const restored = storage?.restored()
    if (restored) {
      const { position, known, aside } = restored
      const data = { position, known: known ?? -1 }
      securityLog.note({
        type: 'restored-seen',
        outcome: 'ok',
        who: allowed.actor.id,
        from: placeOf(c),
        about: aside,
        data,
      })
    }
    storage?.seen()
    return c.json({ ok: true, ...state() })
  })
}
