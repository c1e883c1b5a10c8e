/** A session that lacks the second factor which the hall asks for sets it up, and sees nothing else (X30). */
import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { person } from '../client/session.ts'
import { madeCodes } from './factor-state.ts'

/** Asked for only by whoever needs it, and again this often where it did not come, ms. */
const AGAIN_MS = 2_000
const part = signal<typeof import('./set-up-page.tsx') | undefined>(undefined)

const load = async (): Promise<void> => {
  try {
    part.value = await import('./set-up-page.tsx')
  } catch (error) {
    console.warn('The page for a second factor did not load; it is asked for again.', error)
    setTimeout(load, AGAIN_MS)
  }
}

const SetUp = () => {
  useEffect(() => void load(), [])
  const Page = part.value?.SetUpPage
  return Page ? <Page /> : null
}

/** The page itself, once whoever is signed in may see it and has kept the codes. */
export const onceSetUp = (App: () => ComponentChildren) => () =>
  person.value?.identity.setUp || madeCodes.value?.alone ? <SetUp /> : <App />
