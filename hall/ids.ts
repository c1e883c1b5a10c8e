/**
 * The names of things, as types. They are plain strings on the wire and on disk; the aliases say which string is meant.
 */
export type HallId = string
export type ThemeId = string
export type ServiceId = string
export type DepartmentId = string
export type CounterId = string
export type ZoneId = string
export type PrinterId = string
/** A small computer (前置机) that owns printers and peripherals. */
export type EdgeId = string
/** Something bolted down beside a window or kiosk: a pad, a bar of light, a reader (外设). */
export type PeripheralId = string
/** An account of the hall's staff. */
export type StaffId = string
/** Stands for a visitor's document without being it: a keyed hash that only this hall's server can make (I17). */
export type PersonKey = string
export type QuestionId = string
/** Something taken down of a person, encrypted apart from the ledger (X20). */
export type KeptId = string
/** Minted by whoever asks for the ticket (kiosk, guide desk), so that a repeated request is harmless. */
export type TicketId = string
/** Minted by the server at issue: the unguessable string in the ticket's QR. Never shown to window staff. */
export type TicketSecret = string
export type CommandId = string
/** Milliseconds since 1970-01-01 UTC, stamped by the server alone. */
export type Instant = number
/** `YYYY-MM-DD` in the hall's own time zone. */
export type BusinessDay = string
