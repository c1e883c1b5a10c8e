/** The catalogue in force, fetched once a revision: it is large and changes once in a while, so it is not in any view. */
import { signal } from '@preact/signals'
import type { Catalogue } from '../hall/catalogue.ts'
import { ask } from './ask.ts'
import { hallInfo } from './hall-info.ts'

export const catalogue = signal<Catalogue | undefined>(undefined)
let held = -1
let wanted = -1

/** Makes sure that the catalogue of this revision is here. Called with every view's revision. */
export const needCatalogue = async (revision: number): Promise<void> => {
  if (revision === held || revision === wanted) return
  wanted = revision
  const info = await hallInfo()
  const answer = info.ok
    ? await ask<{ revision: number; catalogue: Catalogue }>(`/api/halls/${info.hall}/catalogue`)
    : info
  wanted = -1
  if (!answer.ok) return
  held = answer.revision
  catalogue.value = answer.catalogue
}
