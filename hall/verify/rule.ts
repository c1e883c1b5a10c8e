/** What a rule of the verifier is: a question asked of every event, with a memory of its own. */
import type { Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'

/** The rules that can be seen in events, as `SPEC.md` numbers them, each with its short name for a Chinese reader. */
export const RULE_NAMES = {
  I1: '同一天的号码不得重复',
  I2: '一票一窗，一窗一票',
  I4: '先到先办，例外须有记录',
  I6: '每天每个字母的号码连续无缺',
  I8: '同一指令只生效一次',
  I9: '只有合法的状态变化',
  I10: '取号数等于各状态之和',
  I11: '从当天开门重算，结果相同',
  I12: '流水序号连续',
  I13: '时间和营业日不倒退',
  I14: '有权的人才能做，例外须写理由',
  I15: '每办结一项评价一次，窗口不得代评',
  I17: '流水中没有完整的证件号和手机号',
  I18: '插队有上限，没有人被一直跳过',
  I19: '转移、挂起、重呼不重新计时',
  I20: '发布目录不丢在场号票',
  H4: '关门后不留在场号票',
  H5: '过了零点不再发旧日号码',
  T10: '一票多事项，不丢一项，不多一项',
  C11: '只能撤回本窗口十秒内最后一步，撤回后恢复原样',
} as const
export type RuleId = keyof typeof RULE_NAMES

/** The sentence that says what is wrong, or undefined when nothing is. */
export type Complaint = string | undefined

/** A rule asks at one or more of these moments. */
export type Check = {
  /** Of the event alone; asked even when the hall can no longer be folded. */
  readonly alone?: (recorded: Recorded, previous: Recorded | undefined) => Complaint
  /** Of the hall just before the event. */
  readonly before?: (recorded: Recorded, hall: Hall) => Complaint
  /** Of the hall with the event in it. */
  readonly after?: (recorded: Recorded, hall: Hall) => Complaint
}

/**
 * `begin` makes the rule's memory anew for each pass over a ledger. `after`: the position before the first event that is
 * looked at; from 0 everything that ever happened is seen.
 */
export type Rule = { readonly id: RuleId; readonly begin: (after: number) => Check }
