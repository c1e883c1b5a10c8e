/** 安全: how people sign in, who is in now, what the log says, what is kept of visitors; each card for its own duty. */
import { mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { SecurityLogCard } from './security-log-card.tsx'
import { SecurityPolicyCard } from './security-policy-card.tsx'
import { SecuritySessionsCard } from './security-sessions-card.tsx'
import { SecurityVaultCard } from './security-vault-card.tsx'
import '../client/security-words.ts'
import './security.css'

export const SecurityTab = (props: TabProps) => {
  const { timeZone } = props.floor.view
  return (
    <div class="security">
      <SecurityPolicyCard />
      {mayAct('security') && <SecuritySessionsCard timeZone={timeZone} />}
      {mayAct('audit') && <SecurityVaultCard {...props} />}
      {mayAct('audit') && <SecurityLogCard timeZone={timeZone} />}
    </div>
  )
}
