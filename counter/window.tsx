/** The window panel: one big button that follows the visit, and everything else within reach of a function key. */
import '../client/tokens.css'
import './staff.css'
import './window.css'
import { useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { needCatalogue } from '../client/catalogue.ts'
import { startScreen } from '../client/gate.tsx'
import { watch } from '../client/live-view.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { topicOf } from '../hall/wire.ts'
import { afterwards } from './afterwards.ts'
import { Connecting } from './connecting.tsx'
import { isTyping } from './typing.ts'
import { WindowBar } from './window-bar.tsx'
import { actOfKey, outcomeStep } from './window-keys.ts'
import { WindowLists } from './window-lists.tsx'
import { WindowNow } from './window-now.tsx'
import { doesWith, type Panel, pressPrimary, pressSide, sheet, stepOutcome } from './window-state.ts'

const listen = (panel: Panel, event: KeyboardEvent): void => {
  const act = actOfKey(event, sheet.value !== undefined)
  const step = sheet.value === undefined ? outcomeStep(event.key, isTyping(event.target)) : undefined
  if (step !== undefined) stepOutcome(panel, step)
  if (act === undefined) return
  event.preventDefault()
  if (act === 'primary') pressPrimary(panel)
  else if (act !== 'swallow') pressSide(act, panel)
}

const sheets = afterwards(() => import('./window-sheets.tsx'))

const Panelled = ({ panel }: { readonly panel: Panel }) => {
  const newest = useRef(panel)
  newest.current = panel
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => listen(newest.current, event)
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  const { view } = panel
  const Sheets = sheets.value?.WindowSheet
  const gone = view.ticket === null
  useEffect(() => {
    const kind = sheet.value?.kind
    if (gone && (kind === 'transfer' || kind === 'park')) sheet.value = undefined
  }, [gone])
  return (
    <div class="window">
      <WindowBar panel={panel} />
      <StaleNotice timeZone={view.timeZone} />
      <main class="window-main">
        <WindowNow panel={panel} />
        <WindowLists panel={panel} />
      </main>
      {Sheets && <Sheets panel={panel} />}
    </div>
  )
}

const App = () => {
  const counter = device.value?.identity.counter ?? ''
  const live = watch('counter', counter)
  const shown = useComputed(() => live.value?.position ?? 0)
  const message = live.value
  const revision = message?.view.revision
  useEffect(() => {
    if (revision !== undefined) void needCatalogue(revision)
  }, [revision])
  return message ? (
    <Panelled panel={{ view: message.view, does: doesWith(shown) }} />
  ) : (
    <Connecting topic={topicOf('counter', counter)} />
  )
}

startScreen('window', 'both', App)
