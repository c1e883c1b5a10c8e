/** What a staff page shows that was opened while the server is dead: the list that this machine kept (Z20). */
import '../client/tokens.css'
import './staff.css'
import './waiting-list.css'
import { signal } from '@preact/signals'
import { render } from 'preact'
import { openKeptList } from '../client/kept-waiting-list.ts'
import { language, say, speak } from '../client/language.ts'
import { canKeep } from '../client/waiting-list-store.ts'
import type { WaitingList } from '../hall/views/waiting-list.ts'
import { WaitingListPaper } from './waiting-list-paper.tsx'
import { L } from './waiting-list-words.ts'

const LOOK_EVERY_MS = 3_000
/** The worker shows this page in place of another one, whose address then stands. */
const OWN_PATH = '/waiting-list'

const list = signal<WaitingList | 'none' | undefined>(undefined)
const back = signal(false)

const look = async (): Promise<void> => {
  try {
    const answer = await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(LOOK_EVERY_MS) })
    back.value = answer.ok
  } catch {
    // Nobody answers: that is what this page is for.
    back.value = false
  }
  setTimeout(() => void look(), LOOK_EVERY_MS)
}

const Nothing = () => (
  <section class="list-nothing">
    <h1>{say(L.none)}</h1>
    <p>{say(canKeep() ? L.noneWhy : L.plainNone)}</p>
  </section>
)

const Page = () => (
  <div class="list-page">
    <header class="bar-top">
      <span class={back.value ? 'badge good' : 'badge warn'}>{say(back.value ? L.back : L.away)}</span>
      <span class="spring" />
      {back.value && location.pathname !== OWN_PATH && (
        <button type="button" class="action soft" onClick={() => location.reload()}>
          {say(L.goBack)}
        </button>
      )}
      {typeof list.value === 'object' && (
        <button type="button" class="action" onClick={() => print()}>
          {say(L.print)}
        </button>
      )}
    </header>
    <main>
      {list.value === undefined && <p class="hint list-nothing">{say(L.looking)}</p>}
      {list.value === 'none' && <Nothing />}
      {typeof list.value === 'object' && <WaitingListPaper list={list.value} />}
    </main>
  </div>
)

const open = async (): Promise<void> => {
  try {
    list.value = (canKeep() ? await openKeptList(Date.now()) : undefined) ?? 'none'
  } catch (error) {
    console.warn('The kept list could not be opened.', error)
    list.value = 'none'
  }
}

speak(language.value, false)
const root = document.getElementById('app')
if (!root) throw new Error('The page has no element #app to show the list in.')
render(<Page />, root)
void open()
void look()
