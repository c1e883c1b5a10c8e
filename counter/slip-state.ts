/** The papers as the server has them, and what was changed here and not saved yet. It outlives a change of tab. */
import { computed, signal } from '@preact/signals'
import type { Answer } from '../client/ask.ts'
import type { SlipKind, SlipTemplate } from '../hall/slip-template.ts'
import { askHall } from './manager-ask.ts'
import type { At } from './slip-edit.ts'

export type Fact = { readonly name: string; readonly sample: string }
export type SlipRow = {
  readonly kind: SlipKind
  /** The draft's, or the shipped one where the draft has none of its own. */
  readonly template: SlipTemplate
  readonly own: boolean
  readonly facts: readonly Fact[]
  readonly lists: readonly { readonly name: string; readonly facts: readonly Fact[] }[]
  readonly must: readonly string[]
}
export type SlipProblem = { readonly where: string; readonly zh: string; readonly en: string }

export const rows = signal<readonly SlipRow[] | undefined>(undefined)
export const kind = signal<SlipKind>('ticket')
/** The block whose fields are open. */
export const openAt = signal<At | undefined>(undefined)
type Edits = Partial<Record<SlipKind, readonly SlipTemplate[]>>
/** What each paper went through since it was saved, the newest last; a paper that nobody touched is not here. */
const edits = signal<Edits>({})

/** Enough to take back a slip of the finger, and not the whole morning in memory. */
const STEPS_KEPT = 50

export const unsaved = computed<ReadonlySet<SlipKind>>(() => new Set(Object.keys(edits.value) as SlipKind[]))

export const editedOf = (row: SlipRow): SlipTemplate => edits.value[row.kind]?.at(-1) ?? row.template

export const change = (row: SlipRow, template: SlipTemplate): void => {
  const steps = edits.value[row.kind] ?? []
  edits.value = { ...edits.value, [row.kind]: [...steps, template].slice(-STEPS_KEPT) }
}

const forget = (which: SlipKind): void => {
  const { [which]: _gone, ...rest } = edits.value
  edits.value = rest
}

/** What was changed on a paper is let go. */
export const drop = (which: SlipKind): void => {
  forget(which)
  openAt.value = undefined
}

export const undo = (which: SlipKind): void => {
  const steps = edits.value[which]?.slice(0, -1) ?? []
  if (steps.length === 0) drop(which)
  else edits.value = { ...edits.value, [which]: steps }
}

export const choose = (which: SlipKind): void => {
  kind.value = which
  openAt.value = undefined
}

/** Asks for the papers; what was edited here stays. */
export const load = async (): Promise<Answer<object>> => {
  const answer = await askHall<{ slips: readonly SlipRow[] }>('slips')
  if (answer.ok) rows.value = answer.slips
  return answer
}

/** Writes a paper into the draft; `null` takes the hall's own out of it, and the shipped one stands again. */
export const save = async (which: SlipKind, template: SlipTemplate | null): Promise<Answer<object>> => {
  const answer = await askHall<object>(`draft/slips/${which}`, { method: 'PUT', body: { template } })
  if (!answer.ok) return answer
  const loaded = await load()
  // Only now, so that the old paper does not stand there for a moment; and what was typed meanwhile is a newer step.
  if (loaded.ok && (template === null || edits.value[which]?.at(-1) === template)) forget(which)
  return loaded
}

// A closed page takes what was not saved with it, so the browser asks first.
addEventListener('beforeunload', (event) => {
  if (unsaved.value.size > 0) event.preventDefault()
})
