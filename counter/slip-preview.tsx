/** The paper as the printer would make it, drawn from the bytes that the server makes of the template as it is edited. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fill, say } from '../client/language.ts'
import type { SlipTemplate } from '../hall/slip-template.ts'
import type { PaperRow } from '../hall/views/paper.ts'
import { askHall } from './manager-ask.ts'
import { Slip } from './paper-slip.tsx'
import { problemWords } from './slip-facts-text.ts'
import { Choices } from './slip-fields.tsx'
import { SLIP_WORDS } from './slip-kind-words.ts'
import type { SlipProblem, SlipRow } from './slip-state.ts'
import { S } from './slip-words.ts'
import { TroubleLine } from './trouble-line.tsx'

/** Somebody who types sees the paper when they pause. ms */
const PAUSE_MS = 250

type Seen = {
  readonly dots: number
  readonly rows: readonly PaperRow[]
  readonly missing: readonly string[]
  readonly bytes: number
}

const PAPERS = [80, 58] as const
const MODES = ['text', 'raster'] as const
const SCALES = [100, 50] as const

/** On a narrower screen the blocks would have no room beside an 80 mm paper of full size. CSS px */
const NARROW = 1_400

/** Outlives a change of paper or tab: who works on 58 mm goes on with it. */
type Looks = { paper: (typeof PAPERS)[number]; mode: (typeof MODES)[number]; scale: (typeof SCALES)[number] }
let looks: Looks = { paper: 80, mode: 'text', scale: innerWidth < NARROW ? 50 : 100 }

type Props = {
  readonly row: SlipRow
  readonly template: SlipTemplate
  readonly problems: Signal<readonly SlipProblem[]>
}

export const SlipPreview = ({ row, template, problems }: Props) => {
  const shown = useSignal<Looks>(looks)
  const seen = useSignal<Seen | undefined>(undefined)
  const failure = useSignal<Parameters<typeof TroubleLine>[0]['problem']>(undefined)
  const { paper, mode, scale } = shown.value
  const { kind } = row
  const choose = (change: Partial<Looks>): void => {
    looks = { ...looks, ...change }
    shown.value = looks
  }
  useEffect(() => {
    let current = true
    const timer = setTimeout(async () => {
      const body = { kind, template, paper, mode }
      const answer = await askHall<Seen>('slips/preview', { method: 'POST', body })
      if (!current) return
      if (answer.ok) {
        seen.value = answer
        problems.value = []
        failure.value = undefined
      } else if (Array.isArray(answer.problems)) {
        problems.value = answer.problems as readonly SlipProblem[]
        failure.value = undefined
      } else failure.value = answer
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [kind, template, paper, mode])
  const paperName = say(SLIP_WORDS[kind])
  const slip = seen.value
  return (
    <section class="preview" aria-label={say(S.preview)}>
      <div class="row">
        <div class="choice-row">
          <Choices
            options={PAPERS.map((mm) => [mm, fill(S.mm, { mm })] as const)}
            now={paper}
            onChoose={(value) => choose({ paper: value })}
          />
        </div>
        <div class="choice-row">
          <Choices
            options={MODES.map((one) => [one, say(one === 'text' ? S.modeText : S.modeRaster)] as const)}
            now={mode}
            onChoose={(value) => choose({ mode: value })}
          />
        </div>
        <div class="choice-row">
          <Choices
            options={SCALES.map((count) => [count, fill(S.percent, { count })] as const)}
            now={scale}
            onChoose={(value) => choose({ scale: value })}
          />
        </div>
      </div>
      <TroubleLine problem={failure.value} />
      {problems.value.length > 0 && (
        <div class="preview-problems">
          <p class="bad">{say(S.broken)}</p>
          <ul>
            {problems.value.map((problem) => (
              <li key={`${problem.where} ${problem.en}`}>{problemWords(problem)}</li>
            ))}
          </ul>
        </div>
      )}
      {slip && (
        <>
          <p class="hint">{fill(S.bytes, { bytes: slip.bytes })}</p>
          {slip.missing.length > 0 && <p class="bad">{fill(S.missing, { characters: slip.missing.join(' ') })}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: paper that scrolls must be reachable by key */}
          <div class={`preview-paper at-${scale} ${problems.value.length > 0 ? 'old' : ''}`} tabIndex={0}>
            <Slip rows={slip.rows} dots={slip.dots} label={fill(S.previewOf, { paper: paperName })} />
          </div>
        </>
      )}
    </section>
  )
}
