/** Which errors mean that the disk, and not the room on it, is the trouble. */

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * True for a write, sync or read that failed as no full disk explains. After one, what is in the page cache may say that
 * something is stored which never will be, so nothing may be tried again in this process (PostgreSQL's fsyncgate;
 * reliability §1.1). An error may carry its cause.
 */
export const isStorageFault = (error: unknown): boolean => {
  const code = codeOf(error)
  if (code === 'EIO' || code === 'EROFS') return true
  if (/^SQLITE_(?:IOERR|CORRUPT|NOTADB|READONLY)/.test(code)) return true
  return error instanceof Error && error.cause !== undefined && isStorageFault(error.cause)
}

/** True where there is no room left. */
export const isDiskFull = (error: unknown): boolean => ['SQLITE_FULL', 'ENOSPC'].includes(codeOf(error))

/** True where the disk takes no writing at all: it was mounted so after an error, or the folder is somebody else's. */
export const isReadOnlyDisk = (error: unknown): boolean => {
  if (codeOf(error) === 'EROFS' || codeOf(error).startsWith('SQLITE_READONLY')) return true
  return error instanceof Error && error.cause !== undefined && isReadOnlyDisk(error.cause)
}
