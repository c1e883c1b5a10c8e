/** Sends a file as it is, and tells how far it has come: a film takes minutes. */
import type { Answer } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { token } from '../client/session.ts'

export const PICTURE_BYTES_MAX = 10 * 1024 * 1024
export const FILM_BYTES_MAX = 300 * 1024 * 1024

/** What may be chosen; the server looks at the bytes. */
export const MEDIA_KINDS = ['image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'video/webm'] as const

export const isFilm = (media: string): boolean => media.endsWith('.mp4') || media.endsWith('.webm')

/** Why a file need not be sent at all, as the server would say it; undefined where it may be. */
export const uploadFault = ({ type, size }: Pick<File, 'type' | 'size'>): 'media-type' | 'too-large' | undefined => {
  if (!MEDIA_KINDS.some((kind) => kind === type)) return 'media-type'
  return size > (type.startsWith('image/') ? PICTURE_BYTES_MAX : FILM_BYTES_MAX) ? 'too-large' : undefined
}

type Sent = { readonly media: string; readonly bytes: number }
export type Upload = { readonly done: Promise<Answer<Sent>>; readonly stop: () => void }

const parsed = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // A proxy's page instead of an answer.
    return {}
  }
}

/** `fetch` does not say how much has gone; this does. @param onShare from 0 to 1 */
export const upload = (file: Blob, onShare: (share: number) => void = () => {}): Upload => {
  const request = new XMLHttpRequest()
  const send = (hall: string): Promise<Answer<Sent>> =>
    new Promise((resolve) => {
      request.open('POST', `/api/halls/${hall}/media`)
      request.setRequestHeader('content-type', file.type)
      request.setRequestHeader('authorization', `Bearer ${token.value ?? ''}`)
      request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total)
      request.onloadend = () => {
        const answer = parsed(request.responseText)
        const { status } = request
        if (status === 200) resolve({ ...answer, ok: true } as Answer<Sent>)
        else resolve({ code: status === 0 ? 'unreachable' : 'unknown', ...answer, ok: false, status })
      }
      request.send(file)
    })
  return {
    done: hallInfo().then((info) => (info.ok ? send(info.hall) : info)),
    stop: () => request.abort(),
  }
}
