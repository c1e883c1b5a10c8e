/** Pictures of screens side by side on one sheet, each under its name: to see at a glance whether one hand drew them all. */
import { createCanvas, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import { FAMILIES, loadCanvas } from '../../printer/glyphs.ts'

export type Picture = { readonly label: string; readonly image: Image }

/** A sheet, pixels: rows of pictures of one height, as many in a row as fit. */
const WIDTH = 3_200
const PICTURE_HEIGHT = 480
const LABEL_HEIGHT = 44
const GAP = 32
const TITLE_HEIGHT = 96
/** A strip is wider than five pictures: no picture is wider than this. */
const WIDEST = 1_536
/** As client/tokens.css has them. */
const INK = '#14213a'
const QUIET = '#44516a'
const PAGE = '#e9edf3'
const LINE = '#aab4c4'

type Placed = Picture & { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const sizeOf = ({ image }: Picture): { readonly width: number; readonly height: number } => {
  const scale = Math.min(PICTURE_HEIGHT / image.height, WIDEST / image.width)
  return { width: Math.round(image.width * scale), height: Math.round(image.height * scale) }
}

/** Left to right, a new row where the next picture has no room. */
const placed = (pictures: readonly Picture[]): { readonly placed: readonly Placed[]; readonly height: number } => {
  const found: Placed[] = []
  let x = GAP
  let y = TITLE_HEIGHT
  let tallest = 0
  for (const picture of pictures) {
    const { width, height } = sizeOf(picture)
    if (x > GAP && x + width + GAP > WIDTH) {
      x = GAP
      y += tallest + LABEL_HEIGHT + GAP
      tallest = 0
    }
    found.push({ ...picture, x, y, width, height })
    x += width + GAP
    tallest = Math.max(tallest, height)
  }
  return { placed: found, height: y + tallest + LABEL_HEIGHT + GAP }
}

/** As much of a label as fits under its picture: its end says which page it is. */
const fitted = (context: SKRSContext2D, label: string, width: number): string => {
  if (context.measureText(label).width <= width) return label
  let shown = label
  while (shown.length > 1 && context.measureText(`…${shown}`).width > width) shown = shown.slice(1)
  return `…${shown}`
}

/** @returns a PNG. */
export const sheetOf = (title: string, pictures: readonly Picture[]): Buffer => {
  loadCanvas()
  const { placed: all, height } = placed(pictures)
  const canvas = createCanvas(WIDTH, height)
  const context = canvas.getContext('2d')
  context.fillStyle = PAGE
  context.fillRect(0, 0, WIDTH, height)
  context.textBaseline = 'middle'
  context.fillStyle = INK
  context.font = `44px ${FAMILIES.bold}`
  context.fillText(`${title} · ${pictures.length} 幅`, GAP, TITLE_HEIGHT / 2)
  context.font = `22px ${FAMILIES.regular}`
  for (const { label, image, x, y, width, height: tall } of all) {
    context.drawImage(image, x, y, width, tall)
    context.strokeStyle = LINE
    context.strokeRect(x - 0.5, y - 0.5, width + 1, tall + 1)
    context.fillStyle = QUIET
    context.fillText(fitted(context, label, width), x, y + tall + LABEL_HEIGHT / 2)
  }
  return canvas.toBuffer('image/png')
}
