/** The composition root: every part is made here and handed to those that need it; nothing is reached for globally. */
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Catalogue } from '../hall/catalogue.ts'
import { type Draft, openDraft } from './catalogue/draft.ts'
import { sampleCatalogue } from './catalogue/sample/index.ts'
import { type Clock, mintSecret, systemClock } from './clock.ts'
import type { Demo } from './demo/demo.ts'
import { type Edges, openEdges } from './edge/edges.ts'
import { openInputs } from './edge/inputs.ts'
import { openOwnPeripherals } from './edge/own.ts'
import { openPresented } from './edge/presented.ts'
import { openQuotes } from './forecast/quotes.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { allowance } from './http/allowance.ts'
import { makeApp } from './http/app.ts'
import { hallHosts, openGuard } from './http/guard.ts'
import { sqliteLedger } from './ledger/sqlite.ts'
import { type LiveHall, openLiveHall } from './live-hall.ts'
import { jsonLog, type Log } from './log.ts'
import { MEDIA_FOLDER, openMedia } from './media/media.ts'
import { openPastVisits, type PastVisits } from './past-visits.ts'
import { openPeople, type People } from './people/people.ts'
import { openPersonKeys, PERSON_KEY_FILE } from './people/person-keys.ts'
import { openPeopleStore } from './people/store.ts'
import { openDayEnds } from './printing/day-end.ts'
import { openJobStores } from './printing/job-store.ts'
import { openPrinting, type Printing } from './printing/printing.ts'
import { openScreens } from './screens.ts'
import { openSecurityLog } from './security/security-log.ts'
import { openSystemAlarms } from './system-alarms.ts'
import { startTimekeeper } from './timekeeper.ts'
import { agentEngine, espeak, type Synthesise } from './voice/agent.ts'
import { openClips, VOICE_FOLDER } from './voice/clips.ts'
import { openVoice } from './voice/voice.ts'

export type StartOptions = {
  readonly dataDir: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly webRoot: string
  readonly hosts?: readonly string[]
  /** The address phones open, where it is not the one this server listens on. */
  readonly publicUrl?: string
  /** What a new hall is made from. */
  readonly shipped?: Catalogue
  readonly clock?: Clock
  readonly log?: Log
  /** Requests an actor may make each second, and at once. */
  readonly pace?: { readonly perSecond: number; readonly burst: number }
  /** False leaves opening and closing to people, for demonstrations, tests and benches. */
  readonly keepsTime?: boolean
  readonly demo?: (parts: { live: LiveHall; people: People }) => Demo
  /** What speaks, where it is not this machine's espeak-ng. */
  readonly synthesise?: Synthesise
}

export type Running = {
  readonly url: string
  readonly port: number
  readonly live: LiveHall
  readonly people: People
  readonly printing: Printing
  readonly edges: Edges
  readonly close: () => Promise<void>
}

/** A request is whole within this time, and a film that a manager sends within that (300 MB at 2 Mbit/s). ms */
const REQUEST_WITHIN_MS = 8_000
const FILM_WITHIN_MS = 20 * 60_000
/** Whoever is in the middle of a request when the hall stops has so long to end it: a film would hold it for minutes. ms */
const STOPS_WITHIN_MS = 1_000

