/**
 * Contrast as it reaches the eye: from the pixels of a screenshot, so that opacity, gradients, filters and pictures behind
 * the text all count. Of each line the ground is the commonest colour and the ink the colour farthest from it.
 */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Limits } from './devices.ts'
import type { Fault } from './fault.ts'
import type { Line } from './ruler.ts'

/** Large text needs less (WCAG 1.4.3), from 24 px on. */
const LARGE_PX = 24
/** Smoothing makes thin strokes paler than their colour; as much is forgiven. */
const SMOOTHED = 0.3
/** The share of a line's pixels that counts as ink: less is a speck. */
const INK_SHARE = 0.004

type Colour = readonly [red: number, green: number, blue: number]

const linear = (value: number): number => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
const LINEAR = Array.from({ length: 256 }, (_, value) => linear(value))
const at = (value: number): number => LINEAR[value] ?? 0

/** Relative luminance (WCAG 2.2), 0 to 1. */
const luminance = ([red, green, blue]: Colour): number => 0.2126 * at(red) + 0.7152 * at(green) + 0.0722 * at(blue)

export const ratioOf = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

/** Every pixel's luminance in steps of 1/255 of the perceived scale, counted. */
type Picture = { readonly width: number; readonly height: number; readonly luminances: Float32Array }

const pictureOf = async (png: Buffer): Promise<Picture> => {
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  const luminances = new Float32Array(image.width * image.height)
  for (let pixel = 0; pixel < luminances.length; pixel += 1) {
    const from = 4 * pixel
    luminances[pixel] = luminance([data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0])
  }
  return { width: image.width, height: image.height, luminances }
}

/** The ratio of ink to ground in a part of the picture; undefined where there is nothing to read. */
const contrastIn = (picture: Picture, line: Line, density: number): number | undefined => {
  const left = Math.max(0, Math.floor(line.left * density))
  const right = Math.min(picture.width, Math.ceil(line.right * density))
  const top = Math.max(0, Math.floor(line.top * density))
  const bottom = Math.min(picture.height, Math.ceil(line.bottom * density))
  const found: number[] = []
  const counts = new Map<number, number>()
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const light = picture.luminances[y * picture.width + x] ?? 0
      found.push(light)
      const step = Math.round(Math.sqrt(light) * 64)
      counts.set(step, (counts.get(step) ?? 0) + 1)
    }
  }
  if (found.length < 16) return undefined
  const commonest = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0
  const ground = (commonest / 64) ** 2
  const apart = found.map((light) => ratioOf(light, ground)).sort((one, other) => other - one)
  return apart[Math.floor(apart.length * INK_SHARE)]
}

/** Texts of a page that are too pale, from a screenshot taken at `density` screen pixels per CSS pixel. */
export const paleLines = async (
  png: Buffer,
  lines: readonly Line[],
  { contrast, contrastLarge }: Pick<Limits, 'contrast' | 'contrastLarge'>,
  density: number,
): Promise<Fault[]> => {
  const picture = await pictureOf(png)
  return lines.flatMap((line) => {
    const found = contrastIn(picture, line, density)
    const least = line.size >= LARGE_PX ? contrastLarge : contrast
    return found === undefined || found >= least - SMOOTHED
      ? []
      : [{ ruler: 'contrast' as const, what: `${line.text.slice(0, 24)} ${found.toFixed(1)} : 1, least ${least}` }]
  })
}
