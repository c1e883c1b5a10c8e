/** Screens with a planted bug: each change is pushed once, and whoever was away is told what stood when it first came. */
import type { ViewMessage } from '../../hall/wire.ts'
import { openScreens as honest } from '../../server/screens.ts'

export * from '../../server/screens.ts'

export const openScreens: typeof honest = (...parts) => {
  const screens = honest(...parts)
  const first = new Map<string, ViewMessage>()
  const told = new Map<string, string>()
  return {
    ...screens,
    present: (topic) => {
      const kept = first.get(topic) ?? screens.present(topic)
      if (kept) first.set(topic, kept)
      return kept
    },
    onTell: (tell) =>
      screens.onTell((message) => {
        const view = JSON.stringify(message.view)
        if (told.get(message.topic) === view) return
        told.set(message.topic, view)
        tell(message)
      }),
  }
}
