/** The notices as they are shipped: what is missing, what a matter needs, and what was decided. */
import type { SlipTemplate } from '../../hall/slip-template.ts'
import {
  bold,
  code,
  EXPLAINED,
  field,
  heading,
  large,
  line,
  MATERIAL,
  RULE,
  SEAL,
  SIGNATURE,
  STOP,
  SUBJECT,
} from './shipped-parts.ts'

const BASES: SlipTemplate = [{ kind: 'each', of: 'bases', blocks: [field('依据', '{text}')] }]

/** 补齐申请材料通知书 (S004-02, S004-30): everything that is missing, said once, so that nobody comes a third time. */
export const SUPPLEMENT: SlipTemplate = [
  ...heading('补齐申请材料通知书'),
  RULE,
  ...SUBJECT,
  RULE,
  bold('您的申请材料不齐全，请一次补齐以下 {missingCount} 项：'),
  { kind: 'text', text: '您的申请材料不齐全，请补齐：', bold: true, unless: 'missing' },
  { kind: 'each', of: 'missing', blocks: EXPLAINED },
  ...BASES,
  field('说明', '{reason}'),
  { kind: 'rule', when: 'present' },
  bold('已核对 {presentCount} 项，请再次带来：'),
  { kind: 'each', of: 'present', blocks: [MATERIAL] },
  RULE,
  line('补齐后请带本通知书和全部材料，取“{service}”号，到{back}办理。'),
  ...SIGNATURE,
  ...SEAL,
  code('扫码评价本次服务'),
]

/** What nobody wrote down is left to the window, and never claimed not to exist. */
const UNKNOWN = '以窗口告知为准'

const MATERIALS: SlipTemplate = [
  { kind: 'each', of: 'materials', blocks: EXPLAINED },
  { kind: 'text', text: UNKNOWN, unless: 'materials' },
]

/** 一次性告知单: the five sections of S004-29, in their order. */
export const GUIDE: SlipTemplate = [
  ...heading('一次性告知单'),
  RULE,
  ...SUBJECT,
  RULE,
  bold('一、依据条件'),
  field('对象', '{audience}'),
  ...BASES,
  bold('二、材料及示范文本（{materialCount}项）'),
  { kind: 'text', text: '二、材料及示范文本', bold: true, unless: 'materials' },
  ...MATERIALS,
  bold('三、程序和时限'),
  field('程序', '{procedure}'),
  field('承诺', '受理后{promise}'),
  field('法定', '{statutory}'),
  field('特定', '{special}'),
  bold('四、收费'),
  line('{fee}'),
  bold('五、前置条件'),
  line('{preconditions}'),
  RULE,
  ...SIGNATURE,
]

/** 办事指南: the thirteen fields of S000-12, in their order. */
export const SERVICE: SlipTemplate = [
  ...heading('办事指南'),
  RULE,
  bold('一、事项名称'),
  line('{service}'),
  field('对象', '{audience}'),
  bold('二、办理依据'),
  { kind: 'each', of: 'bases', blocks: [line('{text}')] },
  bold('三、办理条件'),
  line('{preconditions}'),
  bold('四、数量限制'),
  line('{quantity}'),
  bold('五、办理程序'),
  line('{procedure}'),
  bold('六、办理期限'),
  field('承诺', '受理后{promise}'),
  field('法定', '{statutory}'),
  field('特定', '{special}'),
  bold('七、大厅流程'),
  { kind: 'each', of: 'flow', blocks: [STOP] },
  bold('八、材料目录（{materialCount}项）'),
  { kind: 'text', text: '八、材料目录', bold: true, unless: 'materials' },
  ...MATERIALS,
  bold('九、申请书示范文本'),
  { kind: 'each', of: 'samples', blocks: [line('{text}')] },
  bold('十、收费依据'),
  line('{feeBasis}'),
  bold('十一、收费标准'),
  line('{fee}'),
  bold('十二、承办人'),
  line('{handler}'),
  bold('十三、监督渠道'),
  line('{supervision}'),
  RULE,
  line('本指南免费提供。'),
  ...SIGNATURE,
  { kind: 'qr', data: '{guideLink}', label: '扫码在手机上看办事指南' },
]

/** 告知书 of a special procedure (S004-30): its days are not counted in the promise, and the applicant is told in writing. */
export const SPECIAL: SlipTemplate = [
  ...heading('特定程序告知书'),
  RULE,
  ...SUBJECT,
  RULE,
  field('程序', '{special}'),
  field('时间', '{specialDays}'),
  field('承诺', '{promise}'),
  line('{notCounted}'),
  RULE,
  ...SIGNATURE,
  ...SEAL,
]

/** 不予受理通知书 and 退办告知单 (S004-03, S004-32): the reason in writing, and where to turn to against it. */
export const DECLINED: SlipTemplate = [
  ...heading('{title}'),
  RULE,
  ...SUBJECT,
  RULE,
  bold('{decision}'),
  field('理由', '{reason}'),
  line('{complain}'),
  line('{remedy}'),
  RULE,
  ...SIGNATURE,
  ...SEAL,
  code('扫码评价本次服务'),
]

/** 不在本厅办理告知单 (S000-15): what it is about, and where to go with it instead. */
export const ELSEWHERE: SlipTemplate = [
  ...heading('不在本厅办理告知单'),
  RULE,
  line('您要办的事项不在本厅办理：'),
  { kind: 'text', text: '{service}', size: 2, bold: true, maxLines: 2 },
  field('原因', '{reason}'),
  RULE,
  bold('请到以下地方办理'),
  large('{office}'),
  large('{phone}'),
  field('地址', '{officeAddress}'),
  field('开放', '{officeHours}'),
  RULE,
  line('本告知单免费提供，不是号票，不用在本厅等候。'),
  field('打印', '{by}'),
  field('时间', '{at}'),
  field('热线', '{hotline}'),
  { kind: 'qr', data: '{guideLink}', label: '扫码在手机上看地址和电话' },
]
