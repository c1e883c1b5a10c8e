import { io, type Socket } from 'socket.io-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { VIEW_BYTES_MAX } from '../../hall/limits.ts'
import { conditionOf, type ScreenFacts, type ScreenView } from '../../hall/screen.ts'
import { USUAL_VOICE } from '../../hall/voice.ts'
import { type ClientToServer, PROTOCOL, type ServerToClient, type ViewMessage } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { display, screenHall, WELL } from '../kit/screen-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const NOW = 1_000_000
const well: ScreenFacts = {
  online: true,
  since: NOW - 60_000,
  health: { ...WELL, shown: 40, at: NOW - 4_000 },
  due: 40,
  maySpeak: true,
}
const but = (part: object): ScreenFacts => ({ ...well, health: { ...WELL, shown: 40, at: NOW - 4_000, ...part } })

describe('one word for a screen', () => {
  it.each([
    ['well', well],
    ['away', { ...well, online: false }],
    ['asleep', but({ at: NOW - 15_000 })],
    ['well', but({ at: NOW - 14_999 })],
    ['asleep', but({ frames: 0 })],
    ['hidden', but({ visible: false, frames: 0 })],
    ['mute', but({ sound: 'blocked' })],
    ['mute', but({ sound: 'broken' })],
    ['well', { ...but({ sound: 'blocked' }), maySpeak: false }],
    ['refused', but({ trouble: 'layout' })],
    ['behind', but({ shown: 39 })],
  ] as const)('S12 %s', (word, facts) => {
    expect(conditionOf(facts, NOW)).toBe(word)
  })

  it('S12 the worst of several is said', () => {
    const all = { visible: false, sound: 'blocked', trouble: 'layout', shown: 0 }
    expect(conditionOf({ ...but(all), online: false }, NOW)).toBe('away')
    expect(conditionOf(but({ ...all, visible: true, at: 0 }), NOW)).toBe('asleep')
    expect(conditionOf(but(all), NOW)).toBe('hidden')
    expect(conditionOf(but({ ...all, visible: true }), NOW)).toBe('mute')
    expect(conditionOf(but({ ...all, visible: true, sound: 'on' }), NOW)).toBe('refused')
  })

  it('S12 a page that is slowed down behind another one is hidden and not asleep, as long as its line stands', () => {
    expect(conditionOf(but({ visible: false, at: NOW - 60_000 }), NOW)).toBe('hidden')
    expect(conditionOf({ ...but({ visible: false, at: NOW - 60_000 }), online: false }, NOW)).toBe('away')
  })

  it('S12 one that has only just come is given fifteen seconds to say how it is', () => {
    const fresh = { ...well, since: NOW - 14_999, health: undefined }
    expect(conditionOf(fresh, NOW)).toBe('well')
    expect(conditionOf({ ...fresh, since: NOW - 15_000 }, NOW)).toBe('asleep')
    expect(conditionOf({ ...but({ at: NOW - 600_000 }), since: NOW - 1_000 }, NOW)).toBe('well')
  })
})

