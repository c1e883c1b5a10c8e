/**
 * What the computer behind a screen needs so that its browser starts by itself, in full, with sound and as a secure origin:
 * Chromium's managed policy and command line, for Linux and for Windows. Pure.
 *
 * Names and values are those of Chromium's policy definitions (components/policy/resources/templates); that autoplay and the
 * secure origin hold was measured (ux §0).
 */
import { type DeviceKind, pairingAddress } from './device-kind.ts'

export type ProvisionKind = Exclude<DeviceKind, 'window' | 'edge' | 'standby'>
export type System = 'linux' | 'windows'

/** A file to put on that computer. */
export type ProvisionFile = {
  readonly name: string
  /** The folder it belongs in. */
  readonly folder: string
  readonly text: string
}

type Wanted = {
  readonly kind: ProvisionKind
  /** The hall's address as the screen opens it: scheme, host and port. */
  readonly origin: string
  /** The hall's own authority, base64 of its certificate; absent where browsers believe the hall already. */
  readonly authority?: string
  /** Tells the profiles of several screens on one computer apart. */
  readonly id: string
}

/** An address that means another machine on every machine. */
export const isOwnMachine = (origin: string): boolean =>
  /^(?:.+\.)?localhost$|^127\.|^\[::1\]$/.test(new URL(origin).hostname)

/** A browser trusts TLS and its own machine; any other address has to be named. */
const isTrusted = (origin: string): boolean => new URL(origin).protocol === 'https:' || isOwnMachine(origin)

type Policy = Readonly<Record<string, boolean | number | readonly string[]>>

/**
 * The same for every kind of screen: it may open the hall and nothing else, believes the hall's authority beside its own list
 * (X28; Chromium 128 and later), and asks nobody anything.
 */
export const policyOf = (origin: string, authority?: string): Policy => ({
  ...(authority === undefined ? {} : { CACertificates: [authority] }),
  AutoplayAllowed: true,
  AutoplayAllowlist: [origin],
  ...(isTrusted(origin) ? {} : { OverrideSecurityRestrictionsOnInsecureOrigin: [origin] }),
  URLBlocklist: ['*'],
  URLAllowlist: [origin],
  PrintingEnabled: false,
  TranslateEnabled: false,
  PasswordManagerEnabled: false,
  AutofillAddressEnabled: false,
  // 2: no site may show notifications.
  DefaultNotificationsSetting: 2,
  // 3: nothing is downloaded.
  DownloadRestrictions: 3,
  // 2: no developer tools.
  DeveloperToolsAvailability: 2,
  DefaultBrowserSettingEnabled: false,
  BackgroundModeEnabled: false,
})

const profileOf = ({ kind, id }: Wanted): string => `${kind}-${id.replace(/[^A-Za-z0-9]/g, '').slice(0, 6)}`

/** The command line without its profile folder and address. */
export const flagsOf = (origin: string): readonly string[] => [
  '--kiosk',
  '--no-first-run',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--autoplay-policy=no-user-gesture-required',
  ...(isTrusted(origin) ? [] : [`--unsafely-treat-insecure-origin-as-secure=${origin}`]),
]

const addressOf = ({ kind, origin }: Wanted): string => `${origin}/${kind}`

/** What is typed once at that computer, to open the page with a code that pairs it. */
export const firstStart = (wanted: Wanted, system: System, code: string): string => {
  const address = `${wanted.origin}${pairingAddress(wanted.kind, code)}`
  const flags = flagsOf(wanted.origin).join(' ')
  return system === 'linux'
    ? `chromium ${flags} --password-store=basic --user-data-dir="$HOME/.local/share/yichuang/${profileOf(wanted)}" "${address}"`
    : `"%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe" ${flags} --user-data-dir="%LOCALAPPDATA%\\Yichuang\\${profileOf(wanted)}" "${address}"`
}

const LINE = '\n'
/** Windows reads its own files by lines that end so. */
const WINDOWS_LINE = '\r\n'

/** A user unit: whatever ends the browser, it is back after three seconds, however often. */
const unitOf = (wanted: Wanted): string =>
  [
    '[Unit]',
    `Description=Yichuang ${wanted.kind}`,
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'ExecStartPre=-/usr/bin/xset s off s noblank -dpms',
    `ExecStart=/usr/bin/chromium ${flagsOf(wanted.origin).join(' ')} --password-store=basic --user-data-dir=%h/.local/share/yichuang/${profileOf(wanted)} ${addressOf(wanted)}`,
    'Restart=always',
    'RestartSec=3',
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join(LINE)

/** `start /wait` comes back when the browser ends, and the loop starts it again. */
const scriptOf = (wanted: Wanted): string =>
  [
    '@echo off',
    'powercfg /change monitor-timeout-ac 0',
    'powercfg /change standby-timeout-ac 0',
    ':again',
    `start "" /wait "%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe" ${flagsOf(wanted.origin).join(' ')} --user-data-dir="%LOCALAPPDATA%\\Yichuang\\${profileOf(wanted)}" "${addressOf(wanted)}"`,
    'timeout /t 3 /nobreak >nul',
    'goto again',
    '',
  ].join(WINDOWS_LINE)

const REGISTRY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome'
const dword = (value: number): string => `dword:${value.toString(16).padStart(8, '0')}`

/** Lists are keys of their own with values 1, 2, …; an older longer list is removed first. */
const registryOf = (policy: Policy): string => {
  const entries = Object.entries(policy)
  const values = entries.flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [`"${name}"=${dword(Number(value))}`],
  )
  const lists = entries.flatMap(([name, value]) =>
    typeof value === 'object'
      ? ['', `[-${REGISTRY}\\${name}]`, '', `[${REGISTRY}\\${name}]`, ...value.map((one, at) => `"${at + 1}"="${one}"`)]
      : [],
  )
  return ['Windows Registry Editor Version 5.00', '', `[${REGISTRY}]`, ...values, ...lists, ''].join(WINDOWS_LINE)
}

/** The policy and what starts the browser, in the order in which they are put in place. */
export const filesOf = (wanted: Wanted, system: System): readonly [policy: ProvisionFile, start: ProvisionFile] => {
  const policy = policyOf(wanted.origin, wanted.authority)
  const name = `yichuang-${profileOf(wanted)}`
  return system === 'linux'
    ? [
        {
          name: 'yichuang.json',
          folder: '/etc/chromium/policies/managed/',
          text: `${JSON.stringify(policy, null, 2)}${LINE}`,
        },
        { name: `${name}.service`, folder: '~/.config/systemd/user/', text: unitOf(wanted) },
      ]
    : [
        { name: 'yichuang.reg', folder: '', text: registryOf(policy) },
        { name: `${name}.cmd`, folder: 'shell:startup', text: scriptOf(wanted) },
      ]
}
