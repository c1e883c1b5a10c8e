/** What counts as a second person, and what becomes of a proposal when people, clocks and processes do not stay as they are (X32). */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Actor, StaffRole } from '../../hall/actor.ts'
import { silentLog } from '../../server/log.ts'
import { openPeople } from '../../server/people/people.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import { openSecurityLog } from '../../server/security/security-log.ts'
import { OPEN_EACH_MAX, openTwoPeople } from '../../server/security/two-people.ts'
import { handClock, minutes } from '../kit/hand-clock.ts'
import { GOOD } from './people-kit.ts'

const OWN = 'Chosen-by-7-owner'

/** A register, its security log and what waits, in a folder that can be opened again. */
const opened = (dir = mkdtempSync(join(tmpdir(), 'yichuang-two-')), clock = handClock()) => {
  const file = join(dir, 'security.sqlite')
  const securityLog = openSecurityLog(file, clock, silentLog)
  const store = openPeopleStore(join(dir, 'people.sqlite'))
  const people = openPeople(store, clock, {
    note: securityLog.note,
    alarms: { raise: () => {}, clear: () => {} },
    isServing: () => false,
  })
  const two = openTwoPeople({ clock, log: silentLog, securityLog, holders: people.accounts.holders })
  const account = async (name: string, role: StaffRole, by = { who: 'somebody', from: 'desk' }): Promise<string> => {
    const made = await people.addStaff(name, GOOD, role, by)
    if (!made.ok) throw new Error(made.code)
    return made.staff.id
  }
  const chooses = (name: string) => people.changePassword(name, GOOD, OWN, undefined, 'desk')
  return {
    ...{ dir, file, clock, securityLog, store, people, two, account, chooses },
    /** Somebody who chose their own password. */
    owner: async (name: string, role: StaffRole): Promise<string> => {
      const id = await account(name, role)
      await chooses(name)
      return id
    },
    by: (who: string) => ({ who, from: 'desk' }),
    close: () => {
      people.close()
      securityLog.close()
    },
  }
}
const ACT = { act: 'policy', duty: 'security', data: { act: 'policy', change: { idleMinutes: 9 } }, was: {} } as const
type Hall = ReturnType<typeof opened>
const asks = ({ two, by }: Hall, who: string, more: object = {}) => {
  const answer = two.ask({ ...ACT, ...more }, by(who))
  if (!answer.ok) throw new Error(answer.code)
  return answer.proposal
}
/** Agrees, and counts how often it was done. */
const agreeing = (hall: Hall) => {
  let times = 0
  return {
    times: () => times,
    by: (who: string, id: string) =>
      hall.two.agree(id, hall.by(who), undefined, async () => {
        times += 1
        return { ok: true, answer: {} }
      }),
  }
}
const actor = (id: string): Actor => ({ role: 'manager', id, name: 'somebody' })

describe('wanting four eyes', () => {
  it('X32 is off unless a hall wants it, in either profile, and stays over a restart', async () => {
    const hall = opened()
    await hall.owner('one', 'manager')
    await hall.owner('two', 'manager')
    expect(hall.people.policy().fourEyes).toBe(false)
    expect(hall.people.setPolicy({ fourEyes: true }, hall.by('one'))).toMatchObject({ ok: true })
    hall.close()
    const again = opened(hall.dir, hall.clock)
    expect(again.people.policy()).toMatchObject({ fourEyes: true, profile: 'modern' })
    await again.account('keeper', 'secadmin')
    again.close()
    const fixed = openPeople(openPeopleStore(':memory:'), handClock(), {
      note: () => {},
      alarms: { raise: () => {}, clear: () => {} },
      isServing: () => false,
      profile: 'djbh3',
    })
    expect(fixed.policy().fourEyes).toBe(false)
  })

  it('X32 cannot be wanted where a duty has one person only, or one whose password somebody else knows', async () => {
    const hall = opened()
    const wanted = () => hall.people.setPolicy({ fourEyes: true }, hall.by('one'))
    await hall.owner('one', 'manager')
    expect(wanted()).toMatchObject({ code: 'two-needed' })
    await hall.owner('keeper', 'secadmin')
    expect(wanted()).toMatchObject({ code: 'two-needed' })
    await hall.account('machines', 'sysadmin')
    expect(wanted()).toMatchObject({ code: 'two-needed' })
    await hall.chooses('machines')
    expect(wanted()).toMatchObject({ ok: true })
    // Under the graded protection a manager has neither duty, so the same accounts are one each.
    expect(hall.people.setPolicy({ profile: 'djbh3' }, hall.by('one'))).toMatchObject({ code: 'two-needed' })
  })

  it('X32 a version that does not know of it reads the rest of the policy as it was', async () => {
    const hall = opened()
    await hall.owner('one', 'manager')
    await hall.owner('two', 'manager')
    hall.people.setPolicy({ idleMinutes: 9 }, hall.by('one'))
    hall.people.setPolicy({ fourEyes: true }, hall.by('one'))
    expect(JSON.parse(hall.store.setting('policy')?.value ?? '')).toEqual({ idleMinutes: 9 })
    expect(hall.people.policy()).toMatchObject({ idleMinutes: 9, fourEyes: true })
  })

  it('X32 two who can give rights stay: the act that would leave one says so', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const three = await hall.owner('three', 'manager')
    hall.people.setPolicy({ fourEyes: true }, hall.by(one))
    expect(await hall.people.updateStaff(three, { role: 'guide' }, actor(one))).toMatchObject({ ok: true })
    for (const change of [{ role: 'guide' }, { disabled: true }] as const)
      expect(await hall.people.updateStaff(two, change, actor(one))).toMatchObject({ code: 'last-two' })
    await hall.account('four', 'manager')
    expect(await hall.people.updateStaff(two, { disabled: true }, actor(one))).toMatchObject({ code: 'last-two' })
    await hall.chooses('four')
    expect(await hall.people.updateStaff(two, { disabled: true }, actor(one))).toMatchObject({ ok: true })
  })
})

