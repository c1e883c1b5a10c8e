/** How many come before a ticket just issued, from what the kiosk knows of the queue. */

/** People before a ticket issued at `position`. A view as new as that already counts it, and so one too many. */
export const aheadOf = (waiting: number, viewPosition: number, position: number): number =>
  viewPosition >= position ? Math.max(0, waiting - 1) : waiting
