/** Pages that come after the first one. */
import type { FunctionComponent } from 'preact'
import { say } from '../client/language.ts'
import { Frame } from './frame.tsx'
import { type Later, laterPart } from './later-part.tsx'
import { W } from './words.ts'

const Coming = () => (
  <Frame class="coming" head={<h1>{say(W.pageComing)}</h1>}>
    <p class="nothing" role="status">
      {say(W.pageComingHint)}
    </p>
  </Frame>
)

/** A page behind `load`. Until it is here a calm page stands in its place, with the way back, and goes on asking. */
export const later = <P,>(load: () => Promise<FunctionComponent<P>>): Later<P> => laterPart(load, Coming)
