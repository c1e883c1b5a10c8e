/** What each printer put on paper, newest first, drawn from the bytes it was sent. */
import '../client/tokens.css'
import './staff.css'
import './paper.css'
import { signal } from '@preact/signals'
import { startScreen } from '../client/gate.tsx'
import { fill, say } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { person, signOut } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { clock } from '../client/time.ts'
import type { PrinterId } from '../hall/ids.ts'
import { SLIP_KINDS } from '../hall/slip-template.ts'
import type { JobState, Paper, PaperJob, PaperRow } from '../hall/views/paper.ts'
import { topicOf, type Views } from '../hall/wire.ts'
import { printerLevel } from './alarms.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { Icon } from './icons.tsx'
import { millimetresOf } from './paper-layout.ts'
import { Slip } from './paper-slip.tsx'
import { JOB_WORDS, REASON_WORDS, W } from './paper-words.ts'
import { PRINTER_WORDS } from './printer-words.ts'
import { onceSetUp } from './set-up-first.tsx'
import { SLIP_WORDS } from './slip-kind-words.ts'

const STATE_TONE: Record<JobState, string> = {
  queued: '',
  sending: '',
  printed: 'good',
  not_sent: 'bad',
  unknown: 'warn',
  expired: 'warn',
}

const chosen = signal(decodeURIComponent(location.hash.slice(1)))
addEventListener('hashchange', () => {
  chosen.value = decodeURIComponent(location.hash.slice(1))
})

const textOf = (rows: readonly PaperRow[]): string =>
  rows
    .flatMap((row) =>
      row.kind === 'text'
        ? [
            row.runs
              .map((run) => run.text)
              .join('')
              .trim(),
          ]
        : [],
    )
    .join(' ')

const Job = ({
  job,
  paper,
  timeZone,
  nameOf,
}: {
  readonly job: PaperJob
  readonly paper: Paper
  readonly timeZone: string
  readonly nameOf: (printer: PrinterId) => string
}) => {
  const kind = SLIP_KINDS.find((known) => known === job.template)
  return (
    <li class={`job ${job.state}`}>
      <p class="job-head">
        <span class={`badge ${STATE_TONE[job.state]}`}>{say(JOB_WORDS[job.state])}</span>
        <span>{kind ? say(SLIP_WORDS[kind]) : job.template}</span>
        {job.copy > 1 && <span class="chip">{fill(W.copy, { copy: job.copy })}</span>}
      </p>
      <p class="job-note">
        {clock(job.at, timeZone, true)} · {fill(W.bytes, { bytes: job.bytes })}
        {job.reason && ` · ${say(REASON_WORDS[job.reason])}`}
        {job.from !== undefined && ` · ${fill(W.instead, { printer: nameOf(job.from) })}`}
      </p>
      <Slip rows={job.rows} dots={paper.dots} label={fill(W.slip, { text: textOf(job.rows) })} />
    </li>
  )
}

type PaperProps = {
  readonly id: PrinterId
  readonly timeZone: string
  readonly nameOf: (printer: PrinterId) => string
}

const PrinterPaper = ({ id, timeZone, nameOf }: PaperProps) => {
  const message = watch('paper', id).value
  if (!message) return <Connecting topic={topicOf('paper', id)} />
  const paper = message.view
  const { printer } = paper
  const millimetres = millimetresOf(paper.dots)
  const level = printerLevel(printer.state)
  const tone = level === 'red' ? 'bad' : level === 'amber' ? 'warn' : printer.state === 'ready' ? 'good' : ''
  return (
    <section>
      <p class="printer-line">
        <b>{printer.name}</b>
        <span class={`badge ${tone}`}>{say(PRINTER_WORDS[printer.state])}</span>
        <span>{millimetres === 210 ? say(W.a4) : fill(W.millimetres, { mm: millimetres })}</span>
        {printer.place !== undefined && <span>{printer.place}</span>}
        <span>{fill(W.counts, { printed: printer.printed, waiting: printer.waiting, failed: printer.failed })}</span>
        {printer.detail !== undefined && <span lang="en">{printer.detail}</span>}
      </p>
      <ul class="jobs">
        {paper.jobs.map((job) => (
          <Job key={job.id} job={job} paper={paper} timeZone={timeZone} nameOf={nameOf} />
        ))}
      </ul>
      {paper.jobs.length === 0 && <p class="hint">{say(W.nothing)}</p>}
    </section>
  )
}

type Known = Views['floor'] | Views['guide']

const App = () => {
  // A guide is told of printers by the guide desk's own view; a manager and an inspector by the floor's.
  const kind = person.value?.identity.role === 'guide' ? 'guide' : 'floor'
  const view: Known | undefined = kind === 'guide' ? watch('guide').value?.view : watch('floor').value?.view
  if (!view) return <Connecting topic={topicOf(kind)} />
  const printer = view.printers.find((row) => row.id === chosen.value) ?? view.printers[0]
  return (
    <div class="paper-page">
      <header class="bar-top">
        <h1>{say(W.title)}</h1>
        <nav class="printer-tabs">
          {view.printers.map((row) => (
            <a key={row.id} href={`#${encodeURIComponent(row.id)}`} aria-current={row === printer ? 'page' : undefined}>
              <Icon name="printer" />
              {row.name}
            </a>
          ))}
        </nav>
        <span class="spring" />
        {kind === 'floor' && (
          <a class="plain" href="/manager#devices">
            <Icon name="back" />
            <span>{say(W.manager)}</span>
          </a>
        )}
        <Clock timeZone={view.timeZone} />
        <LanguageButton />
        <SignOutButton onClick={() => void signOut()} />
      </header>
      <StaleNotice timeZone={view.timeZone} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: paper that scrolls must be reachable by key */}
      <main class="paper-main" tabIndex={0}>
        {printer ? (
          <PrinterPaper
            key={printer.id}
            id={printer.id}
            timeZone={view.timeZone}
            nameOf={(other) => view.printers.find((row) => row.id === other)?.name ?? other}
          />
        ) : (
          <p class="hint">{say(W.none)}</p>
        )}
      </main>
    </div>
  )
}

startScreen('manager', 'person', onceSetUp(App))
