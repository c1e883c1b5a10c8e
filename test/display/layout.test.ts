import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardLayout, type Content, ROWS_MIN, rowsThatFit } from '../../display/layout.ts'
import { legible, type Panel, pitchOf } from '../../display/legible.ts'
import { sideParts } from '../../display/side-parts.ts'
import { unfitText } from '../../display/unfit-text.ts'

const lying = (inches: number, metres: number): Panel => ({ width: 1920, height: 1080, inches, metres })
const upright = (inches: number, metres: number): Panel => ({ width: 1080, height: 1920, inches, metres })

/** A hall of twenty windows on one floor, with precedence and appointments. */
const usual: Content = {
  letters: ['A', 'B', 'D', 'VA', 'VD', 'YD'],
  digits: 3,
  windows: ['1', '9', '12', '20'].map((name) => [`${name}号窗口`, `${name}号窗`, name]),
  floors: ['1楼'],
  names: [],
  tags: [
    ['优先', '优先'],
    ['再次呼叫', '重呼'],
  ],
}
const twoFloors: Content = { ...usual, floors: ['1楼', '2楼'] }
const named: Content = { ...usual, windows: [...usual.windows, ['台胞接待室']] }

/** A row's width as its columns are drawn: gaps between them, and half a hanzi inside its ends. */
const drawn = ({ layout }: ReturnType<typeof boardLayout>): number => {
  const { number, name, window, floor, tag } = layout.columns
  const columns = [number, name, window, floor, tag].filter((width) => width > 0)
  return columns.reduce((sum, width) => sum + width, 0) + layout.gap * (columns.length - 1) + layout.hanzi * 0.5
}

