/**
 * What a one-off notice tells besides the materials (S004-29), and what follows an acceptance in the same visit. Only
 * matters whose fee is paid on the day go on to 代理收费, and only those whose paper is made on the day to 统一出件: what is
 * promised for later is collected on another day.
 */
import type { Service } from '../../../hall/catalogue.ts'
import type { ServiceId } from '../../../hall/ids.ts'

type Guidance = Pick<Service, 'preconditions' | 'procedure' | 'special' | 'stages' | 'assists'>

const ON_THE_SPOT = '申请 → 受理 → 审核 → 当场办结'
const LICENCE = '申请 → 受理 → 审查 → 决定 → 发证'
const WITH_SITE = '申请 → 受理 → 审查 → 现场核查 → 决定 → 发证'
const CARD = '申请 → 受理 → 审核 → 制证 → 领取'
const REGISTRY = '申请 → 受理 → 审核 → 登簿 → 发证'
const BENEFIT = '申请 → 受理 → 审核 → 发放'
const RECORD = '提交 → 核对 → 备案'

const PAY = ['J-01']
const COLLECT = ['K-01']

/** How a matter goes, by its service; what must be so before, where there is such a thing. */
const goes = (procedure: string, preconditions?: string, more: Guidance = {}): Guidance => ({
  procedure,
  ...(preconditions === undefined ? {} : { preconditions }),
  ...more,
})

const GUIDANCE: Readonly<Record<ServiceId, Guidance>> = {
  'A-01': goes(ON_THE_SPOT, '经营场所已确定，名称已自主申报'),
  'A-02': goes(LICENCE, '名称已自主申报，股东已就章程达成一致'),
  'A-03': goes(LICENCE, '成员五人以上，其中农民至少占八成'),
  'A-04': goes(ON_THE_SPOT, '变更事项已按章程作出决议', { stages: COLLECT }),
  'A-05': goes(LICENCE, '已按章程免去原任、选出新任法定代表人'),
  'A-06': goes('公告 → 申请 → 受理 → 审核 → 注销', '债务已清偿或已承诺，税务已清'),
  'A-07': goes(ON_THE_SPOT, undefined, { stages: COLLECT }),
  'A-08': goes(ON_THE_SPOT, '出质股权未被冻结'),
  'A-09': goes(LICENCE, '设备已经检验合格'),
  'B-01': goes(WITH_SITE, '已取得营业执照，场所与申请项目相符', { special: { name: '现场核查', workingDays: 5 } }),
  'B-02': goes(LICENCE, '原许可证在有效期内；延续须在届满前提出'),
  'B-03': goes(WITH_SITE, '已配备执业药师或其他依法经过资格认定的药学技术人员'),
  'B-04': goes(WITH_SITE, '已取得营业执照'),
  'B-05': goes('申请 → 受理 → 公示 → 审查 → 批复', '报告表已由具备能力的单位编制'),
  'B-06': goes(LICENCE, '环评文件已经批准或备案'),
  'B-07': goes(ON_THE_SPOT, '已取得营业执照'),
  'B-08': goes(ON_THE_SPOT, '已核定票种'),
  'B-09': goes(ON_THE_SPOT, '交易已发生，有合同或付款凭证'),
  'B-10': goes(ON_THE_SPOT),
  'B-11': goes('申报 → 核价 → 缴税 → 开具完税凭证', '买卖合同已签订'),
  'C-01': goes(ON_THE_SPOT, '男满 22 周岁、女满 20 周岁，双方自愿并同时到场'),
  'C-02': goes('申请 → 受理 → 冷静期三十日 → 双方到场 → 发证', '双方自愿离婚并就子女和财产达成协议'),
  'C-03': goes(ON_THE_SPOT, '婚姻关系存续，原登记可查'),
  'C-04': goes('申请 → 受理 → 入户核对 → 评议公示 → 上报审批', '户籍在本县，家庭收入低于当地标准'),
  'C-05': goes(BENEFIT, '户籍在本县，已满规定年龄'),
  'C-06': goes(LICENCE, '已通过教师资格考试，普通话达到规定等级'),
  'C-07': goes('申请 → 受理 → 两校确认 → 转学', '转入学校有学位'),
  'C-08': goes(LICENCE, '卫生检测合格'),
  'C-09': goes(LICENCE, '已通过护士执业资格考试'),
  'C-10': goes(ON_THE_SPOT),
  'C-11': goes(WITH_SITE, '有与经营规模相适合的场所和人员'),
  'C-14': goes(LICENCE, '林木权属清楚，有采伐作业设计'),
  'C-16': goes(LICENCE, '已完成水资源论证'),
  'C-18': goes(LICENCE, '车货尺寸、重量确属不可解体'),
  'C-22': goes(LICENCE, '车辆检测合格，驾驶员有从业资格'),
  'C-23': goes(RECORD, '已取得营业执照'),
  'C-24': goes(LICENCE, '设置位置已取得权利人同意'),
  'C-26': goes(WITH_SITE, '负责人已经安全培训考核合格', { special: { name: '现场核查', workingDays: 10 } }),
  'C-27': goes(WITH_SITE, '与其他烟花爆竹零售点保持规定距离'),
  'C-28': goes(RECORD, '项目属于备案范围'),
  'C-30': goes(RECORD, '已取得营业执照'),
  'C-31': goes(RECORD, '项目属于备案范围'),
  'C-32': goes(WITH_SITE, '已取得营业执照，符合当地零售点合理布局'),
  'C-33': goes(LICENCE, '原许可证届满三十日前提出'),
  'D-01': goes(CARD, '本人到场采集指纹和照片', { stages: PAY }),
  'D-02': goes(CARD, '本人到场采集指纹和照片', { stages: PAY }),
  'D-03': goes(CARD, '本人到场采集指纹和照片', { stages: PAY }),
  'D-04': goes(CARD, '本人到场采集指纹和照片', { stages: PAY }),
  'D-05': goes(CARD, '本人到场采集指纹和照片'),
  'D-06': goes(CARD, '本人到场采集指纹和照片', { stages: PAY }),
  'D-07': goes(ON_THE_SPOT, '已领取出生医学证明'),
  'D-08': goes('申请 → 受理 → 调查 → 审批 → 落户', '亲属关系可以核实'),
  'D-09': goes(ON_THE_SPOT),
  'D-10': goes(CARD, '在本地居住半年以上，并有就业、住所或就读之一'),
  'D-11': goes(WITH_SITE, '场所已装修完毕，消防设施可以运行'),
  'D-12': goes(RECORD),
  'E-01': goes(REGISTRY, '土地权属来源清楚，房屋已竣工'),
  'E-02': goes(REGISTRY, '买卖合同已备案，房屋已办首次登记', { stages: PAY }),
  // 联办 (S003-20): the tax window assists, so that nobody has to come with the receipt first.
  'E-03': goes(REGISTRY, '房屋未被查封，买卖双方共同申请', { assists: ['B-11'], stages: PAY }),
  'E-04': goes(REGISTRY, '继承人之间没有争议', { stages: PAY }),
  'E-05': goes(REGISTRY, '抵押合同已签订，房屋未被查封', { stages: PAY }),
  'E-06': goes(ON_THE_SPOT, '债务已清偿或抵押权人同意'),
  'E-07': goes('申请 → 受理 → 公告 → 登簿 → 补发', '证书确已遗失', {
    special: { name: '遗失声明公告', workingDays: 15 },
    stages: PAY,
  }),
  'E-08': goes(ON_THE_SPOT),
  'E-09': goes(LICENCE, '投入资金达到总投资的四分之一以上，进度已确定'),
  'E-10': goes(LICENCE, '用地、规划手续齐全，施工单位已确定'),
  'E-11': goes(RECORD, '竣工验收合格之日起十五日内'),
  'F-01': goes(CARD),
  'F-02': goes(ON_THE_SPOT, undefined, { stages: [...PAY, ...COLLECT] }),
  'F-03': goes(ON_THE_SPOT, '已取得营业执照或批准成立的文件'),
  'F-04': goes(ON_THE_SPOT, '年满 16 周岁，未参加职工养老保险'),
  'F-05': goes(ON_THE_SPOT),
  'F-06': goes(BENEFIT, '达到退休年龄，累计缴费达到规定年限'),
  'F-07': goes(BENEFIT, '缴费满一年，非本人意愿中断就业，已办失业登记'),
  'F-08': goes('申请 → 受理 → 发函 → 转移资金 → 接续', '转出地已停保'),
  'F-09': goes(ON_THE_SPOT),
  'F-10': goes(ON_THE_SPOT),
  'F-11': goes(ON_THE_SPOT, '在本统筹区参加医疗保险'),
  'F-12': goes(BENEFIT, '费用未在医院直接结算'),
  'F-13': goes(BENEFIT, '生育时正在参保，缴费达到规定月数'),
  'J-01': goes('出示通知书 → 缴款 → 开票'),
  'K-01': goes('出示回执 → 核对身份 → 签收'),
}

