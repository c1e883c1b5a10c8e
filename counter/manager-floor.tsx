/** The floor: figures, alarms, themes, ratings and windows of now. */
import { fill, say } from '../client/language.ts'
import { rangeText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import { GRADE_WORDS } from '../client/words.ts'
import { GRADES } from '../hall/commands.ts'
import type { FloorTheme, FloorView } from '../hall/views/floor.ts'
import { trouble } from './acting.ts'
import { paceOf } from './acts.ts'
import { AlarmRow } from './alarm-row.tsx'
import { alarmsOf } from './alarms.ts'
import { figuresOf, satisfaction } from './floor.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import type { TabProps } from './manager-floor-type.ts'
import { HallButtons } from './manager-hall.tsx'
import { WindowCards } from './manager-windows.tsx'
import { FLOOR } from './manager-words.ts'
import { named } from './names.ts'
import { TroubleLine } from './trouble-line.tsx'

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

const ThemeLine = ({ theme, view }: { readonly theme: FloorTheme; readonly view: FloorView }) => {
  const since = theme.longestSince
  const ms = since === null ? 0 : Math.max(0, tick.value - since)
  const { estimate } = theme
  const minutes = (value: number): string => fill(FLOOR.minutes, { count: Math.floor(value / 60_000) })
  return (
    <tr>
      <th scope="row">
        <b class="letter">{theme.letter}</b> {named(theme)}
      </th>
      <td>{theme.waiting}</td>
      <td class={since === null ? '' : paceOf(ms, view.amberMinutes, view.redMinutes)}>
        {since === null ? '—' : minutes(ms)}
      </td>
      <td class={estimate ? '' : 'amber'}>{estimate ? rangeText(estimate) : say(FLOOR.noWindow)}</td>
      <td
        class={theme.openCounters < theme.countersNeeded ? 'amber' : ''}
        title={theme.openCounters < theme.countersNeeded ? fill(FLOOR.needMore, { needed: theme.countersNeeded }) : ''}
      >
        {theme.openCounters} / {theme.counters} / {theme.countersNeeded}
      </td>
      <td>{theme.issued}</td>
      <td>{theme.completed}</td>
      <td>{theme.meanWaitMs === null ? '—' : minutes(theme.meanWaitMs)}</td>
    </tr>
  )
}

const Themes = ({ view }: { readonly view: FloorView }) => (
  <table class="grid tight">
    <thead>
      <tr>
        {(['theme', 'waiting', 'longest', 'estimate', 'tableWindows', 'taken', 'done', 'mean'] as const).map((name) => (
          <th key={name} scope="col" title={name === 'tableWindows' ? say(FLOOR.tableWindowsHint) : undefined}>
            {say(FLOOR[name])}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {view.themes.map((theme) => (
        <ThemeLine key={theme.id} theme={theme} view={view} />
      ))}
    </tbody>
  </table>
)

const Ratings = ({ view }: { readonly view: FloorView }) => {
  const { rated, share } = satisfaction(view.grades)
  return (
    <div class="ratings">
      <h2>{say(FLOOR.grades)}</h2>
      <p class="hint">
        {share === null ? say(FLOOR.unrated) : fill(FLOOR.satisfied, { rated, share: (share * 100).toFixed(1) })}
      </p>
      <ul>
        {GRADES.map((grade) => (
          <li key={grade}>
            <span>{say(GRADE_WORDS[grade])}</span>
            <span class="bar" style={`--share:${rated === 0 ? 0 : view.grades[grade] / rated}`} />
            <b>{view.grades[grade]}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const FloorTab = ({ floor }: TabProps) => {
  const { view } = floor
  const alarms = alarmsOf(view, tick.value)
  return (
    <div class="floor">
      <Top floor={floor} />
      <TroubleLine problem={trouble.value} />
      <div class="floor-columns">
        <div class="floor-left">
          <section class="panel">
            <Themes view={view} />
          </section>
          <section class="panel">
            <h2>
              {say(FLOOR.alarms)} <b>{alarms.length}</b>
            </h2>
            <ul class="alarms">
              {alarms.map((alarm) => (
                <AlarmRow
                  key={`${alarm.kind} ${alarm.kind === 'printer' ? alarm.printer.id : alarm.theme.id}`}
                  alarm={alarm}
                />
              ))}
              {alarms.length === 0 && (
                <li class="alarm calm">
                  <Icon name="check" />
                  {say(W.calm)}
                </li>
              )}
            </ul>
          </section>
          <section class="panel">
            <Ratings view={view} />
          </section>
        </div>
        <WindowCards floor={floor} />
      </div>
    </div>
  )
}
