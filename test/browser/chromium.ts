/** A Chromium for the browser tests: the one this machine has, or one from its package manager, or a line that says how. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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

/** Installs Debian's package where this process may; says what it does, since it takes half a minute. */
const install = (): void => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  process.stderr.write('No Chromium found: installing chromium and fonts-noto-cjk with apt-get …\n')
  const quiet: ExecFileSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  const packages = [
    'install',
    '-y',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=480',
    '--no-install-recommends',
    'chromium',
    'fonts-noto-cjk',
  ]
  execFileSync('apt-get', packages, quiet)
}

/** The path of a Chromium, installing one where that is possible; undefined with a printed line where it is not. */
export const findChromium = (): string | undefined => {
  if (found() === undefined) install()
  const path = found()
  if (path === undefined) process.stderr.write(`SKIPPED browser tests: ${HOW_TO}\n`)
  return path
}

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
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
