/** The bugs that chaos must catch to be believed. */
export const PLANTED_BUGS = ['ackBeforeCommit', 'noReceipts', 'tornGroup', 'otherNumber', 'editedHistory'] as const
export type PlantedBug = (typeof PLANTED_BUGS)[number]
