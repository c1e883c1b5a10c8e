/** How each zone is called to: in words, by whom, and to be heard at a press. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Catalogue } from '../hall/catalogue.ts'
import { type SpokenCall, spokenCall, spokenText } from '../hall/spoken.ts'
import { voiceOf } from '../hall/voice.ts'
import { type Trial, trial } from './clips-ask.ts'
import { play } from './clips-capture.ts'
import { CLIPS, ENGINE_WORDS, LANGUAGE_WORDS } from './clips-words.ts'
import { Icon } from './icons.tsx'
import { mayAct } from './manager-ask.ts'
import { TroubleLine } from './trouble-line.tsx'

/** Zeros, a one and a two are what zones read differently. */
const SAMPLE_DIGITS = '012'

/** A call as this zone would hear it, or undefined where none of its windows calls. */
const sampleOf = (catalogue: Catalogue, zone: string, recall: boolean): SpokenCall | undefined => {
  const counter = catalogue.counters.find((one) => one.own.length > 0 && (zone === 'all' || one.zone === zone))
  const theme = catalogue.themes.find(({ id }) => id === counter?.own[0])
  if (!counter || !theme) return undefined
  const zoneName = catalogue.zones.find(({ id }) => id === counter.zone)?.name ?? ''
  return { number: `${theme.letter}${SAMPLE_DIGITS}`, counterName: counter.name, zoneName, recall }
}

const Heard = ({ heard }: { readonly heard: Trial | Problem | undefined }) => {
  if (!heard) return null
  if (!heard.ok) {
    return heard.code === 'no-voice' ? (
      <p class="hint voice-none">{say(CLIPS.noVoice)}</p>
    ) : (
      <TroubleLine problem={heard} />
    )
  }
  return (
    <p class="voice-by" role="status">
      {heard.by
        .map(({ language, engine }) =>
          fill(CLIPS.by, { language: say(LANGUAGE_WORDS[language]), engine: say(ENGINE_WORDS[engine]) }),
        )
        .join(' · ')}
    </p>
  )
}

const Zone = ({
  catalogue,
  zone,
  name,
}: {
  readonly catalogue: Catalogue
  readonly zone: string
  readonly name: string
}) => {
  const heard = useSignal<Trial | Problem | undefined>(undefined)
  const voice = voiceOf(catalogue.voice, zone)
  const call = sampleOf(catalogue, zone, false)
  const listen = async (recall: boolean): Promise<void> => {
    const asked = sampleOf(catalogue, zone, recall)
    if (!asked) return
    const found = await trial(zone, asked)
    heard.value = found
    if (found.ok) await play(found.sound)
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      {voice.silent || !call ? (
        <td colSpan={3}>{say(CLIPS.silent)}</td>
      ) : (
        <>
          <td>
            {spokenCall(call, voice).map((spoken) => (
              <p key={spoken.language} class="voice-says">
                <span class="badge">{say(LANGUAGE_WORDS[spoken.language])}</span> {spokenText(spoken)}
              </p>
            ))}
            <Heard heard={heard.value} />
          </td>
          <td>{voice.engines.map((engine) => say(ENGINE_WORDS[engine])).join(' → ')}</td>
          <td>
            {mayAct('system') && (
              <div class="acts">
                <button type="button" class="action soft" onClick={() => void listen(false)}>
                  <Icon name="play" />
                  {say(CLIPS.trial)}
                </button>
                <button type="button" class="action soft" onClick={() => void listen(true)}>
                  {say(CLIPS.again)}
                </button>
              </div>
            )}
          </td>
        </>
      )}
    </tr>
  )
}

export const ZoneVoices = ({ catalogue }: { readonly catalogue: Catalogue }) => (
  <section class="panel">
    <h2>{say(CLIPS.zones)}</h2>
    <p class="hint">{say(CLIPS.zonesHint)}</p>
    <table class="grid voice-zones">
      <thead>
        <tr>
          <th scope="col">{say(CLIPS.zone)}</th>
          <th scope="col">{say(CLIPS.says)}</th>
          <th scope="col">{say(CLIPS.engines)}</th>
          <th scope="col">{say(CLIPS.trial)}</th>
        </tr>
      </thead>
      <tbody>
        <Zone catalogue={catalogue} zone="all" name={say(CLIPS.wholeHall)} />
        {catalogue.zones.map(({ id, name, nameEn }) => (
          <Zone key={id} catalogue={catalogue} zone={id} name={either(name, nameEn)} />
        ))}
      </tbody>
    </table>
  </section>
)
