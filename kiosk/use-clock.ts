/** Milliseconds since something began, as a screen counts them: on this machine's own clock, which nothing sets back. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

const STEP_MS = 250

/** Time since the component was first shown, ms; counted anew whenever `restart` changes. */
export const useElapsed = (restart: unknown): number => {
  const elapsed = useSignal(0)
  useEffect(() => {
    const began = performance.now()
    elapsed.value = 0
    const timer = setInterval(() => {
      elapsed.value = performance.now() - began
    }, STEP_MS)
    return () => clearInterval(timer)
  }, [restart])
  return elapsed.value
}
