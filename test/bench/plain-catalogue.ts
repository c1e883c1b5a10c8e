/** The shipped hall for measuring: no printers, and nobody is turned away by a quota or asked for a document. */
import type { Catalogue } from '../../hall/catalogue.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'

export const plainCatalogue: Catalogue = {
  ...sampleCatalogue,
  printers: [],
  services: sampleCatalogue.services.map(({ dailyQuota: _quota, identity: _identity, ...service }) => service),
}
