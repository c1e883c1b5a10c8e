/** The number, so large that it can be read while picking up the paper; where to go, and the way to follow it by phone. */
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { either, isNumbered, numberParts, rangeText } from '../client/phrases.ts'
import type { Service } from '../hall/catalogue.ts'
import { whereOf } from './guide-page.tsx'
import { CameraIcon, DoneIcon, PaperIcon, PlaceIcon } from './icons.tsx'
import { shownFor } from './leaving.ts'
import { serviceOf, view } from './live.ts'
import type { Taken } from './place.ts'
import { startOver } from './place.ts'
import { Qr } from './qr.tsx'
import { useElapsed } from './use-clock.ts'
import { shortList, windowsOf } from './windows.ts'
import { W } from './words.ts'

const windowsText = (service: Service): string => {
  const names = windowsOf(service, catalogue.value?.counters ?? [])
  if (!names.every(isNumbered)) return names.join('、')
  return fill(names.length === 1 ? W.window : W.windows, { list: shortList(names) })
}

const Where = ({ service }: { readonly service: Service }) => {
  const { zone, direction } = whereOf(service)
  return (
    <div class="taken-where">
      <PlaceIcon />
      <div>
        <p class="taken-zone">
          {say(W.goTo)} <b>{zone}</b>
        </p>
        {direction !== '' && <p>{direction}</p>}
        <p>{fill(W.atWindows, { windows: windowsText(service) })}</p>
      </div>
    </div>
  )
}

const Queue = ({ taken }: { readonly taken: Taken }) =>
  taken.ahead === undefined ? null : (
    <dl class="taken-queue">
      <div>
        <dt>{say(W.ahead)}</dt>
        <dd>{fill(W.aheadText, { count: taken.ahead })}</dd>
      </div>
      <div>
        <dt>{say(W.estimate)}</dt>
        <dd>{taken.estimate ? rangeText(taken.estimate) : say(W.noWindow)}</dd>
      </div>
    </dl>
  )

export const TakenPage = ({ taken }: { readonly taken: Taken }) => {
  const paperOut = view.value?.paper === 'out'
  const left = shownFor(paperOut) - useElapsed(taken.number)
  const over = left <= 0
  useEffect(() => {
    if (over) startOver()
  }, [over])
  const service = taken.service === undefined ? undefined : serviceOf(taken.service)
  const [letters, digits] = numberParts(taken.number)
  return (
    <main class={`taken ${paperOut ? 'is-paper-out' : ''}`}>
      <section class="taken-number-card">
        <h1 class="taken-title">
          <span class="tick">
            <DoneIcon />
          </span>
          {say(W.takenTitle)}
        </h1>
        <p class="taken-number" style={`--characters:${taken.number.length}`}>
          {letters}
          <span>{digits}</span>
        </p>
        {service && <p class="taken-service">{either(service.name, service.nameEn)}</p>}
        <Queue taken={taken} />
      </section>
      {service && <Where service={service} />}
      {taken.secret !== '' && (
        <section class="taken-qr">
          <Qr text={`${location.origin}/t/${taken.secret}`} label={say(W.scan)} />
          <p>{say(W.scan)}</p>
        </section>
      )}
      <p class={`taken-paper ${paperOut ? 'is-warning' : ''}`} role="status">
        {paperOut ? <CameraIcon /> : <PaperIcon />}
        {say(paperOut ? W.paperOut : W.takePaper)}
      </p>
      <button type="button" class="done-button" onClick={startOver}>
        <span>{say(W.done)}</span>
        <small>{fill(W.returnsIn, { seconds: Math.max(0, Math.ceil(left / 1000)) })}</small>
        <span class="countdown" style={`--left:${Math.max(0, left / shownFor(paperOut))}`} />
      </button>
    </main>
  )
}
