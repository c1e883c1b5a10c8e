/** One word at a time: record or choose a file, see and hear it, keep it, and the next one comes. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import { judged } from '../hall/loudness.ts'
import type { VoiceLanguage } from '../hall/voice.ts'
import { millisecondsOf, type Pcm } from '../hall/wave.ts'
import { deleteClip, fetchClip, sendClip } from './clips-ask.ts'
import { hasMicrophone, play, type Recording, soundOf, startRecording } from './clips-capture.ts'
import { outline } from './clips-outline.ts'
import { CLIP_PROBLEMS, CLIPS } from './clips-words.ts'
import { Icon } from './icons.tsx'
import { TroubleLine } from './trouble-line.tsx'

const COLUMNS = 240

type Props = {
  readonly language: VoiceLanguage
  readonly name: string
  /** How long the one that is kept sounds, ms; undefined: none is. */
  readonly keptMs: number | undefined
  /** After one was kept or deleted. */
  readonly onChange: (kept: boolean) => void
}

const Wave = ({ sound }: { readonly sound: Pcm }) => (
  <svg class="clip-wave" viewBox={`0 0 ${COLUMNS} 100`} preserveAspectRatio="none" aria-hidden="true">
    <path d={outline(sound, COLUMNS)} />
  </svg>
)

export const ClipBench = ({ language, name, keptMs, onChange }: Props) => {
  const recording = useSignal<Recording | undefined>(undefined)
  /** What was just recorded, trimmed and level, and what it was before. */
  const fresh = useSignal<Pcm | undefined>(undefined)
  const shown = useSignal<Pcm | undefined>(undefined)
  const trouble = useSignal<Word | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  /** Another word may be chosen while one is recorded or fetched; what comes then belongs to none. */
  const word = `${language} ${name}`
  const now = useRef(word)
  now.current = word

  useEffect(() => {
    recording.value?.stop()
    recording.value = undefined
    fresh.value = undefined
    shown.value = undefined
    trouble.value = undefined
    problem.value = undefined
    if (keptMs === undefined) return
    void fetchClip(language, name).then((clip) => {
      if (!('ok' in clip) && now.current === word) shown.value ??= clip
    })
  }, [language, name, keptMs])

  const look = (sound: Pcm): void => {
    if (now.current !== word) return
    const judgement = judged(sound)
    shown.value = judgement.ok ? judgement.pcm : sound
    fresh.value = judgement.ok ? judgement.pcm : undefined
    trouble.value = judgement.ok ? undefined : CLIP_PROBLEMS[judgement.problem]
  }
  const record = async (): Promise<void> => {
    trouble.value = undefined
    try {
      const begun = await startRecording()
      recording.value = begun
      look(await begun.sound)
    } catch (error) {
      console.warn('The microphone did not open.', error)
      trouble.value = CLIPS.noMicrophone
    }
    recording.value = undefined
  }
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return
    try {
      look(await soundOf(file))
    } catch (error) {
      console.warn('The file is no sound that this browser reads.', error)
      trouble.value = CLIPS.badFile
    }
  }
  const keep = async (sound: Pcm): Promise<void> => {
    problem.value = await sendClip(language, name, sound)
    if (!problem.value) onChange(true)
  }
  const remove = async (): Promise<void> => {
    problem.value = await deleteClip(language, name)
    if (!problem.value) onChange(false)
  }

  const sound = shown.value
  const state = (): string => {
    if (recording.value) return say(CLIPS.listening)
    if (trouble.value) return say(trouble.value)
    if (fresh.value) return fill(CLIPS.good, { ms: millisecondsOf(fresh.value) })
    return keptMs === undefined ? say(CLIPS.missing) : fill(CLIPS.recorded, { ms: keptMs })
  }
  return (
    <div class="clip-bench">
      <p class="clip-word">
        <small>{say(CLIPS.word)}</small>
        <b lang={language === 'english' ? 'en' : 'zh-CN'}>{name}</b>
      </p>
      <div class={recording.value ? 'clip-scope is-recording' : 'clip-scope'}>{sound && <Wave sound={sound} />}</div>
      <p class={trouble.value ? 'clip-state bad' : fresh.value ? 'clip-state good' : 'clip-state'} role="status">
        {state()}
      </p>
      <TroubleLine problem={problem.value} />
      <div class="acts">
        {recording.value ? (
          <button type="button" class="action" onClick={() => recording.value?.stop()}>
            {say(CLIPS.stop)}
          </button>
        ) : (
          <button
            type="button"
            class={fresh.value ? 'action soft' : 'action'}
            disabled={!hasMicrophone()}
            onClick={() => void record()}
          >
            {say(sound ? CLIPS.rerecord : CLIPS.record)}
          </button>
        )}
        <label class="action soft clip-file">
          {say(CLIPS.file)}
          <input
            type="file"
            accept="audio/*"
            onChange={({ currentTarget }) => {
              void choose(currentTarget.files?.[0])
              // The same file may be chosen again after it was mended.
              currentTarget.value = ''
            }}
          />
        </label>
        <button type="button" class="action soft" disabled={!sound} onClick={() => sound && void play(sound)}>
          <Icon name="play" />
          {say(CLIPS.play)}
        </button>
        {fresh.value && (
          <button type="button" class="action" onClick={() => fresh.value && void keep(fresh.value)}>
            {say(CLIPS.keep)}
          </button>
        )}
        {!fresh.value && keptMs !== undefined && (
          <button type="button" class="action soft" onClick={() => void remove()}>
            {say(CLIPS.remove)}
          </button>
        )}
      </div>
    </div>
  )
}
