/** A QR code as one SVG path. The encoder is loaded when the first ticket is shown, and kept from then on. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

type Encode = typeof import('uqr').encode

const encode = signal<Encode | undefined>(undefined)

/** Fetches the encoder ahead of time, so that it is here even if the line goes down. */
export const readyQr = async (): Promise<void> => {
  if (encode.value) return
  try {
    const loaded = await import('uqr')
    encode.value = loaded.encode
  } catch (error) {
    console.warn('The QR encoder did not load; tickets show their number alone until it does.', error)
  }
}

/** Modules of quiet ground around the code, as ISO/IEC 18004 asks. */
const QUIET = 4

export const Qr = ({ text, label }: { readonly text: string; readonly label: string }) => {
  useEffect(() => void readyQr(), [])
  if (!encode.value) return <span class="qr" />
  const { data, size } = encode.value(text, { ecc: 'M', border: 0 })
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('')
  const side = size + 2 * QUIET
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={`M0 0h${side}v${side}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
