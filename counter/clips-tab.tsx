/** 语音: how zones are called to, and the words that a hall records for it. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import type { VoiceLanguage } from '../hall/voice.ts'
import { ClipBench } from './clips-bench.tsx'
import { hasMicrophone } from './clips-capture.ts'
import { CLIPS, LANGUAGE_WORDS } from './clips-words.ts'
import { ZoneVoices } from './clips-zones.tsx'
import { mayAct, useAsked } from './manager-ask.ts'
import { COMMON } from './manager-words.ts'
import { TroubleLine } from './trouble-line.tsx'
import './clips.css'

const REFRESH_MS = 10_000

type Clips = {
  readonly packs: readonly {
    readonly language: VoiceLanguage
    readonly clips: readonly { readonly name: string; readonly ms: number }[]
  }[]
  readonly needed: readonly { readonly language: VoiceLanguage; readonly names: readonly string[] }[]
}

const Packs = () => {
  const list = useAsked<Clips>('clips', REFRESH_MS)
  const language = useSignal<VoiceLanguage | undefined>(undefined)
  const chosen = useSignal<string | undefined>(undefined)
  if (!list.value) {
    return list.problem ? <TroubleLine problem={list.problem} /> : <p class="hint">{say(COMMON.loading)}</p>
  }
  const { packs, needed } = list.value
  const pack = needed.find((one) => one.language === language.value) ?? needed[0]
  if (!pack) return <p class="hint">{say(CLIPS.nothing)}</p>
  const kept = new Map(packs.find((one) => one.language === pack.language)?.clips.map(({ name, ms }) => [name, ms]))
  const missing = pack.names.filter((name) => !kept.has(name))
  const name = pack.names.find((one) => one === chosen.value) ?? missing[0] ?? pack.names[0] ?? ''
  const count = pack.names.length - missing.length
  return (
    <>
      <div class="row">
        {needed.map((one) => (
          <button
            key={one.language}
            type="button"
            class="tab voice-language"
            aria-pressed={one.language === pack.language}
            onClick={() => {
              language.value = one.language
              chosen.value = undefined
            }}
          >
            {say(LANGUAGE_WORDS[one.language])}
          </button>
        ))}
        <span class={missing.length === 0 ? 'badge open' : 'badge'}>
          {missing.length === 0 ? say(CLIPS.complete) : fill(CLIPS.done, { count, all: pack.names.length })}
        </span>
        <TroubleLine problem={list.problem} />
      </div>
      <div class="clips">
        <section class="clip-names" aria-label={say(LANGUAGE_WORDS[pack.language])}>
          {pack.names.map((one) => (
            <button
              key={one}
              type="button"
              class={kept.has(one) ? 'tab is-kept' : 'tab'}
              aria-pressed={one === name}
              aria-label={`${one}，${kept.has(one) ? fill(CLIPS.recorded, { ms: kept.get(one) ?? 0 }) : say(CLIPS.missing)}`}
              onClick={() => {
                chosen.value = one
              }}
            >
              {one}
            </button>
          ))}
        </section>
        {mayAct('system') && (
          <ClipBench
            language={pack.language}
            name={name}
            keptMs={kept.get(name)}
            onChange={(was) => {
              chosen.value = was ? (missing.find((one) => one !== name) ?? name) : name
              list.reload()
            }}
          />
        )}
      </div>
      {!hasMicrophone() && <p class="hint voice-none">{say(CLIPS.insecure)}</p>}
    </>
  )
}

export const VoiceTab = () => (
  <div class="voice-page">
    {catalogue.value && <ZoneVoices catalogue={catalogue.value} />}
    <section class="panel">
      <h2>{say(CLIPS.pack)}</h2>
      <p class="hint">{say(CLIPS.packHint)}</p>
      <Packs />
    </section>
  </div>
)
