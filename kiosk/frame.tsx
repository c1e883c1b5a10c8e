/** What stands on every page: the head that says where one is, and the bottom edge with the way back and the modes. */
import type { ComponentChildren } from 'preact'
import { language, say, speak } from '../client/language.ts'
import { BackIcon, LanguageIcon, TextSizeIcon, WheelchairIcon } from './icons.tsx'
import { elder, goBack, place, wheelchair } from './place.ts'
import { Reader } from './reader.tsx'
import { W } from './words.ts'

type FrameProps = {
  readonly class: string
  readonly head: ComponentChildren
  readonly children: ComponentChildren
  /** Under the rest, over the whole width: the one thing to do on this page, where there is one. */
  readonly action?: ComponentChildren
}

const Modes = () => (
  <div class="modes">
    <button type="button" class="mode" onClick={() => speak(language.value === 'zh' ? 'en' : 'zh', false)}>
      <LanguageIcon />
      <span lang={language.value === 'zh' ? 'en' : 'zh-CN'}>{say(W.otherLanguage)}</span>
    </button>
    <button
      type="button"
      class="mode"
      aria-pressed={elder.value}
      onClick={() => {
        elder.value = !elder.value
      }}
    >
      <TextSizeIcon />
      {say(elder.value ? W.normal : W.elder)}
    </button>
    <button
      type="button"
      class="mode"
      aria-pressed={wheelchair.value}
      onClick={() => {
        wheelchair.value = !wheelchair.value
      }}
    >
      <WheelchairIcon />
      {say(wheelchair.value ? W.standing : W.wheelchair)}
    </button>
  </div>
)

export const Frame = ({ class: name, head, children, action }: FrameProps) => (
  <main class={`frame ${name}`}>
    <header class="head">{head}</header>
    <div class="body">
      {children}
      {action}
    </div>
    <Reader />
    <footer class="edge">
      {place.value.at !== 'home' && (
        <button type="button" class="back" onClick={goBack}>
          <BackIcon />
          {say(W.back)}
        </button>
      )}
      <Modes />
    </footer>
  </main>
)
