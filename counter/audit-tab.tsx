/** 稽核: what passed by hand, and the heads of the ledger, for whoever audits the hall. */
import { AuditHeads } from './audit-heads.tsx'
import { AuditLeads } from './audit-leads.tsx'
import type { TabProps } from './manager-floor-type.ts'
import './audit.css'

export const AuditTab = ({ floor }: TabProps) => (
  <div class="audit">
    <AuditLeads floor={floor} />
    <AuditHeads floor={floor} />
  </div>
)
