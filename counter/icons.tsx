/** The few pictures the staff screens need, drawn on 24 × 24 with the current colour. They always stand beside a word. */
const PATHS = {
  call: 'M3 10v4h4l5 4V6L7 10H3z M16 9a4 4 0 0 1 0 6 M18.5 6.5a8 8 0 0 1 0 11',
  mute: 'M3 10v4h4l5 4V6L7 10H3z M16 9.5l5 5 M21 9.5l-5 5',
  play: 'M7 4.5v15l12-7.5z',
  check: 'M4.5 12.5l5 5 10-11',
  pause: 'M8 5v14 M16 5v14',
  door: 'M5 21V4h10v17 M3 21h18 M12 12.5v.01 M15 6h4v15',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7v5l3.5 2',
  absent: 'M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M3 20c0-4 3-6 7-6 1.5 0 2.8.3 3.9.8 M16 15l5 5 M21 15l-5 5',
  move: 'M4 8h14l-4-4 M20 16H6l4 4',
  hold: 'M6 3h12v18l-6-4-6 4z',
  back: 'M9 5l-6 6 6 6 M3 11h11a7 7 0 0 1 7 7v1',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5L21 21',
  ticket: 'M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4z M14 6v12',
  printer: 'M7 9V3h10v6 M6 18H3V9h18v9h-3 M7 14h10v7H7z',
  warn: 'M12 4l9.5 16h-19z M12 10v4.5 M12 17v.01',
  cross: 'M5 5l14 14 M19 5L5 19',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c0-4 2.6-6 6.5-6s6.5 2 6.5 6 M16 4.4a3.5 3.5 0 0 1 0 6.2 M18 14.4c2.2.8 3.5 2.6 3.5 5.6',
  covered: 'M3 4h18v12H3z M9 20h6 M4 20L20 3',
  device: 'M3 4h18v12H3z M9 20h6 M12 16v4',
  book: 'M5 3h14v18H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M8 3v18 M11 8h5 M11 12h5',
  image: 'M3 5h18v14H3z M3 16l5-5 4 4 3-3 6 6 M16 9v.01',
  exit: 'M14 4H5v16h9 M10 12h11 M17 8l4 4-4 4',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M3 12h18 M12 3c3 3 3 15 0 18 M12 3c-3 3-3 15 0 18',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)
