/** The composition root: every part is made here and handed to those that need it; nothing is reached for globally. */
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Catalogue } from '../hall/catalogue.ts'
import { atRest } from './at-rest.ts'
import { openDraft } from './catalogue/draft.ts'
import { firstPublish } from './catalogue/first-publish.ts'
import { sampleCatalogue } from './catalogue/sample/index.ts'
import { type Clock, systemClock } from './clock.ts'
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
import { HUMAN_PACE, numberPace } from './http/number-pace.ts'
import { listening } from './line/listening.ts'
import { type LineState, type OpenLine, openLine } from './line/open-line.ts'
import { type LiveHall, openLiveHall } from './live-hall.ts'
import { jsonLog, type Log } from './log.ts'
import { MEDIA_FOLDER, openMedia } from './media/media.ts'
import { type Minding, NO_ORDERS } from './minding.ts'
import { openPastVisits, type PastVisits } from './past-visits.ts'
import { openPeopleIn, type People, type PeopleOptions } from './people/people.ts'
import { openPersonKeys, PERSON_KEY_FILE } from './people/person-keys.ts'
import type { Prepared } from './prepare.ts'
import { openDayEnds } from './printing/day-end.ts'
import { openJobStores } from './printing/job-store.ts'
import { openPrinting, type Printing } from './printing/printing.ts'
import { watchRestated } from './restated-numbers.ts'
import { openScreens } from './screens.ts'
import { openSecurityLog } from './security/security-log.ts'
import { openSso, type SsoSettings } from './security/sso.ts'
import { openTwoPeople } from './security/two-people.ts'
import { openServing, type Serving } from './standby/serving.ts'
import { openLedger } from './storage/open-ledger.ts'
import type { StorageOptions } from './storage/settings.ts'
import { openDoor, openStorage } from './storage/storage.ts'
import { openSystemAlarms } from './system-alarms.ts'
import { startTimekeeper } from './timekeeper.ts'
import type { GivenFiles } from './tls/certificates.ts'
import { openHallVault } from './vault/attend.ts'
import { openVerifying } from './verifying.ts'
import { noteRelease, programVersion, readingLedger } from './version.ts'
import { agentEngine, espeak, type Synthesise } from './voice/agent.ts'
import { openClips, VOICE_FOLDER } from './voice/clips.ts'
import { openVoice } from './voice/voice.ts'

export type StartOptions = Pick<PeopleOptions, 'profile' | 'regain'> & {
  readonly dataDir: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly webRoot: string
  readonly hosts?: readonly string[]
  /** Plain HTTP on a network, declared by whoever runs the hall (X26). This machine's own address is plain in any case. */
  readonly plainHttp?: boolean
  /** A certificate from elsewhere, where it is not the hall's own authority that vouches. */
  readonly givenCertificate?: GivenFiles
  /** The address phones open, where it is not the one this server listens on. */
  readonly publicUrl?: string
  /** What a new hall is made from. */
  readonly shipped?: Catalogue
  readonly clock?: Clock
  /** Single sign-on (OIDC_ISSUER). */
  readonly sso?: SsoSettings | undefined
  readonly log?: Log
  /** Requests an actor may make each second, and at once. */
  readonly pace?: { readonly perSecond: number; readonly burst: number }
  /** Numbers a kiosk may give each second, and at once; as people can, or as `pace`. */
  readonly numberPace?: { readonly perSecond: number; readonly burst: number }
  /** False leaves opening and closing to people, for demonstrations, tests and benches. */
  readonly keepsTime?: boolean
  readonly demo?: (parts: { live: LiveHall; people: People }) => Demo
  /** Looking after the disk, backups and old days; without it nothing of that is done. */
  readonly storage?: StorageOptions
  /** The parent that minds this process, if there is one. */
  readonly minding?: Minding
  /** What was read of this hall while another process served it (Z22). */
  readonly prepared?: Prepared | undefined
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
  /** How the port speaks, and the certificate it shows. */
  readonly line: () => LineState
  /** Begins nothing that takes long any more, and resolves when nothing is half done; the hall serves meanwhile. */
  readonly rest: () => Promise<void>
  readonly close: () => Promise<void>
}

