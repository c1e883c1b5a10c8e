/** Every limit of the hall, with the sentence that justifies it. */

/** A hall issues 3,000 tickets on a great day; past this something is wrong and the disk should be spared. */
export const TICKETS_PER_DAY_MAX = 50_000
/** A board shows at most this many calls; 75 inches read from 10 m hold 8 rows, portrait screens twice that. */
export const BOARD_CALLS_MAX = 16
/** A window sees the head of its queue and a count; the whole queue of 300 cost 206 KiB a tap (style §9.9). */
export const QUEUE_HEAD_MAX = 12
/** Lists beside the queue: parked tickets, recent no-shows. */
export const SIDE_LIST_MAX = 12
/** The guide desk lists the newest tickets; older ones are found by number. */
export const GUIDE_LIST_MAX = 40
/** Questions that want an answer, oldest first; a desk with more of them needs people, not a longer list. */
export const OWED_SHOWN_MAX = 40
/** Ratings and signals on the manager's page. */
export const RATINGS_SHOWN_MAX = 40
/** Machines listed at the desk, silent ones first: forty windows with computer and pad, their kiosks and boards. */
export const DEVICES_SHOWN_MAX = 120
/** Waiting numbers on the list that outlives the server: more than the busiest hall seats, and 150 kB. */
export const WAITING_LIST_MAX = 2_000
/** Free text from people: reasons and notes. Longer ones are refused, not cut. */
export const REASON_LENGTH_MAX = 200
/** Ids minted by devices: 128 random bits take 22 to 36 characters. */
export const ID_LENGTH_MAX = 64
/** Bytes of a request body; a catalogue with 1,000 services fits in the larger one. */
export const COMMAND_BYTES_MAX = 16 * 1024
export const CATALOGUE_BYTES_MAX = 4 * 1024 * 1024
/** Bytes of the largest view: a whole page of the guide desk is a tenth of it. */
export const VIEW_BYTES_MAX = 64 * 1024
/** A topic that keeps changing is told at most this often (design §5). */
export const TELL_EVERY_MS = 100
/** A screen that heard nothing for this long says so (I7). */
export const STALE_AFTER_MS = 10_000
/** A call older than this is shown but no longer announced: nobody should run to a window for a stale call. */
export const ANNOUNCE_WITHIN_MS = 60_000
/** The server tells every watched topic again after this long, so that silence means a broken line. */
export const HEARTBEAT_MS = 5_000
/** Problems named in one answer; whoever mends a catalogue mends the first ones and asks again. */
export const PROBLEMS_MAX = 50
