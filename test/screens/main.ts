/** `npm run screens [-- --only <name>] [--empty]`: a picture of every screen in every mode that the gate looks at, on sheets. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadImage } from '@napi-rs/canvas'
import { findChromium, launch } from '../browser/chromium.ts'
import { startGateHall } from '../browser/gate/hall.ts'
import type { Visit } from '../browser/gate/view.ts'
import { VISITS } from '../browser/gate/visits.ts'
import { walk } from '../browser/gate/walk.ts'
import { type Picture, sheetOf } from './sheet.ts'

const BUILD = fileURLToPath(new URL('../..', import.meta.url))
const OUT = join(BUILD, 'screens')

const USAGE = `npm run screens [-- options]
  --only <name>   only what has this in its name or group: kiosk, board, strip, window, guide, pad, manager, paper, phone, start
  --empty         before anybody has come, instead of with forty in the hall
`

const TITLES: Readonly<Record<string, string>> = {
  kiosk: '取号机',
  board: '大屏和导向屏',
  strip: '窗口屏',
  window: '窗口',
  guide: '导办台',
  pad: '评价器',
  manager: '管理',
  paper: '纸面',
  phone: '手机',
  start: '首页',
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, empty: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const { only = '', empty = false } = values
  const visits = VISITS.filter(
    (visit) => (visit.group === only || visit.name.includes(only)) && (!empty || visit.empty === true),
  )
  if (visits.length === 0) {
    process.stderr.write(`No screen has ${only} in its name.\n${USAGE}`)
    return 2
  }
  const path = findChromium()
  if (path === undefined) return 2

  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const taken = new Map<Visit, Picture[]>()
  let troubles = 0
  const hall = await startGateHall(join(BUILD, 'web'))
  const browser = await launch(path)
  try {
    if (!empty) await hall.fill()
    await walk(
      browser,
      hall,
      visits,
      async (page, visit, view) => {
        const label = `${visit.name} · ${view.name}`
        const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
        writeFileSync(join(OUT, `${label.replaceAll(/[\s/:·]+/g, '-')}.png`), png)
        taken.set(visit, [...(taken.get(visit) ?? []), { label, image: await loadImage(png) }])
      },
      (visit, what) => {
        troubles += 1
        process.stderr.write(`${visit.name}: ${what}\n`)
      },
      empty,
    )
  } finally {
    await browser.close()
    await hall.stop()
  }

  // In the order of the table, whichever lane came first.
  const pictures = (of: readonly Visit[]): Picture[] => of.flatMap((visit) => taken.get(visit) ?? [])
  const groups = [...new Set(visits.map(({ group }) => group))]
  for (const group of groups) {
    const file = join(OUT, `sheet-${group}.png`)
    const all = pictures(visits.filter((visit) => visit.group === group))
    writeFileSync(file, sheetOf(TITLES[group] ?? group, all))
    process.stdout.write(`${file}  ${all.length}\n`)
  }
  const all = pictures(visits)
  const file = join(OUT, 'sheet.png')
  writeFileSync(file, sheetOf('一窗的全部页面', all))
  process.stdout.write(`${file}  ${all.length} pictures of ${visits.length} screens\n`)
  return troubles === 0 ? 0 : 1
}

process.exitCode = await main()
