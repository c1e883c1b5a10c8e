/** 个人 or 企业: the services of one kind of visitor alone. */
import { say } from '../client/language.ts'
import type { Service } from '../hall/catalogue.ts'
import { type Audience, audience } from './place.ts'
import { W } from './words.ts'

const AUDIENCES: readonly Audience[] = ['all', 'person', 'company']

export const isFor = (service: Pick<Service, 'audience'>, wanted: Audience): boolean =>
  wanted === 'all' || service.audience === 'both' || service.audience === wanted

export const AudienceFilter = () => (
  <div class="filter">
    {AUDIENCES.map((one) => (
      <button
        key={one}
        type="button"
        class="filter-choice"
        aria-pressed={audience.value === one}
        onClick={() => {
          audience.value = one
        }}
      >
        {say(W[one])}
      </button>
    ))}
  </div>
)