describe('a second person', () => {
  it('X32 is none with an account, a role, a password or a sign-on that the one who asks gave them within half an hour', async () => {
    const hall = opened()
    const one = await hall.owner('one', 'manager')
    const far = await hall.owner('far', 'manager')
    const made = await hall.account('made', 'manager', hall.by(one))
    const raised = await hall.owner('raised', 'guide')
    await hall.chooses('made')
    hall.clock.move(minutes(31))
    const late = await hall.account('late', 'manager', hall.by(one))
    await hall.chooses('late')
    await hall.people.updateStaff(raised, { role: 'manager' }, actor(one))
    const proposal = asks(hall, one)
    await hall.account('meanwhile', 'manager', hall.by(one))
    await hall.chooses('meanwhile')
    const agree = agreeing(hall)
    for (const id of [late, raised, hall.people.staff().find(({ name }) => name === 'meanwhile')?.id ?? ''])
      expect(await agree.by(id, proposal.id)).toMatchObject({ code: 'just-made' })
    // Whom somebody else made, and who was there half an hour before, counts.
    expect([...hall.two.candidates(proposal)].sort()).toEqual([far, made].sort())
    expect(await agree.by(made, proposal.id)).toMatchObject({ ok: true })
    expect(agree.times()).toBe(1)
  })

  it('X32 is none whose password somebody else set, whom it is about, or who is not enabled', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const [given, gone] = [await hall.account('given', 'manager'), await hall.owner('gone', 'manager')]
    await hall.people.updateStaff(gone, { disabled: true })
    const free = await hall.owner('free', 'manager')
    const agree = agreeing(hall)
    const proposal = asks(hall, one, { about: two })
    expect(await agree.by(two, proposal.id)).toMatchObject({ code: 'about-yourself' })
    expect(await agree.by(given, proposal.id)).toMatchObject({ code: 'password-given' })
    expect(await agree.by(gone, proposal.id)).toMatchObject({ code: 'not-permitted' })
    expect(hall.two.candidates(proposal)).toEqual([free])
    expect(agree.times()).toBe(0)
    expect(hall.securityLog.latest(3).map(({ outcome, data }) => `${outcome} ${data?.code}`)).toEqual([
      'refused not-permitted',
      'refused password-given',
      'refused about-yourself',
    ])
  })

  it('X32 nobody ends undone what others ask about them, and everybody may take back what they asked themselves', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const free = await hall.owner('free', 'manager')
    const proposal = asks(hall, one, { about: two })
    expect(hall.two.decline(proposal.id, hall.by(two), 'no')).toMatchObject({ code: 'about-yourself' })
    expect(hall.two.find(proposal.id)).toMatchObject({ state: 'open', second: null })
    expect(hall.securityLog.latest(1)).toMatchObject([{ type: 'two-people-ended', outcome: 'refused', who: two }])
    expect(await agreeing(hall).by(free, proposal.id)).toMatchObject({ ok: true })
    const own = asks(hall, two, { about: two })
    expect(hall.two.decline(own.id, hall.by(two), 'no')).toMatchObject({ ok: true })
  })

  it('X32 where nobody could agree nothing waits, and the answer says so', async () => {
    const hall = opened()
    const one = await hall.owner('one', 'manager')
    expect(hall.two.ask(ACT, hall.by(one))).toMatchObject({ code: 'nobody-to-agree' })
    const two = await hall.owner('two', 'manager')
    expect(hall.two.ask({ ...ACT, about: two }, hall.by(one))).toMatchObject({ code: 'nobody-to-agree' })
    expect(hall.two.list()).toEqual([])
    expect(hall.two.ask(ACT, hall.by(one))).toMatchObject({ ok: true })
  })
})

