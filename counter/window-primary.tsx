/** The one big button, in the panel and in its small form. */
import { say } from '../client/language.ts'
import { busy } from './acting.ts'
import { primaryOf } from './acts.ts'
import { Icon } from './icons.tsx'
import { KEY_OF } from './window-keys.ts'
import { endingOf, type Panel, pressPrimary, restsNow } from './window-state.ts'
import { blockedText, PRIMARY_WORDS, W } from './window-words.ts'

const PRIMARY_ICON = {
  open: 'door',
  resume: 'play',
  call: 'call',
  start: 'play',
  'complete-and-call': 'check',
  complete: 'check',
} as const

export const PrimaryButton = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const primary = primaryOf(view, endingOf(view))
  const working = busy.value?.settling ? undefined : busy.value
  const words = working?.unconfirmed ? W.unconfirmed : working ? W.busy : PRIMARY_WORDS[primary.kind]
  return (
    <button
      type="button"
      class={working?.unconfirmed ? 'primary unconfirmed' : 'primary'}
      disabled={busy.value !== undefined || primary.blocked !== undefined || restsNow(view)}
      aria-keyshortcuts={KEY_OF.primary}
      onClick={() => pressPrimary(panel)}
    >
      <Icon name={PRIMARY_ICON[primary.kind]} />
      <span class="primary-words">
        {say(words)}
        {!working && primary.blocked !== undefined && <small>{blockedText(primary, view)}</small>}
      </span>
      <kbd>{KEY_OF.primary}</kbd>
    </button>
  )
}
