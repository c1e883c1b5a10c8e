/** What takes turns beside the calls: the hall's own playlist, else the day's figures and the rules (B22, B23). Pure. */
import type { BoardSettings, PlaylistItem } from '../hall/board-settings.ts'
import type { Instant } from '../hall/ids.ts'
import { lineWidth, partsOf } from './strip-lines.ts'

export type Turn =
  | { readonly kind: 'figures'; readonly ms: number }
  /** `hotline`: it stands under the lines. */
  | {
      readonly kind: 'words'
      readonly title: string
      readonly lines: readonly string[]
      readonly hotline: boolean
      readonly ms: number
    }
  | { readonly kind: 'image'; readonly media: string; readonly title: string; readonly ms: number }
  /** A film goes on when it has ended. */
  | { readonly kind: 'video'; readonly media: string; readonly title: string }

/** How many full-width characters a line of the card takes, and how many lines it has. */
export type Room = { readonly width: number; readonly lines: number }

/** What a hall shows that has said nothing. */
const USUAL: BoardSettings['playlist'] = [
  { kind: 'figures', seconds: 15 },
  { kind: 'rules', seconds: 20 },
]

/** Lines as pages of what fits; a line that wraps counts for as many as it becomes. */
export const pagesOf = (lines: readonly string[], room: Room): readonly (readonly string[])[] => {
  const pages: string[][] = [[]]
  let used = 0
  for (const line of lines) {
    const takes = Math.max(1, partsOf(line, room.width).length, Math.ceil(lineWidth(line) / room.width))
    if (used > 0 && used + takes > room.lines) {
      pages.push([])
      used = 0
    }
    pages.at(-1)?.push(line)
    used += takes
  }
  return pages
}

const turnsFrom = (item: PlaylistItem, rules: readonly string[], rulesTitle: string, room: Room): readonly Turn[] => {
  switch (item.kind) {
    case 'figures':
      return [{ kind: 'figures', ms: item.seconds * 1_000 }]
    case 'rules':
      return pagesOf(rules, { ...room, lines: room.lines - 1 }).map((lines) => ({
        kind: 'words',
        title: rulesTitle,
        lines,
        hotline: true,
        ms: item.seconds * 1_000,
      }))
    case 'text':
      return pagesOf(item.lines, room).map((lines) => ({
        kind: 'words',
        title: item.title,
        lines,
        hotline: false,
        ms: item.seconds * 1_000,
      }))
    case 'image':
      return [{ kind: 'image', media: item.media, title: item.title, ms: item.seconds * 1_000 }]
    case 'video':
      return [{ kind: 'video', media: item.media, title: item.title }]
  }
}

/** Everything that takes turns, in order; pages of long texts one after another. `rulesTitle` in the language of now. */
export const turnsOf = (boards: BoardSettings, rulesTitle: string, room: Room): readonly Turn[] =>
  (boards.playlist.length === 0 ? USUAL : boards.playlist).flatMap((item) =>
    turnsFrom(item, boards.rules, rulesTitle, room),
  )

/** What could not be shown is tried again after this long: somebody may have mended it. */
export const RETRY_MS = 10 * 60_000

/** Media that could not be shown, and when. */
export type Failed = ReadonlyMap<string, Instant>

/** What is still not to be tried: failures of the last minutes, of media that are still in the playlist. */
export const stillFailed = (turns: readonly Turn[], failed: Failed, now: Instant): Failed => {
  const wanted = new Set(turns.flatMap((turn) => ('media' in turn ? [turn.media] : [])))
  return new Map([...failed].filter(([media, at]) => wanted.has(media) && now - at < RETRY_MS))
}

export const isFailed = (turn: Turn, failed: Failed): boolean => 'media' in turn && failed.has(turn.media)

/** Whose turn is next after `index`, passing over what cannot be shown; undefined while nothing can. */
export const nextTurn = (turns: readonly Turn[], index: number, failed: Failed): number | undefined => {
  for (let step = 1; step <= turns.length; step += 1) {
    const next = (index + step) % turns.length
    const turn = turns[next]
    if (turn && !isFailed(turn, failed)) return next
  }
  return undefined
}
