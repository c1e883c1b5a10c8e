/** On a staff page whose server has been gone for half a minute: says so, shows the list it has, and prints it. */
import './waiting-list.css'
import { signal } from '@preact/signals'
import { render } from 'preact'
import { stayKept } from '../client/always-on.ts'
import { fill, say } from '../client/language.ts'
import { clock, tick } from '../client/time.ts'
import { GONE_AFTER_MS, goneSince, isKept, keepWaitingList, newestList } from '../client/waiting-list.ts'
import { Sheet } from './sheet.tsx'
import { WaitingListPaper } from './waiting-list-paper.tsx'
import { L } from './waiting-list-words.ts'

const shown = signal(false)

const Bar = () => {
  const list = newestList.value
  const gone = goneSince.value > 0 && tick.value - goneSince.value >= GONE_AFTER_MS
  if (!list || !gone) return null
  return (
    <>
      <div class="list-bar" role="status">
        <span>
          <b>{fill(L.gone, { time: clock(goneSince.value, list.timeZone, true) })}</b>
          {say(L.goneHow)}
        </span>
        <button
          type="button"
          class="action"
          onClick={() => {
            shown.value = true
          }}
        >
          {say(L.show)}
        </button>
      </div>
      {shown.value && (
        <Sheet
          wide
          title={fill(L.gone, { time: clock(goneSince.value, list.timeZone, true) })}
          onClose={() => {
            shown.value = false
          }}
        >
          {!isKept.value && <p class="list-plain">{say(L.plain)}</p>}
          <WaitingListPaper list={list} />
          <p class="list-acts">
            <button type="button" data-main class="action" onClick={() => print()}>
              {say(L.print)}
            </button>
          </p>
        </Sheet>
      )}
      {/* What goes on paper: a sheet lies over the page and would be cut at its end. */}
      {shown.value && (
        <div class="list-print">
          <WaitingListPaper list={list} />
        </div>
      )}
    </>
  )
}

const root = document.createElement('div')
root.className = 'list-root'
document.body.append(root)
render(<Bar />, root)
keepWaitingList()
// A page of staff is never taken away under their hands: a new version comes with the next time it is opened.
stayKept(signal(false))
