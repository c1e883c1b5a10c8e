/** The name at the head of a staff page: a press opens one's own account. */
import { useSignal } from '@preact/signals'
import { person } from '../client/session.ts'
import { afterwards } from './afterwards.ts'

const part = afterwards(() => import('./factor-sheet.tsx'))

export const OwnAccount = () => {
  const open = useSignal(false)
  const FactorSheet = part.value?.FactorSheet
  return (
    <>
      <button
        type="button"
        class="plain who"
        onClick={() => {
          open.value = true
        }}
      >
        {person.value?.identity.name}
      </button>
      {open.value && FactorSheet && (
        <FactorSheet
          onClose={() => {
            open.value = false
          }}
        />
      )}
    </>
  )
}
