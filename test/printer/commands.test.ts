import { describe, expect, it } from 'vitest'
import {
  askAbout,
  askStatus,
  BEEP,
  bold,
  CHINESE_ON,
  CLEAR_AFTER_ERROR,
  CONFIRM,
  type Command,
  CUT,
  cloneQr,
  code128,
  DRAWER,
  feedDots,
  feedLines,
  picture,
  pitch,
  processId,
  qr,
} from '../../printer/commands.ts'
import { encode } from '../../printer/escpos.ts'
import { tokens } from '../../printer/scan.ts'
import { hex, unhex } from './facts.ts'

const hexOf = (bytes: readonly number[] | Uint8Array): string => hex(Uint8Array.from(bytes))
const pinned = (wanted: string): string => wanted.replaceAll(' ', '')

/** One dot at the upper left of so many rows. */
const striped = (width: number, height: number) => {
  const bits = new Uint8Array((width / 8) * height)
  for (let y = 0; y < height; y++) bits[(y * width) / 8] = 0x80
  return { width, height, bits }
}

describe('commands, byte for byte', () => {
  const table: readonly (readonly [string, readonly number[] | Uint8Array, string])[] = [
    ['Chinese on', CHINESE_ON, '1c26'],
    ['the drawer, with both of its times', DRAWER, '1b70001978'],
    ['the partial cut', CUT, '1d564200'],
    ['the beep', BEEP, '1b420302'],
    ['bold on', bold(true), '1b4501'],
    ['bold off', bold(false), '1b4500'],
    ['feed by lines', feedLines(4), '1b6404'],
    ['feed by dots', feedDots(200), '1b4ac8'],
    ['a pitch', pitch(60), '1b333c'],
    ['the pitch of the printer', pitch(), '1b32'],
    ['status 1', askStatus(1), '100401'],
    ['status 2', askStatus(2), '100402'],
    ['status 3', askStatus(3), '100403'],
    ['status 4', askStatus(4), '100404'],
    ['confirmation by the paper sensor', CONFIRM, '1d7201'],
    ['confirmation by process id', processId('0a1Z'), '1d2848 0600 3030 3061315a'],
    ['clearing after an error', CLEAR_AFTER_ERROR, '100502'],
    ['asking for the firmware', askAbout('firmware'), '1d4941'],
    ['asking for the maker', askAbout('maker'), '1d4942'],
    ['asking for the model', askAbout('model'), '1d4943'],
    [
      'a QR code',
      qr('A1', 6),
      '1d286b0400 31413200 1d286b0300 314306 1d286b0300 314531 1d286b0500 315030 4131 1d286b0300 315130',
    ],
    ['the same on a clone', cloneQr('A1', 6), '1d5a02 1b5a 00 4d 06 0200 4131'],
    ['a CODE128', code128('A1', 60, 2), '1d683c 1d7702 1d4802 1d6b49 04 7b424131'],
    ['a picture', picture(striped(16, 2)), '1d763000 0200 0200 8000 8000'],
  ]

  it.each(table)('P35 %s', (_, bytes, wanted) => {
    expect(hexOf(bytes)).toBe(pinned(wanted))
  })

  it('P35 those that the package makes', () => {
    const bytes = (command: Command) => hexOf(encode([command]))
    expect(bytes({ do: 'init' })).toBe('1b401c26')
    expect(bytes({ do: 'align', align: 'left' })).toBe('1b6100')
    expect(bytes({ do: 'align', align: 'center' })).toBe('1b6101')
    expect(bytes({ do: 'align', align: 'right' })).toBe('1b6102')
    // Counted from nought: four times the character is 33.
    expect([1, 2, 3, 4, 8].map((n) => bytes({ do: 'size', width: n, height: n }))).toEqual(
      ['00', '11', '22', '33', '77'].map((n) => `1d21${n}`),
    )
    expect(bytes({ do: 'text', text: '喆·A' })).toBe('86b4a1a441')
    expect(bytes({ do: 'newline' })).toBe('0a')
  })

  it('P35 a command list uses the same bytes', () => {
    const commands: readonly Command[] = [
      { do: 'bold', on: true },
      { do: 'pitch', dots: 60 },
      { do: 'feed-lines', lines: 4 },
      { do: 'feed-dots', dots: 200 },
      { do: 'qr', by: 'native', data: 'A1', moduleDots: 6 },
      { do: 'qr', by: 'clone', data: 'A1', moduleDots: 6 },
      { do: 'picture', picture: striped(16, 2) },
      { do: 'code128', data: 'A1', heightDots: 60, moduleDots: 2 },
      { do: 'drawer' },
      { do: 'cut' },
      { do: 'beep' },
    ]
    const apart = [
      ...[bold(true), pitch(60), feedLines(4), feedDots(200), qr('A1', 6), cloneQr('A1', 6)],
      ...[picture(striped(16, 2)), code128('A1', 60, 2), DRAWER, CUT, BEEP],
    ]
    expect(hexOf(encode(commands))).toBe(apart.map(hexOf).join(''))
  })

  it('P35 a clone’s QR code is counted in bytes too, over 255 in two', () => {
    expect(hexOf(cloneQr('号', 6)).slice(0, 20)).toBe('1d5a021b5a004d060300')
    expect(cloneQr('x'.repeat(300), 3).slice(8, 10)).toEqual([300 & 0xff, 1])
  })

  it('P35 Chinese is switched on after every reset, which would switch it off', () => {
    const job = encode([{ do: 'init' }, { do: 'text', text: '号' }, { do: 'init' }])
    expect(hexOf(job)).toBe('1b401c26bac51b401c26')
  })

  it('P35 a picture that looks like commands is still one picture', () => {
    const trap = unhex('10041b40 1d564200')
    const names = [...tokens(picture({ width: 64, height: 1, bits: trap }))].map((token) => token.name)
    expect(names).toEqual(['GS v'])
  })

  it('P36 a picture of more than 128 rows is several bands, none of them higher', () => {
    const bands = [...tokens(picture(striped(576, 300)))]
    expect(bands.map((band) => [band.name, band.length])).toEqual([
      ['GS v', 8 + 72 * 128],
      ['GS v', 8 + 72 * 128],
      ['GS v', 8 + 72 * 44],
    ])
  })

  it('P35 what does not fit a byte, or is no process id, is refused', () => {
    expect(() => feedDots(256)).toThrow(/does not fit/)
    expect(() => feedLines(-1)).toThrow(/does not fit/)
    for (const id of ['', 'abc', 'abcde', 'ab\n1', '号abc']) expect(() => processId(id)).toThrow(/four printable/)
  })
})
