/** What the shipped hall shows and says to everybody: other places, its rules, what takes turns on its boards, its voice. */
import type { Catalogue } from '../../../hall/catalogue.ts'

/** Not handled here, for secrecy or want of room (S000-15). Places and telephones are plainly invented. */
const elsewhere: Catalogue['elsewhere'] = [
  {
    id: 'out-vehicle',
    name: '机动车登记和驾驶证业务',
    nameEn: 'Vehicles and driving licences',
    keywords: ['车管所', '驾驶证', '驾照', '行驶证', '上牌', '年检', '过户'],
    office: '县公安局车辆管理所',
    address: '城东路 1 号（示例地址）',
    phone: '0753-0000101',
    hours: '周一至周五 8:30–12:00、14:30–17:30',
    reason: '需要验车场地，本厅没有条件设置窗口',
  },
  {
    id: 'out-fund',
    name: '住房公积金提取和贷款',
    nameEn: 'Housing fund',
    keywords: ['公积金', '提取公积金', '公积金贷款', '住房公积金'],
    office: '市住房公积金管理中心蕉岭管理部',
    address: '城西路 2 号二楼（示例地址）',
    phone: '0753-0000102',
    hours: '周一至周五 8:30–12:00、14:30–17:30',
    reason: '场地所限，未进驻本厅',
  },
  {
    id: 'out-secrecy',
    name: '国家秘密载体印制资质申请',
    nameEn: 'Licence to print classified matter',
    keywords: ['涉密', '保密', '涉密印制', '保密资质'],
    office: '县国家保密局',
    address: '政府路 3 号院内（示例地址）',
    phone: '0753-0000103',
    reason: '涉及国家秘密，不在公开大厅办理；请先打电话预约',
  },
]

const boards: Catalogue['boards'] = {
  rules: [
    '取号后请留意屏幕和叫号，听到叫号请尽快到窗口。',
    '一张号票可以办几件事，不用重复取号。',
    '老年人、残疾人、孕妇、军人优先办理，请带好证件。',
    '办事指南免费领取，材料不清楚请问导办台。',
    '请保管好证件和财物，照看好老人和小孩。',
    '厅内请勿吸烟，请勿大声喧哗。',
    '办不成事、对服务不满意，请到投诉窗口或拨打 12345。',
  ],
  playlist: [
    { kind: 'figures', seconds: 15 },
    { kind: 'rules', seconds: 20 },
    {
      kind: 'text',
      title: '办事不用排第二次队',
      lines: ['取号时可以一次选几件事', '号票上的二维码能看排队进度', '扫一扫，在手机上就能取消和评价'],
      seconds: 15,
    },
  ],
}

/** Upstairs people come for papers to travel to Hong Kong and Macao, so it is called in Cantonese too. */
const voice: Catalogue['voice'] = {
  usual: {
    languages: ['mandarin'],
    engines: ['clips', 'agent', 'browser'],
    digits: { one: '一', two: '二' },
  },
  zones: {
    z4: {
      languages: ['mandarin', 'cantonese'],
      engines: ['clips', 'agent', 'browser'],
      digits: { one: '一', two: '二' },
    },
  },
  readings: [{ text: '蕉岭', pinyin: 'jiao1 ling3', jyutping: 'ziu1 ling5' }],
}

export const publicFace: Pick<Catalogue, 'elsewhere' | 'boards' | 'voice'> = { elsewhere, boards, voice }
