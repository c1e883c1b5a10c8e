import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPieces } from '../../kiosk/pieces.ts'

describe('a page in pieces that the hall can speak', () => {
  it('K28 short texts stay whole, long ones break after a sentence or a comma', () => {
    expect(inPieces('请选择要办的类别')).toEqual(['请选择要办的类别'])
    expect(inPieces('一二三四。五六七，八九十。', 7)).toEqual(['一二三四。', '五六七，', '八九十。'])
    expect(inPieces('')).toEqual([])
    expect(inPieces(' 。 ')).toEqual(['。'])
  })

  it('K28 whatever the text, no piece is longer than the hall takes, none is empty, and nothing is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('号', '票', '，', '。', 'A', ' ', '\n', ';'), { maxLength: 400 }),
        (letters) => {
          const pieces = inPieces(letters.join(''), 12)
          const bare = (text: string): string => text.replace(/\s/g, '')
          expect(pieces.every((piece) => piece.length > 0 && piece.length <= 12)).toBe(true)
          expect(bare(pieces.join(''))).toBe(bare(letters.join('')))
        },
      ),
    )
  })
})
