/** What each printer put on paper, newest first, drawn from the bytes it was sent. */
import '../client/tokens.css'
import './staff.css'
import './paper.css'
import { signal } from '@preact/signals'
import { startScreen } from '../client/gate.tsx'
import { fill, say, type Word } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { person, signOut } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { clock } from '../client/time.ts'
import type { JobState, Paper, PaperJob, PaperRow, PrinterRow } from '../hall/views/paper.ts'
import { topicOf, type Views } from '../hall/wire.ts'
import { printerLevel } from './alarms.ts'
import { Clock, LanguageButton, SignOutButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { Icon } from './icons.tsx'
import { millimetresOf } from './paper-layout.ts'
import { Slip } from './paper-slip.tsx'
import { PRINTER_WORDS } from './printer-words.ts'

const W = {
  title: ['打印纸', 'Paper'],
  none: ['目录里没有打印机', 'The catalogue has no printers'],
  nothing: ['今天还没有打印', 'Nothing printed yet'],
  counts: [
    '已打印 {printed} · 待打 {waiting} · 失败 {failed}',
    '{printed} printed · {waiting} waiting · {failed} failed',
  ],
  copy: ['补打第 {copy} 张', 'copy {copy}'],
  bytes: ['{bytes} 字节', '{bytes} bytes'],
  millimetres: ['{mm} 毫米纸', '{mm} mm paper'],
  slip: ['小票：{text}', 'Slip: {text}'],
  manager: ['管理', 'Manager'],
} satisfies Record<string, Word>

const STATE_WORDS: Record<JobState, Word> = {
  queued: ['排队', 'Queued'],
  sending: ['打印中', 'Printing'],
  printed: ['已打印', 'Printed'],
  not_sent: ['未打印', 'Not printed'],
  unknown: ['已发送，未确认', 'Sent, not confirmed'],
  expired: ['过时，未打印', 'Too late, not printed'],
}

const STATE_TONE: Record<JobState, string> = {
  queued: '',
  sending: '',
  printed: 'good',
  not_sent: 'bad',
  unknown: 'warn',
  expired: 'warn',
}

const TEMPLATE_WORDS: Readonly<Record<string, Word>> = {
  ticket: ['号票', 'Ticket'],
  receipt: ['回执', 'Receipt'],
  supplement: ['补齐材料通知书', 'Supplement notice'],
  guide: ['一次性告知单', 'Guide'],
  special: ['告知书', 'Special procedure'],
  declined: ['不受理／退办', 'Declined'],
  next: ['下一站', 'Next stop'],
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
}: {
  readonly job: PaperJob
  readonly paper: Paper
  readonly timeZone: string
}) => {
  const template = TEMPLATE_WORDS[job.template]
  return (
    <li class={`job ${job.state}`}>
      <p class="job-head">
        <span class={`badge ${STATE_TONE[job.state]}`}>{say(STATE_WORDS[job.state])}</span>
        <span>{template ? say(template) : job.template}</span>
        {job.copy > 1 && <span class="chip">{fill(W.copy, { copy: job.copy })}</span>}
      </p>
      <p class="job-note">
        {clock(job.at, timeZone, true)} · {fill(W.bytes, { bytes: job.bytes })}
        {job.reason &&
          ` · ${job.reason in PRINTER_WORDS ? say(PRINTER_WORDS[job.reason as PrinterRow['state']]) : job.reason}`}
      </p>
      <Slip rows={job.rows} dots={paper.dots} label={fill(W.slip, { text: textOf(job.rows) })} />
    </li>
  )
}

const PrinterPaper = ({ id, timeZone }: { readonly id: string; readonly timeZone: string }) => {
  const message = watch('paper', id).value
  if (!message) return <Connecting topic={topicOf('paper', id)} />
  const paper = message.view
  const { printer } = paper
  const level = printerLevel(printer.state)
  const tone = level === 'red' ? 'bad' : level === 'amber' ? 'warn' : printer.state === 'ready' ? 'good' : ''
  return (
    <section>
      <p class="printer-line">
        <b>{printer.name}</b>
        <span class={`badge ${tone}`}>{say(PRINTER_WORDS[printer.state])}</span>
        <span>{fill(W.millimetres, { mm: millimetresOf(paper.dots) })}</span>
        <span>{fill(W.counts, { printed: printer.printed, waiting: printer.waiting, failed: printer.failed })}</span>
      </p>
      <ul class="jobs">
        {paper.jobs.map((job) => (
          <Job key={job.id} job={job} paper={paper} timeZone={timeZone} />
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
          <a class="plain" href="/manager#printers">
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
          <PrinterPaper key={printer.id} id={printer.id} timeZone={view.timeZone} />
        ) : (
          <p class="hint">{say(W.none)}</p>
        )}
      </main>
    </div>
  )
}

startScreen('manager', 'person', App)
