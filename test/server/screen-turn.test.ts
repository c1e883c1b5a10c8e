import { describe, expect, it, vi } from 'vitest'
import { SOUNDS } from '../../hall/screen.ts'
import { USUAL_VOICE } from '../../hall/voice.ts'
import { electSpeakers, type Speaker, TRIED_AGAIN_AFTER_MS } from '../../server/screen-turn.ts'
import { randomFrom } from '../kit/random.ts'
import { display, screenHall } from '../kit/screen-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const NOW = 1_000_000
const speaker = (id: string, more: Partial<Speaker> = {}): Speaker => ({
  id,
  zone: 'all',
  condition: 'well',
  sound: 'silent',
  ...more,
})
const elect = (speakers: readonly Speaker[], before: readonly string[] = [], now = NOW): string[] => [
  ...electSpeakers(speakers, new Set(before), now),
]

describe('whose turn it is to speak', () => {
  it('S13 the first of each zone that is there, awake and not blocked', () => {
    expect(elect([speaker('a'), speaker('b')])).toEqual(['a'])
    expect(elect([speaker('a', { condition: 'away' }), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { condition: 'asleep' }), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { condition: 'hidden' }), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { condition: 'mute', sound: 'blocked' }), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { condition: 'mute', sound: 'broken' }), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { condition: 'refused' }), speaker('b')])).toEqual(['a'])
    expect(elect([speaker('a', { zone: 'z1' }), speaker('b', { zone: 'z2' }), speaker('c', { zone: 'z1' })])).toEqual([
      'a',
      'b',
    ])
    expect(elect([speaker('a', { condition: 'away' })])).toEqual([])
    expect(elect([])).toEqual([])
  })

  it('S13 whoever speaks goes on while it can, so that the turn does not wander', () => {
    expect(elect([speaker('a'), speaker('b', { sound: 'on' })], ['b'])).toEqual(['b'])
    expect(elect([speaker('a'), speaker('b', { condition: 'away' })], ['b'])).toEqual(['a'])
  })

  it('S13 one that could not be heard is passed over for half a minute, unless it is heard', () => {
    const failed = { failedAt: NOW - TRIED_AGAIN_AFTER_MS + 1 }
    expect(elect([speaker('a', failed), speaker('b')])).toEqual(['b'])
    expect(elect([speaker('a', { ...failed, sound: 'on' }), speaker('b')])).toEqual(['a'])
    expect(elect([speaker('a', { failedAt: NOW - TRIED_AGAIN_AFTER_MS }), speaker('b')])).toEqual(['a'])
  })

  it('S13 V13 where all are blocked it is one of them all the same: one touch on it, and it speaks', () => {
    const blocked = { condition: 'mute', sound: 'blocked' } as const
    expect(elect([speaker('a', blocked), speaker('b', blocked)])).toEqual(['a'])
    expect(elect([speaker('a', blocked), speaker('b', blocked)], ['b'])).toEqual(['b'])
    expect(elect([speaker('a', blocked), speaker('b', { ...blocked, sound: 'on', condition: 'well' })], ['a'])).toEqual(
      ['b'],
    )
  })
})

