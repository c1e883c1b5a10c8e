/** The window panel: one big button that follows the visit, and everything else within reach of a function key. */
import '../client/tokens.css'
import './staff.css'
import './window.css'
import { type ReadonlySignal, useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useCatalogue } from '../client/catalogue.ts'
import { startScreen } from '../client/gate.tsx'
import { watch } from '../client/live-view.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { topicOf } from '../hall/wire.ts'
import { Connecting } from './connecting.tsx'
import { isTyping } from './typing.ts'
import { WindowBar } from './window-bar.tsx'
import { actOfKey, outcomeStep } from './window-keys.ts'
import { WindowNow } from './window-now.tsx'
import { parts } from './window-parts.ts'
import {
  doesWith,
  type OpenSheet,
  type Panel,
  panelNow,
  pressPrimary,
  pressSide,
  pressStandIn,
  pressUndo,
  resolveKept,
  sheet,
  stepOutcome,
} from './window-state.ts'

/** The address of the small form: the same page, for where no picture-in-picture is to be had. */
const SMALL = location.hash === '#compact'

/** Sheets about the visit in front; with the visit they go. */
const ABOUT_VISIT: ReadonlySet<OpenSheet['kind']> = new Set([
  'transfer',
  'park',
  'checklist',
  'requeue',
  'matter',
  'correct',
  'visitor',
  'earlier',
])

const listen = (panel: Panel, event: KeyboardEvent): void => {
  const typing = isTyping(event.target)
  const act = actOfKey(event, sheet.value !== undefined, typing)
  const step = sheet.value === undefined ? outcomeStep(event.key, typing) : undefined
  if (step !== undefined) stepOutcome(panel, step)
  if (act === undefined) return
  event.preventDefault()
  if (act === 'swallow') return
  if (act === 'primary') pressPrimary(panel)
  else if (act === 'undo') pressUndo(panel)
  else if (act === 'stand-in') pressStandIn(panel)
  else pressSide(act, panel)
}

const Whole = ({ panel }: { readonly panel: Panel }) => {
  const later = parts.value
  return (
    <div class="window">
      <WindowBar panel={panel} />
      {later ? <later.WindowNotices panel={panel} /> : <StaleNotice timeZone={panel.view.timeZone} />}
      <main class="window-main">
        <WindowNow panel={panel} />
        <aside class="lists">{later && <later.WindowLists panel={panel} />}</aside>
      </main>
      {later && <later.WindowSheet panel={panel} />}
    </div>
  )
}

type PanelledProps = { readonly panel: Panel; readonly shown: ReadonlySignal<number> }

const Panelled = ({ panel, shown }: PanelledProps) => {
  const newest = useRef(panel)
  newest.current = panel
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (SMALL) parts.value?.hearSmall(newest.current, event)
      else listen(newest.current, event)
    }
    addEventListener('keydown', hear)
    resolveKept(shown)
    return () => removeEventListener('keydown', hear)
  }, [shown])
  useEffect(() => {
    panelNow.value = panel
  }, [panel])
  const gone = panel.view.ticket === null
  useEffect(() => {
    if (gone && sheet.value && ABOUT_VISIT.has(sheet.value.kind)) sheet.value = undefined
  }, [gone])
  const Small = parts.value?.WindowSmall
  return SMALL && Small ? <Small panel={panel} /> : <Whole panel={panel} />
}

const App = () => {
  const counter = device.value?.identity.counter ?? ''
  const live = watch('counter', counter)
  const shown = useComputed(() => live.value?.position ?? 0)
  const message = live.value
  useCatalogue(message?.view.revision)
  return message ? (
    <Panelled panel={{ view: message.view, does: doesWith(shown) }} shown={shown} />
  ) : (
    <Connecting topic={topicOf('counter', counter)} />
  )
}

startScreen('window', 'both', App)
