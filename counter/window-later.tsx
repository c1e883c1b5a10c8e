/** Everything of the window panel that its first picture does without; loaded once, so that a lost line takes none of it. */
import '../client/staff-words.ts'
import './window-later.css'
import { afterwards } from './afterwards.ts'

export { OutcomeRow } from './outcome-row.tsx'
export { WindowLists } from './window-lists.tsx'
export { WindowNotices } from './window-notices.tsx'
export { PausedFacts } from './window-paused.tsx'
export { WindowSheet } from './window-sheets.tsx'
export { hearSmall, showSmall, WindowSmall } from './window-small.tsx'
export { UndoLine } from './window-undo.tsx'
export { VisitActs, VisitFacts } from './window-visit.tsx'
export { WhyChips } from './window-why.tsx'

// The list that outlives the server (Z20): last, since nobody needs it while the server answers.
afterwards(() => import('./waiting-list-bar.tsx'))
