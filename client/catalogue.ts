/** The catalogue in force, fetched once a revision: it is large and changes once in a while, so it is not in any view. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Catalogue } from '../hall/catalogue.ts'
import { ask } from './ask.ts'
import { hallInfo } from './hall-info.ts'

export const catalogue = signal<Catalogue | undefined>(undefined)
let held = -1
let wanted = -1

/** How long after a failure it is asked for again (ms). */
const AGAIN_MS = 2_000

/** Sees to it that the catalogue of this revision comes, however often that takes. Called with a view's revision. */
export const needCatalogue = async (revision: number): Promise<void> => {
  if (revision === held || revision === wanted) return
  wanted = revision
  const info = await hallInfo()
  const answer = info.ok
    ? await ask<{ revision: number; catalogue: Catalogue }>(`/api/halls/${info.hall}/catalogue`)
    : info
  wanted = -1
  if (!answer.ok) {
    setTimeout(() => void needCatalogue(revision), AGAIN_MS)
    return
  }
  held = answer.revision
  catalogue.value = answer.catalogue
}

/** Has a page follow the catalogue of the view that it shows; undefined while it shows none. */
export const useCatalogue = (revision: number | undefined): void =>
  useEffect(() => {
    if (revision !== undefined) void needCatalogue(revision)
  }, [revision])