describe('a hall that speaks', () => {
  it('S13 another takes over within 20 s when the speaker falls silent, goes, or is blocked', async () => {
    const hall = await screenHall([display('a'), display('b'), display('c')])
    hall.come('a', 'b', 'c')
    for (const id of ['a', 'b', 'c']) hall.say(id)
    expect(hall.speakers()).toEqual(['a'])
    hall.pass(20, { b: {}, c: {} })
    expect(hall.speakers()).toEqual(['b'])
    hall.screens.went('b')
    expect(hall.speakers()).toEqual(['c'])
    // Who comes back does not take the turn away again.
    hall.come('b')
    hall.pass(5, { b: {}, c: {} })
    expect(hall.speakers()).toEqual(['c'])
    hall.say('c', { sound: 'blocked' })
    expect(hall.speakers()).toEqual(['b'])
    hall.screens.close()
  })

  it('S13 whoever is heard again is trusted again at once', async () => {
    const hall = await screenHall([display('a'), display('b'), display('c')])
    hall.come('a', 'b', 'c')
    for (const id of ['a', 'b', 'c']) hall.say(id)
    hall.say('a', { sound: 'blocked' })
    expect(hall.speakers()).toEqual(['b'])
    hall.say('a', { sound: 'on' })
    hall.say('a')
    hall.screens.went('b')
    expect(hall.speakers()).toEqual(['a'])
    hall.screens.close()
  })

  it('S13 the next hears of its turn by itself, with no word from anybody else', async () => {
    const hall = await screenHall([display('a'), display('b')])
    hall.come('a', 'b')
    for (const id of ['a', 'b']) {
      hall.say(id)
      hall.screens.watch(`screen:${id}`)
    }
    hall.pass(12, { b: {} })
    hall.told.length = 0
    const turnOf = (id: string) =>
      hall.told.some(({ topic, view }) => topic === `screen:${id}` && 'speaks' in view && view.speaks)
    // The clock stands from here on, so that nothing is told only because it is time again.
    hall.clock.move(3_000)
    hall.say('b')
    hall.told.length = 0
    hall.clock.move(2_000)
    await vi.waitFor(() => expect(hall.speakers()).toEqual(['b']))
    await vi.waitFor(() => expect(turnOf('b')).toBe(true))
    hall.screens.close()
  })

  it('S13 two that are blocked only while they speak do not throw the turn to and fro', async () => {
    const hall = await screenHall([display('a'), display('b')])
    hall.come('a', 'b')
    let turns = 0
    let last = ''
    for (let second = 0; second < 60; second += 1) {
      const [now = ''] = hall.speakers()
      if (now !== last) turns += 1
      last = now
      for (const id of ['a', 'b']) hall.say(id, { sound: id === now ? 'blocked' : 'silent' })
      hall.clock.move(1_000)
    }
    expect(turns).toBeLessThanOrEqual(5)
    hall.screens.close()
  })

  it('S13 S11 the screen is told, and settings move the turn at once', async () => {
    const hall = await screenHall([display('a'), display('b')])
    hall.come('a', 'b')
    for (const id of ['a', 'b']) {
      hall.say(id)
      hall.screens.watch(`screen:${id}`)
    }
    await new Promise((resolve) => setImmediate(resolve))
    hall.clock.move(200)
    hall.told.length = 0
    hall.replace([display('a', { screen: { voice: 'off' } }), display('b')])
    await new Promise((resolve) => setImmediate(resolve))
    const told = hall.told.filter(({ topic }) => topic.startsWith('screen:')).map(({ topic, view }) => [topic, view])
    expect(told).toEqual([
      ['screen:a', { name: '屏a', settings: { voice: 'off' }, speaks: false }],
      ['screen:b', { name: '屏b', settings: {}, speaks: true }],
    ])
    hall.screens.close()
  })

  it('S13 V10 a silent zone has nobody; a strip, an entrance board and a kiosk never have the turn', async () => {
    const [zone] = smallCatalogue.zones
    const id = zone?.id ?? ''
    const silent = { ...USUAL_VOICE, silent: true }
    const hall = await screenHall(
      [
        display('quiet', { zone: id }),
        display('strip', { counter: '1' }),
        display('entrance', { screen: { face: 'entrance' } }),
        display('kiosk', { role: 'kiosk' }),
      ],
      { ...smallCatalogue, voice: { zones: { [id]: silent } } },
    )
    const all = ['quiet', 'strip', 'entrance', 'kiosk']
    hall.come(...all)
    for (const one of all) hall.say(one, { sound: 'on' })
    expect(hall.speakers()).toEqual([])
    hall.screens.close()
  })

  it('S13 through any storm of comings, goings and troubles at most one speaks for a zone, and one does where one can', async () => {
    const chance = randomFrom(7)
    const zones = [undefined, smallCatalogue.zones[0]?.id]
    const machines = Array.from({ length: 8 }, (_, index) => {
      const zone = zones[index % 2]
      return display(`d${index}`, zone === undefined ? {} : { zone })
    })
    const hall = await screenHall(machines)
    const here = new Set<string>()
    for (let step = 0; step < 600; step += 1) {
      const one = chance.pick(machines).id
      if (!here.has(one)) {
        hall.come(one)
        here.add(one)
      } else if (chance.chance(0.3)) {
        hall.screens.went(one)
        here.delete(one)
      } else hall.say(one, { sound: chance.pick(SOUNDS) })
      hall.clock.move(chance.int(4_000))
      for (const zone of zones) {
        const members = machines.filter((machine) => machine.zone === zone)
        const speaking = members.filter(({ id }) => hall.viewOf(id)?.speaks)
        const able = members.filter(({ id }) => !['away', 'asleep'].includes(hall.conditionOf(id) ?? 'away'))
        expect(speaking.length).toBe(able.length === 0 ? 0 : 1)
        for (const { id } of speaking) expect(able.map((machine) => machine.id)).toContain(id)
      }
    }
    hall.screens.close()
  })
})
