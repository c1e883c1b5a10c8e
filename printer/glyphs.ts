/**
 * Characters as dots: Noto Sans SC (OFL) in two weights, drawn by @napi-rs/canvas. Both are loaded when the first picture
 * is wanted, so a hall whose printers have fonts never pays for them, and where they cannot be loaded only pictures fail.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { type Bitmap, blank } from './bitmap.ts'
import { charactersIn, tableAt } from './cmap.ts'
import type { Font, FontFault, Style } from './font.ts'
import { CHARACTER_DOTS } from './models.ts'
import { columnsOf } from './text.ts'

const WEIGHTS = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
} as const
type Weight = keyof typeof WEIGHTS

/** The names we register the files under; nothing else on a machine is called so, so nothing else is drawn. */
export const FAMILIES: Readonly<Record<Weight, string>> = { regular: 'yichuang-regular', bold: 'yichuang-bold' }

/** A dot is black from this much cover on, of 255: found by eye, so that thin strokes hold and dense characters stay open. */
const BLACK_FROM: Readonly<Record<Weight, number>> = { regular: 96, bold: 116 }
/** Where characters stand in their cell of 24 dots, and how large: Latin letters are smaller, for their tails to fit. */
const WIDE = { size: 24, foot: 21 } as const
const NARROW = { size: 22, foot: 19 } as const
/** A ticket has some 150 different characters. What is beyond this many is drawn again. */
const MOST_KEPT = 6000
/** The largest character, 8 times 24 dots. */
const LARGEST = 8 * CHARACTER_DOTS

const require = createRequire(import.meta.url)
const fileOf = (weight: Weight): string => require.resolve(`@expo-google-fonts/noto-sans-sc/${WEIGHTS[weight]}`)

/** Only the head of the file and its table of characters are read, 20 KB of 10 MB. */
const coverage = (path: string): ReadonlySet<number> => {
  const file = openSync(path, 'r')
  try {
    const read = (length: number, offset: number): Uint8Array => {
      const bytes = new Uint8Array(length)
      readSync(file, bytes, 0, length, offset)
      return bytes
    }
    const cmap = tableAt(read(4096, 0), 'cmap')
    if (!cmap) throw new Error(`${path} has no table of characters.`)
    return charactersIn(read(cmap.length, cmap.offset))
  } finally {
    closeSync(file)
  }
}

type CanvasLibrary = typeof import('@napi-rs/canvas')

/** The drawing library with both weights registered. Throws when it or the font is not installed. */
export const loadCanvas = (): CanvasLibrary => {
  const library: CanvasLibrary = require('@napi-rs/canvas')
  for (const weight of ['regular', 'bold'] as const)
    if (
      !library.GlobalFonts.has(FAMILIES[weight]) &&
      !library.GlobalFonts.registerFromPath(fileOf(weight), FAMILIES[weight])
    )
      throw new Error(`${fileOf(weight)} is not a font.`)
  return library
}

/** What drawing a character takes; the pages of a PDF offer this much. */
export type Pen = Pick<
  SKRSContext2D,
  'font' | 'measureText' | 'save' | 'translate' | 'scale' | 'fillText' | 'fillRect' | 'restore'
>

/** Draws one character where the context stands, in a cell of the given columns: wider than the cell it is squeezed. */
export const drawCharacter = (context: Pen, char: string, { sizeW, sizeH, bold }: Style): void => {
  const columns = columnsOf(char)
  const { size, foot } = columns === 1 ? NARROW : WIDE
  const cell = (columns * CHARACTER_DOTS) / 2
  context.font = `${size * sizeH}px ${FAMILIES[bold ? 'bold' : 'regular']}`
  const natural = context.measureText(char).width / sizeH
  const squeeze = Math.min(1, cell / Math.max(1, natural))
  context.save()
  context.translate(((cell - natural * squeeze) / 2) * sizeW, foot * sizeH)
  context.scale((squeeze * sizeW) / sizeH, 1)
  context.fillText(char, 0, 0)
  context.restore()
}

const blackened = (pixels: Uint8ClampedArray, width: number, height: number, from: number): Bitmap => {
  const bitmap = blank(width, height)
  const across = Math.ceil(width / 8)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((pixels[(y * width + x) * 4 + 3] ?? 0) >= from) {
        const at = y * across + (x >> 3)
        bitmap.bits[at] = (bitmap.bits[at] ?? 0) | (0x80 >> (x & 7))
      }
  return bitmap
}

/** Loads library and font. Throws when either is not there. */
const openFont = (): Font => {
  const characters = coverage(fileOf('regular'))
  let context: SKRSContext2D | undefined
  const kept = new Map<string, Bitmap>()

  const draw = (char: string, style: Style): Bitmap => {
    context ??= loadCanvas().createCanvas(LARGEST, LARGEST).getContext('2d')
    const width = (columnsOf(char) * CHARACTER_DOTS * style.sizeW) / 2
    const height = CHARACTER_DOTS * style.sizeH
    context.clearRect(0, 0, width, height)
    drawCharacter(context, char, style)
    const { data } = context.getImageData(0, 0, width, height)
    return blackened(data, width, height, BLACK_FROM[style.bold ? 'bold' : 'regular'])
  }

  return {
    has: (char) => characters.has(char.codePointAt(0) ?? 0),
    glyph: (char, style) => {
      const key = `${style.sizeW}${style.sizeH}${style.bold ? 'b' : 'r'}${char}`
      const found = kept.get(key)
      if (found) return found
      if (kept.size >= MOST_KEPT) kept.clear()
      const drawn = draw(char, style)
      kept.set(key, drawn)
      return drawn
    },
  }
}

/** A font by what loads it, with one clear reason where that fails. */
export const fontFrom = (open: () => Font): Font | FontFault => {
  try {
    return open()
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return {
      fault: `Pictures of text cannot be drawn, so rarer characters print as 〓: run npm ci to install @napi-rs/canvas and @expo-google-fonts/noto-sans-sc (${why}).`,
    }
  }
}

let paper: Font | FontFault | undefined

/** The font of all paper, loaded at the first call. */
export const paperFont = (): Font | FontFault => {
  paper ??= fontFrom(() => {
    loadCanvas()
    return openFont()
  })
  return paper
}