describe('a proposal', () => {
  it('X32 is the same where the same is asked again, and each has five at most', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const first = asks(hall, one)
    expect(asks(hall, one).id).toBe(first.id)
    for (let more = 1; more < OPEN_EACH_MAX; more += 1) asks(hall, one, { data: { more } })
    expect(hall.two.ask({ ...ACT, data: { more: 99 } }, hall.by(one))).toMatchObject({ code: 'too-many-open' })
    expect(asks(hall, two).id).not.toBe(first.id)
    hall.two.decline(first.id, hall.by(one), 'not any more')
    expect(hall.two.ask({ ...ACT, data: { more: 99 } }, hall.by(one))).toMatchObject({ ok: true })
  })

  it('X32 waits through a restart, and is done then', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const { id } = asks(hall, one)
    hall.close()
    const again = opened(hall.dir, hall.clock)
    const agree = agreeing(again)
    expect(await agree.by(two, id)).toMatchObject({ ok: true })
    expect(agree.times()).toBe(1)
    again.close()
  })

  it('X32 is not tried again where the process died between agreement and act: its outcome is not known', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const { id } = asks(hall, one, { secret: 'a digest' })
    void hall.two.agree(id, hall.by(two), undefined, () => new Promise(() => {}))
    hall.close()
    const again = opened(hall.dir, hall.clock)
    const agree = agreeing(again)
    expect(again.two.list()).toMatchObject([{ id, state: 'unknown', second: two }])
    expect(await agree.by(two, id)).toMatchObject({ code: 'proposal-ended' })
    expect(agree.times()).toBe(0)
    expect(again.securityLog.latest(1)).toMatchObject([{ type: 'two-people-ended', data: { state: 'unknown' } }])
    again.close()
  })

  it('X32 is taken by one of two that have the same file open', async () => {
    const hall = opened()
    const [one] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const { id } = asks(hall, one)
    const again = opened(hall.dir, hall.clock)
    const takes = ({ securityLog }: Hall) => securityLog.proposals.claim(id, 'two', null, hall.clock.now())
    expect([takes(hall), takes(again), takes(hall)]).toEqual([true, false, false])
    hall.close()
    again.close()
  })

  it('X32 of which the act throws is said to be unknown, and the error goes on', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const { id } = asks(hall, one)
    const failing = hall.two.agree(id, hall.by(two), undefined, () => Promise.reject(new Error('disk')))
    await expect(failing).rejects.toThrow('disk')
    expect(hall.two.find(id)).toMatchObject({ state: 'unknown' })
  })

  it('X32 ends undone when whoever asked has no longer the duty, or what it changes is not as it was', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const three = await hall.owner('three', 'manager')
    const agree = agreeing(hall)
    const { id } = asks(hall, three)
    await hall.people.updateStaff(three, { role: 'guide' }, actor(one))
    expect(await agree.by(two, id)).toMatchObject({ code: 'asker-gone' })
    const other = asks(hall, one).id
    const stale = await hall.two.agree(other, hall.by(two), undefined, async () => ({
      ok: false,
      code: 'changed-meanwhile',
    }))
    expect(stale).toMatchObject({ code: 'changed-meanwhile' })
    expect(hall.two.list()).toMatchObject([{ state: 'failed' }, { state: 'failed' }])
    expect(agree.times()).toBe(0)
  })

  it('X32 is over where the clock was set back behind it, since nobody knows how long ago it was asked', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const put = asks(hall, one).id
    hall.clock.move(-minutes(0.5))
    expect(hall.two.find(put)).toMatchObject({ state: 'open' })
    hall.clock.move(-minutes(2))
    expect(hall.two.list()).toEqual([])
    expect(await agreeing(hall).by(two, put)).toMatchObject({ code: 'proposal-ended' })
    expect(hall.two.find(put)).toMatchObject({ state: 'expired' })
  })

  it('X32 X35 the word of a single sign-on is shown to whoever may agree, and is not in the log', async () => {
    const hall = opened()
    const [one] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const word = 'https://idp.example 13800138000'
    const { id } = asks(hall, one, { data: { act: 'account', change: { subject: word } } })
    expect(hall.two.find(id)?.data).toMatchObject({ change: { subject: word } })
    const said = JSON.stringify(hall.securityLog.between(1, 1_000, 1_000))
    expect(said).toContain('two-people-asked')
    expect(said).not.toContain(word)
    hall.close()
  })

  it('X32 keeps the digest of a password no longer than it waits', async () => {
    const hall = opened()
    const [one, two] = [await hall.owner('one', 'manager'), await hall.owner('two', 'manager')]
    const secrets = (): unknown[] => {
      const db = new Database(hall.file, { readonly: true })
      const rows = db.prepare('SELECT secret FROM proposals').pluck().all()
      db.close()
      return rows
    }
    const ids = ['a', 'b', 'c'].map((data) => asks(hall, one, { data: { data }, secret: 'a digest' }).id)
    expect(secrets()).toEqual(['a digest', 'a digest', 'a digest'])
    await agreeing(hall).by(two, ids[0] ?? '')
    hall.two.decline(ids[1] ?? '', hall.by(two), 'no')
    const waiting = asks(hall, one, { data: { data: 'd' }, secret: 'a digest' }).id
    hall.clock.move(minutes(30))
    expect(secrets()).toEqual([null, null, null, null])
    expect(hall.two.find(waiting)).toMatchObject({ state: 'expired' })
    hall.close()
    hall.clock.move(minutes(30))
  })
})
