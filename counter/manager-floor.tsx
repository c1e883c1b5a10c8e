/** The floor: figures, alarms, themes, ratings and windows of now. */
import { fill, say } from '../client/language.ts'
import { waitText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { Instant } from '../hall/ids.ts'
import type { FloorTheme, FloorView } from '../hall/views/floor.ts'
import { trouble } from './acting.ts'
import { paceOf } from './acts.ts'
import { afterwards } from './afterwards.ts'
import { AlarmRow } from './alarm-row.tsx'
import { alarmsOf } from './alarms.ts'
import { figuresOf } from './floor.ts'
import { alarmKey, type DeskAlarm, systemAlarms } from './guide-desk-alarms.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import type { TabProps } from './manager-floor-type.ts'
import { Grades } from './manager-grades.tsx'
import { HallButtons } from './manager-hall.tsx'
import { Table } from './manager-table.tsx'
import { WindowCards } from './manager-windows.tsx'
import { FLOOR } from './manager-words.ts'
import { named } from './names.ts'
import { orderWarnings } from './order-warnings.ts'
import { TroubleLine } from './trouble-line.tsx'

const advice = afterwards(() => import('./advice-panel.tsx'))

const Figure = ({
  label,
  text,
  tone = '',
}: {
  readonly label: string
  readonly text: string
  readonly tone?: string
}) => (
  <div class={`figure ${tone}`}>
    <span>{label}</span>
    <b>{text}</b>
  </div>
)

const Top = ({ floor }: TabProps) => {
  const { view } = floor
  const figures = figuresOf(view, tick.value)
  const longest = figures.longest === null ? '—' : fill(FLOOR.minutes, { count: figures.longest })
  return (
    <div class="figures">
      <Figure label={say(FLOOR.waiting)} text={String(figures.waiting)} />
      <Figure label={say(FLOOR.longest)} text={longest} tone={figures.pace} />
      <Figure label={say(FLOOR.windows)} text={fill(FLOOR.of, { open: figures.open, total: figures.total })} />
      <Figure label={say(FLOOR.issued)} text={String(figures.issued)} />
      <Figure label={say(FLOOR.served)} text={String(figures.served)} />
      <Figure label={say(FLOOR.missed)} text={String(figures.missed)} />
      <HallButtons floor={floor} />
    </div>
  )
}

const minutes = (ms: number): string => fill(FLOOR.minutes, { count: Math.floor(ms / 60_000) })
const waitedMs = ({ longestSince }: FloorTheme): number =>
  longestSince === null ? 0 : Math.max(0, tick.value - longestSince)
const isThin = ({ openCounters, countersNeeded }: FloorTheme): boolean => openCounters < countersNeeded

const Themes = ({ view }: { readonly view: FloorView }) => (
  <Table
    rows={view.themes}
    keyOf={({ id }) => id}
    empty={FLOOR.noThemes}
    tight
    columns={[
      {
        head: FLOOR.theme,
        cell: (theme) => (
          <>
            <b class="letter">{theme.letter}</b> {named(theme)}
          </>
        ),
      },
      { head: FLOOR.waiting, cell: ({ waiting }) => waiting },
      {
        head: FLOOR.longest,
        cell: (theme) => (theme.longestSince === null ? '—' : minutes(waitedMs(theme))),
        tone: (theme) =>
          theme.longestSince === null ? '' : paceOf(waitedMs(theme), view.amberMinutes, view.redMinutes),
      },
      {
        head: FLOOR.estimate,
        cell: (theme) => waitText(theme, FLOOR.noWindow),
        tone: ({ estimate }) => (estimate ? '' : 'amber'),
      },
      {
        head: FLOOR.tableWindows,
        hint: FLOOR.tableWindowsHint,
        cell: ({ openCounters, counters, countersNeeded }) => `${openCounters} / ${counters} / ${countersNeeded}`,
        tone: (theme) => (isThin(theme) ? 'amber' : ''),
      },
      { head: FLOOR.taken, cell: ({ issued }) => issued },
      {
        head: FLOOR.casesOf,
        hint: FLOOR.casesOfHint,
        cell: ({ cases, casesExpected }) => `${cases} / ${casesExpected}`,
      },
      {
        head: FLOOR.waits,
        hint: FLOOR.waitsHint,
        cell: ({ meanWaitMs, p90WaitMs }) =>
          meanWaitMs === null || p90WaitMs === null
            ? '—'
            : `${Math.floor(meanWaitMs / 60_000)} / ${minutes(p90WaitMs)}`,
      },
    ]}
  />
)

/** 空岗 first, since somebody should walk there now; then what the guide desk is told of too. */
const floorAlarms = (view: TabProps['floor']['view'], now: Instant): readonly DeskAlarm[] => [
  ...view.vacant.map((window): DeskAlarm => {
    const gone = Math.max(0, Math.floor((now - window.since) / 60_000))
    return { kind: 'vacant', level: 'red', window, minutes: gone }
  }),
  ...alarmsOf(view, now),
]

export const FloorTab = ({ floor }: TabProps) => {
  const { view } = floor
  const alarms = floorAlarms(view, tick.value)
  const AdvicePanel = advice.value?.AdvicePanel
  const warnings = view.open ? orderWarnings(view.fairness, tick.value) : []
  return (
    <div class="floor">
      <Top floor={floor} />
      <TroubleLine problem={trouble.value} />
      {view.system.length > 0 && (
        <ul class="alarms system-alarms">
          {systemAlarms(view.system, 'manager').map((alarm) => (
            <AlarmRow key={alarmKey(alarm)} alarm={alarm} />
          ))}
        </ul>
      )}
      <div class="floor-columns">
        <div class="floor-left">
          {AdvicePanel && <AdvicePanel floor={floor} />}
          <section class="panel">
            <Themes view={view} />
          </section>
          <section class="panel">
            <h2>
              {say(FLOOR.alarms)} <b>{alarms.length + warnings.length}</b>
            </h2>
            <ul class="alarms">
              {alarms.map((alarm) => (
                <AlarmRow key={alarmKey(alarm)} alarm={alarm} />
              ))}
              {warnings.map(({ key, level, title, text }) => (
                <li key={key} class={`alarm ${level}`}>
                  <Icon name="people" />
                  <span>
                    <b>{title}</b>
                    <br />
                    {text}
                  </span>
                </li>
              ))}
              {alarms.length + warnings.length === 0 && (
                <li class="alarm calm">
                  <Icon name="check" />
                  {say(W.calm)}
                </li>
              )}
            </ul>
          </section>
          <section class="panel">
            <Grades grades={view.grades} />
          </section>
        </div>
        <WindowCards floor={floor} />
      </div>
    </div>
  )
}
