/** The start page: every screen of the hall, and what to do first in a new one. */
import '../client/tokens.css'
import './staff.css'
import './start.css'
import { signal } from '@preact/signals'
import { render } from 'preact'
import { type Answer, ask } from '../client/ask.ts'
import type { HallInfo } from '../client/hall-info.ts'
import { language, say, speak, type Word } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { problemText } from '../client/words.ts'
import type { StaffRole } from '../hall/actor.ts'
import { LanguageButton } from './bar.tsx'
import { Icon, type IconName } from './icons.tsx'
import { ROLE_WORDS } from './manager-words.ts'

const W = {
  product: ['一窗 · 政务大厅排队叫号', 'Yichuang · queue and call for service halls'],
  open: ['大厅开放中', 'The hall is open'],
  closed: ['大厅未开放', 'The hall is closed'],
  connecting: ['正在连接…', 'Connecting…'],
  first: ['第一步：设置第一位管理员', 'First: set up the first manager'],
  firstText: [
    '服务器窗口里打印了一次性代码。打开管理页，填入代码，设置姓名和密码。',
    'The server printed a one-time code in its own window. Open the manager page and enter it with a name and a password.',
  ],
  firstDo: ['去设置管理员', 'Set up the manager'],
  next: ['接下来', 'Next'],
  step1: [
    '在管理页“设备”里添加取号机、窗口电脑、大屏和评价器，得到配对码',
    'Add kiosks, window computers, boards and pads under “Devices”: each gets a code',
  ],
  step2: ['在那台设备上打开对应的页面，输入配对码', 'Open its page on that device and enter the code'],
  step3: [
    '在“人员”里添加窗口人员和导办；在“大厅”里开放大厅',
    'Add staff under “Staff”, then open the hall under “Floor”',
  ],
  demo: ['演示大厅', 'Demonstration hall'],
  demoText: ['里面的人和号都是模拟的，关掉就没有了', 'Its people and tickets are simulated and gone when it stops'],
  speed: ['模拟速度', 'Speed'],
  staff: ['演示账号', 'Demonstration accounts'],
  name: ['姓名', 'Name'],
  role: ['角色', 'Role'],
  password: ['密码', 'Password'],
  screens: ['各个页面', 'Every screen'],
} satisfies Record<string, Word>

type Card = {
  readonly href: string
  readonly icon: IconName
  readonly title: Word
  readonly what: Word
  readonly size: Word
}

const CARDS: readonly Card[] = [
  {
    href: '/kiosk',
    icon: 'ticket',
    title: ['取号机', 'Kiosk'],
    what: ['群众自己取号、查办事指南', 'Citizens take a number and read the guide'],
    size: ['21.5 寸竖屏触摸', '21.5" portrait touch'],
  },
  {
    href: '/board',
    icon: 'device',
    title: ['综合屏', 'Hall board'],
    what: ['显示并播报叫号', 'Shows and speaks the calls'],
    size: ['55 寸以上横屏或竖屏', '55" or more'],
  },
  {
    href: '/strip',
    icon: 'device',
    title: ['窗口屏', 'Window strip'],
    what: ['窗口上方：窗口号、当前号码、去向', 'Above a window: its number and the current ticket'],
    size: ['条屏或小横屏', 'LED strip or small screen'],
  },
  {
    href: '/window',
    icon: 'call',
    title: ['窗口', 'Window'],
    what: ['叫号、办理、转移、挂起、办结', 'Call, serve, transfer, park, complete'],
    size: ['窗口电脑，1366 × 768 起', 'Computer, 1366 × 768 up'],
  },
  {
    href: '/guide',
    icon: 'people',
    title: ['导办台', 'Guide desk'],
    what: ['代取号、优先、预约、查号、过号激活', 'Take numbers for people, find and redirect tickets'],
    size: ['10 寸平板，1280 × 800', '10" tablet, 1280 × 800'],
  },
  {
    href: '/pad',
    icon: 'star',
    title: ['评价器', 'Rating pad'],
    what: ['办结后请群众评价', 'Asks for a rating after the visit'],
    size: ['10 寸平板，1280 × 800', '10" tablet, 1280 × 800'],
  },
  {
    href: '/manager',
    icon: 'book',
    title: ['管理', 'Manager'],
    what: ['大厅实况、设备、人员、票面、目录', 'The floor, devices, staff, papers, catalogue'],
    size: ['办公电脑，1440 × 900', 'Desktop, 1440 × 900'],
  },
  {
    href: '/paper',
    icon: 'printer',
    title: ['打印纸', 'Paper'],
    what: ['每台打印机打出来的小票', 'What every printer printed'],
    size: ['办公电脑', 'Desktop'],
  },
]

