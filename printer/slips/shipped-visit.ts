/** The papers of a visit as they are shipped: the number, where it goes on, and what came of it. */
import type { SlipTemplate } from '../../hall/slip-template.ts'
import {
  bold,
  code,
  field,
  heading,
  headline,
  large,
  line,
  MATERIAL,
  RULE,
  SEAL,
  SIGNATURE,
  STOP,
  SUBJECT,
  WHERE,
} from './shipped-parts.ts'

/** 号票, in the order of requirements §3.2. */
export const TICKET: SlipTemplate = [
  { kind: 'text', text: '{hall}', size: 2, align: 'center', maxLines: 2 },
  headline('{badges}'),
  { kind: 'text', text: '{evidence}', align: 'center', bold: true },
  { kind: 'text', text: '{number}', size: 4, align: 'center', bold: true, maxLines: 1 },
  headline('{service}'),
  RULE,
  ...WHERE,
  large('{before}'),
  large('{wait}'),
  bold('{closing}'),
  { kind: 'rule', when: 'stops' },
  bold('本号依次办理 {matterCount} 项，无需重新取号'),
  { kind: 'each', of: 'stops', blocks: [STOP] },
  RULE,
  field('取号人', '{name}'),
  field('取号时间', '{at}'),
  line('{missedCall}'),
  { kind: 'each', of: 'footer', blocks: [line('{text}')] },
  code('扫码看排队进度、取消、评价'),
  { kind: 'pair', left: '热线 {hotline}', right: '{kiosk} {serial}' },
]

/** 受理回执: what was handed in, what comes of it and when, with room for the seal (S001-25). */
export const RECEIPT: SlipTemplate = [
  ...heading('受理回执'),
  headline('{badges}'),
  RULE,
  ...SUBJECT,
  field('申请人', '{name}'),
  RULE,
  bold('收到材料 {receivedCount} 项'),
  { kind: 'each', of: 'received', blocks: [MATERIAL] },
  bold('容缺受理，尚缺 {missingCount} 项，请尽快补交'),
  { kind: 'each', of: 'missing', blocks: [MATERIAL] },
  field('容缺原因', '{lateReason}'),
  { kind: 'rule', when: 'handedIn' },
  field('办件类型', '{outcome}'),
  field('办件数量', '{cases} 件'),
  field('说明', '{note}'),
  field('受理时间', '{at}'),
  field('承诺办结', '{promised}'),
  field('特定程序', '{special}'),
  field('受理窗口', '{by}'),
  ...SEAL,
  code('扫码查看、评价本次办理'),
  { kind: 'text', text: '咨询热线 {hotline}', align: 'center', maxLines: 1 },
]

const WAIT: SlipTemplate = [large('{from} 起排队'), large('{before}'), large('{wait}')]
const GIVEN_AT: SlipTemplate = [{ kind: 'pair', left: '{counter} {at}', right: '热线 {hotline}' }]
const FURTHER: SlipTemplate = [
  { kind: 'text', text: '其后依次办理：', when: 'further' },
  { kind: 'each', of: 'further', blocks: [STOP] },
]

/** 下一站: where somebody goes on with the number in their hand (S004-33). */
export const NEXT: SlipTemplate = [
  headline('{number} 下一站', 1),
  headline('{service}'),
  RULE,
  ...WHERE,
  ...WAIT,
  RULE,
  bold('原号继续有效，无需重新取号。'),
  field('原因', '{reason}'),
  ...FURTHER,
  code('扫码看排队进度、评价'),
  ...GIVEN_AT,
]

/** 缴费通知单: what is paid, how much and by which rule, and where. */
export const FEE: SlipTemplate = [
  ...heading('缴费通知单'),
  headline('{number}', 1),
  RULE,
  { kind: 'each', of: 'fees', blocks: [bold('{index}. {service}'), field('收费', '{fee}')] },
  RULE,
  line('请到以下窗口缴费：'),
  ...WHERE,
  ...WAIT,
  RULE,
  bold('原号继续有效，无需重新取号。'),
  line('缴费后请索取票据。'),
  field('原因', '{reason}'),
  ...FURTHER,
  code('扫码看排队进度、评价'),
  ...GIVEN_AT,
]

/** 取件通知单: for which matters, from when, and where. */
export const COLLECTION: SlipTemplate = [
  ...heading('取件通知单'),
  headline('{number}', 1),
  RULE,
  { kind: 'each', of: 'matters', blocks: [bold('{index}. {service}')] },
  field('领取', '{ready}'),
  RULE,
  line('请凭本单和有效身份证件，到以下窗口领取：'),
  ...WHERE,
  ...WAIT,
  RULE,
  { kind: 'text', text: '原号继续有效，无需重新取号。', bold: true, when: 'before' },
  field('原因', '{reason}'),
  ...FURTHER,
  code('扫码看排队进度、评价'),
  ...GIVEN_AT,
]

/** 办理流程单: every leg of a visit in order, done and to come. */
export const JOURNEY: SlipTemplate = [
  ...heading('办理流程单'),
  headline('{number}', 1),
  { kind: 'text', text: '共 {legCount} 个环节，已办 {doneCount} 个', align: 'center', maxLines: 1 },
  RULE,
  {
    kind: 'each',
    of: 'legs',
    blocks: [bold('{index}. {service}'), field('状态', '{state}'), field('地点', '{stop}'), field('结果', '{note}')],
  },
  RULE,
  line('所有环节使用同一个号，无需重新取号。'),
  ...SIGNATURE.slice(0, 2),
  code('扫码看排队进度、评价'),
  { kind: 'text', text: '咨询热线 {hotline}', align: 'center', maxLines: 1 },
]
