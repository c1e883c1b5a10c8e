/** Parts of pages that come after the first page, and are simply absent until they are here. */
import { laterPart } from './later-part.tsx'

export const Above = laterPart(async () => (await import('./above.tsx')).Above)
export const Overlays = laterPart(async () => (await import('./overlays.tsx')).Overlays)