const NO_LIMIT = '没有数量限制'

/** What a guide says besides (S000-12): the law the matter rests on, how many are granted, and the post that answers for it. */
const GROUNDS: Readonly<Record<ServiceId, Pick<Service, 'basis' | 'quantity' | 'handler'>>> = {
  'A-01': {
    basis: '《中华人民共和国市场主体登记管理条例》',
    quantity: NO_LIMIT,
    handler: '登记注册岗',
  },
  'B-01': { basis: '《中华人民共和国食品安全法》第三十五条', quantity: NO_LIMIT, handler: '食品许可岗' },
  'C-01': { basis: '《中华人民共和国民法典》第一千零四十九条', quantity: NO_LIMIT, handler: '婚姻登记员' },
  'C-32': {
    basis: '《中华人民共和国烟草专卖法》第十六条',
    quantity: '按当地烟草制品零售点合理布局，布局已满的不再增设',
    handler: '烟草专卖许可岗',
  },
  'D-05': { basis: '《中华人民共和国居民身份证法》', quantity: '每人一张', handler: '户籍民警' },
  'E-08': { basis: '《不动产登记暂行条例》第二十七条', quantity: NO_LIMIT, handler: '档案查询岗' },
  'F-09': { basis: '《中华人民共和国社会保险法》第七十四条', quantity: NO_LIMIT, handler: '社保经办岗' },
}

/** A service with its guidance, where the sample has any. */
export const withGuidance = (service: Service): Service => ({
  ...service,
  ...GUIDANCE[service.id],
  ...GROUNDS[service.id],
})
