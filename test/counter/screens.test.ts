import { describe, expect, it } from 'vitest'
import { alarmKey, deskAlarmsOf } from '../../counter/guide-desk-alarms.ts'
import { type Device, deviceMood, inTrouble, machinesOf } from '../../counter/machines.ts'
import {
  added,
  dropped,
  EMPTY,
  figuresItem,
  isComplete,
  linesIn,
  mediaItem,
  moved,
  replaced,
  textItem,
} from '../../counter/media-list.ts'
import { FILM_BYTES_MAX, PICTURE_BYTES_MAX, uploadFault } from '../../counter/media-upload.ts'
import { cropOf, PHOTO, USUAL_FRAMING } from '../../counter/photo-crop.ts'
import { countsOf, screensOf, shownText, sizeText, troubled, voiceWord, wallsOf } from '../../counter/screens-list.ts'
import { CONDITION_HINTS, SCREENS } from '../../counter/screens-words.ts'
import { SCREEN_CONDITIONS } from '../../hall/screen.ts'
import { guideView } from '../../hall/views/guide.ts'
import type { DeviceRow, Views } from '../../hall/wire.ts'
import { FILM_BYTES_MAX as FILM_HELD, PICTURE_BYTES_MAX as PICTURE_HELD } from '../../server/media/media-name.ts'
import { openHall } from '../kit/open-hall.ts'
import { WELL } from '../kit/screen-hall.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const device = (id: string, more: Partial<Device> = {}): Device => ({
  id,
  name: id,
  role: 'display',
  paired: true,
  online: true,
  condition: 'well',
  ...more,
})
const [zoneA, zoneB] = smallCatalogue.zones
const window = smallCatalogue.counters[0]

describe('the page of screens', () => {
  it('S12 what is to be mended comes first, the worst of it first', () => {
    const screens = screensOf(SCREEN_CONDITIONS.toReversed().map((condition) => device(condition, { condition })))
    expect(troubled(screens).map(({ id }) => id)).toEqual(SCREEN_CONDITIONS.slice(0, -1))
    expect(countsOf(screens)).toEqual(SCREEN_CONDITIONS.map((condition) => [condition, 1]))
    for (const { condition } of troubled(screens)) expect(CONDITION_HINTS[condition]).toBeDefined()
  })

  it('S12 machines that are no screens, and screens that were never paired, are on the device page alone', () => {
    const { condition: _none, ...pc } = device('pc', { role: 'counter' })
    expect(screensOf([pc, device('new', { paired: false }), device('b')]).map(({ id }) => id)).toEqual(['b'])
  })

  it('S12 the others hang where they hang: the hall, then zones in their order, windows in their zone', () => {
    const screens = screensOf([
      device('strip', { counter: window?.id ?? '' }),
      device('b10', { zone: zoneB?.id ?? '' }),
      device('b9', { zone: zoneB?.id ?? '' }),
      device('kiosk', { role: 'kiosk' }),
      device('gone', { zone: 'pulled-down' }),
    ])
    expect(wallsOf(screens, smallCatalogue).map(({ key, screens: here }) => [key, here.map(({ id }) => id)])).toEqual([
      ['', ['kiosk']],
      ...(window?.zone === zoneB?.id
        ? [[zoneB?.id, ['b9', 'b10', 'strip']]]
        : [
            [zoneA?.id, ['strip']],
            [zoneB?.id, ['b9', 'b10']],
          ]),
      ['pulled-down', ['gone']],
    ])
  })

  it('S12 a card says size, picture and voice, and an old picture where it stopped', () => {
    const health = { ...WELL, shown: 41, at: 0 }
    const [one, ...rest] = screensOf([
      device('a', { screen: { inches: 55, metres: 8 }, health, speaks: true }),
      device('b', { screen: { inches: 55 }, health, condition: 'behind' }),
      device('c', { screen: { voice: 'off' } }),
      device('d', { screen: { face: 'entrance' } }),
      device('e', { counter: '1' }),
      device('f', { role: 'pad', counter: '1' }),
    ])
    if (!one) throw new Error('There is a first screen.')
    expect([sizeText(one), shownText(one), voiceWord(one)]).toEqual(['55″ · 8 m', '最新', SCREENS.speaks])
    expect(rest.map(sizeText)).toEqual(['55″', '尺寸未填', '尺寸未填', '尺寸未填', ''])
    expect(rest.map(shownText)).toEqual(['停在 41', '', '', '', ''])
    expect(rest.map(voiceWord)).toEqual([SCREENS.maySpeak, undefined, undefined, undefined, undefined])
  })

  it('E15 S12 the device page says the same of a screen, and counts it as in trouble', () => {
    const [mute, black, pad, away] = machinesOf(
      {
        devices: [
          device('mute', { condition: 'mute' }),
          device('black', { condition: 'asleep' }),
          device('pad', { role: 'pad', counter: '1', condition: 'asleep' }),
          device('away', { online: false, condition: 'away' }),
        ],
        peripherals: [],
        edges: [],
      },
      [],
    )
    expect([mute, black, pad, away].map((machine) => [machine?.mood, machine?.state[0]])).toEqual([
      ['amber', '没有声音'],
      ['red', '没有画面'],
      ['amber', '没有画面'],
      ['red', '离线'],
    ])
    expect(mute && inTrouble(mute)).toBe(true)
    expect(mute?.hint).toEqual(CONDITION_HINTS.mute)
    expect(deviceMood(device('new', { paired: false }))).toBe('idle')
  })

  it('S12 G5 a screen without picture or sound is an alarm at the desk, with what to do; a pad is not', async () => {
    const hall = await openHall()
    const row = (id: string, more: Partial<DeviceRow>): DeviceRow => ({
      id,
      name: id,
      role: 'display',
      online: true,
      seenAt: hall.clock.now(),
      ...more,
    })
    const view = (open: boolean): Views['guide'] => ({
      ...guideView(hall.hall()),
      system: [],
      open,
      printers: [],
      presented: [],
      devices: [
        row('mute', { condition: 'mute' }),
        row('black', { condition: 'asleep' }),
        row('black-too', { role: 'kiosk', condition: 'asleep' }),
        row('covered', { condition: 'hidden' }),
        row('pad', { role: 'pad', condition: 'asleep' }),
        row('slow', { condition: 'behind' }),
        row('well', { condition: 'well' }),
      ],
    })
    const screens = deskAlarmsOf(view(true), hall.clock.now()).filter(({ kind }) => kind === 'screens')
    expect(
      screens.map((alarm) => [alarm.level, alarmKey(alarm), 'devices' in alarm && alarm.devices.map(({ id }) => id)]),
    ).toEqual([
      ['red', 'screens asleep', ['black', 'black-too']],
      ['red', 'screens hidden', ['covered']],
      ['amber', 'screens mute', ['mute']],
    ])
    expect(deskAlarmsOf(view(false), hall.clock.now()).filter(({ kind }) => kind === 'screens')).toEqual([])
  })
})

