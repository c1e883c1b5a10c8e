/** Long texts in pages that are turned by buttons. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Pager } from './pages.tsx'

/**
 * Text of any length, broken into pages by the browser's own columns, so that nothing is ever cut in the middle of a line
 * and no length has to be guessed.
 */
export const Flow = ({ children }: { readonly children: ComponentChildren }) => {
  const outer = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const page = useSignal(0)
  const pages = useSignal(1)
  const step = useSignal(0)
  useLayoutEffect(() => {
    const frame = outer.current
    const text = inner.current
    if (!frame || !text) return
    const measure = (): void => {
      const gap = Number.parseFloat(getComputedStyle(text).columnGap) || 0
      step.value = frame.clientWidth + gap
      pages.value = Math.max(1, Math.round((text.scrollWidth + gap) / step.value))
      page.value = Math.min(page.value, pages.value - 1)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(frame)
    observer.observe(text)
    // The text is measured again once its font has come.
    void document.fonts.ready.then(measure)
    return () => observer.disconnect()
  }, [page, pages, step])
  return (
    <div class="pages">
      <div class="flow" ref={outer}>
        <div class="flow-text" ref={inner} style={`transform:translateX(${-page.value * step.value}px)`}>
          {children}
        </div>
      </div>
      {pages.value > 1 && (
        <Pager
          page={page.value}
          pages={pages.value}
          turn={(to) => {
            page.value = to
          }}
        />
      )}
    </div>
  )
}
