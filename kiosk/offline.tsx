/** Lies over the page that says where to go, while this kiosk may give numbers by itself (Z29). */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { clock, nowHere } from '../client/time.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ServiceId, ThemeId } from '../hall/ids.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { serviceOf, view } from './live.ts'
import { followBlock, give, mayGive, offlineServices } from './offline-block.ts'
import { OFFLINE } from './offline-words.ts'
import { Tiles } from './pages.tsx'
import './offline.css'

type Shown = { readonly number: string; readonly service: ServiceId; readonly at: number }

/** A number stands for so long, then the next person finds the first page. ms */
const SHOWN_MS = 30_000

const theme = signal<ThemeId | undefined>(undefined)
const shown = signal<Shown | undefined>(undefined)

const startAgain = (): void => {
  theme.value = undefined
  shown.value = undefined
}

const take = async (service: ServiceId): Promise<void> => {
  const at = nowHere()
  const number = await give(service)
  if (number !== undefined) shown.value = { number, service, at }
}

const GivenNumber = ({ number, service, at }: Shown) => {
  useEffect(() => {
    const timer = setTimeout(startAgain, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [])
  const about = serviceOf(service)
  const timeZone = view.value?.timeZone ?? 'Asia/Shanghai'
  return (
    <div class="offline-number" role="status">
      <h1>{say(OFFLINE.number)}</h1>
      <strong>{number}</strong>
      <p>{about && either(about.name, about.nameEn)}</p>
      <p class="offline-keep">{say(OFFLINE.keepIt)}</p>
      <p>{fill(OFFLINE.counts, { time: clock(at, timeZone) })}</p>
      <button type="button" class="sheet-button is-primary" onClick={startAgain}>
        {say(OFFLINE.done)}
      </button>
    </div>
  )
}

const ServiceTile = ({ service }: { readonly service: Service }) => (
  <button type="button" class="offline-tile" onClick={() => void take(service.id)}>
    {either(service.name, service.nameEn)}
  </button>
)
const ThemeTile = ({ row }: { readonly row: ThemeRow }) => (
  <button
    type="button"
    class="offline-tile"
    onClick={() => {
      theme.value = row.id
    }}
  >
    <span class="letter">{row.letter}</span>
    {either(row.name, row.nameEn)}
  </button>
)

const Choice = () => {
  const services = offlineServices.value
  const chosen = theme.value
  const themes = (view.value?.themes ?? []).filter((row) => services.some((service) => service.theme === row.id))
  return (
    <>
      <h1>{say(OFFLINE.title)}</h1>
      <p>{say(chosen === undefined ? OFFLINE.hint : OFFLINE.choose)}</p>
      {chosen === undefined ? (
        <Tiles
          things={themes}
          list="offline-themes"
          least={{ width: 80, height: 30 }}
          render={(row) => <ThemeTile key={row.id} row={row} />}
          class="offline-tiles"
        />
      ) : (
        <Tiles
          things={services.filter((service) => service.theme === chosen)}
          list={`offline-${chosen}`}
          least={{ width: 110, height: 24 }}
          render={(service) => <ServiceTile key={service.id} service={service} />}
          class="offline-tiles"
        />
      )}
      <p class="offline-foot">
        {say(OFFLINE.elsewhere)}
        {chosen !== undefined && (
          <button type="button" class="sheet-button" onClick={startAgain}>
            {say(OFFLINE.back)}
          </button>
        )}
      </p>
    </>
  )
}

export const Offline = () => {
  useEffect(followBlock, [])
  // Whoever just got a number sees it to its end, also when the line comes back meanwhile.
  if (!shown.value && !mayGive.value) return null
  return (
    <div class="offline" role="dialog" aria-label={say(OFFLINE.title)}>
      {shown.value ? <GivenNumber {...shown.value} /> : <Choice />}
    </div>
  )
}
