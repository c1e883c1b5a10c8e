/** 安全: being made. */
import type { TabProps } from './manager-floor-type.ts'

export const SecurityTab = (_props: TabProps) => <div class="cards" />
