/** A photo for a card: 3 to 4, as large as a strip ever shows it, and without what a camera writes beside the picture. */

/** The card's picture, px. */
export const PHOTO = { width: 480, height: 640 } as const
/** A telephone's photo has a quarter of it. */
export const SOURCE_BYTES_MAX = 40 * 1024 * 1024
const JPEG_QUALITY = 0.88

export type Size = { readonly width: number; readonly height: number }
/** `zoom` from 1 for as much as fits; `x` and `y` from 0 to 1: where in what is left over. */
export type Framing = { readonly zoom: number; readonly x: number; readonly y: number }
/** Faces stand in the upper part of a photo. */
export const USUAL_FRAMING: Framing = { zoom: 1, x: 0.5, y: 0.3 }

/** The part of a picture that is kept, px; always 3 to 4 and always inside. */
export const cropOf = ({ width, height }: Size, { zoom, x, y }: Framing) => {
  const scale = Math.min(width / PHOTO.width, height / PHOTO.height) / Math.max(1, zoom)
  const kept = { width: PHOTO.width * scale, height: PHOTO.height * scale }
  return { left: (width - kept.width) * x, top: (height - kept.height) * y, ...kept }
}

/** Draws the kept part over the whole of a canvas. */
export const draw = (canvas: HTMLCanvasElement, image: ImageBitmap, framing: Framing): void => {
  const { left, top, width, height } = cropOf(image, framing)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws no pictures.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height)
}

/** The photo as it is sent. */
export const photoOf = (image: ImageBitmap, framing: Framing): Promise<Blob> => {
  const canvas = document.createElement('canvas')
  canvas.width = PHOTO.width
  canvas.height = PHOTO.height
  draw(canvas, image, framing)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be written as JPEG.'))),
      'image/jpeg',
      JPEG_QUALITY,
    )
  })
}
