/** Facts in the words of the hall: who edits a paper reads 【号码】 where the template has `{number}`. Pure but for the language. */
import { say, type Word } from '../client/language.ts'
import { FACT_WORDS } from '../hall/slip-facts.ts'
import { PLACEHOLDER } from '../hall/slip-template.ts'

const words: Readonly<Record<string, Word | undefined>> = FACT_WORDS

/** What a fact or a list is called; one without a word keeps its name. */
export const factWord = (name: string): string => {
  const word = Object.hasOwn(words, name) ? words[name] : undefined
  return word ? say(word) : name
}

const BRACKETED = /【([^【】]*)】/g

export const shownFact = (name: string): string => `【${factWord(name)}】`

/** A template's text as it is edited. */
export const toWords = (text: string): string => text.replace(PLACEHOLDER, (_, name: string) => shownFact(name))

/** An edited text as the template has it. Brackets that name none of these facts are ordinary text. */
export const fromWords = (text: string, names: readonly string[]): string =>
  text.replace(BRACKETED, (whole, word: string) => {
    const name = names.find((one) => factWord(one) === word)
    return name === undefined ? whole : `{${name}}`
  })

/** What the hall says is wrong, with its facts named as on this page. */
export const problemWords = ({ zh, en }: { readonly zh: string; readonly en: string }): string => toWords(say([zh, en]))

const QR: Word = ['二维码', 'QR code of']
const SEAL: Word = ['盖章框', 'Frame for the seal']

/** What must be on a paper, in words: a fact, a fact of a list's rows, a code that holds a fact, or the seal's frame. */
export const mustWord = (must: string): string => {
  if (must === 'seal') return say(SEAL)
  if (must.startsWith('qr:')) return `${say(QR)} ${factWord(must.slice(3))}`
  return must.split('.').map(factWord).join(' · ')
}
