/** 系统: being made. */
import type { TabProps } from './manager-floor-type.ts'

export const SystemTab = (_props: TabProps) => <div class="cards" />
