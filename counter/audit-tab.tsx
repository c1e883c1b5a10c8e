/** 稽核: being made. */
import type { TabProps } from './manager-floor-type.ts'

export const AuditTab = (_props: TabProps) => <div class="cards" />
