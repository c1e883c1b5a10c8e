/** Opening and closing the hall: both are asked twice, and a close that finds people being served says where. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say } from '../client/language.ts'
import { busy, trouble } from './acting.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { Icon } from './icons.tsx'
import { mayAct } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { FLOOR } from './manager-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const servingAt = (problem: Problem | undefined): readonly string[] =>
  problem?.code === 'still-serving' && Array.isArray(problem.counters) ? problem.counters.map(String) : []

export const HallButtons = ({ floor: { view, does } }: TabProps) => {
  const asking = useSignal(false)
  if (!mayAct()) return null
  const serving = servingAt(trouble.value)
  const names = serving.map((id) => view.counters.find((counter) => counter.id === id)?.name ?? id).join('、')
  const close = (): void => {
    asking.value = false
    trouble.value = undefined
  }
  const confirm = async (): Promise<void> => {
    const outcome = await does(
      'hall',
      view.open ? { type: 'CloseHall', ...(serving.length > 0 ? { force: true } : {}) } : { type: 'OpenHall' },
    )
    if (outcome?.ok) close()
  }
  const title = say(view.open ? FLOOR.closeHall : FLOOR.openHall)
  return (
    <>
      <button
        type="button"
        class={view.open ? 'action soft hall-act' : 'action hall-act'}
        onClick={() => {
          trouble.value = undefined
          asking.value = true
        }}
      >
        <Icon name="door" />
        {title}
      </button>
      {asking.value && (
        <ConfirmSheet
          title={title}
          text={view.open ? fill(FLOOR.closeSure, { waiting: view.counts.waiting }) : say(FLOOR.openSure)}
          action={serving.length > 0 ? say(FLOOR.forceClose) : title}
          danger={view.open}
          disabled={busy.value !== undefined}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          {serving.length > 0 ? (
            <p class="trouble" role="alert">
              {fill(FLOOR.stillServing, { counters: names })}
            </p>
          ) : (
            <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
          )}
        </ConfirmSheet>
      )}
    </>
  )
}
