/** 网络与证书: whether the line is encrypted, until when the certificate is good, and what machines are to trust (X25–X28). */
import { fill, language, say } from '../client/language.ts'
import { dateText } from '../client/time.ts'
import { Icon } from './icons.tsx'
import { LINE } from './line-words.ts'
import { useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { TroubleLine } from './trouble-line.tsx'
import './line.css'

type Line = {
  readonly mode: 'tls' | 'local' | 'plain'
  readonly certificate?: {
    readonly names: readonly string[]
    readonly to: number
    readonly authority?: {
      readonly fingerprint: string
      readonly to: number
      readonly uncovered: readonly string[]
    }
  }
}

const REFRESH_MS = 60_000

const Certificate = ({
  certificate,
  day,
}: {
  certificate: NonNullable<Line['certificate']>
  day: (at: number) => string
}) => {
  const { names, to, authority } = certificate
  return (
    <>
      <dl class="system-facts">
        <dt>{say(LINE.until)}</dt>
        <dd>{day(to)}</dd>
        <dd>{say(authority ? LINE.renews : LINE.given)}</dd>
        <dt>{say(LINE.names)}</dt>
        <dd class="line-names">
          {names.map((name) => (
            <code key={name}>{name}</code>
          ))}
        </dd>
        <dd>{say(LINE.namesHint)}</dd>
        {authority && (
          <>
            <dt>{say(LINE.rootUntil)}</dt>
            <dd>{day(authority.to)}</dd>
            <dd>{say(LINE.rootHint)}</dd>
            <dt>{say(LINE.fingerprint)}</dt>
            <dd class="line-print">
              <code>{authority.fingerprint}</code>
            </dd>
            <dd>{say(LINE.fingerprintHint)}</dd>
          </>
        )}
      </dl>
      {authority && authority.uncovered.length > 0 && (
        <p class="line-note">
          <Icon name="warn" />
          {fill(LINE.uncovered, { names: authority.uncovered.join(' ') })}
        </p>
      )}
      {authority && <p class="hint line-how">{say(LINE.howScreens)}</p>}
    </>
  )
}

export const LineCard = ({ floor: { view } }: TabProps) => {
  const { value, problem } = useAsked<Line>('line', REFRESH_MS)
  const day = (at: number): string => dateText(at, view.timeZone, language.value)
  return (
    <section class="panel">
      <div class="row">
        <h2>{say(LINE.title)}</h2>
        <span class="spring" />
        {value?.certificate?.authority && (
          <a class="action soft" href="/hall-ca.crt" download="hall-ca.crt">
            {say(LINE.download)}
          </a>
        )}
      </div>
      <TroubleLine problem={problem} />
      {value && value.mode !== 'plain' && <p class="hint">{say(value.mode === 'tls' ? LINE.tls : LINE.local)}</p>}
      {value?.mode === 'local' && <p class="hint">{say(LINE.localHint)}</p>}
      {value?.mode === 'plain' && (
        <div class="line-note is-bad">
          <Icon name="warn" />
          <div>
            <b>{say(LINE.plain)}</b>
            <p>{say(LINE.plainHint)}</p>
          </div>
        </div>
      )}
      {value?.certificate && <Certificate certificate={value.certificate} day={day} />}
    </section>
  )
}
