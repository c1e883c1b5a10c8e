/** The last act, and the way back from it while there is one: no question before an act, ten seconds after it. */
import { fill, say } from '../client/language.ts'
import { tick } from '../client/time.ts'
import { busy } from './acting.ts'
import { undoUntil } from './acts.ts'
import { KEY_OF } from './window-keys.ts'
import { type Panel, pressUndo } from './window-state.ts'
import { DONE_WORDS, V } from './window-visit-words.ts'

export const UndoLine = ({ panel }: { readonly panel: Panel }) => {
  const { undo } = panel.view
  const until = undoUntil(panel.view, tick.value)
  const done = undo ? DONE_WORDS[undo.act] : undefined
  if (!undo || until === undefined || done === undefined) return null
  return (
    <p class="undo-line" role="status">
      <span>
        {undo.completed !== undefined && `${fill(V.completed, { number: undo.completed })} · `}
        {fill(done, { number: undo.number ?? '' })}
      </span>
      <button
        type="button"
        class="undo"
        disabled={busy.value !== undefined}
        aria-keyshortcuts={`${KEY_OF.undo} Control+Z`}
        onClick={() => pressUndo(panel)}
      >
        {say(V.undoKey)} <b>({Math.max(0, Math.ceil((until - tick.value) / 1000))})</b> <kbd>{KEY_OF.undo}</kbd>
      </button>
    </p>
  )
}