describe('the layout of a board', () => {
  it.each([
    [6, 65, 72, 8, 16],
    [8, 86, 96, 6, 12],
    [10, 108, 120, 5, 10],
    [12, 129, 144, 4, 8],
    [15, 161, 180, 3, 6],
  ])(
    'B20 55 inches read from %d m: digits of %d px, hanzi of %d px, %d rows lying and %d upright',
    (metres, digit, hanzi, wide, high) => {
      const sizes = legible(lying(55, metres))
      expect([Math.round(sizes.digit), Math.round(sizes.hanzi)]).toEqual([digit, hanzi])
      expect([rowsThatFit(lying(55, metres)), rowsThatFit(upright(55, metres))]).toEqual([wide, high])
    },
  )

  it.each([
    [43, 4],
    [65, 6],
    [75, 7],
    [86, 8],
  ])('B20 from ten metres %d inches hold %d rows', (inches, rows) => {
    expect(rowsThatFit(lying(inches, 10))).toBe(rows)
  })

  it('B20 the digits of strips: 94 px on 28 inches, 70 px on 38, read from five metres', () => {
    expect(Math.round(legible({ width: 1920, height: 360, inches: 28, metres: 5 }).digit)).toBe(94)
    expect(Math.round(legible({ width: 1920, height: 540, inches: 38, metres: 5 }).digit)).toBe(70)
  })

  it('B20 4K as so many CSS pixels, or as two dots in each, is the same picture', () => {
    const [small, large] = [lying(55, 10), { ...lying(55, 10), width: 3840, height: 2160 }]
    expect(legible(large).hanzi / legible(small).hanzi).toBeCloseTo(2)
    const [one, two] = [boardLayout(small, usual).layout, boardLayout(large, usual).layout]
    expect([two.rows, two.form, two.side.place]).toEqual([one.rows, one.form, one.side.place])
    expect(two.side.width / one.side.width).toBeCloseTo(2, 1)
  })

  it.each([
    lying(55, 6),
    lying(55, 10),
    lying(55, 15),
    upright(55, 6),
    upright(55, 10),
    upright(55, 15),
    lying(32, 4),
    lying(98, 15),
  ])(
    'B20 $width × $height, $inches inches from $metres m: type is legal in millimetres and every row fits',
    (panel) => {
      for (const content of [usual, twoFloors]) {
        const board = boardLayout(panel, content)
        const { digit, hanzi, rows, row, side } = board.layout
        expect(board.unfit).toBeUndefined()
        expect(digit * 0.733 * pitchOf(panel)).toBeGreaterThanOrEqual((panel.metres * 1_000) / 200 - 0.001)
        expect(hanzi * 0.876 * pitchOf(panel)).toBeGreaterThanOrEqual((panel.metres * 1_000) / 150 - 0.001)
        expect(rows).toBeGreaterThanOrEqual(ROWS_MIN)
        const beside = side.place === 'beside' ? side.width : 0
        const below = side.place === 'below' ? side.height : 0
        expect(drawn(board)).toBeLessThanOrEqual(panel.width - beside - 72 * board.layout.unit + 0.01)
        expect(rows * row + below).toBeLessThanOrEqual(panel.height - 190 * board.layout.unit + 0.01)
      }
    },
  )

  it('B20 windows are named in full where there is room, and the floor stands there where there are several', () => {
    expect(boardLayout(lying(55, 6), twoFloors).layout.form).toEqual({ window: 0, tag: 0, floor: true })
    expect(boardLayout(lying(55, 10), usual).layout.form.window).toBe(0)
    expect(boardLayout(upright(55, 10), usual).layout.form).toEqual({ window: 2, tag: 1, floor: false })
    expect(boardLayout(lying(55, 10), usual).layout.columns.floor).toBe(0)
  })

  it('B20 digits grow towards a 150th where the row has room, and never beyond', () => {
    const panel = lying(55, 6)
    const { digit, digitBest } = legible(panel)
    const { layout } = boardLayout(panel, usual)
    expect(layout.digit).toBeGreaterThan(digit * 1.2)
    expect(layout.digit).toBeLessThanOrEqual(digitBest)
    expect(boardLayout(upright(55, 15), usual).layout.digit).toBeCloseTo(legible(upright(55, 15)).digit)
  })

  it('B22 a lying board keeps a quarter of its width for the table, an upright one the lower part', () => {
    const wide = boardLayout(lying(55, 10), usual).layout
    expect(wide.side).toMatchObject({ place: 'beside', height: 890 })
    expect(wide.side.width / 1920).toBeGreaterThanOrEqual(0.24)
    const high = boardLayout(upright(55, 10), usual).layout
    expect(high.rows).toBe(7)
    expect(high.side.place).toBe('below')
    expect(high.side.height).toBeGreaterThanOrEqual(420)
    expect(boardLayout(lying(55, 15), twoFloors).layout.side.place).toBe('none')
  })

  it('B22 the table shows as many themes as fit, and a card of lines stands with it', () => {
    const { layout } = boardLayout(lying(55, 10), usual)
    const many = sideParts(layout, 10)
    expect(many.themes).toBe(6)
    expect(many.room.lines).toBeGreaterThanOrEqual(5)
    const few = sideParts(layout, 2)
    expect(few.themes).toBe(2)
    expect(few.row).toBeGreaterThan(many.row)
    expect(few.room.lines).toBeGreaterThan(many.room.lines)
    expect(sideParts(layout, 0).themes).toBe(1)
  })

  it('B20 fewer than three rows are refused, with the distance and the size that would do', () => {
    const { layout, unfit } = boardLayout(lying(32, 15), usual)
    expect(unfit).toEqual({ why: 'rows', metres: 10, inches: 50 })
    expect(boardLayout(lying(32, 10), usual).unfit).toBeUndefined()
    expect(boardLayout(lying(32, 10.5), usual).unfit).toBeDefined()
    expect(boardLayout(lying(50, 15), usual).unfit).toBeUndefined()
    expect(boardLayout(lying(43, 15), usual).unfit).toBeDefined()
    // The calls are there all the same, as large as they can be read from where it would do.
    expect(layout).toEqual(boardLayout(lying(32, 10), usual).layout)
  })

  it('B20 a window whose name is too long for a row is refused by its name, and words say what to change', () => {
    const panel = upright(55, 10)
    const { unfit } = boardLayout(panel, named)
    expect(unfit).toEqual({ why: 'width', longest: '台胞接待室', metres: 9.5, inches: 65 })
    if (!unfit) return
    expect(unfitText(unfit, panel)).toBe(
      '本屏 55 英寸，在 10 米外放不下看得清的一行，最长的是“台胞接待室”：请把观看距离设为 9.5 米以内，或换 65 英寸以上的屏，或缩短窗口名、不显示姓名。',
    )
    expect(unfitText({ why: 'rows', metres: 7 }, lying(32, 15))).toBe(
      '本屏 32 英寸，在 15 米外放不下三行看得清的字：请把观看距离设为 7 米以内。',
    )
  })

  it('B20 whatever the window, a board has three rows, and its refusal names what does help', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 320, max: 4000 }),
        fc.integer({ min: 320, max: 4000 }),
        fc.constantFrom(32, 43, 55, 75, 98),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(usual, twoFloors, named, { ...named, names: ['欧阳*'] }),
        (width, height, inches, half, content) => {
          const panel = { width, height, inches, metres: half / 2 }
          const board = boardLayout(panel, content)
          expect(board.layout.rows).toBeGreaterThanOrEqual(ROWS_MIN)
          const beside = board.layout.side.place === 'beside' ? board.layout.side.width : 0
          expect(drawn(board)).toBeLessThanOrEqual(width - beside + 0.01)
          const { unfit } = board
          if (unfit?.metres !== undefined)
            expect(boardLayout({ ...panel, metres: unfit.metres }, content).unfit).toBeUndefined()
          if (unfit?.inches !== undefined)
            expect(boardLayout({ ...panel, inches: unfit.inches }, content).unfit).toBeUndefined()
        },
      ),
    )
  })
})
