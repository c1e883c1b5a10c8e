/**
 * A printer without a printer: a real TCP server that answers status questions as hardware does and draws the paper it
 * would have printed from the bytes it got. Demonstrations print to it, and tests switch its faults on.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { type Paper, readPaper, type Unknown } from './paper.ts'
import { streamReader } from './reader.ts'
import type { Token } from './scan.ts'
import { COVER_OPEN, CUTTER, ERROR, NEAR_END, PAPER_END, PAPER_STOP } from './status.ts'

export type Faults = {
  readonly paperOut: boolean
  readonly nearEnd: boolean
  readonly coverOpen: boolean
  readonly cutterError: boolean
  /** Answers nothing. */
  readonly mute: boolean
  /** Takes jobs and never confirms them. */
  readonly noConfirm: boolean
  /** Resets the connection at the first byte of a job. */
  readonly resetMidJob: boolean
  /** Stops reading at the first byte of a job. */
  readonly stall: boolean
  /** The paper ends at the first byte of a job. */
  readonly paperOutMidJob: boolean
  /** Rests so many milliseconds after each piece it reads, and chatters automatic status (ASB) meanwhile. 0: fast. */
  readonly slowMs: number
}

const NO_FAULTS: Faults = {
  paperOut: false,
  nearEnd: false,
  coverOpen: false,
  cutterError: false,
  mute: false,
  noConfirm: false,
  resetMidJob: false,
  stall: false,
  paperOutMidJob: false,
  slowMs: 0,
}

export type VirtualOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string
  /** 0 for any free port. */
  readonly port: number
  /** How wide its paper is; default 576, which is 80 mm. */
  readonly dots?: number
  /** The bytes of each job that came out, without the status questions in it. */
  readonly onJob?: (bytes: Uint8Array) => void
}

export type VirtualPrinter = {
  readonly port: number
  /** Switches faults on and off; what is not named stays as it is. */
  readonly set: (faults: Partial<Faults>) => void
  readonly faults: () => Faults
  /** The latest jobs, oldest first. */
  readonly jobs: () => readonly Uint8Array[]
  /** What those jobs put on paper, drawn from their bytes. */
  readonly papers: () => readonly Paper[]
  /** What it did not understand: in which of those jobs, where in it, and its first bytes. It printed what followed. */
  readonly reports: () => readonly (Unknown & { readonly job: number })[]
  readonly close: () => Promise<void>
}

/** Jobs that are kept, and bytes of a job that are kept: what comes beyond is read and forgotten. */
const KEPT_JOBS = 50
const KEPT_BYTES = 1_048_576

/** What it says it is, by the number of `GS I`. */
const ABOUT: Readonly<Record<number, string>> = { 65: '1.0', 66: 'Yichuang', 67: 'Virtual printer' }

const offline = (f: Faults) => f.paperOut || f.coverOpen || f.cutterError

/** Replies to `DLE EOT 1` to `4`; each has the fixed bits `0xx1xx10`. */
const statusReply = (n: number, f: Faults): number => {
  switch (n) {
    case 1:
      return 0x16 | (offline(f) ? 0x08 : 0)
    case 2:
      return 0x12 | (f.coverOpen ? COVER_OPEN : 0) | (f.paperOut ? PAPER_STOP : 0) | (f.cutterError ? ERROR : 0)
    case 3:
      return 0x12 | (f.cutterError ? CUTTER : 0)
  }
  return 0x12 | (f.nearEnd || f.paperOut ? NEAR_END : 0) | (f.paperOut ? PAPER_END : 0)
}

/** The four bytes of an automatic report. */
const automaticReport = (f: Faults): number[] => [
  0x14 | (offline(f) ? 0x08 : 0) | (f.coverOpen ? 0x20 : 0),
  f.cutterError ? 0x08 : 0,
  (f.nearEnd || f.paperOut ? 0x03 : 0) | (f.paperOut ? 0x0c : 0),
  0x0f,
]

/** Starts a virtual printer. Rejects when the port cannot be had. */
export const startVirtualPrinter = async (options: VirtualOptions): Promise<VirtualPrinter> => {
  let faults = NO_FAULTS
  const jobs: Uint8Array[] = []
  const sockets = new Set<Socket>()
  const reported = new Set<Socket>()

  const say = (socket: Socket, bytes: readonly number[]) => {
    if (!faults.mute && socket.writable) socket.write(Uint8Array.from(bytes))
  }
  const set = (changed: Partial<Faults>) => {
    faults = { ...faults, ...changed }
    for (const socket of reported) say(socket, automaticReport(faults))
  }

  const answer = (socket: Socket, token: Token) => {
    const [n = 0] = token.args
    // Not in real time: an offline printer has not processed what came before, so it is silent.
    const processes = !offline(faults)
    switch (token.name) {
      case 'DLE EOT':
        return say(socket, [statusReply(n, faults)])
      case 'GS r':
        if (processes && !faults.noConfirm) say(socket, [faults.nearEnd ? 0x03 : 0x00])
        return
      case 'GS (':
        // The last four bytes are the id that comes back.
        if (processes && !faults.noConfirm) say(socket, [0x37, 0x22, ...token.args.slice(-4), 0])
        return
      case 'GS I':
        if (processes) say(socket, [0x5f, ...new TextEncoder().encode(ABOUT[n] ?? ''), 0])
        return
      case 'GS a':
        if (n === 0) reported.delete(socket)
        else reported.add(socket)
        if (n !== 0) say(socket, automaticReport(faults))
        return
    }
  }

  /** At the first byte of a job. Returns whether to go on reading. */
  const beginJob = (socket: Socket): boolean => {
    if (faults.resetMidJob) {
      socket.resetAndDestroy()
      return false
    }
    if (faults.stall) {
      socket.pause()
      return false
    }
    if (faults.paperOutMidJob) set({ paperOut: true })
    return true
  }

  const keep = (bytes: Uint8Array) => {
    jobs.push(bytes)
    if (jobs.length > KEPT_JOBS) jobs.shift()
    options.onJob?.(bytes)
  }

  const serve = (socket: Socket) => {
    sockets.add(socket)
    const parts: Uint8Array[] = []
    let kept = 0
    let begun = false
    const { read } = streamReader({
      question: (token) => answer(socket, token),
      job: (bytes) => {
        if (!begun && !beginJob(socket)) return false
        begun = true
        kept += bytes.length
        if (kept <= KEPT_BYTES) parts.push(bytes)
        return true
      },
    })

    socket.on('data', (chunk) => {
      read(chunk)
      if (faults.slowMs === 0 || socket.destroyed) return
      socket.pause()
      say(socket, automaticReport(faults))
      setTimeout(() => {
        say(socket, automaticReport(faults))
        socket.resume()
      }, faults.slowMs)
    })
    socket.on('end', () => {
      if (begun && !offline(faults)) keep(new Uint8Array(Buffer.concat(parts)))
    })
    // A peer that resets is its own affair; 'close' follows and forgets it.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      reported.delete(socket)
    })
  }

  const server: Server = createServer(serve)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  const papers = () => jobs.map((job) => readPaper(job, options.dots ?? 576))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server always has a port.')

  return {
    port: address.port,
    set,
    faults: () => faults,
    jobs: () => jobs,
    papers,
    reports: () => papers().flatMap(({ unknown }, job) => unknown.map((each) => ({ ...each, job }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
