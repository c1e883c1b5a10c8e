import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../../kiosk/identify.ts'
import { isWhole, KINDS, placesOf, shownSigns, withSign } from '../../kiosk/typed-document.ts'
import { checkDocument, DOCUMENT_KINDS } from '../../server/people/documents.ts'

/** 18 signs with a right check sign; nobody's. */
const CARD = '11010519491231002X'
const typedOf = (signs: string, kind: (typeof KINDS)[number]): string =>
  [...signs].reduce((typed, sign) => withSign(typed, sign, kind), '')

describe('a document’s number, typed', () => {
  it('K23 the kinds are those that the hall’s server knows', () => {
    expect(KINDS).toEqual(DOCUMENT_KINDS)
  })

  it('K23 what cannot stand in such a number does not come in: letters, an X before its place, a nineteenth sign', () => {
    expect(typedOf(CARD, 'resident')).toBe(CARD)
    expect(typedOf('11010519491231002x', 'resident')).toBe(CARD)
    expect(typedOf('1X2A3', 'resident')).toBe('123')
    expect(typedOf(`${CARD}1`, 'resident')).toBe(CARD)
    expect(typedOf('91I0O1SVZ', 'company')).toBe('9101')
    expect(typedOf('e-12 345', 'other')).toBe('E12345')
    expect(typedOf('1'.repeat(25), 'other')).toHaveLength(20)
  })

  it('K23 it can be asked about once it is as long as such a number must be', () => {
    expect(isWhole(CARD.slice(0, 17), 'resident')).toBe(false)
    expect(isWhole(CARD, 'resident')).toBe(true)
    expect(isWhole('1234', 'other')).toBe(false)
    expect(isWhole('12345', 'other')).toBe(true)
  })

  it('K23 only the last sign is ever seen, and only while it is fresh', () => {
    expect(shownSigns('1101', 'resident', true).slice(0, 5)).toEqual(['●', '●', '●', '1', ''])
    expect(shownSigns('1101', 'resident', false).join('')).toBe('●●●●')
    expect(shownSigns('', 'resident', true).join('')).toBe('')
    for (const kind of KINDS) expect(shownSigns('', kind, false)).toHaveLength(placesOf(kind))
  })

  it('K23 whatever is typed, no more than its last sign is on the screen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.string({ maxLength: 30 }), fc.boolean(), (kind, keys, fresh) => {
        const typed = typedOf(keys, kind)
        const seen = shownSigns(typed, kind, fresh).join('').replaceAll('●', '')
        expect(seen).toBe(fresh ? typed.slice(-1) : '')
      }),
    )
  })

  it('K23 every number that the server takes can be typed, and an honest slip is told by what is wrong', () => {
    expect(checkDocument('resident', typedOf(CARD, 'resident'), Date.now())).toMatchObject({ ok: true })
    const wrong = checkDocument('resident', typedOf('110105194912310021', 'resident'), Date.now())
    expect(wrong).toMatchObject({ ok: false, fault: 'check-digit' })
    expect(faultOf(wrong.ok ? undefined : wrong.fault)).toBe('check-digit')
    expect(faultOf('date')).toBe('date')
    expect(faultOf(undefined)).toBe('failed')
  })
})
