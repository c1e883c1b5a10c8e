/** What stands where a view is not there yet: on its way, or turned down with the reason. */
import { say, type Word } from '../client/language.ts'
import { refusals } from '../client/live-view.ts'
import { signOut } from '../client/session.ts'
import type { Topic, WatchRefused } from '../hall/wire.ts'
import { LanguageButton, SignOutButton } from './bar.tsx'

const W = {
  connecting: ['正在连接大厅服务器…', 'Connecting to the hall…'],
} satisfies Record<string, Word>

const REFUSED: Record<WatchRefused['refused'], Word> = {
  'not-permitted': ['您的角色不能看这个页面，请换人登录', 'Your role may not see this page: sign in as somebody else'],
  'unknown-topic': [
    '大厅里没有它，或者还没有发布目录：请管理员到“目录”“设备”里检查',
    'The hall does not have it, or no catalogue is in force: ask the manager to look at Catalogue and Devices',
  ],
  outdated: ['页面已更新，正在重新打开…', 'This page is being renewed…'],
}

export const Connecting = ({ topic }: { readonly topic: Topic }) => {
  const why = refusals.value[topic] as WatchRefused['refused'] | undefined
  return (
    <main class="connecting">
      <p role="status">{say(why ? REFUSED[why] : W.connecting)}</p>
      {why && (
        <div class="row">
          <SignOutButton onClick={() => void signOut()} />
          <LanguageButton />
        </div>
      )}
    </main>
  )
}
