/** The kiosk: theme, service, ticket, in two touches. */
import { effect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { say, speak } from '../client/language.ts'
import { GuidePage } from './guide-page.tsx'
import { Home } from './home.tsx'
import { follow, refused, serviceOf, view } from './live.ts'
import { Down, Leaving, Refused, Sending } from './overlays.tsx'
import { measurePanel } from './panel.ts'
import { elder, place, wheelchair } from './place.ts'
import { readyQr } from './qr.tsx'
import { readyReader } from './reader.tsx'
import { readySearch, SearchPage } from './search-page.tsx'
import { takeUp } from './take.ts'
import { TakenPage } from './taken-page.tsx'
import { ThemePage } from './theme-page.tsx'
import { W } from './words.ts'
import '../client/tokens.css'
import './kiosk.css'
import './home.css'
import './services.css'
import './search.css'
import './taken.css'
import './reader.css'
import './overlays.css'

/** After the first page stands, fetch what later pages need, so that it is here when the line is not. ms */
const FETCH_AHEAD_MS = 2_000

const Page = () => {
  const seen = view.value
  if (!seen) return <main class="kiosk-wait">{say(refused.value ? W.wrongScreen : W.connecting)}</main>
  const now = place.value
  switch (now.at) {
    case 'home':
      return <Home view={seen} />
    case 'theme':
      return <ThemePage theme={now.theme} />
    case 'search':
      return <SearchPage />
    case 'guide': {
      const service = serviceOf(now.service)
      return service ? <GuidePage service={service} /> : <Home view={seen} />
    }
    case 'taken':
      return <TakenPage taken={now.taken} />
  }
}

const Kiosk = () => {
  useEffect(() => {
    const stop = follow()
    void takeUp()
    const timer = setTimeout(() => void Promise.all([readyQr(), readySearch(), readyReader()]), FETCH_AHEAD_MS)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return (
    <div class={`kiosk ${elder.value ? 'is-elder' : ''} ${wheelchair.value ? 'is-wheelchair' : ''}`}>
      <Page />
      <Leaving />
      <Refused />
      <Sending />
      <Down />
    </div>
  )
}

measurePanel()
// The context menu of a long press is no use to a visitor, and hides the page.
addEventListener('contextmenu', (event) => event.preventDefault())
effect(() => {
  document.documentElement.classList.toggle('is-elder', elder.value)
})
startScreen('kiosk', 'device', Kiosk)
speak('zh', false)
