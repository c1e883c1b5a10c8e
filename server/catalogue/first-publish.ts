/** The first catalogue of a new hall. */
import type { Catalogue } from '../../hall/catalogue.ts'
import { mintSecret } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import type { Log } from '../log.ts'
import type { Draft } from './draft.ts'

/** A new hall puts the draft in force, so that the first start is a working hall. */
export const firstPublish = async (live: LiveHall, draft: Draft, shipped: Catalogue, log: Log): Promise<void> => {
  if (live.hall().catalogue) return
  const found = await draft.read()
  const catalogue = found.ok ? found.catalogue : shipped
  const reply = await live.submit(
    { id: mintSecret(), type: 'PublishCatalogue', catalogue },
    { role: 'system', id: 'first-start' },
  )
  if (!reply.ok)
    throw new Error(
      `The first catalogue could not be published: ${reply.code}. Mend catalogue.json in the data folder.`,
    )
  log('info', 'catalogue-published', { revision: live.hall().revision })
}