describe('what is put on boards', () => {
  it('S15 a file that would be refused is not sent at all, by the bounds of the server', () => {
    expect([PICTURE_BYTES_MAX, FILM_BYTES_MAX]).toEqual([PICTURE_HELD, FILM_HELD])
    expect(uploadFault({ type: 'image/jpeg', size: PICTURE_BYTES_MAX })).toBeUndefined()
    expect(uploadFault({ type: 'image/jpeg', size: PICTURE_BYTES_MAX + 1 })).toBe('too-large')
    expect(uploadFault({ type: 'video/mp4', size: FILM_BYTES_MAX })).toBeUndefined()
    expect(uploadFault({ type: 'video/mp4', size: FILM_BYTES_MAX + 1 })).toBe('too-large')
    expect(uploadFault({ type: 'image/svg+xml', size: 1 })).toBe('media-type')
  })

  it('B23 things take turns in the order they are put in', () => {
    const picture = mediaItem('a.jpg', '通知')
    const film = mediaItem('b.mp4', '短片')
    const boards = [figuresItem, picture, film].reduce(added, EMPTY)
    expect(boards.playlist).toEqual([figuresItem, picture, film])
    expect(picture).toMatchObject({ kind: 'image', seconds: 12 })
    expect(film).toEqual({ kind: 'video', media: 'b.mp4', title: '短片' })
    expect(moved(boards, 2, -1).playlist).toEqual([figuresItem, film, picture])
    expect(moved(boards, 0, 1).playlist).toEqual([picture, figuresItem, film])
    expect(moved(boards, 0, -1)).toEqual(boards)
    expect(moved(boards, 2, 1)).toEqual(boards)
    expect(dropped(boards, 1).playlist).toEqual([figuresItem, film])
    expect(replaced(boards, 1, film).playlist).toEqual([figuresItem, film, film])
    expect(linesIn(' 一 \n\n二\r\n')).toEqual(['一', '二'])
  })

  it('B23 CAT25 what is not complete is not saved', () => {
    const text = { ...textItem, title: '提示', lines: ['请排队'] } as const
    expect(isComplete([text, figuresItem].reduce(added, EMPTY))).toBe(true)
    for (const item of [
      { ...text, title: ' ' },
      { ...text, lines: [] },
      { ...text, seconds: 4 },
      { ...text, seconds: 601 },
      { ...text, seconds: 5.5 },
      mediaItem('a.jpg', ''),
    ])
      expect(isComplete(added(EMPTY, item))).toBe(false)
  })
})

describe('a photo', () => {
  it.each([
    [
      { width: 3000, height: 4000 },
      { left: 0, top: 0, width: 3000, height: 4000 },
    ],
    [
      { width: 4000, height: 3000 },
      { left: 875, top: 0, width: 2250, height: 3000 },
    ],
    [
      { width: 300, height: 1000 },
      { left: 0, top: 180, width: 300, height: 400 },
    ],
  ])('A11 of %j is cut to 3 by 4, upper middle first', (size, kept) => {
    expect(cropOf(size, USUAL_FRAMING)).toEqual(kept)
  })

  it('A11 however it is framed, the cut is 3 by 4 and inside the picture', () => {
    for (const size of [PHOTO, { width: 5_000, height: 700 }, { width: 90, height: 2_000 }])
      for (const zoom of [0, 1, 1.7, 3])
        for (const x of [0, 0.4, 1])
          for (const y of [0, 0.6, 1]) {
            const { left, top, width, height } = cropOf(size, { zoom, x, y })
            expect(width / height).toBeCloseTo(0.75)
            expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
            expect(left + width).toBeLessThanOrEqual(size.width + 1e-6)
            expect(top + height).toBeLessThanOrEqual(size.height + 1e-6)
          }
  })
})
