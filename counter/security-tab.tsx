/** 安全: how people sign in, who is in now, what the log says, what is kept of visitors; each card for its own duty. */
import { mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { SecurityFactorsCard } from './security-factors-card.tsx'
import { SecurityLogCard } from './security-log-card.tsx'
import { SecurityPolicyCard } from './security-policy-card.tsx'
import { SecuritySessionsCard } from './security-sessions-card.tsx'
import { SecurityVaultCard } from './security-vault-card.tsx'
import { TwoPeopleCard } from './two-people-card.tsx'
import '../client/security-words.ts'
import './security.css'

export const SecurityTab = (props: TabProps) => {
  const { timeZone } = props.floor.view
  return (
    <div class="security">
      {(mayAct('security') || mayAct('system')) && <TwoPeopleCard timeZone={timeZone} />}
      {(mayAct('security') || mayAct('audit')) && (
        <>
          <SecurityPolicyCard />
          <SecurityFactorsCard />
        </>
      )}
      {mayAct('security') && <SecuritySessionsCard timeZone={timeZone} />}
      {mayAct('audit') && <SecurityVaultCard {...props} />}
      {mayAct('audit') && <SecurityLogCard timeZone={timeZone} />}
    </div>
  )
}
