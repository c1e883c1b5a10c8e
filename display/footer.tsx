/** The foot of the board: what the voice is saying, else that the hall is back, else one notice at a time; hotline and sound. */
import { fill, say } from '../client/language.ts'
import { either, rangeText, windowText } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { BoardView } from '../hall/views/public.ts'
import type { Views } from '../hall/wire.ts'
import { speaking } from './announcer.ts'
import type { BoardLayout } from './layout.ts'
import { panel } from './panel.ts'
import { resumedText } from './resumed.ts'
import { turnOf } from './rows.ts'
import { Sound, SpeakerIcon } from './sound-button.tsx'
import { clausesOf } from './strip-lines.ts'
import { W } from './words.ts'

/** Long enough to read a line twice, ms. */
const NOTICE_MS = 10_000

/** As in board.css: size of the type, and what stands beside the line: margins, the button for the sound, the hotline. 1,080ths. */
const TYPE = 38
const BESIDE = { upright: 400, lying: 860 }

/** How many full-width characters a line holds. */
const lineRoom = ({ upright, unit }: BoardLayout): number =>
  Math.max(8, Math.floor((panel.value.width / unit - (upright ? BESIDE.upright : BESIDE.lying)) / TYPE))

/** Who waits where, a theme a line, for a board that has no room for the table. */
const waitingLines = ({ themes }: BoardView): readonly string[] =>
  themes.map(({ letter, name, nameEn, waiting, openCounters, estimate }) =>
    fill(W.waitingLine, {
      letter,
      theme: either(name, nameEn),
      waiting,
      windows: openCounters,
      estimate: estimate ? fill(W.waitingAbout, { range: rangeText(estimate) }) : '',
    }),
  )

const linesOf = (view: BoardView, layout: BoardLayout): readonly string[] => {
  const hotline = layout.upright && view.hotline !== '' ? [fill(W.hotline, { phone: view.hotline })] : []
  const waiting = layout.side.place === 'none' ? waitingLines(view) : []
  return [...view.notices, ...waiting, ...hotline].flatMap((line) => clausesOf(line, lineRoom(layout)))
}

type Props = { readonly view: Views['board']; readonly layout: BoardLayout; readonly trouble: string }

export const Footer = ({ view, layout, trouble }: Props) => {
  const item = speaking.value
  const back = resumedText(view, tick.value)
  const [line = ''] =
    trouble === ''
      ? turnOf(linesOf(view, layout), 1, tick.value, NOTICE_MS)
      : turnOf(clausesOf(trouble, lineRoom(layout)), 1, tick.value, NOTICE_MS / 2)
  return (
    <footer class={`board-footer ${trouble === '' || item || back !== '' ? '' : 'is-trouble'}`}>
      {item ? (
        <p class="footer-calling" key={item.position}>
          <SpeakerIcon />
          {say(item.recall ? W.callingAgain : W.calling)} <b>{item.number}</b> → {windowText(item.counterName)}
        </p>
      ) : back !== '' ? (
        <p class="footer-notice is-resumed" key={back} role="status">
          {back}
        </p>
      ) : (
        <p class="footer-notice" key={line} role={trouble === '' ? undefined : 'alert'}>
          {line}
        </p>
      )}
      <Sound />
      {!layout.upright && trouble === '' && view.hotline !== '' && (
        <p class="footer-hotline">{fill(W.hotline, { phone: view.hotline })}</p>
      )}
    </footer>
  )
}
