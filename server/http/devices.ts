/** Machines and peripherals at the manager's page: which there are, how each is, a new one, an end, a sign of life. */
import type { Context, Hono } from 'hono'
import type { PeripheralSetting, PeripheralState } from '../../hall/peripheral.ts'
import { OWN_EDGE } from '../../hall/views/edge.ts'
import { answer } from './people.ts'
import { deviceChangeSchema, newDeviceSchema } from './people-schema.ts'
import { problem } from './problem.ts'
import { read } from './read.ts'
import { allowDuty, byOf, type Shell } from './shell.ts'
import { byTwo } from './two-people-acts.ts'

/** One peripheral for whoever has to go and look. No address of it: the catalogue's page has those. */
const peripheralRow = (setting: PeripheralSetting, { edges }: Shell): object => {
  const { id, name, kind, counter, edge, place } = setting
  const known = edges.healthOf(id)
  const state: PeripheralState | 'away' | 'unknown' = edges.isHere(edge ?? OWN_EDGE)
    ? (known?.state ?? 'unknown')
    : 'away'
  return {
    id,
    name,
    kind,
    state,
    ...(counter === undefined ? {} : { counter }),
    ...(edge === undefined ? {} : { edge }),
    ...(place === undefined ? {} : { place }),
    ...(known?.detail === undefined || state === 'away' ? {} : { detail: known.detail }),
    ...(known?.firmware === undefined ? {} : { firmware: known.firmware }),
    ...(known === undefined ? {} : { seenAt: known.seenAt }),
  }
}

/** Why a machine cannot be added as it is asked for, or undefined. */
const refusal = (
  c: Context,
  { role, counter, zone, edge }: ReturnType<typeof newDeviceSchema.parse>,
  { live, people }: Shell,
): Response | undefined => {
  const { lookup, catalogue } = live.hall()
  if (counter !== undefined && !lookup.counters.has(counter))
    return problem(c, 404, 'unknown-counter', 'No such window.')
  if (zone !== undefined && !catalogue?.zones.some((known) => known.id === zone))
    return problem(c, 404, 'not-found', 'No such zone.')
  if ((role === 'counter' || role === 'pad') && counter === undefined)
    return problem(c, 422, 'malformed', 'A window computer or a pad stands at a window: say which.', {
      problems: ['counter: needed'],
    })
  if ((role === 'edge') !== (edge !== undefined))
    return problem(c, 422, 'malformed', 'An edge, and only an edge, is one of the catalogue’s edges: say which.', {
      problems: [edge === undefined ? 'edge: needed' : 'edge: only for an edge'],
    })
  if (edge === undefined) return undefined
  if (!catalogue?.edges?.some((known) => known.id === edge))
    return problem(c, 404, 'unknown-edge', 'The catalogue in force has no such edge: add it there and publish first.')
  // Two machines that own the same printer would both print its jobs.
  return people.devices().some((known) => known.edge === edge)
    ? problem(c, 409, 'edge-taken', 'This edge has a machine: make a fresh code for that one, or remove it first.')
    : undefined
}

/** Routes of the device page. */
export const deviceRoutes = (app: Hono, shell: Shell): void => {
  const { people, live, screens, edges, demo } = shell
  const manager = (c: Context) => allowDuty(c, shell, 'system')
  const unknown = (c: Context): Response => answer(c, { ok: false, code: 'not-found' })

  app.get('/api/halls/:hall/devices', (c) => {
    const allowed = allowDuty(c, shell, 'read', 'system')
    if (!allowed.ok) return allowed.response
    const { catalogue } = live.hall()
    return c.json({
      ok: true,
      // Nobody should go and look why a machine that is only simulated is silent.
      devices: people
        .devices()
        .filter(({ id }) => !demo?.simulates(id))
        .map((device) => ({ ...device, ...screens.presence(device.id), ...screens.stateOf(device.id) })),
      peripherals: (catalogue?.peripherals ?? []).map((setting) => peripheralRow(setting, shell)),
      edges: catalogue?.edges ?? [],
    })
  })
  app.post('/api/halls/:hall/devices', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, newDeviceSchema)
    if (!asked.ok) return asked.response
    return (
      refusal(c, asked.value, shell) ??
      byTwo(c, shell, allowed.actor, { act: 'standby-new', machine: asked.value }, () =>
        c.json({ ok: true, ...people.addDevice(asked.value, byOf(c, allowed.actor)) }),
      )
    )
  })
  app.patch('/api/halls/:hall/devices/:id', async (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const asked = await read(c, deviceChangeSchema)
    if (!asked.ok) return asked.response
    if (!people.setScreen(c.req.param('id'), asked.value.screen)) return unknown(c)
    screens.look()
    return c.json({ ok: true })
  })
  app.post('/api/halls/:hall/devices/:id/code', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const device = c.req.param('id')
    return byTwo(c, shell, allowed.actor, { act: 'standby-code', device }, () => {
      const code = people.freshCode(device, byOf(c, allowed.actor))
      return code ? c.json({ ok: true, ...code }) : unknown(c)
    })
  })
  app.delete('/api/halls/:hall/devices/:id', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const device = c.req.param('id')
    return byTwo(c, shell, allowed.actor, { act: 'standby-end', device }, () =>
      people.revoke(device, byOf(c, allowed.actor)) ? c.json({ ok: true }) : unknown(c),
    )
  })
  app.post('/api/halls/:hall/devices/:id/tone', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    const device = people.device(c.req.param('id'))
    if (!device) return unknown(c)
    return shell.tone(device.id)
      ? c.json({ ok: true })
      : problem(c, 409, 'device-away', 'That machine is not connected: see whether it is switched on.')
  })
  app.post('/api/halls/:hall/peripherals/:id/test', (c) => {
    const allowed = manager(c)
    if (!allowed.ok) return allowed.response
    switch (edges.poke(c.req.param('id'))) {
      case 'ok':
        return c.json({ ok: true })
      case 'unknown':
        return problem(c, 404, 'not-found', 'The catalogue in force has no such peripheral.')
      case 'away':
        return problem(c, 409, 'edge-away', 'The edge that owns it is not connected: see whether its computer runs.')
    }
  })
}
