/** Tells which present has been painted, so that the manager sees a screen that shows an old one (B27, S12). */
import { useLayoutEffect } from 'preact/hooks'
import { tellHealth } from '../client/report.ts'

export const usePainted = (position: number | undefined): void => {
  useLayoutEffect(() => {
    if (position === undefined) return
    const frame = requestAnimationFrame(() => tellHealth({ shown: position }))
    return () => cancelAnimationFrame(frame)
  }, [position])
}
