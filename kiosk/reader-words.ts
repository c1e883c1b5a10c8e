/** What the kiosk says of a card on its reader or a code before its scanner. */
import { fill, say, type Word } from '../client/language.ts'
import type { Presented } from '../hall/views/presented.ts'

const W = {
  card: ['已识别 {name}（{masked}）', 'Card read: {name} ({masked})'],
  nameless: ['已识别证件 {masked}', 'Card read: {masked}'],
  noting: ['取号时登记', 'It will be noted with your number'],
  notMe: ['不是我', 'Not me'],
  code: ['{number}：请看叫号屏或扫码查看进度', '{number}: see the call screen, or scan your ticket with a phone'],
  unknown: ['这不是今天的号票', 'This is not a ticket of today'],
  understood: ['知道了', 'OK'],
} satisfies Record<string, Word>

/** `4***…1234` of `4***************1234`: nobody counts stars, and they break a line. */
export const shortMask = (masked: string): string => masked.replace(/\*{4,}/, '***…')

export type BannerText = { readonly title: string; readonly hint?: string; readonly button: string }

/** In the language of now. */
export const bannerText = (presented: Presented): BannerText => {
  if (presented.kind === 'code') {
    const title = presented.ticket ? fill(W.code, { number: presented.ticket.number }) : say(W.unknown)
    return { title, button: say(W.understood) }
  }
  const { maskedName: name } = presented
  const masked = shortMask(presented.masked)
  return {
    title: fill(name === '' ? W.nameless : W.card, { name, masked }),
    hint: say(W.noting),
    button: say(W.notMe),
  }
}
