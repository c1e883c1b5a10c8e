/** The code that pairs a machine once, with what to open or to type on that machine. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import { type Authority, hallAuthority } from './authority.ts'
import type { Code } from './device-form.tsx'
import { edgeCommands, pairingAddress, standbyCommand } from './device-kind.ts'
import { DEVICES } from './device-words.ts'
import { Sheet } from './sheet.tsx'

type Props = { readonly code: Code; readonly timeZone: string; readonly onClose: () => void }

/** Shown when it is known which authority that computer is to believe, so that nobody copies half a line. */
const Typed = ({ kind, code }: { readonly kind: 'edge' | 'standby'; readonly code: string }) => {
  const authority = useSignal<'asked' | 'away' | Authority | undefined>('asked')
  useEffect(() => {
    hallAuthority().then(
      (found) => {
        authority.value = found
      },
      () => {
        authority.value = 'away'
      },
    )
  }, [])
  const found = authority.value
  if (found === 'asked') return <p class="hint">…</p>
  if (found === 'away') return <p class="bad">{say(DEVICES.authorityAway)}</p>
  const about = [location.origin, code, found?.fingerprint] as const
  const lines = kind === 'edge' ? edgeCommands(...about) : [standbyCommand(...about)]
  return (
    <>
      <p class="hint">{say(DEVICES.edgeHint)}</p>
      {lines.map((line) => (
        <code key={line} class="pair-address">
          {line}
        </code>
      ))}
    </>
  )
}

export const CodeSheet = ({ code: { code, kind, name, expiresAt }, timeZone, onClose }: Props) => (
  <Sheet title={`${name} · ${say(DEVICES.codeTitle)}`} onClose={onClose}>
    <p class="pair-code">{code}</p>
    <p class="hint">{fill(DEVICES.expires, { time: clock(expiresAt, timeZone) })}</p>
    {kind === 'edge' || kind === 'standby' ? (
      <Typed kind={kind} code={code} />
    ) : (
      <>
        <p class="hint">{say(DEVICES.codeHint)}</p>
        <p class="pair-address">{`${location.origin}${pairingAddress(kind, code)}`}</p>
        <a
          class="action"
          data-main
          href={pairingAddress(kind, code)}
          target="_blank"
          rel="noreferrer"
          onClick={onClose}
        >
          {say(DEVICES.openHere)}
        </a>
      </>
    )}
  </Sheet>
)
