/**
 * The frames of an identity-card reader's security module (SAM) on a serial line: `AA AA AA 96 69`, two bytes of length
 * (from after them to the checksum), three of status, data, and the XOR of everything after the head. Four public drivers
 * agree on it; so do the replies in the tests.
 */
const HEAD = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const
const BEFORE_BODY = HEAD.length + 2
/** Status and checksum, with no data. */
const BODY_MIN = 4
/** The longest reply is a card with fingerprints, 2,321 bytes; a longer one is noise. */
const BODY_MAX = 4096

export const ASK_STATE = [0x11, 0xff] as const
export const FIND = [0x20, 0x01] as const
export const SELECT = [0x20, 0x02] as const
export const READ = [0x30, 0x01] as const
export type SamCommand = typeof ASK_STATE | typeof FIND | typeof SELECT | typeof READ

export const FOUND = 0x9f
export const DONE = 0x90
export const BROKEN = 0x60

const xorOf = (bytes: Iterable<number>): number => {
  let xor = 0
  for (const byte of bytes) xor ^= byte
  return xor
}

/** The bytes that ask for something. */
export const samRequest = (command: SamCommand): Uint8Array => {
  const body = [0, command.length + 1, ...command]
  return Uint8Array.from([...HEAD, ...body, xorOf(body)])
}

export type SamReply = {
  /** The third status byte, which says how it went. */
  readonly status: number
  /** Valid only while it is being told: afterwards it is overwritten (E12). */
  readonly data: Uint8Array
}

export type SamReader = {
  readonly push: (bytes: Uint8Array) => void
  /** Forgets what has come of an unfinished reply, before the next question. */
  readonly reset: () => void
}

/**
 * Reads replies out of a stream in whatever pieces it comes. Everything that went through its memory is overwritten as
 * soon as it was told or turned out to be none.
 */
export const samReader = (heard: (reply: SamReply) => void): SamReader => {
  const memory = new Uint8Array(BEFORE_BODY + BODY_MAX)
  let length = 0

  const drop = (count: number): void => {
    memory.copyWithin(0, count, length)
    memory.fill(0, length - count, length)
    length -= count
  }
  /** Takes one reply or one wrong byte from the front; false when more has to come first. */
  const step = (): boolean => {
    const begun = Math.min(length, HEAD.length)
    if (HEAD.slice(0, begun).some((byte, at) => memory[at] !== byte)) {
      drop(1)
      return true
    }
    if (length < BEFORE_BODY) return false
    const size = BEFORE_BODY + (memory[5] ?? 0) * 256 + (memory[6] ?? 0)
    if (size < BEFORE_BODY + BODY_MIN || size > memory.length) {
      drop(1)
      return true
    }
    if (length < size) return false
    if (xorOf(memory.subarray(HEAD.length, size)) !== 0) {
      drop(1)
      return true
    }
    heard({ status: memory[9] ?? 0, data: memory.subarray(10, size - 1) })
    // Whoever heard it may have reset the memory.
    drop(Math.min(size, length))
    return true
  }

  return {
    push: (bytes) => {
      for (const byte of bytes) {
        memory[length++] = byte
        while (length > 0 && step()) {
          // Until what is left is the beginning of something.
        }
      }
    },
    reset: () => {
      memory.fill(0)
      length = 0
    },
  }
}
