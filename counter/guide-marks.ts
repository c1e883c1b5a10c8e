/** Ticking the 标准化受理清单 at the door: there, missing, or not needed by this person (S003-07, S003-26). Pure. */
import type { Material, Service } from '../hall/catalogue.ts'
import { isComplete, type Materials } from '../hall/materials.ts'

export type Mark = 'present' | 'missing' | 'not-needed'
/** Marks by the name of the material; what was not looked at has none. */
export type Marks = Readonly<Record<string, Mark>>

/** What can be said of a material: only one with a condition may be needless. */
export const choicesFor = (material: Material): readonly Mark[] =>
  material.condition === undefined ? ['present', 'missing'] : ['present', 'missing', 'not-needed']

export const materialsOf = ({ checklist }: Service, marks: Marks): Materials => {
  const marked = (mark: Mark): string[] =>
    checklist.filter(({ name }) => marks[name] === mark).map((material) => material.name)
  return { present: marked('present'), missing: marked('missing') }
}

export const marksOf = ({ present, missing }: Materials): Marks =>
  Object.fromEntries([
    ...present.map((name) => [name, 'present'] as const),
    ...missing.map((name) => [name, 'missing'] as const),
  ])

/** Everything that everybody brings is there; what only some need stays as it was marked. */
export const allThere = ({ checklist }: Service, marks: Marks): Marks => ({
  ...marks,
  ...Object.fromEntries(checklist.filter(({ condition }) => !condition).map(({ name }) => [name, 'present'] as const)),
})

export type Tally = {
  readonly present: number
  readonly missing: number
  /** Still to be looked at. */
  readonly open: number
  /** 已预审: the hall will mark the ticket. */
  readonly complete: boolean
}

export const tallyOf = (service: Service, marks: Marks): Tally => {
  const materials = materialsOf(service, marks)
  return {
    present: materials.present.length,
    missing: materials.missing.length,
    open: service.checklist.filter(({ name }) => marks[name] === undefined).length,
    complete: isComplete(service, materials),
  }
}
