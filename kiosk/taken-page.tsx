/** The number, so large that it can be read while picking up the paper; where to go, and the way to follow it by phone. */
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { GROUND_WORDS } from '../client/ground-words.ts'
import { fill, language, say } from '../client/language.ts'
import { either, numberParts, waitText } from '../client/phrases.ts'
import type { Service } from '../hall/catalogue.ts'
import { legsFor } from '../hall/legs.ts'
import { CameraIcon, DoneIcon, PaperIcon, PlaceIcon } from './icons.tsx'
import { shownFor } from './leaving.ts'
import { serviceOf, themeOf, view } from './live.ts'
import type { Matters, Taken } from './place.ts'
import { startOver } from './place.ts'
import { Qr } from './qr.tsx'
import { TAKEN } from './taken-words.ts'
import { placeText } from './thirteen.ts'
import { useElapsed } from './use-clock.ts'
import { windowsText } from './windows.ts'
import { W } from './words.ts'

/** The services that one number passes, in order: matters, windows that assist, and what follows. */
const stopsOf = (matters: Matters): readonly Service[] => {
  const services = new Map((catalogue.value?.services ?? []).map((service) => [service.id, service]))
  return legsFor(matters, services).flatMap((leg) => services.get(leg.service) ?? [])
}

const Where = ({ service }: { readonly service: Service }) => {
  const zone = catalogue.value?.zones.find((one) => one.id === themeOf(service.theme)?.zone)
  return (
    <div class="taken-where">
      <PlaceIcon />
      <div>
        <p class="taken-zone">
          {say(TAKEN.goTo)} <b>{zone && either(zone.name, zone.nameEn)}</b>
        </p>
        {language.value === 'zh' && zone && zone.direction !== '' && <p class="taken-way">{zone.direction}</p>}
        <p>{fill(TAKEN.atWindows, { windows: windowsText(service, catalogue.value?.counters ?? []) })}</p>
      </div>
    </div>
  )
}

const Stops = ({ stops }: { readonly stops: readonly Service[] }) => (
  <section class="taken-stops">
    <p class="taken-stops-title">{say(TAKEN.inOrder)}</p>
    <ol class={stops.length > 6 ? 'is-long is-bare' : stops.length > 4 ? 'is-long' : ''}>
      {stops.map((service, index) => (
        <li key={service.id}>
          <span class="material-place">{index + 1}</span>
          <b>{either(service.name, service.nameEn)}</b>
          <span>{catalogue.value && placeText(service, catalogue.value)}</span>
        </li>
      ))}
    </ol>
  </section>
)

const Queue = ({ taken }: { readonly taken: Taken }) =>
  taken.ahead === undefined ? null : (
    <dl class="taken-queue">
      <div>
        <dt>{say(TAKEN.ahead)}</dt>
        <dd>{fill(TAKEN.aheadText, { count: taken.ahead })}</dd>
      </div>
      <div>
        <dt>{say(TAKEN.estimate)}</dt>
        <dd>{waitText({ ...taken, estimate: taken.estimate ?? null }, W.noWindow)}</dd>
      </div>
    </dl>
  )

/** Whose number it is and why it goes first, and whether today is enough where that is not certain. */
const Marks = ({ taken: { ground, maskedName, forAnother, today } }: { readonly taken: Taken }) => {
  const marks = [
    ...(maskedName === undefined ? [] : [maskedName]),
    ...(forAnother ? [say(TAKEN.forAnother)] : []),
    ...(ground === undefined ? [] : [fill(TAKEN.first, { ground: say(GROUND_WORDS[ground]) })]),
  ]
  return (
    <>
      {marks.length > 0 && (
        <p class="taken-marks">
          {marks.map((mark) => (
            <b key={mark}>{mark}</b>
          ))}
        </p>
      )}
      {ground !== undefined && <p class="taken-advice">{say(TAKEN.document)}</p>}
      {(today === 'uncertain' || today === 'unlikely') && <p class="taken-advice is-warning">{say(TAKEN[today])}</p>}
    </>
  )
}

export const TakenPage = ({ taken }: { readonly taken: Taken }) => {
  const paperOut = view.value?.paper === 'out'
  const left = shownFor(paperOut) - useElapsed(taken.number)
  const over = left <= 0
  useEffect(() => {
    if (over) startOver()
  }, [over])
  const first = taken.matters && serviceOf(taken.matters[0])
  const stops = taken.matters ? stopsOf(taken.matters) : []
  const [letters, digits] = numberParts(taken.number)
  return (
    <main class={`taken ${paperOut ? 'is-paper-out' : ''} ${stops.length > 1 ? 'has-stops' : ''}`}>
      <section class="taken-number-card">
        <h1 class="taken-title">
          <span class="tick">
            <DoneIcon />
          </span>
          {say(TAKEN.takenTitle)}
        </h1>
        <p class="taken-number" data-say={[...taken.number].join(' ')} style={`--characters:${taken.number.length}`}>
          {letters}
          <span>{digits}</span>
        </p>
        {first && stops.length < 2 && <p class="taken-service">{either(first.name, first.nameEn)}</p>}
        <Marks taken={taken} />
        <Queue taken={taken} />
      </section>
      {stops.length > 1 ? <Stops stops={stops} /> : first && <Where service={first} />}
      {taken.secret !== '' && (
        <section class="taken-qr">
          <Qr text={`${location.origin}/t/${taken.secret}`} label={say(TAKEN.scan)} />
          <p>{say(TAKEN.scan)}</p>
        </section>
      )}
      <p class={`taken-paper ${paperOut ? 'is-warning' : ''}`} role="status">
        {paperOut ? <CameraIcon /> : <PaperIcon />}
        {say(paperOut ? TAKEN.paperOut : TAKEN.takePaper)}
      </p>
      <button type="button" class="done-button" data-back="" onClick={startOver}>
        <span>{say(TAKEN.done)}</span>
        <small>{fill(TAKEN.returnsIn, { seconds: Math.max(0, Math.ceil(left / 1000)) })}</small>
        <span class="countdown" style={`--left:${Math.max(0, left / shownFor(paperOut))}`} />
      </button>
    </main>
  )
}
