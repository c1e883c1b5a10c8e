/** The parts of the window panel that come right after its first picture: lists, sheets, notices, the small form. */
import { afterwards } from './afterwards.ts'

export const parts = afterwards(() => import('./window-later.tsx'))
