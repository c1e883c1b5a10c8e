import { describe, expect, it } from 'vitest'
import { linesOf, type Proposal } from '../../counter/two-people-lines.ts'
import { policyChangeSchema } from '../../server/people/security-policy.ts'

const of = (act: Proposal['act'], data: Proposal['data'], was: Proposal['was'] = {}): readonly string[] =>
  linesOf({
    ...{
      id: 'p',
      act,
      data: { act, ...data },
      was,
      state: 'open',
      at: 0,
      until: 1,
      ended: null,
      word: null,
      code: null,
    },
    ...{ askerName: 'one', mine: false, against: null, for: [] },
  })

describe('what a second person reads', () => {
  it('X32 says each setting of the policy as it is and as it is to be', () => {
    const change = { profile: 'djbh3', idleMinutes: 20, fourEyes: false, secondFactor: 'everybody' }
    const was = { profile: 'modern', idleMinutes: 15, fourEyes: true, secondFactor: 'offered' }
    expect(of('policy', { change }, was)).toEqual([
      '方案：通用 → 等保三级',
      '无操作锁屏（分钟）：15 → 20',
      '双人复核：启用 → 停用',
      '动态口令要求：自愿启用 → 除窗口外人人必须',
    ])
  })

  it('X32 has Chinese words for every setting that there is, and leaves none out', () => {
    for (const name of Object.keys(policyChangeSchema.shape))
      expect(of('policy', { change: { [name]: 1 } }, { [name]: 2 })[0], name).toMatch(/^[^\w]+：2 → 1$/)
    expect(of('policy', { change: { later: 1 } }, { later: 2 })).toEqual(['later：2 → 1'])
  })

  it('X32 says everything that is done to an account, and nothing that stays', () => {
    const was = { role: 'guide', disabled: true, linked: true }
    const change = { role: 'secadmin', disabled: false, subject: null, post: '科长' }
    expect(of('account', { staff: 's', change, password: true }, was)).toEqual([
      '角色：导办 → 安全管理员',
      '启用账号，可以登录',
      '换成提出人设定的新密码',
      '取消单点登录关联',
      '公示资料一并更改',
    ])
    expect(of('account', { staff: 's', change: { role: 'guide', disabled: true }, password: false }, was)).toEqual([])
    expect(of('account', { staff: 's', change: { disabled: true, subject: 'issuer word' }, password: false })).toEqual([
      '停用账号，不能再登录',
      '关联单点登录：issuer word',
    ])
    expect(of('account-new', { name: '新人', role: 'sysadmin' })[0]).toContain('新账号 新人，角色：系统管理员')
  })

  it('X32 says of a standby what it gets', () => {
    for (const line of [of('standby-new', { machine: { name: '二楼' } }), of('standby-code', { device: 'd' })])
      expect(line[0]).toContain('复制全部台账和密钥')
    expect(of('standby-end', { device: 'd' })).toHaveLength(1)
    expect(of('factor-end', { staff: 's' })[0]).toContain('只凭密码登录')
  })
})
