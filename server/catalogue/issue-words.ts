/** What the schema found, in words for the person who runs the hall: the row by its id, and what to write instead. */
import type { z } from 'zod'
import { type CatalogueProblem, problem } from '../../hall/catalogue-check.ts'

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** The path with each row named by its own id, or counted from 1 where it has none. */
const place = (path: readonly PropertyKey[], whole: unknown): { readonly where: string; readonly found: unknown } => {
  const words: string[] = []
  let found = whole
  for (const key of path) {
    found = inside(found, key)
    const rowId = typeof key === 'number' ? inside(found, 'id') : undefined
    if (typeof key !== 'number') words.push(String(key))
    else words.push(typeof rowId === 'string' && /^[\w-]{1,64}$/.test(rowId) ? rowId : String(key + 1))
  }
  return { where: words.join('/'), found }
}

/** One object may carry a megabyte of unknown keys; the first few tell as much. */
const KEYS_MAX = 50

const TYPES_ZH: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否（true 或 false）',
  array: '列表',
  object: '一组字段',
}

const wordsOf = (issue: z.core.$ZodIssue, whole: unknown): readonly CatalogueProblem[] => {
  const { where, found } = place(issue.path, whole)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, KEYS_MAX).map((key) => {
      const short = key.slice(0, 60)
      return problem(
        where === '' ? short : `${where}/${short}`,
        'unknown-key',
        `不认识字段“${short}”，请删去或更正拼写`,
        `The field "${short}" is unknown. Remove it or correct its spelling.`,
      )
    })
  if (issue.code === 'too_big')
    return [
      problem(where, 'out-of-bounds', `超过上限 ${issue.maximum}，请减少`, `More than ${issue.maximum}. Reduce it.`),
    ]
  if (issue.code === 'too_small')
    return [
      problem(where, 'out-of-bounds', `低于下限 ${issue.minimum}，请增加`, `Less than ${issue.minimum}. Raise it.`),
    ]
  if (found === undefined) return [problem(where, 'wrong-shape', '缺少这一项，请补上', 'This is missing. Add it.')]
  if (issue.code === 'invalid_type') {
    const zh = TYPES_ZH[issue.expected] ?? issue.expected
    return [
      problem(where, 'wrong-shape', `这里应是${zh}，请更正`, `This must be of type ${issue.expected}. Correct it.`),
    ]
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join('、')
    return [problem(where, 'wrong-shape', `只能是：${values}，请改选`, `Must be one of: ${values}. Choose one.`)]
  }
  if (issue.code === 'invalid_format')
    return [
      problem(
        where,
        'wrong-shape',
        '含有控制字符或乱码，请重新输入一行文字，文件须存为 UTF-8',
        'Contains control characters or broken text. Type it again on one line; a file must be saved as UTF-8.',
      ),
    ]
  return [
    problem(where, 'wrong-shape', '这里的内容不能用，请更正', `This cannot be used (${issue.message}). Correct it.`),
  ]
}

export const problemsOf = (issues: readonly z.core.$ZodIssue[], whole: unknown): readonly CatalogueProblem[] =>
  issues.flatMap((issue) => wordsOf(issue, whole))
