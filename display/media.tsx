/** A picture or a silent film of the playlist. What does not come, or stands still, is given up: nothing waits for it. */
import { useEffect, useRef } from 'preact/hooks'
import type { Turn } from './playlist.ts'

/** A picture that has not come by then, or a film that has not moved for so long, cannot be shown. ms */
const PATIENCE_MS = 10_000
const LOOK_MS = 1_000

type Props = {
  readonly turn: Turn & { readonly kind: 'image' | 'video' }
  readonly onEnd: () => void
  readonly onFail: () => void
}

const Picture = ({ turn, onFail }: Props) => {
  const ref = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!ref.current?.complete) onFail()
    }, PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [turn.media])
  return <img ref={ref} class="medium" src={`/media/${turn.media}`} alt={turn.title} onError={onFail} />
}

const Film = ({ turn, onEnd, onFail }: Props) => {
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const film = ref.current
    if (!film) return
    let place = -1
    let moved = performance.now()
    const timer = setInterval(() => {
      if (film.currentTime !== place) {
        place = film.currentTime
        moved = performance.now()
      } else if (performance.now() - moved > PATIENCE_MS) onFail()
    }, LOOK_MS)
    film.play().catch((error: unknown) => {
      // A film that is taken away while it starts says so; that is no fault of its own.
      if (!(error instanceof DOMException && error.name === 'AbortError')) onFail()
    })
    return () => clearInterval(timer)
  }, [turn.media])
  return (
    <video ref={ref} class="medium" src={`/media/${turn.media}`} muted playsInline onEnded={onEnd} onError={onFail} />
  )
}

export const Media = (props: Props) => (
  <>
    <div class="medium-frame">{props.turn.kind === 'image' ? <Picture {...props} /> : <Film {...props} />}</div>
    {props.turn.title !== '' && <p class="medium-title">{props.turn.title}</p>}
  </>
)
