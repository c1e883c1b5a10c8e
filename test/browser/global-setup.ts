/**
 * Looks for what tests need of the machine once, before any worker starts, so that two test files never install it at the
 * same time: a browser, and the synthesiser that speaks the calls.
 */
import { spawnSync } from 'node:child_process'
import { installDebian } from '../kit/debian.ts'
import { findChromium, HOW_TO } from './chromium.ts'

const speaks = (): boolean => spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0

export default function setup(): void {
  const path = findChromium()
  // Where nobody looks at the output a green run must not hide that the screens were never opened.
  if (path === undefined && process.env.CI === 'true') throw new Error(HOW_TO)
  if (path !== undefined) process.env.CHROMIUM_PATH = path
  if (!speaks()) installDebian('espeak-ng')
  if (!speaks())
    process.stderr.write(
      'SKIPPED tests of the spoken calls: install espeak-ng (Debian, Ubuntu: apt-get install espeak-ng).\n',
    )
}
