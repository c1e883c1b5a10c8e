/**
 * Every screen × device class × mode that is looked at, by the gate and by `npm run screens`: one table. Not the whole
 * product: each mode is looked at on every panel where its sizes are tightest, and all pages on the commonest panel.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { PASSWORD } from '../../kit/hall-server.ts'
import { DEVICES, type Device, inMode, type KioskMode, PANELS } from './devices.ts'
import type { GateHall } from './hall.ts'
import { KIOSK_PAGES, startOver, stillThere } from './kiosk-walk.ts'
import { CLERKS } from './long-names.ts'
import { padViews, STAFF_VIEWS } from './staff-walk.ts'
import type { View, Visit } from './view.ts'

type Machine = {
  readonly role: string
  readonly name: string
  readonly counter?: string
  readonly zone?: string
  readonly face?: 'entrance'
}

const placeOf = ({ counter, zone }: Machine) => ({
  ...(counter === undefined ? {} : { counter }),
  ...(zone === undefined ? {} : { zone }),
})

/** Opens a page, paired as this machine where it is one. */
const opened = async (
  context: BrowserContext,
  hall: GateHall,
  path: string,
  machine?: Machine,
  device?: Device,
): Promise<Page> => {
  const page = await context.newPage()
  const query = new URLSearchParams()
  if (machine) {
    const wanted = { role: machine.role, name: machine.name, ...placeOf(machine) }
    const made = await hall.request('POST', `${hall.hallPath}/devices`, wanted, hall.managerToken)
    query.set('pair', String(made.code))
    const { inches, lowerEdge, metres } = device ?? {}
    const settings = { inches, lowerEdge, metres, face: machine.face }
    const screen = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
    const { id } = made.device as { id: string }
    await hall.request('PATCH', `${hall.hallPath}/devices/${id}`, { screen }, hall.managerToken)
  }
  const [address = '', hash = ''] = path.split('#')
  await page.goto(`${hall.url}${address}?${query}${hash === '' ? '' : `#${hash}`}`)
  return page
}

const signedIn = async (page: Page, name: string): Promise<Page> => {
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('input[name=password]').waitFor({ state: 'detached' })
  return page
}

const shown = async (page: Page, selector: string): Promise<Page> => {
  await page.locator(selector).first().waitFor()
  return page
}
const stays = (name: string): View => ({ name, arrive: () => Promise.resolve() })

/** Looked at in every mode on the commonest panel; elsewhere the modes that change sizes, on the tightest pages. */
const TIGHT = ['首页', '类别', '搜索', '核验身份', '取到号']
const MODES: readonly KioskMode[] = ['plain', 'large', 'seated', 'contrast', 'english']
const MODE_NAMES: Readonly<Record<KioskMode, string>> = {
  plain: '常规',
  large: '大字',
  seated: '轮椅',
  contrast: '高对比',
  english: '英文',
}

const kioskPage = async (context: BrowserContext, hall: GateHall, device: Device, mode: KioskMode): Promise<Page> => {
  const page = await opened(context, hall, '/kiosk', { role: 'kiosk', name: device.name }, device)
  await shown(page, '.theme-tile')
  await startOver(page, mode)
  return page
}

/** The modes of a panel: contrast changes no size, and the widest upright one has room for all of them. */
const modesOf = (place: number): readonly KioskMode[] =>
  place === 0 ? MODES : place === 4 ? ['plain', 'seated'] : ['plain', 'large', 'seated', 'english']

const kiosks: readonly Visit[] = PANELS.flatMap((device, place) =>
  modesOf(place).map((mode): Visit => {
    const whole = place === 0 || (mode === 'plain' && place < 4)
    const views = KIOSK_PAGES.filter(({ name }) => whole || TIGHT.includes(name))
    return {
      group: 'kiosk',
      name: `取号机 · ${device.name} · ${MODE_NAMES[mode]}`,
      device,
      open: (context, hall) => kioskPage(context, hall, device, mode),
      // axe looks at structure and colours, which are the same on every panel and in every size.
      views: views.map((view) => ({
        ...view,
        limits: inMode(device, mode),
        ...(place === 0 && mode !== 'large' && mode !== 'seated' ? {} : { axe: false as const }),
      })),
      ...(place === 0 && mode === 'plain' ? { empty: true as const } : {}),
    }
  }),
)

/** The question on the panels with most and with least room, where its words are largest and where they must be low. */
const waitingKiosks: readonly Visit[] = [PANELS[0], PANELS[3]].flatMap((device) =>
  (['plain', 'large', 'seated'] as const).map(
    (mode): Visit => ({
      group: 'kiosk',
      name: `取号机 · ${device.name} · ${MODE_NAMES[mode]} · 无人操作`,
      device,
      clocked: true,
      open: async (context, hall) => {
        await context.clock.install()
        return kioskPage(context, hall, device, mode)
      },
      views: [{ ...stillThere(mode === 'large' ? 61_000 : 31_000), limits: inMode(device, mode), axe: false }],
    }),
  ),
)

const display = (
  group: 'board' | 'strip',
  name: string,
  device: Device,
  where: Omit<Machine, 'role' | 'name'>,
  views: readonly View[],
): Visit => ({
  group,
  name,
  device,
  open: async (context, hall) =>
    shown(
      await opened(context, hall, `/${group}`, { role: 'display', name, ...where }, device),
      `.${where.face ?? group}`,
    ),
  views,
  empty: true,
})

const displays: readonly Visit[] = [
  display('board', `大屏 · ${DEVICES.boardLying.name}`, DEVICES.boardLying, {}, [stays('叫号')]),
  display('board', `大屏 · ${DEVICES.boardUpright.name}`, DEVICES.boardUpright, {}, [stays('叫号')]),
  display('board', `大屏 · ${DEVICES.board4k.name}`, DEVICES.board4k, { zone: 'z3' }, [stays('分区叫号')]),
  display('board', `导向屏 · ${DEVICES.entrance.name}`, DEVICES.entrance, { zone: 'z1', face: 'entrance' }, [
    stays('各区'),
  ]),
  display(
    'board',
    `导向屏 · ${DEVICES.entranceUpright.name}`,
    DEVICES.entranceUpright,
    { zone: 'z1', face: 'entrance' },
    [stays('各区')],
  ),
  display('strip', `窗口屏 · ${DEVICES.strip.name}`, DEVICES.strip, { counter: '5' }, [stays('叫号')]),
  display('strip', `窗口屏 · ${DEVICES.stripTall.name}`, DEVICES.stripTall, { counter: '1' }, [stays('办理中')]),
  display('strip', `窗口屏 · 暂停 · ${DEVICES.strip.name}`, DEVICES.strip, { counter: '2' }, [stays('暂停')]),
]

const speaksEnglish: View = {
  name: '英文',
  arrive: async (page) => {
    await page.locator('button[lang=en]').first().click()
    await page.locator('button[lang=zh-CN]').first().waitFor()
  },
}

const windowAt = (
  device: Device,
  counter: string,
  hash: string,
  selector: string,
  views: readonly View[],
  english = false,
): Visit => ({
  group: 'window',
  name: `窗口 · ${counter} 号 · ${device.name}${english ? ' · 英文' : ''}`,
  device,
  open: async (context, hall) => {
    const machine = { role: 'counter', name: `${device.name} ${counter}`, counter }
    // The small form has no room for a language button: it follows what the clerk chose in the panel.
    if (english)
      await context.addInitScript(() => {
        if (location.protocol === 'http:') localStorage.setItem('yichuang.language', 'en')
      })
    const clerk = CLERKS[Number(counter) % CLERKS.length] ?? ''
    return shown(await signedIn(await opened(context, hall, `/window${hash}`, machine), clerk), selector)
  },
  views,
  ...(device === DEVICES.window ? { empty: true as const } : {}),
})

const person = (path: string, name: string, device: Device, selector: string, views: readonly View[]): Visit => ({
  group: path.slice(1),
  name: `${name} · ${device.name}`,
  device,
  open: async (context, hall) =>
    shown(await signedIn(await opened(context, hall, path), path === '/guide' ? '导办员' : '值班主任'), selector),
  views,
  empty: true,
})

const padAt = (device: Device, counter: string): Visit => ({
  group: 'pad',
  name: `评价器 · ${device.name}`,
  device,
  open: async (context, hall) =>
    shown(await opened(context, hall, '/pad', { role: 'pad', name: device.name, counter }), '.pad'),
  views: padViews(counter),
  empty: true,
})

const phone = (name: string, device: Device, views: readonly View[]): Visit => ({
  group: 'phone',
  name: `${name} · ${device.name}`,
  device,
  open: async (context, hall) => {
    const ticket = await hall.arrive('B-01', ['C-01'])
    return shown(await opened(context, hall, `/t/${hall.secretOf(ticket)}`), '.ticket .number')
  },
  views,
})

export const VISITS: readonly Visit[] = [
  ...kiosks,
  ...waitingKiosks,
  ...displays,
  windowAt(DEVICES.window, '1', '', '.window .tabs', [stays('办理中'), ...STAFF_VIEWS.window, speaksEnglish]),
  windowAt(DEVICES.windowLow, '3', '', '.window .tabs', [stays('已叫号'), speaksEnglish]),
  windowAt(DEVICES.windowWide, '12', '', '.window .tabs', [stays('已叫号')]),
  windowAt(DEVICES.windowSmall, '6', '#compact', '.small', [stays('小窗')]),
  windowAt(DEVICES.windowSmall, '14', '#compact', '.small', [stays('小窗')], true),
  person('/guide', '导办台', DEVICES.guide, '.needs, .alarms', [stays('首页'), ...STAFF_VIEWS.guide, speaksEnglish]),
  padAt(DEVICES.pad, '5'),
  padAt(DEVICES.padUpright, '12'),
  person('/manager', '管理', DEVICES.manager, '.floor', [stays('大厅'), ...STAFF_VIEWS.manager]),
  person('/manager', '管理', DEVICES.managerLow, '.floor', [stays('大厅'), speaksEnglish]),
  person('/paper', '纸面', DEVICES.manager, '.paper-page', [stays('打印机')]),
  phone('手机号票', DEVICES.phone, [stays('等候'), ...STAFF_VIEWS.phone]),
  phone('手机号票', DEVICES.phoneNarrow, [stays('等候')]),
  ...(['A-01', 'E-08'] as const).map((service, place): Visit => {
    const device = place === 0 ? DEVICES.phone : DEVICES.phoneNarrow
    return {
      group: 'phone',
      name: `手机办事指南 · ${device.name}`,
      device,
      open: async (context, hall) => shown(await opened(context, hall, `/g/${service}`), '.gist'),
      views: [stays('中文')],
    }
  }),
  {
    group: 'start',
    name: `首页 · ${DEVICES.start.name}`,
    device: DEVICES.start,
    open: async (context, hall) => shown(await opened(context, hall, '/'), '.cards'),
    views: [stays('各个页面'), speaksEnglish],
  },
]
