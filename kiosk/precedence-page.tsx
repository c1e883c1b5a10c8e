/** On which ground somebody goes first: only the grounds that the hall leaves to a kiosk, and never guessed from a card (K19). */

import { GROUND_WORDS } from '../client/ground-words.ts'
import { say } from '../client/language.ts'
import type { PriorityGround } from '../hall/commands.ts'
import { FIRST } from './choice-words.ts'
import { Frame } from './frame.tsx'
import { Tiles } from './pages.tsx'
import { elder, goBack } from './place.ts'
import { goFirst, ground, grounds } from './wanted.ts'
import './choices.css'

const choose = (why: PriorityGround | undefined): void => {
  goFirst(why)
  goBack()
}

export const PrecedencePage = () => (
  <Frame
    class="precedence"
    head={
      <div class="head-theme">
        <div>
          <h1>{say(FIRST.title)}</h1>
          <p class="head-small">{say(FIRST.hint)}</p>
        </div>
      </div>
    }
    action={
      <button type="button" class="plain-button" onClick={() => choose(undefined)}>
        {say(FIRST.none)}
      </button>
    }
  >
    <p class="notice-line">{say(FIRST.proof)}</p>
    <Tiles
      things={grounds.value}
      list="grounds"
      least={elder.value ? { width: 112, height: 34 } : { width: 86, height: 30 }}
      class="ground-tiles"
      render={(one) => (
        <button key={one} type="button" class="ground" aria-pressed={ground.value === one} onClick={() => choose(one)}>
          {say(GROUND_WORDS[one])}
        </button>
      )}
    />
  </Frame>
)
