/** 开机设置: three steps that make the computer behind a screen open its page at every start (S14). */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import { type Authority, hallAuthority } from './authority.ts'
import { kindOf, pairingAddress } from './device-kind.ts'
import { Icon } from './icons.tsx'
import type { Device } from './machines.ts'
import { askHall } from './manager-ask.ts'
import { filesOf, firstStart, isOwnMachine, type ProvisionFile, type ProvisionKind, type System } from './provision.ts'
import { P } from './provision-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import './provision.css'

const SYSTEMS: readonly (readonly [System, string])[] = [
  ['linux', 'Linux'],
  ['windows', 'Windows'],
]

/** Saves a text as a file of this browser. */
const download = ({ name, text }: ProvisionFile): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

const FileBox = ({ file }: { readonly file: ProvisionFile }) => (
  <div class="provision-file">
    <div class="row">
      <b>{file.name}</b>
      {file.folder !== '' && (
        <span class="hint">
          {say(P.folder)} <code>{file.folder}</code>
        </span>
      )}
      <span class="spring" />
      <button type="button" class="row-act" onClick={() => download(file)}>
        {fill(P.download, { name: file.name })}
      </button>
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by key */}
    <pre class="provision-text" tabIndex={0}>
      {file.text}
    </pre>
  </div>
)

type Code = { readonly code: string; readonly expiresAt: number }
type Props = { readonly device: Device; readonly timeZone: string; readonly onClose: () => void }

export const ProvisionSheet = ({ device, timeZone, onClose }: Props) => {
  const system = useSignal<System>('linux')
  const code = useSignal<Code | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const authority = useSignal<Authority | undefined>(undefined)
  const unknown = useSignal(false)
  useEffect(() => {
    hallAuthority().then(
      (found) => {
        authority.value = found
      },
      () => {
        unknown.value = true
      },
    )
  }, [])
  const wanted = {
    kind: kindOf(device) as ProvisionKind,
    origin: location.origin,
    id: device.id,
    ...(authority.value && { authority: authority.value.base64 }),
  }
  const [policy, start] = filesOf(wanted, system.value)
  const linux = system.value === 'linux'
  const makeCode = async (): Promise<void> => {
    const answer = await askHall<Code>(`devices/${device.id}/code`, { method: 'POST', body: {} })
    problem.value = answer.ok ? undefined : answer
    if (answer.ok) code.value = { code: answer.code, expiresAt: answer.expiresAt }
  }
  return (
    <Sheet wide title={fill(P.title, { name: device.name })} onClose={onClose}>
      <div class="provision">
        <p class="hint">{say(P.hint)}</p>
        {isOwnMachine(location.origin) && (
          <p class="sample">
            <Icon name="warn" />
            {fill(P.local, { origin: location.origin })}
          </p>
        )}
        <div class="row">
          <span>{say(P.system)}</span>
          {SYSTEMS.map(([name, text]) => (
            <button
              key={name}
              type="button"
              class="tab provision-system"
              aria-pressed={system.value === name}
              onClick={() => {
                system.value = name
              }}
            >
              {text}
            </button>
          ))}
        </div>
        <h3>{say(P.policy)}</h3>
        {authority.value && <p class="hint">{say(P.trusts)}</p>}
        {unknown.value && <p class="bad">{say(P.authorityAway)}</p>}
        <p class="hint">{say(linux ? P.policyLinux : P.policyWindows)}</p>
        <FileBox file={policy} />
        <h3>{say(P.pair)}</h3>
        <p class="hint">
          {say(P.pairHint)}
          {device.paired && ` · ${say(P.paired)}`}
        </p>
        {code.value ? (
          <>
            <p class="provision-code">
              <Icon name="check" />
              {fill(P.code, { code: code.value.code, time: clock(code.value.expiresAt, timeZone) })}
            </p>
            <code class="pair-address">{firstStart(wanted, system.value, code.value.code)}</code>
            <p class="hint">{say(P.address)}</p>
            <code class="pair-address">{`${location.origin}${pairingAddress(wanted.kind, code.value.code)}`}</code>
          </>
        ) : (
          <button type="button" class="action" onClick={() => void makeCode()}>
            {say(P.makeCode)}
          </button>
        )}
        <TroubleLine problem={problem.value} />
        <h3>{say(P.start)}</h3>
        <p class="hint">
          {say(linux ? P.startLinux : P.startWindows)} · {say(P.other)}
        </p>
        <FileBox file={start} />
        {linux && <code class="pair-address">{`systemctl --user enable --now ${start.name}`}</code>}
      </div>
    </Sheet>
  )
}
