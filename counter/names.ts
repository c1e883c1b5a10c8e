/** Names of the catalogue in the language of now; views carry the Chinese ones. */
import { catalogue } from '../client/catalogue.ts'
import { either } from '../client/phrases.ts'
import type { ServiceId, ThemeId } from '../hall/ids.ts'

/** A name in the language of now. */
export const named = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }): string =>
  either(name, nameEn)

/** What a ticket is for, in the language of now. */
export const serviceNamed = (card: { readonly service: ServiceId; readonly serviceName: string }): string => {
  const service = catalogue.value?.services.find((row) => row.id === card.service)
  return service ? named(service) : card.serviceName
}

/** A theme's name in the language of now; views carry the Chinese one. */
export const themeNamed = (id: ThemeId, fallback: string): string => {
  const theme = catalogue.value?.themes.find((row) => row.id === id)
  return theme ? named(theme) : fallback
}
