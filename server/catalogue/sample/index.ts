/** The shipped catalogue: the county hall that 蕉府办函〔2017〕25号 describes, ready to open and to be edited. */
import type { Catalogue } from '../../../hall/catalogue.ts'
import { registrationServices } from './a-registration.ts'
import { businessPermitServices } from './b-business-permits.ts'
import { landServices } from './c-one-door-land.ts'
import { peopleServices } from './c-one-door-people.ts'
import { tradeServices } from './c-one-door-trade.ts'
import { publicSecurityServices } from './d-public-security.ts'
import { realEstateServices } from './e-real-estate.ts'
import { socialSecurityServices } from './f-social-security.ts'
import { functionalServices } from './functional.ts'
import { withGuidance } from './guidance.ts'
import { counters, departments, setting, themes, zones } from './hall.ts'
import { publicFace } from './public.ts'

export const sampleCatalogue: Catalogue = {
  ...setting,
  ...publicFace,
  zones,
  departments,
  themes,
  services: [
    ...registrationServices,
    ...businessPermitServices,
    ...peopleServices,
    ...landServices,
    ...tradeServices,
    ...publicSecurityServices,
    ...realEstateServices,
    ...socialSecurityServices,
    ...functionalServices,
  ].map(withGuidance),
  counters,
}
