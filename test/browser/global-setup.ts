/**
 * Looks for what tests need of the machine once, before any worker starts, so that two test files never install it at the
 * same time: a browser, the synthesiser that speaks the calls, and what breaks disks and clocks (each tier says what it lacks).
 */
import { spawnSync } from 'node:child_process'
import { installDebian } from '../kit/debian.ts'
import { findChromium, HOW_TO } from './chromium.ts'

const speaks = (): boolean => spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0

/** What the tiers of `npm run chaos` need, by the Debian package that has it. */
const BREAKERS: readonly (readonly [has: string, debian: string])[] = [
  ['strace', 'strace'],
  ['faketime', 'faketime'],
  ['mkfs.ext4', 'e2fsprogs'],
]

export default function setup(): void {
  const path = findChromium()
  // Where nobody looks at the output a green run must not hide that the screens were never opened.
  if (path === undefined && process.env.CI === 'true') throw new Error(HOW_TO)
  if (path !== undefined) process.env.CHROMIUM_PATH = path
  if (!speaks()) installDebian('espeak-ng')
  const lacking = BREAKERS.filter(([has]) => spawnSync('which', [has], { stdio: 'ignore' }).status !== 0)
  try {
    if (lacking.length > 0) installDebian(...lacking.map(([, debian]) => debian))
  } catch (error) {
    // Those tiers say themselves that they are skipped; all others run without.
    process.stderr.write(`Not installed: ${error instanceof Error ? error.message : String(error)}\n`)
  }
  if (!speaks())
    process.stderr.write(
      'SKIPPED tests of the spoken calls: install espeak-ng (Debian, Ubuntu: apt-get install espeak-ng).\n',
    )
}
