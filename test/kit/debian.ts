/** Debian's packages for tests that need a program this machine lacks: installed where this process may, said out loud. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs the packages where this process is root and has apt-get; otherwise does nothing. Takes about half a minute. */
export const installDebian = (...packages: readonly string[]): void => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  process.stderr.write(`Not found on this machine: installing ${packages.join(' and ')} with apt-get …\n`)
  const quiet: ExecFileSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  const how = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=480', '--no-install-recommends']
  execFileSync('apt-get', ['install', ...how, ...packages], quiet)
}
