/**
 * A real pseudo-terminal: the code under test opens its path as a serial port or device file, the test holds the other
 * end. Made by python3, since Node cannot make one; where that is missing the tests say so and skip.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

/** The other end. Commands come on fd 3, a line each; bytes pass through standard input and output. */
const PROGRAM = `
import os, pty, select, sys, termios, tty
master, slave = pty.openpty()
tty.setraw(slave)
sys.stderr.write(os.ttyname(slave) + '\\n'); sys.stderr.flush()
deaf = False
outgoing = b''
while True:
    reads = [0, 3] + ([] if deaf else [master])
    ready, writable, _ = select.select(reads, [master] if outgoing else [], [])
    if 0 in ready:
        data = os.read(0, 65536)
        if not data: break
        outgoing += data
    if writable:
        outgoing = outgoing[os.write(master, outgoing):]
    if 3 in ready:
        for command in os.read(3, 64).decode().split('\\n'):
            if command == 'settings':
                cflag, ispeed = (lambda a: (a[2], a[4]))(termios.tcgetattr(master))
                speed = next((n[1:] for n in dir(termios) if n[1:].isdigit() and n[0] == 'B' and getattr(termios, n) == ispeed), '?')
                bits = {termios.CS5: 5, termios.CS6: 6, termios.CS7: 7, termios.CS8: 8}[cflag & termios.CSIZE]
                parity = 'N' if not cflag & termios.PARENB else 'O' if cflag & termios.PARODD else 'E'
                stop = 2 if cflag & termios.CSTOPB else 1
                sys.stderr.write('%s %d%s%d\\n' % (speed, bits, parity, stop)); sys.stderr.flush()
            if command == 'deaf': deaf = True
            if command == 'hear': deaf = False
    if master in ready:
        try: data = os.read(master, 65536)
        except OSError: break
        os.write(1, data)
`

export type Pty = {
  /** Where the code under test opens it: /dev/pts/N. */
  readonly path: string
  /** Says something to the code under test. */
  readonly write: (bytes: Uint8Array) => void
  /** Hears what the code under test says. */
  readonly onBytes: (heard: (bytes: Uint8Array) => void) => void
  /** All that was heard so far. */
  readonly heard: () => Uint8Array
  /** What the line is set to now: `9600 8N1`. */
  readonly settings: () => Promise<string>
  /** Stops taking bytes, or takes them again. */
  readonly listen: (on: boolean) => void
  /** Pulls the plug. */
  readonly close: () => Promise<void>
}

const lineFrom = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.stderr?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('error', reject)
    child.once('exit', () => reject(new Error('The pseudo-terminal ended.')))
  })

/** Why no pseudo-terminal can be made here; undefined where it can. */
export const noPty = (): string | undefined => {
  const made = spawnSync('python3', ['-c', 'import pty; pty.openpty()'])
  return made.status === 0 ? undefined : 'python3 with a pseudo-terminal is missing on this machine'
}

/** Opens one in raw mode, and keeps it open whoever comes and goes at its path. */
export const openPty = async (): Promise<Pty> => {
  const child = spawn('python3', ['-u', '-c', PROGRAM], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const path = await lineFrom(child)
  const ears = new Set<(bytes: Uint8Array) => void>()
  const parts: Uint8Array[] = []
  child.stdout?.on('data', (chunk: Buffer) => {
    const bytes = new Uint8Array(chunk)
    parts.push(bytes)
    for (const heard of ears) heard(bytes)
  })
  // When the plug is pulled, what is under way between the two processes is lost, as on a real line.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined)
  const command = (word: string): void => {
    const commands = child.stdio[3]
    if (commands && 'write' in commands) commands.write(`${word}\n`)
  }
  return {
    path,
    write: (bytes) => void child.stdin?.write(bytes),
    onBytes: (heard) => void ears.add(heard),
    heard: () => new Uint8Array(Buffer.concat(parts)),
    settings: () => {
      const answer = lineFrom(child)
      command('settings')
      return answer
    },
    listen: (on) => command(on ? 'hear' : 'deaf'),
    close: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
