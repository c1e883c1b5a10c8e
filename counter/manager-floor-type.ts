/** What the tabs of the manager's page share: the floor as it is, and the door through which they act. */
import type { Intent } from '../hall/commands.ts'
import type { Views } from '../hall/wire.ts'
import type { perform } from './acting.ts'

export type Floor = {
  readonly view: Views['floor']
  readonly does: (act: string, intent: Intent) => ReturnType<typeof perform>
}

export type TabProps = { readonly floor: Floor }
