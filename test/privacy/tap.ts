/** A tap on the line between a hall and its screens: every byte both ways, with what browsers mask in their frames unmasked. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Tap = {
  readonly url: string
  /** What went over the line so far: the server's bytes as they are, a screen's requests and the text of its frames. */
  readonly heard: () => readonly { readonly from: 'server' | 'screen'; readonly bytes: Buffer }[]
  readonly close: () => Promise<void>
}

const MASKED = 0x80
const LENGTH = 0x7f

/** The payloads of the frames that a screen sent (RFC 6455 §5.2), after the head of its upgrade. */
const framesOf = (bytes: Buffer): Buffer => {
  const payloads: Buffer[] = []
  let at = 0
  while (at + 6 <= bytes.length) {
    const second = bytes.readUInt8(at + 1)
    let length = second & LENGTH
    let from = at + 2
    if (length === 126) {
      length = bytes.readUInt16BE(from)
      from += 2
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(from))
      from += 8
    }
    const mask = (second & MASKED) === 0 ? Buffer.alloc(4) : bytes.subarray(from, from + 4)
    if ((second & MASKED) !== 0) from += 4
    const payload = Buffer.from(bytes.subarray(from, from + length))
    for (const [index, byte] of payload.entries()) payload.writeUInt8(byte ^ mask.readUInt8(index % 4), index)
    payloads.push(payload)
    at = from + length
  }
  return Buffer.concat(payloads)
}

/** What a screen said over one connection. */
export const spoken = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.subarray(0, end < 0 ? bytes.length : end + 4)
  return /^upgrade: websocket/im.test(head.toString('latin1'))
    ? Buffer.concat([head, framesOf(bytes.subarray(head.length))])
    : bytes
}

export const openTap = async (hallPort: number): Promise<Tap> => {
  const lines: { readonly screen: Buffer[]; readonly server: Buffer[] }[] = []
  const ends = new Set<Socket>()
  const listener = createServer((near) => {
    const far = connect(hallPort, '127.0.0.1')
    const line = { screen: [] as Buffer[], server: [] as Buffer[] }
    lines.push(line)
    near.on('data', (bytes: Buffer) => void line.screen.push(bytes))
    far.on('data', (bytes: Buffer) => void line.server.push(bytes))
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => other.destroy())
      end.pipe(other)
    }
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    heard: () =>
      lines.flatMap(({ screen, server }) => [
        { from: 'screen' as const, bytes: spoken(Buffer.concat(screen)) },
        { from: 'server' as const, bytes: Buffer.concat(server) },
      ]),
    close: async () => {
      for (const end of ends) end.destroy()
      await new Promise<void>((resolve) => void listener.close(() => resolve()))
    },
  }
}
