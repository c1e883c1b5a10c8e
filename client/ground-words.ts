/** The grounds for precedence, as everybody says them. Alone in its file: the kiosk's first page needs no other of these words. */
import type { PriorityGround } from '../hall/commands.ts'
import type { Word } from './language.ts'

export const GROUND_WORDS: Record<PriorityGround, Word> = {
  elderly: ['老年人', 'Elderly'],
  disabled: ['残疾人', 'Disabled'],
  pregnant: ['孕妇', 'Pregnant'],
  ill: ['重病患者', 'Seriously ill'],
  military: ['军人', 'Military'],
  'fire-rescue': ['消防救援人员', 'Fire and rescue'],
  'martyr-family': ['烈属', "Martyr's family"],
}
