import { describe, expect, it } from 'vitest'
import { filesOf, firstStart, flagsOf, isOwnMachine, type ProvisionKind, policyOf } from '../../counter/provision.ts'

const ORIGIN = 'http://192.168.10.5:8080'
const SCREENS: readonly ProvisionKind[] = ['kiosk', 'board', 'strip', 'pad']
const wanted = (kind: ProvisionKind, origin = ORIGIN) => ({ kind, origin, id: 'Ab_c-1234567' })

/** The arguments of a command line, with quotes taken off. */
const argumentsOf = (line: string): readonly string[] =>
  (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => word.replaceAll('"', ''))

describe('what starts a screen', () => {
  it('S14 the policy lets the hall alone in, with sound and as a secure origin, and asks nobody anything', () => {
    expect(policyOf(ORIGIN)).toEqual({
      AutoplayAllowed: true,
      AutoplayAllowlist: [ORIGIN],
      OverrideSecurityRestrictionsOnInsecureOrigin: [ORIGIN],
      URLBlocklist: ['*'],
      URLAllowlist: [ORIGIN],
      PrintingEnabled: false,
      TranslateEnabled: false,
      PasswordManagerEnabled: false,
      AutofillAddressEnabled: false,
      DefaultNotificationsSetting: 2,
      DownloadRestrictions: 3,
      DeveloperToolsAvailability: 2,
      DefaultBrowserSettingEnabled: false,
      BackgroundModeEnabled: false,
    })
  })

  it.each(['https://hall.example', 'http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])(
    'S14 %s is trusted as it is, so nothing is called secure that is not',
    (origin) => {
      expect(policyOf(origin)).not.toHaveProperty('OverrideSecurityRestrictionsOnInsecureOrigin')
      expect(flagsOf(origin).join(' ')).not.toContain('insecure-origin')
    },
  )

  it('X28 a screen is told to believe the hall’s own authority, where it has one, on Linux and on Windows', () => {
    const origin = 'https://192.168.10.5:8443'
    const screen = { ...wanted('kiosk', origin), authority: 'MIIBroot==' }
    const [linux] = filesOf(screen, 'linux')
    expect(JSON.parse(linux.text)).toEqual({ ...policyOf(origin), CACertificates: ['MIIBroot=='] })
    const [windows] = filesOf(screen, 'windows')
    expect(windows.text).toContain('\\CACertificates]\r\n"1"="MIIBroot=="')
    expect(policyOf(origin)).not.toHaveProperty('CACertificates')
    // Nothing makes a browser believe just any certificate.
    expect(flagsOf(origin).join(' ')).not.toMatch(/ignore-certificate|allow-insecure/)
  })

  it('S14 an address that only this computer can open is told from one of the network', () => {
    for (const origin of ['http://localhost', 'http://127.0.0.1:8080', 'http://[::1]:80', 'http://hall.localhost'])
      expect(isOwnMachine(origin)).toBe(true)
    for (const origin of [ORIGIN, 'https://hall.example', 'http://localhost.example', 'http://hall-127.lan'])
      expect(isOwnMachine(origin)).toBe(false)
  })

  it.each(SCREENS)('S14 Linux: %s opens its own page at every start, however often its browser ends', (kind) => {
    const [policy, start] = filesOf(wanted(kind), 'linux')
    expect(policy).toMatchObject({ name: 'yichuang.json', folder: '/etc/chromium/policies/managed/' })
    expect(JSON.parse(policy.text)).toEqual(policyOf(ORIGIN))
    expect(start).toMatchObject({ name: `yichuang-${kind}-Abc123.service`, folder: '~/.config/systemd/user/' })
    const lines = start.text.split('\n')
    for (const line of ['[Unit]', '[Service]', '[Install]', 'Restart=always', 'StartLimitIntervalSec=0'])
      expect(lines).toContain(line)
    const [program, ...rest] = argumentsOf(lines.find((line) => line.startsWith('ExecStart='))?.slice(10) ?? '')
    expect(program).toBe('/usr/bin/chromium')
    expect(rest).toEqual([
      ...flagsOf(ORIGIN),
      '--password-store=basic',
      `--user-data-dir=%h/.local/share/yichuang/${kind}-Abc123`,
      `${ORIGIN}/${kind}`,
    ])
    expect(rest).toContain(`--unsafely-treat-insecure-origin-as-secure=${ORIGIN}`)
    expect(rest).toContain('--autoplay-policy=no-user-gesture-required')
  })

  it.each(SCREENS)('S14 Windows: %s the same, by the registry and a script that starts it again', (kind) => {
    const [registry, script] = filesOf(wanted(kind), 'windows')
    const lines = registry.text.split('\r\n')
    expect(lines[0]).toBe('Windows Registry Editor Version 5.00')
    // What the file says, read as Windows reads it: keys, and names with values under the last key.
    const read: Record<string, boolean | number | string[]> = {}
    let list: string[] | undefined
    for (const line of lines.slice(1)) {
      const key = /^\[(-?)HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome(?:\\(\w+))?\]$/.exec(line)
      if (key?.[2] !== undefined) {
        list = []
        read[key[2]] = list
      }
      const [, name = '', number, text] = /^"(\w+)"=(?:dword:([0-9a-f]{8})|"([^"]*)")$/.exec(line) ?? []
      if (number !== undefined) read[name] = Number.parseInt(number, 16)
      if (text !== undefined) {
        expect(Number(name)).toBe((list?.length ?? 0) + 1)
        list?.push(text)
      }
      expect(line === '' || key !== null || name !== '').toBe(true)
    }
    const flat = Object.fromEntries(
      Object.entries(policyOf(ORIGIN)).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? Number(value) : value,
      ]),
    )
    expect(read).toEqual(flat)
    expect(script.name).toBe(`yichuang-${kind}-Abc123.cmd`)
    const steps = script.text.split('\r\n')
    expect(steps.indexOf('goto again')).toBeGreaterThan(steps.indexOf(':again'))
    const started = argumentsOf(steps.find((line) => line.startsWith('start ')) ?? '')
    expect(started.slice(0, 3)).toEqual(['start', '', '/wait'])
    expect(started.slice(4)).toEqual([
      ...flagsOf(ORIGIN),
      `--user-data-dir=%LOCALAPPDATA%\\Yichuang\\${kind}-Abc123`,
      `${ORIGIN}/${kind}`,
    ])
    // A percent sign or a caret in a script means something else.
    expect(script.text.replaceAll(/%(?:ProgramFiles|LOCALAPPDATA)%/g, '')).not.toMatch(/[%^&|]/)
  })

  it('S14 the code stands in the first start alone: a browser that starts again never tries it twice', () => {
    for (const system of ['linux', 'windows'] as const) {
      expect(firstStart(wanted('board'), system, 'ABCD2345')).toContain(`"${ORIGIN}/board?pair=ABCD2345"`)
      for (const file of filesOf(wanted('board'), system)) expect(file.text).not.toContain('pair=')
    }
    const profile = (line: string): string => /user-data-dir="?[^" ]*?(board-\w+)/.exec(line)?.[1] ?? ''
    expect(profile(firstStart(wanted('board'), 'linux', 'X'))).toBe('board-Abc123')
    expect(profile(filesOf(wanted('board'), 'linux')[1].text)).toBe('board-Abc123')
  })
})
