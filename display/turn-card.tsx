/** The card beside the calls that takes turns: figures of the day, rules and hotline, texts, pictures, films (B22, B23). */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { nowHere, tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import { Figures } from './figures.tsx'
import { type Failed, isFailed, nextTurn, type Room, stillFailed, type Turn, turnsOf } from './playlist.ts'
import { tellTrouble } from './trouble.ts'
import { W } from './words.ts'

/** How long the figures stand in for what cannot be shown, ms. */
const BLANK_MS = 15_000

type MediaPart = typeof import('./media.tsx').Media
const mediaPart = signal<MediaPart | undefined>(undefined)
/** `round` begins anew what comes twice in a row. */
const showing = signal({ at: 0, round: 0 })
const failed = signal<Failed>(new Map())

/** Fetched once a playlist has a picture or film; what does not come is a medium that cannot be shown. */
const readyMedia = async (): Promise<boolean> => {
  if (mediaPart.value) return true
  try {
    const loaded = await import('./media.tsx')
    mediaPart.value = loaded.Media
    return true
  } catch (error) {
    console.warn('The part that shows pictures and films did not load; they are passed over until it does.', error)
    return false
  }
}

const Words = ({ turn, view }: { readonly turn: Turn & { kind: 'words' }; readonly view: BoardView }) => (
  <>
    <h2 class="card-title">{turn.title}</h2>
    <ul class="card-lines">
      {turn.lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
    {turn.hotline && view.hotline !== '' && <p class="card-hotline">{fill(W.hotline, { phone: view.hotline })}</p>}
  </>
)

type Props = { readonly view: BoardView; readonly room: Room }

export const TurnCard = ({ view, room }: Props) => {
  const turns = turnsOf(view.boards, say(W.rules), room)
  const at = turns[showing.value.at] ? showing.value.at : 0
  const turn = turns[at]
  const Media = mediaPart.value
  // While nothing of a playlist can be shown the day's figures stand there: the place is never empty.
  const blank = !turn || ('media' in turn && (isFailed(turn, failed.value) || !Media))
  // A view comes several times a second; only another turn begins anew.
  const which = JSON.stringify([showing.value.round, turn, blank])

  const goOn = (): void => {
    failed.value = stillFailed(turns, failed.value, nowHere())
    tellTrouble('media', failed.value.size > 0)
    showing.value = { at: nextTurn(turns, at, failed.value) ?? at, round: showing.value.round + 1 }
  }
  const fail = (media: string): void => {
    console.warn(`${media} cannot be shown and is passed over: look at it on the manager page.`)
    failed.value = new Map([...failed.value, [media, nowHere()]])
    goOn()
  }
  useEffect(() => {
    if (!turn) return
    if ('media' in turn && !isFailed(turn, failed.value)) void readyMedia().then((ready) => ready || fail(turn.media))
    if (turn.kind === 'video' && !blank) return
    const timer = setTimeout(goOn, blank || turn.kind === 'video' ? BLANK_MS : turn.ms)
    return () => clearTimeout(timer)
  }, [which])

  return (
    <section class={`turn-card is-${blank ? 'figures' : turn.kind}`} key={which}>
      {turn && 'media' in turn && !blank && Media ? (
        <Media turn={turn} onEnd={goOn} onFail={() => fail(turn.media)} />
      ) : turn?.kind === 'words' ? (
        <Words turn={turn} view={view} />
      ) : (
        <Figures view={view} now={tick.value} />
      )}
    </section>
  )
}