type Demo = {
  readonly speed: number
  readonly links: readonly { readonly title: string; readonly titleEn: string; readonly href: string }[]
  readonly staff: readonly { readonly name: string; readonly password: string; readonly role: StaffRole }[]
}
type Info = HallInfo & { readonly open?: boolean }

const info = signal<Answer<Info> | undefined>(undefined)
const demo = signal<Demo | undefined>(undefined)

const REFRESH_MS = 5_000

const SPEEDS = [1, 5, 20, 60, 120] as const

const setSpeed = async (speed: number): Promise<void> => {
  await ask('/api/demo/speed', { method: 'POST', body: { speed } })
  await refresh()
}

const Speed = ({ speed }: { readonly speed: number }) => (
  <fieldset class="demo-speed">
    <legend>{say(W.speed)}</legend>
    {SPEEDS.map((one) => (
      <button key={one} type="button" class="speed" aria-pressed={one === speed} onClick={() => void setSpeed(one)}>
        {one}×
      </button>
    ))}
  </fieldset>
)

const Demonstration = ({ links, staff, speed }: Demo) => (
  <section class="box demo">
    <h2>{say(W.demo)}</h2>
    <p class="hint">{say(W.demoText)}</p>
    <Speed speed={speed} />
    <div class="demo-links">
      {links.map((link) => (
        <a key={link.href} class="action" href={link.href} target="_blank" rel="noreferrer">
          {either(link.title, link.titleEn)}
        </a>
      ))}
    </div>
    {staff.length > 0 && (
      <table class="accounts">
        <caption>{say(W.staff)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(W.role)}</th>
            <th scope="col">{say(W.name)}</th>
            <th scope="col">{say(W.password)}</th>
          </tr>
        </thead>
        <tbody>
          {staff.map((one) => (
            <tr key={one.name}>
              <td>{say(ROLE_WORDS[one.role])}</td>
              <td>{one.name}</td>
              <td>
                <code>{one.password}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const FirstStep = () => (
  <section class="box first">
    <h2>{say(W.first)}</h2>
    <p>{say(W.firstText)}</p>
    <a class="action" href="/manager">
      {say(W.firstDo)}
    </a>
  </section>
)

const Next = () => (
  <section class="box">
    <h2>{say(W.next)}</h2>
    <ol>
      <li>{say(W.step1)}</li>
      <li>{say(W.step2)}</li>
      <li>{say(W.step3)}</li>
    </ol>
  </section>
)

const Start = () => {
  const answer = info.value
  const hall = answer?.ok ? answer : undefined
  const name = hall && either(hall.name, hall.nameEn)
  return (
    <div class="start">
      <header class="start-head">
        <div>
          <p class="product">{say(W.product)}</p>
          <h1>{name || say(W.product)}</h1>
        </div>
        <span class="spring" />
        {hall?.open !== undefined && (
          <span class={hall.open ? 'badge open' : 'badge'}>{say(hall.open ? W.open : W.closed)}</span>
        )}
        {!hall && (
          <span class="badge warn" role="status">
            {answer && !answer.ok ? problemText(answer) : say(W.connecting)}
          </span>
        )}
        <LanguageButton />
      </header>
      <main class="start-main">
        {demo.value && <Demonstration {...demo.value} />}
        {hall?.needsManager && !demo.value && <FirstStep />}
        <section>
          <h2>{say(W.screens)}</h2>
          <ul class="cards">
            {CARDS.map((card) => (
              <li key={card.href}>
                <a class="card" href={card.href}>
                  <Icon name={card.icon} />
                  <b>{say(card.title)}</b>
                  <span>{say(card.what)}</span>
                  <small>{say(card.size)}</small>
                </a>
              </li>
            ))}
          </ul>
        </section>
        {hall && !demo.value && <Next />}
      </main>
    </div>
  )
}

const refresh = async (): Promise<void> => {
  info.value = await ask<Info>('/api/hall')
  // The links of a demonstration carry pairing codes, which age: they are asked for again and again.
  if (info.value.ok && info.value.demo) {
    const answer = await ask<Demo>('/api/demo')
    if (answer.ok) demo.value = answer
  }
}

const root = document.getElementById('app')
if (!root) throw new Error('The page has no element #app to show the start page in.')
speak(language.value, false)
render(<Start />, root)
void refresh()
setInterval(() => void refresh(), REFRESH_MS)
