/** What takes turns on boards, as it is edited before it is saved. Pure. */
import type { BoardSettings, PlaylistItem } from '../hall/board-settings.ts'
import { isFilm } from './media-upload.ts'

/** How long a thing is shown that nobody has timed, s. */
const USUAL_SECONDS = 12
/** A board that changes faster than this cannot be read. s */
export const SECONDS_MIN = 5
export const SECONDS_MAX = 600

export const EMPTY: BoardSettings = { rules: [], playlist: [] }

/** One line each, without what is empty. */
export const linesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const figuresItem: PlaylistItem = { kind: 'figures', seconds: USUAL_SECONDS }
export const rulesItem: PlaylistItem = { kind: 'rules', seconds: USUAL_SECONDS }
export const textItem: PlaylistItem = { kind: 'text', title: '', lines: [], seconds: USUAL_SECONDS }
/** A film lasts as long as it lasts. @param title what it is, for whoever cannot see it */
export const mediaItem = (media: string, title: string): PlaylistItem =>
  isFilm(media) ? { kind: 'video', media, title } : { kind: 'image', media, title, seconds: USUAL_SECONDS }

const withPlaylist = (boards: BoardSettings, playlist: readonly PlaylistItem[]): BoardSettings => ({
  ...boards,
  playlist,
})

export const added = (boards: BoardSettings, item: PlaylistItem): BoardSettings =>
  withPlaylist(boards, [...boards.playlist, { ...item }])

export const dropped = (boards: BoardSettings, at: number): BoardSettings =>
  withPlaylist(boards, boards.playlist.toSpliced(at, 1))

export const replaced = (boards: BoardSettings, at: number, item: PlaylistItem): BoardSettings =>
  withPlaylist(boards, boards.playlist.with(at, item))

/** Whether all of it can be shown: titles and texts are written, times can be read. */
export const isComplete = ({ playlist }: BoardSettings): boolean =>
  playlist.every(
    (item) =>
      (!('title' in item) || item.title.trim() !== '') &&
      (item.kind !== 'text' || item.lines.length > 0) &&
      (!('seconds' in item) ||
        (Number.isInteger(item.seconds) && item.seconds >= SECONDS_MIN && item.seconds <= SECONDS_MAX)),
  )

/** One place up or down; at the ends it stays where it is. */
export const moved = (boards: BoardSettings, at: number, by: 1 | -1): BoardSettings => {
  const item = boards.playlist[at]
  const to = at + by
  if (!item || to < 0 || to >= boards.playlist.length) return boards
  return withPlaylist(boards, boards.playlist.toSpliced(at, 1).toSpliced(to, 0, item))
}
