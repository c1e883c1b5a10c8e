/** A picture or film as small as a stamp. A film shows its first picture, once its head is loaded. */
import { isFilm } from './media-upload.ts'

export const Thumb = ({ media, title }: { readonly media: string; readonly title: string }) =>
  isFilm(media) ? (
    <video class="thumb" src={`/media/${media}#t=0.1`} preload="metadata" muted aria-label={title} />
  ) : (
    <img class="thumb" src={`/media/${media}`} alt={title} loading="lazy" />
  )
