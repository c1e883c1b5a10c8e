/** The few signs the kiosk needs. Always beside a word, never instead of one. */
import type { ComponentChildren } from 'preact'

const Icon = ({ children }: { readonly children: ComponentChildren }) => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
)

export const BackIcon = () => (
  <Icon>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
)
export const NextIcon = () => (
  <Icon>
    <path d="M9 5l7 7-7 7" />
  </Icon>
)
export const SearchIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="6.5" />
    <path d="M16 16l4.5 4.5" />
  </Icon>
)
export const LanguageIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18" />
  </Icon>
)
export const TextSizeIcon = () => (
  <Icon>
    <path d="M2.5 18L8 5l5.5 13M4.5 14h7M15 18l3-7 3 7M16 15.500h4" />
  </Icon>
)
export const WheelchairIcon = () => (
  <Icon>
    <circle cx="10" cy="4" r="1.600" />
    <path d="M10 7.500v6h6l3 5M10 10.500h5M7.600 11.500a5 5 0 1 0 6.600 6.500" />
  </Icon>
)
export const ListIcon = () => (
  <Icon>
    <path d="M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7" />
  </Icon>
)
export const DoneIcon = () => (
  <Icon>
    <path d="M4.500 12.500l5 5 10-11" />
  </Icon>
)
export const PlaceIcon = () => (
  <Icon>
    <path d="M12 21s7-6.300 7-11.500a7 7 0 0 0-14 0C5 14.700 12 21 12 21z" />
    <circle cx="12" cy="9.500" r="2.500" />
  </Icon>
)
export const PaperIcon = () => (
  <Icon>
    <path d="M4 5h16M7 5v10M17 5v10M7 15l2.500 2 2.500-2 2.500 2 2.500-2M12 19.500v3M10.500 21l1.500 1.500 1.500-1.500" />
  </Icon>
)
export const CameraIcon = () => (
  <Icon>
    <path d="M3 8h4l2-3h6l2 3h4v11H3z" />
    <circle cx="12" cy="13" r="3.500" />
  </Icon>
)
export const WaitIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5.500l3.500 2" />
  </Icon>
)
export const WarnIcon = () => (
  <Icon>
    <path d="M12 3.500L2.500 20.500h19zM12 10v5M12 17.500v.5" />
  </Icon>
)
export const EraseIcon = () => (
  <Icon>
    <path d="M9 5h12v14H9l-6-7zM12.500 9.500l5 5M17.500 9.500l-5 5" />
  </Icon>
)
export const ContrastIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
  </Icon>
)
export const SpeakIcon = () => (
  <Icon>
    <path d="M4 9.500v5h3.500L13 19V5L7.500 9.500zM16.500 9a4.500 4.500 0 0 1 0 6M19.300 6.500a8.500 8.500 0 0 1 0 11" />
  </Icon>
)
