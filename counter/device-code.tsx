/** The code that pairs a machine once, with what to open or to type on that machine. */
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import type { Code } from './device-form.tsx'
import { edgeCommands, pairingAddress } from './device-kind.ts'
import { DEVICES } from './device-words.ts'
import { Sheet } from './sheet.tsx'

type Props = { readonly code: Code; readonly timeZone: string; readonly onClose: () => void }

const OnEdge = ({ code }: { readonly code: string }) => (
  <>
    <p class="hint">{say(DEVICES.edgeHint)}</p>
    {edgeCommands(location.origin, code).map((line) => (
      <code key={line} class="pair-address">
        {line}
      </code>
    ))}
  </>
)

export const CodeSheet = ({ code: { code, kind, name, expiresAt }, timeZone, onClose }: Props) => (
  <Sheet title={`${name} · ${say(DEVICES.codeTitle)}`} onClose={onClose}>
    <p class="pair-code">{code}</p>
    <p class="hint">{fill(DEVICES.expires, { time: clock(expiresAt, timeZone) })}</p>
    {kind === 'edge' ? (
      <OnEdge code={code} />
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
