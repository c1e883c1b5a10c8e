/** Components that are fetched when they are first wanted, or ahead of that; the first page carries only itself. */
import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'

/** What is on its way is asked for again this often, ms. */
const AGAIN_MS = 2_000

type Ready = () => Promise<boolean>
export type Later<P> = FunctionComponent<P> & {
  /** Fetches it now, so that it is here when the line is not; answers whether it is here. */
  readonly ready: Ready
}

/** Asks until it is here. */
const useReady = (ready: Ready): void => {
  useEffect(() => {
    void ready()
    const timer = setInterval(ready, AGAIN_MS)
    return () => clearInterval(timer)
  }, [ready])
}

const Fetching = ({
  ready,
  Meanwhile,
}: {
  readonly ready: Ready
  readonly Meanwhile: FunctionComponent | undefined
}) => {
  useReady(ready)
  return Meanwhile ? <Meanwhile /> : null
}

/** A component behind `load`. Until it is here, `Meanwhile` stands in its place, or nothing, and it is asked for again. */
export const laterPart = <P,>(load: () => Promise<FunctionComponent<P>>, Meanwhile?: FunctionComponent): Later<P> => {
  const loaded = signal<FunctionComponent<P> | undefined>(undefined)
  let asking: Promise<boolean> | undefined
  const fetchIt = async (): Promise<boolean> => {
    try {
      loaded.value = await load()
      return true
    } catch (error) {
      console.warn('A part of the kiosk did not load; it is asked for again.', error)
      return false
    } finally {
      asking = undefined
    }
  }
  const ready = async (): Promise<boolean> => {
    if (loaded.value) return true
    asking ??= fetchIt()
    return asking
  }
  const Part = ((props: P) => {
    const Shown = loaded.value
    return Shown ? <Shown {...(props as P & object)} /> : <Fetching ready={ready} Meanwhile={Meanwhile} />
  }) as FunctionComponent<P>
  return Object.assign(Part, { ready })
}
