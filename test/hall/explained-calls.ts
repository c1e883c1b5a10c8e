/** Every call of a story explained, for the tests of what is said of them. */
import type { Catalogue } from '../../hall/catalogue.ts'
import type { EventOf } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import { type ExplainedCall, explainCall } from '../../hall/explain.ts'
import { emptyHall, type Hall } from '../../hall/hall.ts'
import type { CounterId } from '../../hall/ids.ts'
import type { WorkProfile } from '../../hall/profile.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'
import type { Past } from '../kit/story.ts'

type Call = EventOf<'TicketCalled'> | EventOf<'VisitorSeated'>

/** Every call of a story, explained from the hall as it stood before it, and that hall looked at beside. */
export const callsOf = (
  past: Past,
  beside: (hall: Hall, call: Call, said: ExplainedCall) => void = () => undefined,
) => {
  const hall = emptyHall(past.hall.id)
  const said: ExplainedCall[] = []
  for (const recorded of past.events) {
    const { event, at } = recorded
    if (event.type === 'TicketCalled' || event.type === 'VisitorSeated') {
      const one = explainCall(hall, event, at)
      said.push(one)
      beside(hall, event, one)
    }
    evolve(hall, recorded)
  }
  return said
}

/** The explanation of the story's last call. */
export const lastOf = (past: Past): ExplainedCall => {
  const last = callsOf(past).at(-1)
  if (!last) throw new Error('The story has no call.')
  return last
}

/** The small hall with one profile, which one window follows. */
export const withProfile = (profile: WorkProfile, counter: CounterId, from: Catalogue = smallCatalogue): Catalogue => ({
  ...from,
  profiles: [profile],
  counters: from.counters.map((one) => (one.id === counter ? { ...one, profile: profile.id } : one)),
})