describe('screens that say how they are', () => {
  it('S12 a board that falls silent on a standing line is asleep within 17 s, and away when its line goes', async () => {
    const hall = await screenHall([display('b1')])
    expect(hall.conditionOf('b1')).toBe('away')
    hall.come('b1')
    hall.say('b1')
    hall.pass(20, { b1: {} })
    expect(hall.conditionOf('b1')).toBe('well')
    hall.pass(14)
    expect(hall.conditionOf('b1')).toBe('well')
    hall.pass(3)
    expect(hall.conditionOf('b1')).toBe('asleep')
    expect(hall.rows()).toMatchObject([{ id: 'b1', condition: 'asleep' }])
    hall.screens.went('b1')
    expect(hall.conditionOf('b1')).toBe('away')
    hall.screens.close()
  })

  it('S12 a board that shows what the hall was ten seconds ago and more is behind, and one that shows the present is not', async () => {
    const hall = await screenHall([display('old'), display('new')])
    hall.come('old', 'new')
    const before = hall.hall().position
    await hall.must({ type: 'OpenCounter', counter: smallCatalogue.counters[0]?.id ?? '' })
    const now = hall.hall().position
    expect(now).toBeGreaterThan(before)
    hall.pass(5, { old: { shown: before }, new: { shown: now } })
    expect(hall.conditionOf('old')).toBe('well')
    hall.pass(15, { old: { shown: before }, new: { shown: now } })
    expect(hall.conditionOf('old')).toBe('behind')
    expect(hall.conditionOf('new')).toBe('well')
    hall.screens.close()
  })

  it('S12 V10 a silent zone, a strip, a kiosk and an entrance board are never mute', async () => {
    const zone = smallCatalogue.zones[0]?.id ?? ''
    const hall = await screenHall(
      [
        display('speaking'),
        display('silent', { zone }),
        display('strip', { counter: '1' }),
        display('entrance', { screen: { face: 'entrance' } }),
        display('off', { screen: { voice: 'off' } }),
        display('kiosk', { role: 'kiosk' }),
      ],
      {
        ...smallCatalogue,
        voice: { zones: { [zone]: { ...USUAL_VOICE, silent: true } } },
      },
    )
    const all = ['speaking', 'silent', 'strip', 'entrance', 'off', 'kiosk']
    hall.come(...all)
    for (const id of all) hall.say(id, { sound: 'blocked' })
    expect(all.map(hall.conditionOf)).toEqual(['mute', 'well', 'well', 'well', 'well', 'well'])
    hall.screens.close()
  })

  it.each([
    ['nothing', undefined],
    ['text', 'well'],
    ['a list', [WELL]],
    ['a word too many', { ...WELL, note: 'x'.repeat(15_000) }],
    ['a word too few', { ...WELL, sound: undefined }],
    ['a position that is none', { ...WELL, shown: -1 }],
    ['an endless number', { ...WELL, width: Number.POSITIVE_INFINITY }],
    ['a giant', { ...WELL, width: 1e9 }],
    ['a million frames', { ...WELL, frames: 1e6 }],
    ['an unknown sound', { ...WELL, sound: 'loud' }],
    ['a trouble that is a page', { ...WELL, trouble: '<script>alert(1)</script>' }],
    ['a trouble that is a book', { ...WELL, trouble: 'x'.repeat(33) }],
    ['a proto', JSON.parse('{"__proto__":{"admin":true}}')],
  ])('S12 a report of %s changes nothing', async (_what, report) => {
    const hall = await screenHall([display('b1')])
    hall.come('b1')
    hall.say('b1')
    const before = hall.screens.stateOf('b1')
    expect(hall.screens.hear('b1', report)).toBe(false)
    expect(hall.screens.stateOf('b1')).toEqual(before)
    hall.screens.close()
  })

  it('S12 nobody reports for what is no screen, and what is taken back is forgotten', async () => {
    const hall = await screenHall([
      display('b1'),
      display('pc', { role: 'counter' }),
      display('new', { paired: false }),
    ])
    expect(hall.say('stranger')).toBe(false)
    expect(hall.say('pc')).toBe(false)
    expect(hall.say('new')).toBe(false)
    expect(hall.say('b1')).toBe(true)
    hall.replace([])
    expect(hall.screens.stateOf('b1')).toBeUndefined()
    hall.replace([display('b1')])
    expect(hall.screens.stateOf('b1')?.health).toBeUndefined()
    hall.screens.close()
  })

  it('S12 G5 the desk and the floor hear a new word at once, silent and unwell machines first, within the bounds of a view', async () => {
    const many = Array.from({ length: 300 }, (_, index) => display(`board-${index}`, { name: '很长的屏名'.repeat(8) }))
    const hall = await screenHall(many)
    const ids = many.map(({ id }) => id)
    hall.come(...ids)
    for (const id of ids) hall.say(id, { sound: 'on' })
    for (const topic of ['guide', 'floor', 'board:all']) hall.screens.watch(topic)
    await new Promise((resolve) => setImmediate(resolve))
    hall.clock.move(1_000)
    hall.told.length = 0
    hall.say('board-250', { visible: false })
    hall.screens.went('board-260')
    await vi.waitFor(() => expect(hall.told.map(({ topic }) => topic).sort()).toEqual(['floor', 'guide']))
    for (const topic of ['guide', 'floor']) {
      expect(hall.rows(topic).slice(0, 3)).toMatchObject([
        { id: 'board-260', condition: 'away' },
        { id: 'board-250', condition: 'hidden' },
        { condition: 'well' },
      ])
      expect(JSON.stringify(hall.screens.present(topic)?.view).length).toBeLessThan(VIEW_BYTES_MAX)
    }
    hall.screens.close()
  })
})

