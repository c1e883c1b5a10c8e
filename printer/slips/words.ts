/** Sentences that several slips share, each made from the settings it speaks of. */
import type { Rules } from '../../hall/catalogue.ts'
import type { TextBlock } from '../slip.ts'

/**
 * What happens to somebody who does not come when called, from the rules in force (requirements §3.4). It is never typed
 * by hand: a ticket that promises another rule than the system keeps is a complaint.
 */
export const missedCallText = ({ calls, noShow }: Pick<Rules, 'calls' | 'noShow'>): string => {
  const missed = `叫号${calls.limit}次、每次等候${calls.gapSeconds}秒未到窗口`
  if (noShow.times === 0 || noShow.returnMinutes === 0) return `${missed}，本号作废，请重新取号。`
  const place = noShow.placesDown === 0 ? '排在最前' : `顺延${noShow.placesDown}位`
  return `${missed}即为过号。过号后${noShow.returnMinutes}分钟内可到导办台激活，${place}，限${noShow.times}次。`
}

/** The class of a ticket and, on a further copy, which it is: two papers with one number are told apart at the window. */
export const badges = (word: string | undefined, copy: number): TextBlock[] => {
  const text = [...(word === undefined ? [] : [`【${word}】`]), ...(copy > 1 ? [`补打第${copy}份`] : [])].join(' ')
  return text === '' ? [] : [{ kind: 'text', text, size: 2, align: 'center', bold: true, maxLines: 2 }]
}

/** `3、5～7`: windows as people say them; three or more neighbours become a range. */
export const counterList = (names: readonly string[]): string => {
  const groups: { first: string; last: string; count: number }[] = []
  for (const name of names) {
    const group = groups.at(-1)
    const next = group !== undefined && /^[1-9]\d*$/.test(group.last) && name === String(Number(group.last) + 1)
    if (group && next) Object.assign(group, { last: name, count: group.count + 1 })
    else groups.push({ first: name, last: name, count: 1 })
  }
  return groups
    .map(({ first, last, count }) => (count === 1 ? first : `${first}${count === 2 ? '、' : '～'}${last}`))
    .join('、')
}