export const startHall = async (options: StartOptions): Promise<Running> => {
  const { host, port, webRoot, clock = systemClock, log = jsonLog, shipped = sampleCatalogue } = options
  const { minding, prepared } = options
  const orders = minding?.orders ?? NO_ORDERS
  const { ledger, dataDir, begun } = await openLedger(options, orders, clock, log)
  const alarms = openSystemAlarms(clock)
  const door = openDoor({ dataDir, storage: options.storage, minding, clock, log, alarms })
  const hallId = ledger.halls()[0] ?? shipped.hall.id
  let past: PastVisits | undefined
  let serving: Serving | undefined
  const live = readingLedger(dataDir, () =>
    openLiveHall({
      id: hallId,
      ledger,
      clock,
      log,
      pastVisit: (actor, ticket) => past?.ratingOf(actor, ticket),
      gate: (command) => serving?.shut() ?? door.gate(command),
      failed: door.failed,
      suspects: new Set(orders.suspects),
      begun,
      ...(minding ? { inFlight: minding.inFlight } : {}),
    }),
  )
  const draft = await openDraft(join(dataDir, 'catalogue.json'), shipped)
  await firstPublish(live, draft, shipped, log)
  const securityLog = openSecurityLog(join(dataDir, 'security.sqlite'), clock, log)
  const people = openPeopleIn(dataDir, clock, {
    note: securityLog.note,
    alarms,
    isServing: (counter) => live.hall().counters.get(counter)?.ticket !== undefined,
    profile: options.profile,
    regain: options.regain,
  })
  serving = openServing({ dataDir, hallId, ledger, live, people, clock, log, alarms, securityLog }, () => screens)
  const storage = openStorage({ dataDir, options, door, hall: hallId, ledger, live, clock, log, alarms, securityLog })
  past = openPastVisits({ live, ledger, clock, log })
  const verifying = openVerifying({
    dataDir,
    hall: hallId,
    timeZone: () => live.hall().catalogue?.hall.timeZone ?? 'Asia/Shanghai',
    clock,
    log,
    alarms,
  })
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
  const screens = openScreens(live, printing, clock, {
    machines: () => people.devices().filter(({ id }) => !demo?.simulates(id)),
    clerk: people.clerk,
    past,
    edges,
    presented,
    alarms,
    standstill: storage?.standstill,
    log,
  })
  const vault = openHallVault({ dataDir, live, clock, securityLog, log })
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
        .some(({ id, role, zone: own = 'all' }) => role === 'display' && own === zone && screens.presence(id).online),
  })
  const names = hallHosts(options.hosts)
  const guard = openGuard(names)
  const pace = options.pace ?? { perSecond: 10, burst: 40 }
  let gateway: Gateway | undefined
  let line: OpenLine | undefined
  const app = makeApp(
    {
      hallId,
      live,
      clock,
      alarms,
      securityLog,
      twoPeople: openTwoPeople({ clock, log, securityLog, holders: people.accounts.holders }),
      storage,
      ledger,
      people,
      draft,
      screens,
      past,
      personKeys,
      vault,
      printing,
      edges,
      inputs,
      voice,
      tone: (machine) => gateway?.tone(machine) ?? false,
      media: openMedia(join(dataDir, MEDIA_FOLDER)),
      patience: ({ env }) => line?.spare((env as { readonly incoming: IncomingMessage }).incoming),
      line: () => line?.state() ?? { mode: 'local' },
      sso: options.sso && openSso(options.sso, clock, log),
      allowance: allowance(clock, pace.perSecond, pace.burst),
      numbers: numberPace(
        clock,
        alarms,
        (id) => people.device(id)?.name ?? id,
        options.numberPace ?? options.pace ?? HUMAN_PACE,
      ),
      verifying,
      standing: serving.standing,
      feed: serving.feed,
      dataDir,
      webRoot,
      demo,
    },
    guard,
    log,
  )
  line = openLine({
    fetch: app.fetch,
    guard,
    host,
    names,
    folder: join(dataDir, 'tls'),
    plainHttp: options.plainHttp ?? false,
    given: options.givenCertificate,
    clock,
    log,
    alarms,
  })
  const { http, scheme } = line
  gateway = openGateway({ http, guard, people, screens, edges, securityLog, clock, log })
  // Before anybody can ask anything of this server: another may have taken over while it was off.
  await serving.askFirst(prepared !== undefined)
  http.on('upgrade', serving.hearUpgrade)
  await verifying.atStart(prepared?.today)
  await listening(http, host, port)
  noteRelease(dataDir, programVersion(), clock.now())
  const bound = (http.address() as AddressInfo).port
  url = `${scheme}://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`
  const stopRestated = watchRestated(live, alarms)
  const stopTime = startTimekeeper(live, clock, log, options.keepsTime ?? true, storage?.standstill()?.to)

  return {
    url,
    port: bound,
    live,
    people,
    printing,
    edges,
    line: line.state,
    rest: () => atRest(printing, storage?.backups),
    close: async () => {
      stopTime()
      stopRestated()
      // A standby's question waits for news; there will be none.
      serving?.close()
      demo?.stop()
      voice.close()
      past.close()
      screens.close()
      await line?.close(async () => gateway?.close())
      await own.close()
      live.close()
      await storage?.close()
      edges.close()
      await printing.close()
      stores.close()
      people.close()
      verifying.close()
      vault.close()
      securityLog.close()
      ledger.close()
    },
  }
}
