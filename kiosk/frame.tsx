/** What stands on every page: the head that says where one is, and the bottom edge with the way back and the modes. */
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { language, say, speak, type Word } from '../client/language.ts'
import { BackIcon, ContrastIcon, LanguageIcon, SpeakIcon, TextSizeIcon, WheelchairIcon } from './icons.tsx'
import { Above } from './later-parts.ts'
import { above } from './panel.ts'
import { contrast, elder, goBack, place, seated, spoken, voiceless } from './place.ts'
import { Reader } from './reader.tsx'
import { W } from './words.ts'

type FrameProps = {
  readonly class: string
  readonly head: ComponentChildren
  readonly children: ComponentChildren
  /** Under the rest, over the whole width: the one thing to do on this page, where there is one. */
  readonly action?: ComponentChildren
}

type ModeProps = { readonly mode: Signal<boolean>; readonly word: Word; readonly children: ComponentChildren }

const Mode = ({ mode, word, children }: ModeProps) => (
  <button
    type="button"
    class="mode"
    aria-pressed={mode.value}
    onClick={() => {
      mode.value = !mode.value
    }}
  >
    {children}
    <span>
      {say(word)
        .split('|')
        .map((part) => (
          <>
            {part}
            <wbr />
          </>
        ))}
    </span>
  </button>
)

const Modes = () => (
  <fieldset class="modes" aria-label={say(W.modes)}>
    <button type="button" class="mode" onClick={() => speak(language.value === 'zh' ? 'en' : 'zh', false)}>
      <LanguageIcon />
      <span lang={language.value === 'zh' ? 'en' : 'zh-CN'}>{say(W.otherLanguage)}</span>
    </button>
    <Mode mode={elder} word={W.elder}>
      <TextSizeIcon />
    </Mode>
    <Mode mode={seated} word={W.seated}>
      <WheelchairIcon />
    </Mode>
    <Mode mode={contrast} word={W.contrast}>
      <ContrastIcon />
    </Mode>
    <Mode mode={spoken} word={W.spoken}>
      <SpeakIcon />
    </Mode>
  </fieldset>
)

/** Less than this above the reach of a seat is left to the head of the page, mm. */
const PICTURE_FROM_MM = 90

export const Frame = ({ class: name, head, children, action }: FrameProps) => (
  <main class={`frame ${name}`}>
    {seated.value && above.value >= PICTURE_FROM_MM && <Above />}
    <header class="head">{head}</header>
    <div class="body">
      {children}
      {action}
    </div>
    <Reader />
    {spoken.value && voiceless.value && (
      <p class="voiceless" role="status">
        {say(W.voiceless)}
      </p>
    )}
    <footer class="edge">
      {place.value.at !== 'home' && (
        <button type="button" class="back" data-back="" onClick={goBack}>
          <BackIcon />
          {say(W.back)}
        </button>
      )}
      <Modes />
    </footer>
  </main>
)
