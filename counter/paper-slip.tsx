/** One slip, drawn dot for dot from the rows that were read back from the printer's own bytes. */
import type { ComponentChildren } from 'preact'
import { encode } from 'uqr'
import type { PaperRow } from '../hall/views/paper.ts'
import { bitmapUrl } from './paper-bitmap.ts'
import { marginOf, piecesOf, startOf } from './paper-layout.ts'

type Drawn = { readonly height: number; readonly node: ComponentChildren }
type Row<K extends PaperRow['kind']> = Extract<PaperRow, { kind: K }>

const NOTHING: Drawn = { height: 0, node: null }

/** Where the foot of a character stands within its 24 dots. */
const BASELINE = 21

const drawText = (row: Row<'text'>, dots: number): Drawn => ({
  height: row.height,
  node: piecesOf(row, dots).map((piece) => (
    <text
      key={piece.x}
      class={piece.bold ? 'ink bold' : 'ink'}
      transform={`translate(${piece.x} ${piece.top}) scale(${piece.sizeW} ${piece.sizeH})`}
      y={BASELINE}
      textLength={piece.width / piece.sizeW}
      lengthAdjust="spacingAndGlyphs"
    >
      {piece.text}
    </text>
  )),
})

const drawQr = (row: Row<'qr'>, dots: number): Drawn => {
  // The printer is asked for correction level M.
  const { data, size } = encode(row.data, { ecc: 'M', border: 0 })
  const path = data.flatMap((line, y) => line.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  const width = size * row.module
  const x = startOf(width, row.align, dots)
  return { height: width, node: <path class="ink" d={path} transform={`translate(${x} 0) scale(${row.module})`} /> }
}

const drawRaster = (row: Row<'raster'>, dots: number): Drawn => {
  const { width, height, bits, align } = row
  return {
    height,
    node: (
      // Multiplied, so that the paper shows through its white.
      <image
        href={bitmapUrl(bits, width, height)}
        x={startOf(width, align, dots)}
        width={width}
        height={height}
        style="mix-blend-mode: multiply"
      />
    ),
  }
}

/** The bars are the printer's own drawing; what they say is shown in their place. */
const drawBarcode = (row: Row<'barcode'>, dots: number): Drawn => {
  const width = Math.min(dots, 384)
  const x = startOf(width, row.align, dots)
  return {
    height: row.height,
    node: (
      <>
        <rect class="frame" x={x + 1} y="1" width={width - 2} height={row.height - 2} />
        <text class="ink" x={x + width / 2} y={row.height / 2 + 8} text-anchor="middle">
          {row.data}
        </text>
      </>
    ),
  }
}

const CUT_DOTS = 16

const drawCut = (dots: number): Drawn => ({
  height: CUT_DOTS,
  node: <line class="cut" x1={-marginOf(dots)} x2={dots + marginOf(dots)} y1={CUT_DOTS / 2} y2={CUT_DOTS / 2} />,
})

const draw = (row: PaperRow, dots: number): Drawn => {
  switch (row.kind) {
    case 'text':
      return drawText(row, dots)
    case 'qr':
      return drawQr(row, dots)
    case 'raster':
      return drawRaster(row, dots)
    case 'barcode':
      return drawBarcode(row, dots)
    case 'feed':
      return { height: row.height, node: null }
    case 'cut':
      return drawCut(dots)
    case 'drawer':
      return NOTHING
  }
}

type SlipProps = { readonly rows: readonly PaperRow[]; readonly dots: number; readonly label: string }

/** White paper before the first line, which the cutter leaves; it ends at the last cut. */
const TOP = 40

export const Slip = ({ rows, dots, label }: SlipProps) => {
  const margin = marginOf(dots)
  let y = TOP
  // The slip ends where it was cut: a line in the very last place is the edge itself.
  const seen = rows.filter((row) => row.kind !== 'drawer')
  const shown = seen.at(-1)?.kind === 'cut' ? seen.slice(0, -1) : seen
  const nodes = shown.map((row) => {
    const { height, node } = draw(row, dots)
    const at = y
    y += height
    return (
      <g key={at} transform={`translate(0 ${at})`}>
        {node}
      </g>
    )
  })
  const width = dots + 2 * margin
  return (
    <svg
      class="slip"
      role="img"
      aria-label={label}
      viewBox={`${-margin} 0 ${width} ${y + 8}`}
      style={`--dots:${width}`}
    >
      {nodes}
    </svg>
  )
}
