/**
 * The device classes that the product is made for, and what must hold on each: the table of the gate. Kiosk sizes are
 * millimetres of the panel (reference: ux §1), so every panel has its own pixels.
 */
const MM_PER_INCH = 25.4

/** 20 mm is the least key at which standing people neither slow down nor err more (Colle & Hiszem 2004). */
const KIOSK_TARGET_MM = 20
/** 28 px, and 40 px in large text, on a 21.5-inch panel of 1080 × 1920 (ux §1). */
const KIOSK_TEXT_MM = 28 * 0.248
const KIOSK_LARGE_TEXT_MM = 40 * 0.248
/** How high somebody seated reaches, above the floor (ADA 15–48 in, ux §1). */
const REACH_MM = 1_220

/** What a page of a device must keep. Pixels are CSS pixels. */
export type Limits = {
  /** The shorter side of everything that is touched or clicked. */
  readonly target: number
  readonly text: number
  /** Nothing to be touched stands higher than this, from the top. */
  readonly highest?: number
  /** What is read from the far end, and how large its digits and hanzi are there. */
  readonly far?: { readonly what: string; readonly digits: number; readonly hanzi: number }
  /** Contrast of text, and of text of 24 px or more. */
  readonly contrast: number
  readonly contrastLarge: number
  /** `never`: what does not fit is a fault; `lists`: a list may scroll inside the page; `page`: the page itself may (phones). */
  readonly scrolls: 'never' | 'lists' | 'page'
}

export type Device = {
  readonly name: string
  readonly width: number
  readonly height: number
  /** Screen pixels per CSS pixel while it is looked at: small text is measured finer. */
  readonly density: 1 | 2
  readonly limits: Limits
  /** For machines whose size is set: the diagonal, and the height of the lower edge above the floor, mm. */
  readonly inches?: number
  readonly lowerEdge?: number
  readonly metres?: number
}

const SEEN = { contrast: 4.5, contrastLarge: 3 } as const

const pixelsPerMm = (width: number, height: number, inches: number): number =>
  Math.hypot(width, height) / (inches * MM_PER_INCH)

export type KioskMode = 'plain' | 'large' | 'seated' | 'contrast' | 'english'

/** A kiosk of this panel, its lower edge at 900 mm. */
const panel = (name: string, inches: number, width: number, height: number): Device & { readonly inches: number } => {
  const mm = pixelsPerMm(width, height, inches)
  return {
    name,
    width,
    height,
    inches,
    lowerEdge: 900,
    density: 1,
    limits: { ...SEEN, target: KIOSK_TARGET_MM * mm, text: KIOSK_TEXT_MM * mm, scrolls: 'never' },
  }
}

export const PANELS = [
  panel('21.5 英寸竖屏', 21.5, 1080, 1920),
  panel('21.5 英寸横屏', 21.5, 1920, 1080),
  panel('19 英寸 5:4', 19, 1280, 1024),
  panel('15.6 英寸横屏', 15.6, 1920, 1080),
  panel('32 英寸竖屏', 32, 1080, 1920),
] as const

/** What a panel must keep in a mode. */
export const inMode = (device: Device, mode: KioskMode): Limits => {
  const { inches = 21.5, lowerEdge = 900, width, height, limits } = device
  const mm = pixelsPerMm(width, height, inches)
  switch (mode) {
    case 'plain':
    case 'english':
      return limits
    case 'large':
      return { ...limits, text: KIOSK_LARGE_TEXT_MM * mm }
    case 'seated':
      return { ...limits, highest: Math.max(0, height - (REACH_MM - lowerEdge) * mm) }
    case 'contrast':
      return { ...limits, contrast: 7, contrastLarge: 7 }
  }
}

const screen = (
  name: string,
  width: number,
  height: number,
  limits: Pick<Limits, 'target' | 'text' | 'scrolls'>,
  more: Partial<Device> = {},
): Device => ({ name, width, height, density: 1, limits: { ...SEEN, ...limits }, ...more })

/** The share of an em that a digit and a hanzi of Noto Sans SC fill, and of the distance that they must be (B20, ux §2). */
const HEIGHT = { digit: 0.733, hanzi: 0.876 } as const
const OF_DISTANCE = { digit: 1 / 200, hanzi: 1 / 150 } as const

/** Which words of boards and strips call somebody: number and window. */
const CALLS = '.call-number, .call-place, .strip-number'

/** A screen that is read from some metres: what calls is as large as that asks, the rest no smaller than 24 px of 1080p. */
const display = (name: string, inches: number, width: number, height: number, metres: number): Device => {
  const mm = pixelsPerMm(width, height, inches)
  const least = (part: 'digit' | 'hanzi'): number => (metres * 1_000 * OF_DISTANCE[part] * mm) / HEIGHT[part]
  const plain = screen(name, width, height, { target: 44, text: width > 3_000 ? 48 : 24, scrolls: 'never' })
  return {
    ...plain,
    inches,
    metres,
    limits: { ...plain.limits, far: { what: CALLS, digits: least('digit'), hanzi: least('hanzi') } },
  }
}
const desk = (name: string, width: number, height: number, target: number): Device =>
  screen(name, width, height, { target, text: 14, scrolls: 'lists' }, { density: 2 })
const pad = (name: string, width: number, height: number): Device =>
  screen(name, width, height, { target: 60, text: 24, scrolls: 'never' })

export const DEVICES = {
  boardLying: display('55 英寸横屏', 55, 1920, 1080, 10),
  boardUpright: display('55 英寸竖屏', 55, 1080, 1920, 6),
  board4k: display('55 英寸 4K', 55, 3840, 2160, 10),
  entrance: display('55 英寸横屏', 55, 1920, 1080, 5),
  entranceUpright: display('55 英寸竖屏', 55, 1080, 1920, 5),
  strip: display('28 英寸条屏', 28, 1920, 360, 5),
  stripTall: display('38 英寸条屏', 38, 1920, 540, 5),
  window: desk('1366 × 768', 1366, 768, 40),
  windowLow: desk('1280 × 800', 1280, 800, 40),
  windowWide: desk('1920 × 1080', 1920, 1080, 40),
  windowSmall: desk('小窗 340 × 520', 340, 520, 44),
  guide: desk('平板 1280 × 800', 1280, 800, 56),
  pad: pad('10 英寸横屏', 1280, 800),
  padUpright: pad('10 英寸竖屏', 800, 1280),
  manager: desk('1440 × 900', 1440, 900, 40),
  managerLow: desk('1280 × 800', 1280, 800, 40),
  phone: screen('手机 390 × 844', 390, 844, { target: 44, text: 16, scrolls: 'page' }, { density: 2 }),
  phoneNarrow: screen('手机 320 × 568', 320, 568, { target: 44, text: 16, scrolls: 'page' }, { density: 2 }),
  start: screen('1366 × 768', 1366, 768, { target: 40, text: 14, scrolls: 'page' }, { density: 2 }),
} as const