describe('over the wire', () => {
  let hall: HallServer
  const opened: Socket<ServerToClient, ClientToServer>[] = []
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.close()
    await hall.stop()
  })
  const connect = (token?: string): Socket<ServerToClient, ClientToServer> => {
    const socket: Socket<ServerToClient, ClientToServer> = io(hall.url, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    opened.push(socket)
    return socket
  }
  const rowOf = async (id: string) => {
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    return (devices as { id: string }[]).find((device) => device.id === id)
  }

  it('S12 what a screen says of itself is seen by the manager, and a person or a stranger says nothing', async () => {
    hall = await startTestHall()
    const { id, token } = await hall.device('display')
    connect(token).emit('report', { ...WELL, sound: 'on', spoken: 7 })
    await vi.waitFor(async () =>
      expect(await rowOf(id)).toMatchObject({ condition: 'well', health: { sound: 'on', spoken: 7 } }),
    )
    const manager = connect(hall.managerToken)
    manager.emit('report', { ...WELL, sound: 'blocked' })
    connect().emit('report', { ...WELL, sound: 'blocked' })
    await new Promise((resolve) => manager.emit('watch', 'floor', PROTOCOL, resolve))
    expect(await rowOf(id)).toMatchObject({ health: { sound: 'on' } })
  })

  it('S11 settings reach the screen at once without a reload; each screen hears its own and nobody else’s', async () => {
    hall = await startTestHall()
    const one = await hall.device('display')
    const other = await hall.device('display')
    const socket = connect(one.token)
    const watch = (topic: string) =>
      new Promise<object>((resolve) => socket.emit('watch', topic, PROTOCOL, (answer) => resolve(answer)))
    expect(await watch(`screen:${one.id}`)).toMatchObject({ view: { name: 'display', settings: {} } })
    expect(await watch(`screen:${other.id}`)).toEqual({ refused: 'not-permitted' })
    const heard = new Promise<ScreenView>((resolve) => {
      socket.on('view', (message: ViewMessage) => {
        if (message.topic === `screen:${one.id}` && 'settings' in message.view && message.view.settings.inches)
          resolve(message.view)
      })
    })
    const screen = { inches: 55, metres: 8, face: 'calls', voice: 'off' }
    const path = `${hall.hallPath}/devices/${one.id}`
    expect(await hall.request('PATCH', path, { screen }, hall.managerToken)).toMatchObject({ ok: true })
    expect(await heard).toMatchObject({ settings: screen })
    expect(await rowOf(one.id)).toMatchObject({ screen })
    for (const wrong of [{ inches: 0 }, { metres: -1 }, { face: 'news' }, { colour: 'red' }, { lowerEdge: 1.5 }])
      expect(await hall.request('PATCH', path, { screen: wrong }, hall.managerToken)).toMatchObject({ status: 422 })
    expect(await hall.request('PATCH', path, { screen }, one.token)).toMatchObject({ status: 403 })
    const nobody = `${hall.hallPath}/devices/${mintSecret()}`
    expect(await hall.request('PATCH', nobody, { screen }, hall.managerToken)).toMatchObject({ status: 404 })
    expect(await rowOf(one.id)).toMatchObject({ screen })
  })
})
