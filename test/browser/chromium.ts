/** A Chromium for the browser tests: the one this machine has, or one from its package manager, or a line that says how. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { installDebian } from '../kit/debian.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export const HOW_TO =
  'No Chromium found. Install one (Debian, Ubuntu: sudo apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.'

const found = (): string | undefined =>
  [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((place) => place !== '' && existsSync(place))

/** The path of a Chromium, installing one where that is possible; undefined with a printed line where it is not. */
export const findChromium = (): string | undefined => {
  if (found() === undefined) installDebian('chromium', 'fonts-noto-cjk')
  const path = found()
  if (path === undefined) process.stderr.write(`SKIPPED browser tests: ${HOW_TO}\n`)
  return path
}

/** A browser whose pages have no service worker: what a worker asks for, a test can neither see nor cut off. */
export const launch = async (executablePath: string): Promise<Browser> => {
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const newContext = browser.newContext.bind(browser)
  browser.newContext = (options) => newContext({ serviceWorkers: 'block', ...options })
  return browser
}
