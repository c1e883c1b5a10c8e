import type * as Fs from 'node:fs'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { checkDocument, maskOf } from '../../server/people/documents.ts'
import { openPersonKeys } from '../../server/people/person-keys.ts'

/** What the disk was told to keep, and to name, in order. */
const disk = vi.hoisted((): ('kept' | 'named')[] => [])
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  return {
    ...fs,
    fsyncSync: (file: number) => {
      fs.fsyncSync(file)
      disk.push('kept')
    },
    renameSync: (from: string, to: string) => {
      fs.renameSync(from, to)
      disk.push('named')
    },
  }
})

const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const fault = (kind: Parameters<typeof checkDocument>[0], text: string) => {
  const checked = checkDocument(kind, text, NOW)
  return checked.ok ? 'good' : checked.fault
}

describe('the number of a document', () => {
  // The example of GB 11643 itself, and one that ends in a digit.
  it.each(['11010519491231002X', '440524198001010013'])('A9 the identity card %s is good', (card) =>
    expect(fault('resident', card)).toBe('good'),
  )

  it('A9 every single wrong digit of an identity card, and every two neighbours exchanged, are found', () => {
    const card = '11010519491231002X'
    for (let place = 0; place < 17; place += 1)
      for (let digit = 0; digit < 10; digit += 1) {
        const other = `${card.slice(0, place)}${digit}${card.slice(place + 1)}`
        if (other !== card) expect([other, fault('resident', other)]).not.toEqual([other, 'good'])
        const swapped = `${card.slice(0, place)}${card[place + 1]}${card[place]}${card.slice(place + 2)}`
        if (place < 16 && swapped !== card) expect([swapped, fault('resident', swapped)]).not.toEqual([swapped, 'good'])
      }
  })

  it.each([
    ['a day that is none', '110105194902300020'],
    ['a month that is none', '110105194913010021'],
    ['a day to come', '11010520490101002X'],
    ['a birth in the century before last', '440524188001010014'],
  ])('A9 an identity card with %s is refused for its date', (_, card) => expect(fault('resident', card)).toBe('date'))

  it.each(['', '1101051949123100', '110105491231002', '01010519491231002X', 'X10105194912310021'])(
    'A9 “%s” has not the form of an identity card',
    (card) => expect(fault('resident', card)).toBe('form'),
  )

  it('A9 a social credit code is held to its check character, and has no I, O, S, V, Z', () => {
    expect(fault('company', '91350100M000100Y43')).toBe('good')
    expect(fault('company', '91350100M000100Y44')).toBe('check-digit')
    expect(fault('company', '91350100M000100YO3')).toBe('form')
    expect(fault('company', '91350100M000100Y4')).toBe('form')
  })

  it('A9 every single wrong sign of a social credit code is found', () => {
    const code = '91350100M000100Y43'
    for (let place = 0; place < 17; place += 1)
      for (const sign of '0123456789ABCDEFGHJKLMNPQRTUWXY')
        if (sign !== code[place])
          expect(fault('company', `${code.slice(0, place)}${sign}${code.slice(place + 1)}`)).toBe('check-digit')
  })

  it('A9 other documents have 5 to 20 letters and digits', () => {
    for (const good of ['E12345678', 'H1234567802', 'A123456(7)', '军字第00123号'.replace(/[^\d]/g, '')])
      expect(fault('other', good)).toBe('good')
    for (const bad of ['1234', 'X'.repeat(21), '军字第00123号', 'E1234_678']) expect(fault('other', bad)).toBe('form')
  })

  it('A9 blanks, strokes, small letters and full-width digits make no other person', () => {
    const one = checkDocument('resident', '11010519491231002X', NOW)
    for (const text of ['110105 19491231 002x', '１１０１０５１９４９１２３１００２Ｘ', '110105-19491231-002X'])
      expect(checkDocument('resident', text, NOW)).toEqual(one)
  })

  it('A9 what is shown of it is the first sign and at most the last four, never more than a third', () => {
    expect(maskOf('11010519491231002X')).toBe('1*************002X')
    expect(maskOf('E12345678')).toBe('E******78')
    expect(maskOf('12345')).toBe('1***5')
  })
})

describe('the key of a person', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-key-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'person.key')

  it('A9 is the same for the same document, over a restart too, and another for another kind, number or hall', () => {
    const keys = openPersonKeys(file)
    const key = keys.keyOf('resident', '11010519491231002X')
    expect(key).toMatch(/^p[\w-]{22}$/)
    expect(keys.keyOf('resident', '11010519491231002X')).toBe(key)
    expect(openPersonKeys(file).keyOf('resident', '11010519491231002X')).toBe(key)
    const others = [
      keys.keyOf('other', '11010519491231002X'),
      keys.keyOf('resident', '110105194912310038'),
      openPersonKeys(join(folder, 'another.key')).keyOf('resident', '11010519491231002X'),
    ]
    expect(new Set([key, ...others]).size).toBe(4)
  })

  it('A9 hangs on a secret of 256 bits that its owner alone may read, made when it is first needed', () => {
    const fresh = join(folder, 'fresh.key')
    const keys = openPersonKeys(fresh)
    expect(() => statSync(fresh)).toThrow()
    keys.keyOf('other', 'E12345678')
    expect(readFileSync(fresh)).toHaveLength(32)
    expect(statSync(fresh).mode & 0o777).toBe(0o600)
  })

  it('A9 the secret and its name outlast a power cut before any key is made of it', () => {
    disk.length = 0
    openPersonKeys(join(folder, 'lasting.key')).keyOf('other', 'E12345678')
    expect(disk).toEqual(['kept', 'named', 'kept'])
  })

  it('A9 a damaged secret is said in one sentence and never replaced: everybody would be a stranger', () => {
    const torn = join(folder, 'torn.key')
    writeFileSync(torn, 'short')
    expect(() => openPersonKeys(torn).keyOf('other', 'E12345678')).toThrow(/damaged.*backup/)
    expect(readFileSync(torn, 'utf8')).toBe('short')
  })
})
