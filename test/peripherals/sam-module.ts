/** A security module of an identity-card reader, made of software: what it answers is what the recorded ones answer. */
import { unhex } from './fake-lines.ts'

/** Replies recorded from real modules, as four public drivers have them. */
export const RECORDED = {
  ready: 'AA AA AA 96 69 00 04 00 00 90 94',
  broken: 'AA AA AA 96 69 00 04 00 00 60 64',
  found: 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97',
  notFound: 'AA AA AA 96 69 00 04 00 00 80 84',
  selected: 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C',
  notSelected: 'AA AA AA 96 69 00 04 00 00 81 85',
  notRead: 'AA AA AA 96 69 00 04 00 00 41 45',
} as const
export const ASKED = {
  state: 'aaaaaa9669000311ffed',
  find: 'aaaaaa96690003200122',
  select: 'aaaaaa96690003200221',
  read: 'aaaaaa96690003300132',
} as const

export type CardFields = {
  readonly name: string
  readonly document: string
  /** 2017 permanent residents' cards: Latin name, number and Chinese name at other places. */
  readonly foreign?: { readonly latin: string }
  readonly fingerprints?: boolean
}

/** The reply to READ for a card: text, a photograph of noise, and fingerprints on newer ones. */
export const cardReply = ({ name, document, foreign, fingerprints }: CardFields): Uint8Array => {
  const text = Buffer.alloc(256, ' ', 'utf16le')
  const put = (at: number, words: string) => void text.write(words, at, 'utf16le')
  if (foreign) {
    put(0, foreign.latin)
    put(120, '1')
    put(122, document)
    put(152, 'CAN')
    put(158, name)
    put(248, 'I')
  } else {
    put(0, name)
    put(30, '1')
    put(32, '01')
    put(36, '19900307')
    put(52, '广东省深圳市福田区')
    put(122, document)
    put(158, '深圳市公安局')
    put(188, '20200101')
    put(204, '长期')
  }
  const photo = Buffer.alloc(1024, 0x57)
  const prints = fingerprints ? Buffer.alloc(1024, 0x43) : Buffer.alloc(0)
  const lengths = unhex(fingerprints ? '01 00 04 00 04 00' : '01 00 04 00')
  const body = Buffer.concat([unhex('00 00 90'), lengths, text, photo, prints])
  const counted = Buffer.concat([Buffer.from([(body.length + 1) >> 8, (body.length + 1) & 0xff]), body])
  const sum = counted.reduce((all, byte) => all ^ byte, 0)
  return Uint8Array.from([...unhex('AA AA AA 96 69'), ...counted, sum])
}

/** A module on which cards are laid. `remembers`: it finds a card that was read again only after it was taken away. */
export const samModule = ({ remembers = false }: { readonly remembers?: boolean } = {}) => {
  let lying: CardFields | undefined
  let wasRead = false
  let state: 'ready' | 'broken' | 'mute' = 'ready'
  const answer = (asked: Uint8Array): Uint8Array | undefined => {
    if (state === 'mute') return undefined
    switch (Buffer.from(asked).toString('hex')) {
      case ASKED.state:
        return unhex(RECORDED[state])
      case ASKED.find:
        return unhex(lying && !(remembers && wasRead) ? RECORDED.found : RECORDED.notFound)
      case ASKED.select:
        return unhex(lying ? RECORDED.selected : RECORDED.notSelected)
      case ASKED.read:
        wasRead = true
        return lying ? cardReply(lying) : unhex(RECORDED.notRead)
      default:
        throw new Error('The module was asked something that it does not know.')
    }
  }
  return {
    answer,
    lay: (card: CardFields) => {
      lying = card
      wasRead = false
    },
    take: () => {
      lying = undefined
    },
    become: (next: typeof state) => {
      state = next
    },
  }
}
