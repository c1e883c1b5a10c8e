/** How the gate walks through the screens of staff, pad and phone. */
import type { Page } from 'playwright-core'
import type { View } from './view.ts'

const press = (page: Page, selector: string): Promise<void> => page.locator(selector).first().click()
const shown = (page: Page, selector: string): Promise<void> => page.locator(selector).first().waitFor()

/** A side key of the window opens its sheet; Escape closes it. */
const sheet = (name: string, key: string): View => ({
  name,
  arrive: async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.keyboard.press(key)
    await shown(page, 'dialog[open]')
  },
})
const closed: View = {
  name: '各列表',
  arrive: async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await press(page, '.lists .tab:nth-child(2)')
  },
}

const tab = (name: string, selector: string): View => ({
  name,
  arrive: async (page) => {
    await press(page, `.manager-tabs a:text-is("${name}")`)
    await shown(page, selector)
  },
})

/** A pad in front of a window, through one rating; the visit there ends, so that the pad asks about it. */
export const padViews = (counter: string): readonly View[] => [
  { name: '等待', arrive: (page) => shown(page, '.idle') },
  {
    name: '评价',
    arrive: async (page, hall) => {
      const ticket = hall.live.hall().counters.get(counter)?.ticket ?? ''
      await hall.act({ type: 'CompleteTicket', counter, ticket, outcome: 'consulted' }, hall.clerk(counter))
      await shown(page, '.grade:not(:disabled)')
    },
  },
  {
    name: '大字',
    arrive: async (page) => {
      await press(page, '.large-switch')
      await shown(page, '.pad.large')
    },
  },
  {
    name: '不满意的原因',
    arrive: async (page) => {
      await press(page, '.grade.dissatisfied')
      await shown(page, '.reason-chip:not(:disabled)')
    },
  },
]

export const STAFF_VIEWS: Readonly<Record<'window' | 'guide' | 'manager' | 'phone', readonly View[]>> = {
  window: [sheet('转号', 'F6'), sheet('挂起', 'F7'), sheet('暂停', 'F9'), closed],
  guide: [
    {
      name: '选事项',
      arrive: async (page) => {
        await press(page, '.tiles .service')
        await shown(page, '.stop')
      },
    },
    {
      name: '查号',
      arrive: async (page) => {
        await press(page, '.recent-row')
        await shown(page, '.found-number')
      },
    },
  ],
  manager: [
    tab('今日', '.manager-main .sums'),
    tab('叫号规则', '.order .sentence, .order .hint'),
    {
      name: '越过记录',
      arrive: async (page) => {
        await press(page, '.order-pages button:nth-child(2)')
        await shown(page, '.order-report .lead')
      },
    },
    tab('预测', '.forecast'),
    tab('窗口测算', '.plan-plot'),
    tab('推演', '.what-if'),
    tab('评价', '.manager-main .halves'),
    tab('屏幕', '.screen-wall .screen-card, .manager-main .panel:has-text("还没有屏幕")'),
    tab('设备', '.machines'),
    tab('媒体', '.turns .turn'),
    tab('语音', '.voice-page .clips'),
    tab('人员', '.manager-main .grid'),
    tab('票面', '.slips svg'),
    tab('目录', '.manager-main .panel:has-text("草稿")'),
  ],
  phone: [
    {
      name: '已叫号',
      arrive: async (page, hall) => {
        const secret = new URL(page.url()).pathname.split('/').at(-1)
        const ticket = [...hall.live.hall().tickets.values()].find((one) => one.secret === secret)?.id ?? ''
        await hall.act({ type: 'OpenCounter', counter: '4' }, hall.clerk('4'))
        await hall.act({ type: 'CallTicket', counter: '4', ticket, reason: '现场' }, hall.clerk('4'))
        await shown(page, '.called')
      },
    },
  ],
}
