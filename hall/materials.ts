/** Ticking a 标准化受理清单: what was seen, what is missing, and whether that is all of it (S003-26). */
import type { Material, Service } from './catalogue.ts'

/** What was seen of the checklist of the service, by the names of its materials. */
export type Materials = { readonly present: readonly string[]; readonly missing: readonly string[] }

/** A material that the checklist does not name, or that is both there and missing; undefined when all is well. */
export const unknownMaterial = (service: Service | undefined, { present, missing }: Materials): string | undefined => {
  const names = new Set(service?.checklist.map((material) => material.name))
  const all = [...present, ...missing]
  return all.find((name, index) => !names.has(name) || all.indexOf(name) !== index)
}

/** What everybody must bring; what has a condition is needed by some only. */
const always = (service: Service): readonly Material[] =>
  service.checklist.filter((material) => material.condition === undefined)

/** Whether everything that is always needed was seen and nothing is missing. */
export const isComplete = (service: Service | undefined, { present, missing }: Materials): boolean =>
  service !== undefined && missing.length === 0 && always(service).every((material) => present.includes(material.name))
