/** Our bytes before a reader that is not ours: npos 0.1.19, which throws at any command it does not know. */
import { createRequire } from 'node:module'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { render } from '../../printer/compose.ts'
import { paperFont } from '../../printer/glyphs.ts'
import { layout } from '../../printer/layout.ts'
import { inPrinterFont } from '../../printer/text.ts'
import { EVERY_MODE, EVERY_SLIP } from './every-slip.ts'
import { unhex } from './facts.ts'
import { GOLDEN_221 } from './golden.ts'

type Node = { readonly offset: number; readonly length: number; readonly ascii: string; readonly fn: string }
type Analysis = { readonly error?: Error; readonly tree: readonly Node[] | null }

const require = createRequire(import.meta.url)
const rules: Record<string, Record<string, readonly (number | string)[]>> = require('npos/lib/parser/rules')
const symbols: { readonly GS: string } = require('npos/lib/parser/symbols')

// It knows every function of `GS (` but the QR code's: a length of two bytes and as many bytes, as all of them have.
const gs = rules[symbols.GS]
if (!gs) throw new Error('npos has other rules than those of 0.1.19.')
gs['(k'] = [0, 'd16']
// It copies its rules when it is loaded, so this comes after.
const npos: { readonly parser: () => { readonly analyze: (bytes: Buffer) => Analysis } } = require('npos')

/**
 * It also counts NUL bytes that follow a command to that command; none of ours is followed by one that is not its own.
 * A line feed is text to it. `analyze` and not `parse`, which moves the offsets of pictures to their data.
 */
const nodesOf = (bytes: Uint8Array): readonly Node[] => {
  const { error, tree } = npos.parser().analyze(Buffer.from(bytes))
  if (error || !tree) throw error ?? new Error('npos gave no commands.')
  return tree
}

const textsOf = (bytes: Uint8Array, nodes: readonly Node[]): string =>
  nodes
    .filter((node) => node.ascii === 'STX')
    .map(({ offset, length }) => iconv.decode(Buffer.from(bytes.subarray(offset, offset + length)), 'gb18030'))
    .join('')

const draws = (char: string): boolean => {
  const font = paperFont()
  return !('fault' in font) && font.has(char)
}

describe('read by npos', () => {
  it.each(EVERY_SLIP)(
    'P39 %s, at both widths and in all modes: every byte is known, and the texts are the slip’s',
    (_, slip) => {
      for (const model of EVERY_MODE) {
        const { bytes } = render(slip, model)
        const nodes = nodesOf(bytes)
        let at = 0
        for (const node of nodes) {
          expect(node.offset).toBe(at)
          at += node.length
        }
        expect(at).toBe(bytes.length)
        const wanted = layout(slip, model, draws).lines.flatMap((line) =>
          line.kind === 'text' && model.chinese === 'font' && Array.from(line.text).every(inPrinterFont)
            ? [`${line.text}\n`]
            : [],
        )
        expect(textsOf(bytes, nodes)).toBe(wanted.join(''))
        const last = nodes.at(-1)
        expect([last?.ascii, last?.fn]).toEqual(model.cutter ? ['GS', 'V'] : ['ESC', 'd'])
      }
    },
  )

  it('P39 the measured ticket: a drawer pulse of five bytes, a CODE128 of 4 + n, and the cut at the end', () => {
    const bytes = unhex(GOLDEN_221)
    const nodes = nodesOf(bytes)
    expect(nodes.find((node) => node.fn === 'p')?.length).toBe(5)
    expect(nodes.find((node) => node.fn === 'k')?.length).toBe(4 + 13)
    expect(nodes.at(-1)?.fn).toBe('V')
    expect(textsOf(bytes, nodes)).toContain('买买提·吐尔逊 喆')
  })

  it('P39 it would not let a command pass that it does not know', () => {
    expect(() => nodesOf(unhex('41 1b7e 42'))).toThrow(/parse commands/)
  })
})
