/** 媒体: the hall's pictures and films, and what boards show beside the calls (S15). */
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import type { BoardSettings } from '../hall/board-settings.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { Icon } from './icons.tsx'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import { COMMON } from './manager-words.ts'
import { BoardsEditor } from './media-boards.tsx'
import { added, EMPTY, mediaItem } from './media-list.ts'
import { Thumb } from './media-thumb.tsx'
import { MediaTrouble } from './media-trouble.tsx'
import { isFilm, MEDIA_KINDS, type Upload, upload, uploadFault } from './media-upload.ts'
import { M } from './media-words.ts'
import './media.css'

type Row = {
  readonly media: string
  readonly bytes: number
  readonly addedAt: number
  readonly use: 'board' | 'photo' | null
}

const REFRESH_MS = 15_000
const USES: Readonly<Record<'board' | 'photo' | 'none', Word>> = { board: M.onBoard, photo: M.photo, none: M.unused }

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** A file's own name without its ending is a fair title for whoever cannot see it. */
const titleOf = (name: string): string => name.replace(/\.[^.]*$/, '').slice(0, 40)

/** What is edited outlives a look at another page. */
const boards = signal<BoardSettings>(EMPTY)
const saved = signal<BoardSettings>(EMPTY)
const loaded = signal(false)

const Uploader = ({ onSent }: { readonly onSent: (media: string, title: string) => void }) => {
  const share = useSignal<number | undefined>(undefined)
  const running = useSignal<Upload | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const send = async (file: File | undefined): Promise<void> => {
    if (!file || running.value) return
    const wrong = uploadFault(file)
    problem.value = wrong && { ok: false, code: wrong, status: 0 }
    if (wrong) return
    share.value = 0
    running.value = upload(file, (sent) => {
      share.value = sent
    })
    const answer = await running.value.done
    const stopped = running.value === undefined
    running.value = undefined
    share.value = undefined
    problem.value = answer.ok || stopped ? undefined : answer
    if (answer.ok) onSent(answer.media, titleOf(file.name))
  }
  const sending = share.value !== undefined
  return (
    <div class="row">
      <label class={sending ? 'action media-choose off' : 'action media-choose'}>
        <Icon name="image" />
        {sending ? fill(M.sending, { percent: Math.round((share.value ?? 0) * 100) }) : say(M.add)}
        <input
          type="file"
          accept={MEDIA_KINDS.join(',')}
          disabled={sending}
          onChange={({ currentTarget }) => {
            void send(currentTarget.files?.[0])
            currentTarget.value = ''
          }}
        />
      </label>
      {sending && (
        <button
          type="button"
          class="row-act"
          onClick={() => {
            running.value?.stop()
            running.value = undefined
          }}
        >
          {say(M.stop)}
        </button>
      )}
      <MediaTrouble problem={problem.value} />
    </div>
  )
}

export const MediaTab = () => {
  const list = useAsked<{ media: readonly Row[] }>('media', REFRESH_MS)
  const problem = useSignal<Problem | undefined>(undefined)
  /** Titles of what was brought just now, from the names of its files. */
  const titles = useSignal<ReadonlyMap<string, string>>(new Map())
  const removing = useSignal<Row | undefined>(undefined)
  useEffect(() => {
    if (boards.value !== saved.value) return
    void askHall<{ boards: BoardSettings | null }>('draft/boards').then((answer) => {
      problem.value = answer.ok ? undefined : answer
      if (!answer.ok) return
      boards.value = answer.boards ?? EMPTY
      saved.value = boards.value
      loaded.value = true
    })
  }, [])
  const rows = list.value?.media
  const put = (media: string): void => {
    const title = titles.value.get(media) ?? say(isFilm(media) ? M.film : M.picture)
    boards.value = added(boards.value, mediaItem(media, title))
  }
  const remove = async (row: Row): Promise<void> => {
    const answer = await askHall(`media/${row.media}`, { method: 'DELETE' })
    problem.value = answer.ok ? undefined : answer
    removing.value = undefined
    list.reload()
  }
  return (
    <div class="media">
      <section class="panel">
        <div class="row">
          <h2>{say(M.title)}</h2>
          <span class="spring" />
          {mayAct('system') && (
            <Uploader
              onSent={(media, title) => {
                titles.value = new Map(titles.value).set(media, title)
                list.reload()
              }}
            />
          )}
        </div>
        <p class="hint">{say(M.hint)}</p>
        <MediaTrouble problem={problem.value ?? list.problem} />
        {rows?.length === 0 && <p class="hint">{say(M.none)}</p>}
        {!rows && <p class="hint">{say(COMMON.loading)}</p>}
        <ul class="media-list">
          {rows?.map((row) => (
            <li key={row.media} class="media-card">
              <Thumb media={row.media} title={row.media} />
              <span class="media-name">{row.media}</span>
              <span class="media-facts">
                {sizeOf(row.bytes)} · {say(USES[row.use ?? 'none'])}
              </span>
              {mayAct('system') && (
                <div class="acts">
                  {row.use !== 'photo' && loaded.value && (
                    <button type="button" class="row-act" onClick={() => put(row.media)}>
                      {say(M.toPlaylist)}
                    </button>
                  )}
                  {row.use === null && (
                    <button
                      type="button"
                      class="row-act bad"
                      onClick={() => {
                        removing.value = row
                      }}
                    >
                      {say(M.remove)}
                    </button>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
      {loaded.value && (
        <BoardsEditor boards={boards} saved={saved} known={rows && new Set(rows.map(({ media }) => media))} />
      )}
      {removing.value && (
        <ConfirmSheet
          danger
          title={say(M.remove)}
          text={say(M.removeSure)}
          action={say(M.remove)}
          onConfirm={() => removing.value && void remove(removing.value)}
          onClose={() => {
            removing.value = undefined
          }}
        />
      )}
    </div>
  )
}
