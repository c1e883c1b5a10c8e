/** A list that turns pages by two large buttons, as many things a page as the panel has room for. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { fill, language, say } from '../client/language.ts'
import { BackIcon, NextIcon } from './icons.tsx'
import { columnsIn, pagingOf } from './paging.ts'
import { mm } from './panel.ts'
import { W } from './words.ts'

/** Millimetres: the page buttons, and the space between things. */
const PAGER_MM = 22
const GAP_MM = 5

type PagerProps = { readonly page: number; readonly pages: number; readonly turn: (page: number) => void }

export const Pager = ({ page, pages, turn }: PagerProps) => (
  <nav class="pager">
    <button type="button" class="page-button" disabled={page === 0} onClick={() => turn(page - 1)}>
      <BackIcon />
      {say(W.previous)}
    </button>
    <span class="page-number" aria-live="polite">
      {fill(W.page, { page: page + 1, pages })}
    </span>
    <button type="button" class="page-button" disabled={page >= pages - 1} onClick={() => turn(page + 1)}>
      {say(W.next)}
      <NextIcon />
    </button>
  </nav>
)

/** The element's inner size in pixels, followed as it changes. */
const useSize = () => {
  const ref = useRef<HTMLDivElement>(null)
  const size = useSignal({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = (): void => {
      size.value = { width: element.clientWidth, height: element.clientHeight }
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [size])
  return { ref, size: size.value }
}

type TilesProps<T> = {
  readonly things: readonly T[]
  /** Which list this is: another one begins at its first page. */
  readonly list: string
  /** Least width and height of one thing, mm. */
  readonly least: { readonly width: number; readonly height: number }
  readonly render: (thing: T) => ComponentChildren
  readonly class: string
}

/** Pixels that each of these things needs to be whole, with or without what may go (`data-tight`). */
const needsOf = (tiles: HTMLElement, tight: boolean): readonly number[] => {
  const things = [...tiles.children]
  for (const thing of things) thing.toggleAttribute('data-tight', tight)
  tiles.toggleAttribute('data-measured', true)
  const needs = things.map((thing) => thing.getBoundingClientRect().height)
  tiles.toggleAttribute('data-measured', false)
  return needs
}

/** Gives up what may go where a thing would not be whole in its place. */
const tighten = (tiles: HTMLElement, needs: readonly number[]): void => {
  const place = tiles.firstElementChild?.getBoundingClientRect().height ?? 0
  for (const [index, thing] of [...tiles.children].entries())
    thing.toggleAttribute('data-tight', (needs[index] ?? 0) > place + 0.5)
}

/**
 * Things of one size in rows and columns. Nothing is cut off: what a thing needs is measured on the panel it stands on, hints
 * go first where they would cost a page, and then fewer things stand on a page.
 */
export const Tiles = <T,>({ things, list, least, render, class: name }: TilesProps<T>) => {
  const { ref, size } = useSize()
  const page = useSignal(0)
  const need = useSignal({ of: '', height: 0 })
  useEffect(() => {
    if (list !== '') page.value = 0
  }, [list, page])
  const columns = columnsIn(size.width / mm.value, least.width, GAP_MM)
  const pagedAt = (item: number) =>
    pagingOf(things.length, { height: size.height / mm.value, item, gap: GAP_MM, pager: PAGER_MM, columns })
  // Another list, language, letter size or panel is measured anew; while it stands, things only grow.
  const shown = [list, language.value, least.height, size.width, size.height].join()
  const item = Math.max(least.height, need.value.of === shown ? need.value.height : 0)
  const { rows, perPage, pages } = pagedAt(item)
  useLayoutEffect(() => {
    const tiles = ref.current?.querySelector<HTMLElement>('.tiles')
    if (!tiles) return
    const highest = (needs: readonly number[]): number =>
      Math.max(least.height, ...needs.map((need) => need / mm.value))
    const whole = needsOf(tiles, false)
    const bare = pagedAt(highest(whole)).pages > pagedAt(least.height).pages ? needsOf(tiles, true) : whole
    const tight = pagedAt(highest(whole)).pages > pagedAt(highest(bare)).pages
    const height = highest(tight ? bare : whole)
    tighten(tiles, whole)
    if (height > item + 0.1) need.value = { of: shown, height }
  })
  const now = Math.min(page.value, pages - 1)
  return (
    <div class="pages" ref={ref}>
      {size.height > 0 && (
        <>
          <div class={`tiles ${name}`} style={`--rows:${rows};--columns:${columns};--least:${item}`}>
            {things.slice(now * perPage, (now + 1) * perPage).map(render)}
          </div>
          {pages > 1 && (
            <Pager
              page={now}
              pages={pages}
              turn={(to) => {
                page.value = to
              }}
            />
          )}
        </>
      )}
    </div>
  )
}
