/** The list as staff read it and as it goes on A4: who is where, and who waits, theme by theme in calling order. */
import { fill, language, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import { CLASS_WORDS } from '../client/words.ts'
import type { ListedTicket, WaitingList } from '../hall/views/waiting-list.ts'
import { L } from './waiting-list-words.ts'

type Props = { readonly list: WaitingList }

const Row = ({ row, timeZone }: { readonly row: ListedTicket; readonly timeZone: string }) => (
  <li>
    <span class="list-tick" />
    <b>{row.number}</b>
    <span class="list-since">{clock(row.since, timeZone)}</span>
    {row.class !== 'ordinary' && <span class="list-class">{say(CLASS_WORDS[row.class])}</span>}
    {row.only !== undefined && <span class="list-class">{fill(L.only, { window: windowText(row.only) })}</span>}
  </li>
)

const Windows = ({ list }: Props) => (
  <section>
    <h2>{say(L.now)}</h2>
    {list.windows.length === 0 && <p>{say(L.nobodyNow)}</p>}
    <ul class="list-windows">
      {list.windows.map(({ name, number, status, since }) => (
        <li key={name}>
          <span class="list-window">{windowText(name)}</span>
          <b>{number}</b>
          <span>
            {say(L[status])} {clock(since, list.timeZone)}
          </span>
        </li>
      ))}
      {list.parked.map(({ number, window }) => (
        <li key={number}>
          <span class="list-window">{windowText(window)}</span>
          <b>{number}</b>
          <span>{say(L.parked)}</span>
        </li>
      ))}
    </ul>
  </section>
)

export const WaitingListPaper = ({ list }: Props) => {
  const zh = language.value === 'zh'
  const count = list.themes.reduce((sum, { waiting }) => sum + waiting.length, list.more)
  return (
    <article class="list-paper">
      <header>
        <h1>
          {zh ? list.name : list.nameEn} · {say(L.title)}
        </h1>
        <p>
          <b>{fill(L.asOf, { day: list.day ?? '', time: clock(list.at, list.timeZone, true) })}</b>
          <span>{fill(L.total, { count })}</span>
          {list.more > 0 && <span>{fill(L.more, { count: list.more })}</span>}
          <span>{fill(L.hotline, { phone: list.hotline })}</span>
        </p>
        <p>{say(L.how)}</p>
      </header>
      <Windows list={list} />
      {list.themes
        .filter(({ waiting }) => waiting.length > 0)
        .map(({ letter, name, nameEn, waiting }) => (
          <section key={letter}>
            <h2>
              {fill(L.theme, { letter, name: zh ? name : nameEn })}
              <span>{fill(L.count, { count: waiting.length })}</span>
            </h2>
            <ol class="list-rows">
              {waiting.map((row) => (
                <Row key={row.number} row={row} timeZone={list.timeZone} />
              ))}
            </ol>
          </section>
        ))}
    </article>
  )
}