/** Listens, or says in one sentence why it cannot. */
const listening = (http: HttpServer, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`
          : `Cannot listen on ${host}:${port}: ${error.message}`
      reject(new Error(why, { cause: error }))
    })
    http.listen(port, host, () => resolve())
  })

/** A new hall puts the draft in force, so that the first start is a working hall. */
const firstPublish = async (live: LiveHall, draft: Draft, shipped: Catalogue, log: Log): Promise<void> => {
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

export const startHall = async (options: StartOptions): Promise<Running> => {
  const { dataDir, host, port, webRoot, clock = systemClock, log = jsonLog, shipped = sampleCatalogue } = options
  const ledger = sqliteLedger(join(dataDir, 'hall.sqlite'))
  const hallId = ledger.halls()[0] ?? shipped.hall.id
  let past: PastVisits | undefined
  const live = openLiveHall({
    id: hallId,
    ledger,
    clock,
    log,
    pastVisit: (actor, ticket) => past?.ratingOf(actor, ticket),
  })
  const draft = await openDraft(join(dataDir, 'catalogue.json'), shipped)
  await firstPublish(live, draft, shipped, log)
  const people = openPeople(openPeopleStore(join(dataDir, 'people.sqlite')), clock)
  past = openPastVisits({ live, ledger, clock, log })
  const presented = openPresented(clock)
  const personKeys = openPersonKeys(join(dataDir, PERSON_KEY_FILE))
  const stores = openJobStores(join(dataDir, 'paper.sqlite'), clock.now)
  let url = ''
  const linkTo = (secret: string): string => `${options.publicUrl ?? url}/t/${secret}`
  const guideLinkTo = (id: string): string => `${options.publicUrl ?? url}/g/${id}`
  const edges = openEdges(live.hall, clock)
  const dayEnds = openDayEnds(hallId, ledger)
  const quotes = openQuotes({ live, clock, log })
  const printing = await openPrinting({ live, people, stores, clock, log, linkTo, guideLinkTo, edges, dayEnds, quotes })
  const demo = options.demo?.({ live, people })
  const alarms = openSystemAlarms(clock)
  const securityLog = openSecurityLog(join(dataDir, 'security.sqlite'), clock)
  const screens = openScreens(live, printing, clock, {
    machines: () => people.devices().filter(({ id }) => !demo?.simulates(id)),
    clerk: people.clerk,
    past,
    edges,
    presented,
    alarms,
  })
  const inputs = openInputs({ live, people, personKeys, presented, poke: edges.poke, clock })
  const own = openOwnPeripherals({ screens, edges, inputs, clock, log })
  const voice = openVoice({
    live,
    clips: openClips(join(dataDir, VOICE_FOLDER), log),
    agent: agentEngine({ synthesise: options.synthesise ?? espeak, clock, log }),
    clock,
    log,
    isHeard: (zone) =>
      people
        .devices()
        .some(
          (device) =>
            device.role === 'display' && (device.zone ?? 'all') === zone && screens.presence(device.id).online,
        ),
  })
  const guard = openGuard(hallHosts(options.hosts))
  const pace = options.pace ?? { perSecond: 10, burst: 40 }
  const allowed = allowance(clock, pace.perSecond, pace.burst)
  let gateway: Gateway | undefined
  let senders = 0
  const app = makeApp(
    {
      hallId,
      live,
      clock,
      alarms,
      securityLog,
      ledger,
      people,
      draft,
      screens,
      past,
      personKeys,
      printing,
      edges,
      inputs,
      voice,
      tone: (machine) => gateway?.tone(machine) ?? false,
      media: openMedia(join(dataDir, MEDIA_FOLDER)),
      patience: () => {
        senders += 1
        http.requestTimeout = FILM_WITHIN_MS
        return () => {
          senders -= 1
          if (senders === 0) http.requestTimeout = REQUEST_WITHIN_MS
        }
      },
      allowance: allowed,
      webRoot,
      demo,
    },
    guard,
    log,
  )
  const http = createAdaptorServer({
    fetch: app.fetch,
    autoCleanupIncoming: false,
    // Slow senders are cut off after seconds; the defaults kept a half-open head for a minute and a half (S14).
    serverOptions: {
      headersTimeout: 5_000,
      requestTimeout: REQUEST_WITHIN_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
    },
  }) as HttpServer
  gateway = openGateway({ http, guard, people, screens, edges, clock, log })
  await listening(http, host, port)
  const bound = (http.address() as AddressInfo).port
  url = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`
  const stopTime = startTimekeeper(live, clock, log, options.keepsTime ?? true)

  return {
    url,
    port: bound,
    live,
    people,
    printing,
    edges,
    close: async () => {
      stopTime()
      demo?.stop()
      voice.close()
      past.close()
      screens.close()
      const cutOff = setTimeout(() => http.closeAllConnections(), STOPS_WITHIN_MS)
      await gateway?.close()
      clearTimeout(cutOff)
      await own.close()
      live.close()
      edges.close()
      await printing.close()
      stores.close()
      people.close()
      securityLog.close()
      ledger.close()
    },
  }
}
