/** Short ways to write the rows of a 标准化受理清单, one of each unless it says otherwise. */
import type { Material } from '../../../hall/catalogue.ts'

type More = { readonly copies?: number; readonly condition?: string; readonly sample?: string }

const row =
  (form: Material['form']) =>
  (name: string, basis: string, more: More = {}): Material => ({ name, copies: 1, form, basis, ...more })

export const original = row('original')
export const copy = row('copy')
/** The original is shown, the copy stays. */
export const both = row('original-and-copy')
export const electronic = row('electronic')

export const FREE = '不收费'
