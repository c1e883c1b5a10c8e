/** How the gate walks through the kiosk: from page to page as a visitor would, in each mode. */
import type { Page } from 'playwright-core'
import type { KioskMode } from './devices.ts'
import type { View } from './view.ts'

const MODE_WORDS: Readonly<Record<Exclude<KioskMode, 'plain'>, RegExp>> = {
  large: /大字/,
  seated: /轮椅/,
  contrast: /对比/,
  english: /English/,
}

const press = (page: Page, selector: string): Promise<void> => page.locator(selector).first().click()
const shown = (page: Page, selector: string): Promise<void> => page.locator(selector).first().waitFor()

/** From wherever it is to the first page, in a mode. */
export const startOver = async (page: Page, mode: KioskMode): Promise<void> => {
  await page.reload()
  await shown(page, '.theme-tile')
  if (mode !== 'plain') await page.locator('.edge button', { hasText: MODE_WORDS[mode] }).first().click()
}

/** Back to the first page of the visit, whatever stands in between. */
const home = async (page: Page): Promise<void> => {
  while ((await page.locator('.home .theme-tile').count()) === 0) await press(page, '.back')
}
const theme = async (page: Page): Promise<void> => {
  await home(page)
  await press(page, '.theme-tile')
  await shown(page, '.service-row')
}
const search = async (page: Page, letters: string): Promise<void> => {
  await home(page)
  await press(page, '.search-bar')
  await shown(page, '.key')
  // What was typed before still stands there.
  const clear = page.locator('.key.is-wide').nth(1)
  if (await clear.isEnabled()) await clear.click()
  for (const letter of letters) await press(page, `.key:text-is("${letter}")`)
  await shown(page, '.service-row')
}
/** A list that lost room to the bar below it has measured itself and stands on its page. */
const measuredAgain = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames += 1) await new Promise((done) => requestAnimationFrame(done))
  })

/** 一次办多件, a switch of the first page; the second is 优先. */
const SEVERAL = '.options .option >> nth=0'
const PRECEDENCE = '.options .option >> nth=1'

/** The pages every panel is looked at in; the last cannot be left but by time. */
export const KIOSK_PAGES: readonly View[] = [
  { name: '首页', arrive: home },
  { name: '类别', arrive: theme },
  {
    name: '办事指南',
    arrive: async (page) => {
      await theme(page)
      await press(page, '.service-bring')
      await shown(page, '.guide .facts')
    },
  },
  { name: '搜索', arrive: (page) => search(page, 'SL') },
  {
    name: '优先',
    arrive: async (page) => {
      await home(page)
      await press(page, PRECEDENCE)
      await shown(page, '.ground')
    },
  },
  {
    name: '不在本厅办理',
    arrive: async (page) => {
      await home(page)
      await press(page, '.toolbar > .option')
      await press(page, '.is-elsewhere .service-take')
      await shown(page, '.elsewhere .facts')
    },
  },
  {
    name: '核验身份',
    arrive: async (page) => {
      // 不动产登记资料查询, by its initials.
      await search(page, 'BDCDJZLCX')
      await press(page, '.service-take')
      await shown(page, '.identity-ask')
      await press(page, '.identity .key')
    },
  },
  {
    name: '一次办多件',
    arrive: async (page) => {
      await home(page)
      await press(page, SEVERAL)
      await press(page, '.theme-tile')
      await shown(page, '.service-row')
      // Three, or as many as stand on one page: the bar of what was chosen takes room from the rows.
      const free = page.locator('.service-row:not(.is-chosen, .is-shut) .service-take')
      for (let chosen = 0; chosen < 3 && (await free.count()) > 0; chosen += 1) {
        await free.first().click()
        await page.locator('.basket', { hasText: `${chosen + 1}` }).waitFor()
        await measuredAgain(page)
      }
      await press(page, '.basket-list')
      await shown(page, '.basket-row')
    },
  },
  {
    name: '取到号',
    arrive: async (page) => {
      // From the basket with three matters where it was looked at, otherwise with the first matter of the first theme.
      if ((await page.locator('.basket-row').count()) > 0) await press(page, '.take-button')
      else {
        await theme(page)
        await press(page, '.service-take')
      }
      await shown(page, '.taken-number')
      await shown(page, '.qr')
    },
  },
]

/** 还需要时间吗?: what stands there when nobody has touched anything for a while, by the visit's own clock. */
export const stillThere = (quietMs: number): View => ({
  name: '还需要时间吗',
  arrive: async (page) => {
    await press(page, '.theme-tile')
    await page.clock.runFor(quietMs)
    await shown(page, '.overlay .sheet-button')
    // To the page's clock the hall was silent for as long; its next word comes within five seconds and takes that away.
    await page.locator('.down').waitFor({ state: 'detached' })
  },
})
