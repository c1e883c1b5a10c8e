/** What the search says. */
import type { Word } from '../client/language.ts'

export const FIND = {
  findTitle: ['搜索事项', 'Search'],
  findEmpty: ['请按下面的字母，输入事项的拼音或首字母', 'Touch the letters below'],
  findExample: ['例如：结婚登记，按 J H 或 JIE HUN', 'For example: MARRIAGE'],
  findNone: ['没有找到。请换个说法，或到导办台询问。', 'Nothing found. Try another word, or ask the guide desk.'],
  findNoneFor: ['没有找到。请点“全部”，或换个说法', 'Nothing found: touch “All”, or try another word'],
  findLoading: ['正在准备搜索…', 'Getting ready…'],
  findBroken: ['搜索暂时不能用，请返回按类别查找', 'Search is not available now: go back and choose a category'],
  typed: ['输入的拼音', 'What you typed'],
  delete: ['删除', 'Delete'],
  clear: ['清空', 'Clear'],
} satisfies Record<string, Word>
