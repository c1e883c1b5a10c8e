/** 公示资料: what the public sees of somebody who serves: photo, number and post (S004-49, A11). */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import { askHall } from './manager-ask.ts'
import { STAFF } from './manager-words.ts'
import { MediaTrouble } from './media-trouble.tsx'
import { upload } from './media-upload.ts'
import { draw, type Framing, PHOTO, photoOf, SOURCE_BYTES_MAX, USUAL_FRAMING } from './photo-crop.ts'
import { Sheet } from './sheet.tsx'
import './manager-staff.css'

const CARD = {
  title: ['公示资料 · {name}', 'Shown to the public: {name}'],
  hint: [
    '开窗时显示在窗口屏和评价器上。只公示姓名、工号、职务和照片',
    'Shown on strip and pad while the window is open: name, number, post and photo, and nothing else',
  ],
  number: ['工号', 'Number'],
  post: ['职务或岗位', 'Post'],
  photo: ['照片', 'Photo'],
  choose: ['选择照片', 'Choose a photo'],
  remove: ['去掉照片', 'Remove the photo'],
  zoom: ['放大', 'Zoom'],
  x: ['左右', 'Left or right'],
  y: ['上下', 'Up or down'],
  unreadable: ['这个文件不是能打开的照片，请换一张', 'This file is no photo that opens here: choose another'],
  tooLarge: ['照片太大，请换一张 40 MB 以内的', 'Too large: choose one of up to 40 MB'],
} satisfies Record<string, Word>

export type Profile = {
  readonly id: string
  readonly name: string
  readonly number?: string
  readonly post?: string
  readonly photo?: string
}

const SLIDERS: readonly (readonly [keyof Framing, min: number, max: number])[] = [
  ['zoom', 1, 3],
  ['x', 0, 1],
  ['y', 0, 1],
]

const Framed = ({ image, framing }: { readonly image: ImageBitmap; readonly framing: Signal<Framing> }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const now = framing.value
  useEffect(() => {
    if (canvas.current) draw(canvas.current, image, now)
  }, [image, now])
  return (
    <>
      <canvas ref={canvas} class="photo" width={PHOTO.width} height={PHOTO.height} />
      <div class="photo-sliders">
        {SLIDERS.map(([name, min, max]) => (
          <label key={name} class="photo-slider">
            <span>{say(CARD[name])}</span>
            <input
              type="range"
              min={min}
              max={max}
              step={0.01}
              value={now[name]}
              onInput={({ currentTarget }) => {
                framing.value = { ...framing.value, [name]: Number(currentTarget.value) }
              }}
            />
          </label>
        ))}
      </div>
    </>
  )
}

type Props = { readonly person: Profile; readonly onSaved: () => void; readonly onClose: () => void }

export const StaffCard = ({ person, onSaved, onClose }: Props) => {
  const image = useSignal<ImageBitmap | undefined>(undefined)
  const framing = useSignal<Framing>(USUAL_FRAMING)
  const removed = useSignal(false)
  const fault = useSignal<Word | undefined>(undefined)
  const problem = useSignal<Problem | undefined>(undefined)
  const sending = useSignal(false)
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return
    fault.value = file.size > SOURCE_BYTES_MAX ? CARD.tooLarge : undefined
    if (fault.value) return
    try {
      image.value = await createImageBitmap(file)
      framing.value = USUAL_FRAMING
      removed.value = false
    } catch {
      fault.value = CARD.unreadable
    }
  }
  /** The name of the photo to keep: a new one once it is sent, none, or nothing said about it. */
  const photoChange = async (): Promise<{ readonly photo?: string | null } | Problem> => {
    if (removed.value) return { photo: null }
    if (!image.value) return {}
    const sent = await upload(await photoOf(image.value, framing.value)).done
    return sent.ok ? { photo: sent.media } : sent
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (sending.value || !(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const text = (name: string): string | null => String(data.get(name) ?? '').trim() || null
    const words = { number: text('number'), post: text('post') }
    sending.value = true
    const photo = await photoChange()
    const answer =
      'ok' in photo ? photo : await askHall(`staff/${person.id}`, { method: 'PATCH', body: { ...words, ...photo } })
    sending.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    onSaved()
    onClose()
  }
  const shown = removed.value ? undefined : person.photo
  return (
    <Sheet title={fill(CARD.title, { name: person.name })} onClose={onClose}>
      <p class="hint">{say(CARD.hint)}</p>
      <form class="staff-card" onSubmit={submit}>
        <div class="photo-box">
          {image.value ? (
            <Framed image={image.value} framing={framing} />
          ) : shown === undefined ? (
            <div class="photo none">{say(CARD.photo)}</div>
          ) : (
            <img class="photo" src={`/media/${shown}`} alt={person.name} />
          )}
          <label class="row-act photo-choose">
            {say(CARD.choose)}
            <input
              type="file"
              accept="image/*"
              onChange={({ currentTarget }) => {
                void choose(currentTarget.files?.[0])
                currentTarget.value = ''
              }}
            />
          </label>
          {(image.value || shown !== undefined) && (
            <button
              type="button"
              class="row-act bad"
              onClick={() => {
                image.value = undefined
                removed.value = person.photo !== undefined
              }}
            >
              {say(CARD.remove)}
            </button>
          )}
        </div>
        <div class="form">
          <label class="field">
            <span>{say(CARD.number)}</span>
            <input name="number" maxLength={20} defaultValue={person.number ?? ''} autocomplete="off" />
          </label>
          <label class="field">
            <span>{say(CARD.post)}</span>
            <input name="post" maxLength={20} defaultValue={person.post ?? ''} autocomplete="off" />
          </label>
          {fault.value && (
            <p class="bad" role="alert">
              {say(fault.value)}
            </p>
          )}
          <MediaTrouble problem={problem.value} />
          <button type="submit" class="action" disabled={sending.value}>
            {say(STAFF.save)}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
