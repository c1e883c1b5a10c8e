/** What a strip says of a window whose staff are away: where they went, when they are back, and where to go meanwhile. */
import type { Word } from '../client/language.ts'

export const AWAY = {
  destination: ['去向：', 'Gone to: '],
  back: ['预计 {time} 返回', 'Back at about {time}'],
  cover: ['请到{window}', 'Please go to {window}'],
  elsewhere: ['请到其他窗口或导办台', 'Ask at the guide desk'],
} satisfies Record<string, Word>
